/** Which of several is meant: same file first, then by steps of the path, then by name, then by place. */
import type { Manifest, Resource } from '../manifest.ts';
import { distance } from '../paths.ts';
import { remember } from '../remember.ts';
import type { Document } from '../yaml.ts';
import type { State } from './state.ts';

type Files = Pick<State, 'manifests'>;

/** Nearest first; the list itself is put in order. */
export function sorted<T extends Resource>(resources: T[], uri: string, files: Files): T[] {
  return resources.length < 2 ? resources : resources.sort(orderFrom(uri, files));
}
/** The one that would come first. */
export function first<T extends Resource>(resources: readonly T[], uri: string, files: Files): T | undefined {
  const order = orderFrom(uri, files);
  return resources.reduce<T | undefined>((best, each) => (best && order(best, each) <= 0 ? best : each), undefined);
}
/** Which stands further up. Two that change places are both checked again, because all between them counts as changed. */
export function orderInFile(a: Resource, b: Resource, files: Files): number {
  const [x, y] = [a.field.document, b.field.document];
  return x === y ? a.field.span.start - b.field.span.start : positionOf(x, files) - positionOf(y, files);
}

function orderFrom(uri: string, files: Files): (a: Resource, b: Resource) => number {
  const distances = new Map<string, number>();
  const far = (other: string) => remember(distances, other, () => distance(uri, other));
  return (a, b) => {
    const [x, y] = [a.field.document.uri, b.field.document.uri];
    return x === y ? orderInFile(a, b, files) : far(x) - far(y) || (x < y ? -1 : 1);
  };
}

/** Where a document stands in its file; for an order that does not depend on how the file came to be. */
function positionOf(document: Document, { manifests }: Files): number {
  const manifest = manifests.get(document.uri);
  if (!manifest) return 0;
  const positions = remember(positionsIn, manifest, () => new Map(manifest.documents.map((each, i) => [each, i])));
  return positions.get(document) ?? 0;
}
const positionsIn = new WeakMap<Manifest, ReadonlyMap<Document, number>>();
