/** How look-ups ask: always within the scope of some resource, and so that the key is noted if the Workspace is watched. */
import type { Resource } from '../manifest.ts';
import { folderOf } from '../paths.ts';
import { around, first, sorted } from './nearest.ts';
import { type State, workspaceFolderOf } from './state.ts';

/** The state of a Workspace as one asks it. */
export class Asking {
  readonly state: State;
  readonly #asked: Set<string> | undefined;

  constructor(state: State, asked: Set<string> | undefined) {
    this.state = state;
    this.#asked = asked;
  }

  /** The answer depends on what is under this key. */
  note(key: string): void {
    this.#asked?.add(key);
  }

  /** What answers a question in the scope, of whatever namespace, nearest first. */
  find(from: Resource, question: string): Resource[] {
    return this.nearestFirst([...this.at(from, question)], from);
  }
  /** What answers it in the asker's namespace, nearest first: the names of other namespaces may repeat by the hundred. */
  findHere(from: Resource, question: string): Resource[] {
    return this.nearestFirst([...this.here(from, question)], from);
  }
  /** The same in no order. */
  here(from: Resource, question: string): readonly Resource[] {
    if (!from.namespace) return this.at(from, question);
    const own = this.at(from, `${question} in ${from.namespace.value}`);
    return [...own, ...this.at(from, `${question} in no namespace`)];
  }
  /** What answers it in the scope, of whatever namespace, in no order. Where names repeat by the hundred, the ones around. */
  at(from: Resource, question: string): readonly Resource[] {
    const key = this.keyOf(from, question);
    this.note(key);
    return around(this.state.index.get(key) ?? [], from.field.document.uri);
  }
  /** Whether anything answers it in the scope. */
  some(from: Resource, question: string): boolean {
    const key = this.keyOf(from, question);
    this.note(`some ${key}`);
    return this.state.index.get(key) !== undefined;
  }
  /** All of a kind beside it: of its kustomization, else of its folder. */
  siblings(from: Resource, kind: string): readonly Resource[] {
    const { uri } = from.field.document;
    return this.find(from, from.build === undefined ? `kind ${kind} in ${folderOf(uri)}` : `kind ${kind}`);
  }

  /** The list itself, put in order. */
  nearestFirst<T extends Resource>(resources: T[], from: Resource): T[] {
    return sorted(resources, from.field.document.uri, this.state);
  }
  nearest<T extends Resource>(resources: readonly T[], from: Resource): T | undefined {
    return first(resources, from.field.document.uri, this.state);
  }

  /** The key of a question in the scope where it looks for others and is found by them: what is built with it, else its folder. */
  keyOf({ build, field }: Resource, question: string): string {
    return `${build ?? workspaceFolderOf(this.state, field.document.uri)} ${question}`;
  }
}

/** Both unknown, one unknown, or equal. */
export function inSameNamespace(a: Resource, b: Resource): boolean {
  return a.namespace === undefined || b.namespace === undefined || a.namespace.value === b.namespace.value;
}
