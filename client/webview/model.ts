/** What the panel remembers: the message that it shows, and what the reader did to it. Changed by pure functions alone. */
import type {
  AskedFrom,
  DocumentJson,
  FromWebview,
  PreviewJson,
  Question,
  ResolutionJson,
  StatefulSetJson,
  ToWebview,
} from '../../server/src/protocol.ts';
import { endOf } from '../../server/src/timeline.ts';
import type { Interval } from './rows.ts';

export type PreviewMessage = Extract<ToWebview, { type: 'preview' }>;
export type BrokenDocument = Extract<DocumentJson, { state: 'broken' }>;
export type Pane = 'dns' | 'records' | 'check' | 'deployment';

/** What the reader opened, unfolded and focused in the shown set. */
export interface Ui {
  /** Ordinals whose details are shown. */
  readonly open: ReadonlySet<number>;
  /** Ordinals that stand although they would be folded. */
  readonly unfolded: readonly Interval[];
  /** The ordinal of the one row that Tab stops at; null: the first. */
  readonly focus: number | null;
  /** The rows in and around the viewport, and how high one is in pixels: measured after each drawing. */
  readonly near: readonly Interval[];
  readonly rowHeight: number;
  readonly closed: ReadonlySet<Pane>;
  /** The step that is shown, and whether it goes on by itself. */
  readonly step: number;
  readonly isPlaying: boolean;
  /** What is being typed into a number field, by its label. */
  readonly typed: { readonly label: string; readonly text: string } | null;
  /** In a narrow panel the what-if controls wait behind a button. */
  readonly showsControls: boolean;
  /** Whether it is compared with the last commit, in the place of a scenario. */
  readonly isCompared: boolean;
  /** Whether all sets of the file are shown beside each other. */
  readonly isSideBySide: boolean;
  /** The name that is looked up; null: that of the first Pod. */
  readonly dnsName: string | null;
  readonly dnsFrom: AskedFrom;
  readonly showsAllProblems: boolean;
  /** What was copied a moment ago: its button shows that it was. */
  readonly copied: string | null;
  /** The last thing that a screen reader is to say. */
  readonly said: string;
}

export interface Model {
  readonly message: Exclude<ToWebview, { type: 'resolved' | 'paint' }>;
  /** Which set of the message is shown. */
  readonly selected: number;
  /** When the shown preview was known to be good, in milliseconds since 1970. */
  readonly since: number;
  /** The newer text of the shown file, which cannot be read; null while what is shown is up to date. */
  readonly broken: BrokenDocument | null;
  /** What was asked and is not answered yet. */
  readonly asked: Question | null;
  /** What the last name that was looked up resolves to. */
  readonly resolution: ResolutionJson | null;
  readonly ui: Ui;
}

/** What the view asks of its surroundings. */
export interface Host {
  readonly send: (message: FromWebview) => void;
  readonly copy: (text: string) => void;
  readonly choose: (index: number) => void;
  readonly pin: (pinned: boolean) => void;
  readonly change: (ui: Partial<Ui>) => void;
  /** Asks about the shown set: what was asked last, answered or not, with these changes. */
  readonly ask: (change: (asked: Question) => Partial<Question>) => void;
  /** Shows a step, and stops playing. */
  readonly goTo: (step: number) => void;
  readonly play: (isPlaying: boolean) => void;
  /** Focuses the row, or the fold, of an ordinal, after drawing it. */
  readonly focusRow: (ordinal: number, ui?: Partial<Ui>) => void;
  /** Opens the details of a row, or closes them, and focuses it. */
  readonly toggle: (ordinal: number) => void;
}

const initialUi: Ui = {
  open: new Set(),
  unfolded: [],
  focus: null,
  near: [],
  rowHeight: 26,
  closed: new Set(['records', 'deployment']),
  step: 0,
  isPlaying: false,
  typed: null,
  showsControls: false,
  isCompared: false,
  isSideBySide: false,
  dnsName: null,
  dnsFrom: 'same',
  showsAllProblems: false,
  copied: null,
  said: '',
};
export const initialModel: Model = {
  message: { type: 'waiting', reason: '' },
  selected: 0,
  since: 0,
  broken: null,
  asked: null,
  resolution: null,
  ui: initialUi,
};

