/** Which of several is meant: same file first, then by steps of the path, then by name, then by place. */
import type { Manifest, Resource } from '../manifest.ts';
import { distance, folderOf } from '../paths.ts';
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
/** So many beyond the own folder are looked at; a thousand folders that repeat a name mean the nearest one. */
const most = 32;

/** Of very many, those in the folder of a file and the nearest others, in no order; few are left as they are. */
export function around(resources: readonly Resource[], uri: string): readonly Resource[] {
  if (resources.length <= most) return resources;
  const all = remember(byFolder, resources, () =>
    resources.map((resource) => ({ resource, folder: placeOf(resource.field.document.uri) })).sort(compareFolders),
  );
  let folder = placeOf(uri);
  let [start, end] = [lowerBound(all, folder), lowerBound(all, `${folder}\0`)];
  const own = end - start;
  for (;;) {
    const [from, to] = [lowerBound(all, folder), lowerBound(all, `${folder}\uffff`)];
    if (to - from - own > most) {
      const left = most - (end - start - own);
      const before = Math.min(start - from, Math.max(Math.ceil(left / 2), left - (to - end)));
      return all.slice(start - before, end + left - before).map(({ resource }) => resource);
    }
    [start, end] = [from, to];
    if (folder === '') return resources;
    folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  }
}
const placeOf = (uri: string) => (folderOf(uri) === '' ? '' : `${folderOf(uri)}/`);
interface Placed {
  readonly resource: Resource;
  /** With a `/` at its end, so that what lies below stands behind it. */
  readonly folder: string;
}
const byFolder = new WeakMap<readonly Resource[], readonly Placed[]>();

function compareFolders(a: Placed, b: Placed): number {
  const [x, y] =
    a.folder === b.folder ? [a.resource.field.document.uri, b.resource.field.document.uri] : [a.folder, b.folder];
  return x < y ? -1 : x > y ? 1 : a.resource.field.span.start - b.resource.field.span.start;
}
/** The index of the first that is not before the folder. */
function lowerBound(all: readonly Placed[], folder: string): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.folder ?? '') < folder) low = middle + 1;
    else high = middle;
  }
  return low;
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
