/** Where something stands in an object: for the API server's words, and for the place in the text. */
import type { Field, ScalarNode } from '../yaml.ts';

/**
 * A path below an object. The server leaves steps out here and there (`spec.template.labels`, `resources[storage]`) and counts
 * volumes that nobody wrote: what it prints and where it stands are kept apart, step by step.
 */
export class Path {
  static readonly top = new Path(undefined, undefined, '');

  readonly parent: Path | undefined;
  /** The key or index in the text; undefined for a step that only the server knows, and at the top. */
  readonly step: string | number | undefined;
  readonly #printed: string;

  private constructor(parent: Path | undefined, step: string | number | undefined, printed: string) {
    this.parent = parent;
    this.step = step;
    this.#printed = printed;
  }

  /** The field of that name, and on: `spec.child('updateStrategy', 'type')`. */
  child(...names: readonly string[]): Path {
    let path: Path = this;
    for (const name of names) path = new Path(path, name, `.${name}`);
    return path;
  }
  /** The item at that place of a list; `shown` where the server counts otherwise. */
  index(i: number, shown = i): Path {
    return new Path(this, i, `[${shown}]`);
  }
  /** The value of that key in a map whose keys are data. */
  key(key: string): Path {
    return new Path(this, key, `[${key}]`);
  }
  /** A field or item that stands in the text and that the server does not name. */
  unnamed(step: string | number): Path {
    return new Path(this, step, '');
  }
  /** What the server names although it does not stand in the text. */
  named(printed: string): Path {
    return new Path(this, undefined, `.${printed}`);
  }

  /** The same to the server, and another place in the text: for what the server makes of something that stands elsewhere. */
  standingAt(place: Path): Path {
    let path: Path = Path.top;
    for (const step of place.steps) path = path.unnamed(step);
    return path.named(`${this}`);
  }

  /** In the API server's spelling; empty at the top. */
  toString(): string {
    let text = '';
    for (let path: Path | undefined = this; path; path = path.parent) text = path.#printed + text;
    return text.replace(/^\./, '');
  }

  /** The keys and indexes of the text, from the top. */
  get steps(): readonly (string | number)[] {
    const steps: (string | number)[] = [];
    for (let path: Path | undefined = this; path; path = path.parent)
      if (path.step !== undefined) steps.unshift(path.step);
    return steps;
  }

  /** The place in an object's text; a Field that does not exist where nothing is written. */
  in(object: Field): Field {
    return this.steps.reduce(below, object);
  }
}

/** The field of that name, which is not always how its key is written: `on: x` is the field "true". */
function below(field: Field, step: string | number): Field {
  const child = field.get(step);
  if (child.exists || typeof step === 'number') return child;
  return field.entries.findLast(({ key }) => key && nameOfKey(key) === step) ?? child;
}

/** Keys become text on the way: `yes: x` is the key "true". */
export function nameOfKey({ value, text, style }: ScalarNode): string {
  return style === 'plain' && (typeof value === 'boolean' || typeof value === 'number') ? String(value) : text;
}
