/** Look-ups of objects by kind and name, of whatever kind, and of what makes ConfigMaps and Secrets. */
import type { DataKind, NeededKind } from '../known/makers.ts';
import type { Resource } from '../manifest.ts';
import { type Asking, inSameNamespace } from './asking.ts';
import { kindKey } from './keys.ts';

export type OfType<T extends Resource['type']> = Extract<Resource, { type: T }>;

export function named<T extends Resource['type']>(
  asking: Asking,
  type: T,
  name: string,
  from: Resource,
): readonly OfType<T>[] {
  return asking
    .findHere(from, `named ${type} ${name}`)
    .filter((resource): resource is OfType<T> => resource.type === type);
}
export function namedOther(asking: Asking, kind: string, name: string, from: Resource): readonly Resource[] {
  return asking.findHere(from, `named ${kind} ${name}`).filter((resource) => resource.kind === kind);
}
export function namedElsewhere(asking: Asking, kind: string, name: string, from: Resource): readonly Resource[] {
  return asking
    .find(from, `named ${kind} ${name}`)
    .filter((resource) => resource.kind === kind && !inSameNamespace(resource, from));
}
export function namesakes(asking: Asking, resource: Resource): readonly Resource[] {
  if (!resource.name) return [];
  return asking
    .findHere(resource, `name ${kindKey(resource)} ${resource.name.value}`)
    .filter((other) => other !== resource);
}
export function siblingsOfKind(asking: Asking, kind: string, from: Resource): readonly Resource[] {
  return asking.siblings(from, kind);
}
export function ofKind(asking: Asking, kind: string, from: Resource): readonly Resource[] {
  return asking.find(from, `kind ${kind}`);
}
export function hasOpaque(asking: Asking, kind: NeededKind, from: Resource): boolean {
  return asking.some(from, `opaque ${kind}`);
}

export function makersOf(asking: Asking, kind: DataKind, name: string, from: Resource): readonly Resource[] {
  return asking.findHere(from, `makes ${kind} ${name}`);
}
export function makersBeside(asking: Asking, kind: DataKind, from: Resource): readonly Resource[] {
  return asking.siblings(from, `that makes ${kind}`).filter((resource) => inSameNamespace(resource, from));
}
