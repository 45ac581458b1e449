/** The webview of the preview panel: takes the extension's messages, draws them, and posts what the reader asks for. */
import { render } from 'preact';
import type { FromWebview, WebviewState } from '../../server/src/protocol.ts';
import { isToWebview } from './messages.ts';
import { chosen, type Host, initialModel, type Model, received, shownSet, type Ui } from './model.ts';
import { nearRows } from './near.ts';
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
  focusRow(ordinal, ui) {
    changeUi({ ...ui, focus: ordinal });
    stop()?.focus();
  },
};

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
  if (!near || !rowHeight) return;
  const { ui } = model;
  const isSame = near.from === ui.near.from && near.to === ui.near.to && Math.abs(rowHeight - ui.rowHeight) < 0.5;
  if (!isSame) changeUi({ near, rowHeight });
}

window.addEventListener('message', ({ data }) => {
  if (isToWebview(data)) show(received(model, data, Date.now()));
});
window.addEventListener('scroll', requestMeasure, { passive: true });
new ResizeObserver(requestMeasure).observe(root);
send({ type: 'ready' });