/** The model after a message of the extension that came at `now`. */
export function received(model: Model, message: ToWebview, now: number): Model {
  if (message.type === 'paint') return model;
  if (message.type === 'resolved') return { ...model, resolution: message.resolution };
  if (message.type === 'waiting') return { ...model, message, broken: null, asked: null };
  const { document } = message.preview;
  const { message: shown } = model;
  if (document.state === 'broken' && shown.type === 'preview' && isGood(shown.preview, document.file)) {
    const kept = { ...shown, pinned: message.pinned, files: { ...shown.files, ...message.files } };
    return { ...model, message: kept, broken: document, asked: null };
  }
  const selected = selectedIn(message, model);
  const next: Model = { ...model, message, selected, since: now, broken: null, asked: null };
  const [before, after] = [shownSet(model), shownSet(next)];
  const ui = isSameSet(before, after) ? model.ui : freshUi(model.ui);
  // Another story is told from its end; the same one, a little altered, at the step where the reader is.
  const goesOn = after && before && isSameSet(before, after) && isSameStory(before, after);
  return { ...next, ui: goesOn || !after ? ui : { ...ui, step: endOf(after.scenario), isPlaying: false } };
}

/** The model after the reader chose another set of the file. */
export function chosen(model: Model, index: number): Model {
  const { message } = model;
  const set = message.type === 'preview' ? message.preview.statefulSets[index] : undefined;
  if (message.type !== 'preview' || !set || index === model.selected) return model;
  const ui = { ...freshUi(model.ui), step: endOf(set.scenario) };
  return { ...model, message: { ...message, name: set.name }, selected: index, asked: null, resolution: null, ui };
}

/** What is shown, as the question that it answers. */
export function questionOf({ name, namespace, scenario, whatIf }: StatefulSetJson): Question {
  const values = Object.entries(whatIf).map(([field, { value }]) => [field, value]);
  return {
    set: name,
    namespace,
    scenario: scenario.name,
    options: scenario.options,
    whatIf: Object.fromEntries(values),
  };
}

function isSameStory({ scenario: a }: StatefulSetJson, { scenario: b }: StatefulSetJson): boolean {
  return a.name === b.name && a.steps === b.steps && JSON.stringify(a.options) === JSON.stringify(b.options);
}

/** The set that is shown; undefined when there is none. */
export function shownSet({ message, selected }: Model): StatefulSetJson | undefined {
  return message.type === 'preview' ? message.preview.statefulSets[selected] : undefined;
}

const isGood = ({ document }: PreviewJson, file: string) => document.state === 'ok' && document.file === file;

/** Two sets of a file may share a name in two namespaces: the one that is shown stays, as long as its name is the wanted one. */
function selectedIn({ preview, name }: PreviewMessage, model: Model): number {
  const sets = preview.statefulSets;
  const last = shownSet(model);
  const wanted = name ?? last?.name;
  const stays = isSameSet(last, sets[model.selected]) && sets[model.selected]?.name === wanted;
  return stays
    ? model.selected
    : Math.max(
        0,
        sets.findIndex((set) => set.name === wanted),
      );
}

function isSameSet(a: StatefulSetJson | undefined, b: StatefulSetJson | undefined): boolean {
  return a?.file === b?.file && a?.name === b?.name && a?.namespace === b?.namespace;
}

/** Another set begins folded and closed; the panes stay as they were. */
const freshUi = ({ closed, rowHeight, showsControls, isSideBySide, dnsFrom }: Ui): Ui => ({
  ...initialUi,
  closed,
  rowHeight,
  showsControls,
  isSideBySide,
  dnsFrom,
});

/** A preview with a set in it: what every part of the sheet is a function of. */
export interface Shown {
  readonly message: PreviewMessage;
  readonly set: StatefulSetJson;
  readonly ui: Ui;
  readonly host: Host;
  readonly resolution: ResolutionJson | null;
}
