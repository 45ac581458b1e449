/** The webview of the preview panel: takes the extension's messages, draws them, and posts what the reader asks for. */
import { render } from 'preact';
import type { FromWebview, Question, WebviewState } from '../../server/src/protocol.ts';
import { lookedUp } from './dns-explorer.tsx';
import { isToWebview } from './messages.ts';
import { chosen, type Host, initialModel, type Model, questionOf, received, shownSet, type Ui } from './model.ts';
import { nearRows } from './near.ts';
import { pngOf } from './paint.ts';
import { toggled } from './row.tsx';
import { Panel } from './view.tsx';
import { visible } from './words.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromWebview): void;
  setState(state: WebviewState): void;
};

const vscode = acquireVsCodeApi();
const root = document.body.appendChild(document.createElement('div'));
let model: Model = initialModel;

const send = (message: FromWebview) => vscode.postMessage(message);

const host: Host = {
  send,
  copy(text) {
    send({ type: 'copy', text });
    changeUi({ copied: text, said: `Copied: ${visible(text)}` });
    window.setTimeout(() => {
      if (model.ui.copied === text) changeUi({ copied: null });
    }, 1500);
  },
  choose(index) {
    show(chosen(model, index));
    const set = shownSet(model);
    if (set) send({ type: 'choose', name: set.name });
  },
  pin(pinned) {
    send({ type: 'pin', pinned });
    if (model.message.type === 'preview') show({ ...model, message: { ...model.message, pinned } });
  },
  change: changeUi,
  ask(change) {
    const set = shownSet(model);
    if (!set) return;
    // What was asked a moment ago counts, answered or not: a button may be pressed twice.
    const last = model.asked ?? questionOf(set);
    const asked: Question = { ...last, ...change(last) };
    model = { ...model, asked };
    send({ type: 'preview', ...asked });
  },
  goTo(step) {
    host.play(false);
    showStep(step);
  },
  play(isPlaying) {
    window.clearTimeout(timer);
    if (isPlaying !== model.ui.isPlaying) changeUi({ isPlaying });
    const set = shownSet(model);
    if (!isPlaying || !set) return;
    if (model.ui.step >= set.scenario.steps) showStep(0);
    timer = window.setTimeout(tick, pace(set.scenario.steps));
  },
  focusRow(ordinal, ui) {
    changeUi({ ...ui, focus: ordinal });
    stop()?.focus();
  },
  toggle: (ordinal) => host.focusRow(ordinal, toggled(model.ui, ordinal)),
};

let timer: number | undefined;

/** Milliseconds for a step: a short story is told slowly, a long one in twenty seconds. */
const pace = (steps: number) => Math.max(16, Math.min(900, 20_000 / steps));

/** Shows the next step while it plays. Steps that are shorter than a frame are taken together. */
function tick(): void {
  const set = shownSet(model);
  if (!set || !model.ui.isPlaying) return;
  const { steps } = set.scenario;
  showStep(model.ui.step + Math.max(1, Math.round(16 / (20_000 / steps))));
  if (model.ui.step >= steps) changeUi({ isPlaying: false });
  else timer = window.setTimeout(tick, pace(steps));
}

function showStep(step: number): void {
  const steps = shownSet(model)?.scenario.steps ?? 0;
  const shown = Math.max(0, Math.min(steps, step));
  if (shown !== model.ui.step) changeUi({ step: shown });
}

/** The last name that was looked up, with all that its answer depends on. */
let lookedUpLast = '';
let lookUpTimer: number | undefined;

/** Asks what the shown name resolves to, when that may have changed; a moment later, since a scrub goes through many steps. */
function lookUp(): void {
  const set = shownSet(model);
  const { ui, message } = model;
  if (!set || message.type !== 'preview' || ui.closed.has('dns') || ui.isPlaying) return;
  const query = { name: lookedUp({ set, ui }), from: ui.dnsFrom, step: ui.step };
  const key = JSON.stringify([query, model.selected, model.since]);
  if (key === lookedUpLast) return;
  lookedUpLast = key;
  window.clearTimeout(lookUpTimer);
  lookUpTimer = window.setTimeout(() => send({ type: 'resolve', ...query }), 60);
}

/** The one row that Tab stops at. */
function stop(): HTMLElement | null {
  return root.querySelector('.ledger .row[tabindex="0"]');
}

function changeUi(ui: Partial<Ui>): void {
  draw({ ...model, ui: { ...model.ui, ...ui } });
}

/** Draws the model and remembers what the extension needs to fill the panel again after a reload of the window. */
function show(next: Model): void {
  draw(next);
  const { message } = model;
  if (message.type !== 'preview') return;
  const name = shownSet(model)?.name;
  const { file } = model.broken ?? message.preview.document;
  vscode.setState({ uri: file, pinned: message.pinned, ...(name === undefined ? {} : { name }) });
}

function draw(next: Model): void {
  model = next;
  const focused = document.activeElement;
  render(<Panel model={model} host={host} />, root);
  // Elements that stay keep the focus. One that went leaves it to the ledger, or to whatever there is instead: never to nothing.
  if (focused && !focused.isConnected) (stop() ?? root.querySelector('button'))?.focus();
  lookUp();
  requestMeasure();
}

let isMeasureRequested = false;
function requestMeasure(): void {
  if (isMeasureRequested) return;
  isMeasureRequested = true;
  requestAnimationFrame(() => {
    isMeasureRequested = false;
    measure();
  });
}

/** Long ledgers draw only the rows near the viewport: finds out which these are, and how high the others would be. */
function measure(): void {
  const ledger = root.querySelector('.ledger');
  const near = ledger && nearRows(ledger, window.innerHeight);
  const rowHeight = ledger?.querySelector('.row[data-from]')?.getBoundingClientRect().height;
  if (!near?.length || !rowHeight) return;
  const { ui } = model;
  const isSame = JSON.stringify(near) === JSON.stringify(ui.near) && Math.abs(rowHeight - ui.rowHeight) < 0.5;
  if (!isSame) changeUi({ near, rowHeight });
}

window.addEventListener('message', ({ data }) => {
  if (!isToWebview(data)) return;
  if (data.type === 'paint') {
    const png = pngOf(data.picture);
    if (png) send({ type: 'painted', png });
    return;
  }
  show(received(model, data, Date.now()));
  if (!model.ui.isPlaying) window.clearTimeout(timer);
});
window.addEventListener('scroll', requestMeasure, { passive: true });
new ResizeObserver(requestMeasure).observe(root);
send({ type: 'ready' });
