/**
 * What a mutation test is made of. A mutator knows how one rule's fault gets into a clean world: where it can be put, which
 * edit makes it, where the finding is expected, and what its best fix gives back.
 */
import { type Edit, replaceScalar, replaceText } from '../../server/src/core/edit.ts';
import type { Resource } from '../../server/src/core/manifest.ts';
import type { Settings } from '../../server/src/core/settings.ts';
import { Field } from '../../server/src/core/yaml.ts';
import type { Clean } from './clean.ts';

export interface Fault {
  /** What was done, without names: faults of one kind count as one spelling. */
  readonly how: string;
  readonly edits: readonly Edit[];
  /** Where the finding is expected, once the edits are made. */
  readonly at: Spot;
  /**
   * What the best fix does: `restores` the text as it was, `clears` the finding, may be absent (`maybe`), or is `none`.
   * In any case the finding is gone with it, and none of weight comes in its place.
   */
  readonly fix: 'restores' | 'clears' | 'maybe' | 'none';
  /** The same rule speaks at other places, too: of both objects that are in each other's way, of each mount of a volume. */
  readonly isToldOften?: true;
  /** Rules that tell of a consequence at another place, as the catalogue wants it. */
  readonly also?: readonly string[];
}

/**
 * A value (or, with `isKey`, a key), there or not yet, by its path; a place in a document that is added to the end of a file; or the
 * first time that some words stand in a value.
 */
export type Spot =
  | { readonly field: Field; readonly isKey?: true }
  | { readonly addedTo: string; readonly steps: readonly (string | number)[]; readonly words?: string }
  | { readonly field: Field; readonly words: string };

export const within = (field: Field, words: string): Spot => ({ field, words });
export const key = (field: Field): Spot => ({ field, isKey: true });
export const added = (uri: string, ...steps: readonly (string | number)[]) => ({ addedTo: uri, steps });

export interface Mutator {
  readonly settings?: Partial<Settings>;
  faults(clean: Clean): Iterable<Fault>;
}
export type Mutators = Readonly<Record<string, Mutator>>;

/** The faults that one object of a type can have. */
export function each<T extends Resource['type']>(
  type: T,
  faults: (resource: Extract<Resource, { type: T }>, clean: Clean) => Iterable<Fault>,
  settings?: Partial<Settings>,
): Mutator {
  return {
    ...(settings ? { settings } : {}),
    *faults(clean) {
      for (const resource of clean.of(type)) yield* faults(resource, clean);
    },
  };
}

/** All faults of several mutators, for one rule. */
export function all(...mutators: readonly Mutator[]): Mutator {
  const [first] = mutators;
  return {
    ...(first?.settings ? { settings: first.settings } : {}),
    *faults(clean) {
      for (const mutator of mutators) yield* mutator.faults(clean);
    },
  };
}

interface Slip {
  readonly how: string;
  readonly text: string;
}

/** The text, mistyped: each of these is one slip away from it. None for texts that are too short to be known again. */
export function slips(text: string): readonly Slip[] {
  const letters = [...text].flatMap((letter, i) => (/[a-z]/i.test(letter) ? [i] : []));
  const middle = letters[letters.length >> 1];
  if (middle === undefined || text.length < 4) return [];
  const at = letters.find((i) => i > 0 && /[a-z]/i.test(text[i + 1] ?? '') && text[i] !== text[i + 1]);
  const letter = text[middle] ?? '';
  const first = text[0] ?? '';
  const found: readonly (Slip | undefined)[] = [
    at === undefined
      ? undefined
      : { how: 'two letters swapped', text: `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}` },
    { how: 'a letter lost', text: text.slice(0, middle) + text.slice(middle + 1) },
    { how: 'a letter doubled', text: text.slice(0, middle) + letter + text.slice(middle) },
    { how: 'another letter', text: text.slice(0, middle) + (letter === 'x' ? 'y' : 'x') + text.slice(middle + 1) },
    /[a-z]/.test(first) ? { how: 'upper case', text: first.toUpperCase() + text.slice(1) } : undefined,
    text.endsWith('s') ? { how: 'singular', text: text.slice(0, -1) } : { how: 'plural', text: `${text}s` },
    text.includes('-') ? { how: 'underscore', text: text.replace('-', '_') } : undefined,
  ];
  return found.flatMap((slip) => (slip && slip.text !== text ? [slip] : []));
}

type Slipped = Pick<Fault, 'how' | 'edits'> & { readonly text: string };

/** A value, mistyped: the edits, and the text that then stands there. `isFree` says whether nothing else has that name. */
export function mistyped(field: Field, isFree: (text: string) => boolean = () => true): readonly Slipped[] {
  return slips(field.written ?? field.text ?? '')
    .filter(({ text }) => isFree(text))
    .map(({ how, text }) => ({ how, text, edits: [replaceScalar(field, text)] }));
}

/** A name, mistyped so that it is a name still: what is none is refused for that, which is another rule's fault. */
export const mistypedName = (field: Field, isFree: (text: string) => boolean = () => true): readonly Slipped[] =>
  mistyped(field, (text) => /^[a-z0-9][a-z0-9.-]*$/.test(text) && isFree(text));

// ---- faults, by what their best fix does ----

const fault =
  (fix: Fault['fix']) =>
  (how: string, at: Field | Spot, ...edits: readonly Edit[]): Fault => ({ how, at: spot(at), edits, fix });
const spot = (at: Field | Spot): Spot => (at instanceof Field ? { field: at } : at);

/** It gives the text as it was. */
export const restores = fault('restores');
export const clears = fault('clears');
/** There may be none. */
export const maybe = fault('maybe');
export const none = fault('none');
export const withAlso = (each: Fault, ...also: readonly string[]): Fault => ({ ...each, also });
export const often = (each: Fault): Fault => ({ ...each, isToldOften: true });

/** The fault of a slip, which the best fix takes back. */
export const restored =
  (at: Field | Spot) =>
  ({ how, edits }: Slipped): Fault =>
    restores(how, at, ...edits);

/** The fault of a slip on the other side: the best fix follows it. */
export const cleared =
  (at: Field | Spot, where: string, isToldOften?: true) =>
  ({ how, edits }: Slipped): Fault => {
    const each = clears(`${how} ${where}`, at, ...edits);
    return isToldOften ? often(each) : each;
  };

/** The same of an entry's key. */
export function mistypedKey(field: Field, isFree: (text: string) => boolean = () => true): readonly Slipped[] {
  const { keySpan, document, step } = field;
  if (!keySpan || document.text.slice(keySpan.start, keySpan.end) !== step) return [];
  return slips(step)
    .filter(({ text }) => isFree(text) && !/^[^/]*[A-Z_][^/]*\//.test(text)) // a prefix is a DNS name
    .map(({ how, text }) => ({ how: `${how} in the key`, text, edits: [replaceText(document, keySpan, text)] }));
}

/** Takes the whole document away, but for a comment: the others stay the same ones by number. */
export function without({ field }: Resource): readonly Edit[] {
  const { document } = field;
  if (field.parent !== undefined) return []; // an item of a List
  const end = document.text.endsWith('\n') ? document.text.length : document.text.length;
  const start = document.text.startsWith('---') ? '---\n' : '';
  return [replaceText(document, { start: 0, end }, `${start}# gone\n`)];
}
