/** Commands for a set, to be copied into a shell. */
import type { ClaimTemplate, Resource, StatefulSet } from './manifest.ts';
import { fileNameOf, folderOf } from './paths.ts';
import { quoted } from './preview.ts';

/** ` -n shop`; empty where no namespace is written. */
export const inNamespaceOf = ({ namespace }: Pick<Resource, 'namespace'>): string =>
  namespace ? ` -n ${quoted(namespace.value)}` : '';

/** Asks each claim of a template for the template's size; undefined for a set without Pods. */
export function growClaims({ name, storage }: ClaimTemplate, set: StatefulSet): string | undefined {
  const { replicas, start } = set;
  if (replicas === 0) return undefined;
  const prefix = quoted(`${name?.value}-${set.name?.value}-`);
  const patch = quoted(JSON.stringify({ spec: { resources: { requests: { storage: storage.text } } } }));
  return `for i in ${ordinalWords(start, start + replicas - 1)}; do kubectl patch pvc${inNamespaceOf(set)} ${prefix}$i -p ${patch}; done`;
}

/** `0 1 2`, or what a shell makes of it where they are many. May go downwards. */
function ordinalWords(from: number, to: number): string {
  const count = Math.abs(to - from) + 1;
  if (count > 3) return from < to ? `$(seq ${from} ${to})` : `$(seq ${from} -1 ${to})`;
  return Array.from({ length: count }, (_, i) => from + Math.sign(to - from) * i).join(' ');
}

/** Deletes Pods of the set, in the order of the ordinals. */
export function deletePods(set: StatefulSet, from: number, to: number): string {
  const n = inNamespaceOf(set);
  const prefix = `${set.name?.value}-`;
  return from === to
    ? `kubectl delete pod${n} ${quoted(`${prefix}${from}`)}`
    : `for i in ${ordinalWords(from, to)}; do kubectl delete pod${n} ${quoted(prefix)}$i; done`;
}

/** Deletes the set; with `orphan` its Pods go on running. */
export const deleteSet = (set: StatefulSet, cascade?: 'orphan'): string =>
  `kubectl delete statefulset${inNamespaceOf(set)} ${quoted(set.name?.value ?? '')}${cascade ? ` --cascade=${cascade}` : ''}`;

export const restartSet = (set: StatefulSet): string =>
  `kubectl rollout restart${inNamespaceOf(set)} ${quoted(`statefulset/${set.name?.value ?? ''}`)}`;

export const deleteService = (service: Resource, from: StatefulSet): string =>
  `kubectl delete service${inNamespaceOf(from)} ${quoted(service.name?.value ?? '')}`;

/** Applies the file that the object stands in, or the kustomization that builds it. */
export function apply(resource: Resource): string {
  const { field, build } = resource;
  const source =
    build === undefined
      ? `-f ${quoted(fileNameOf(field.document.uri))}`
      : `-k ${quoted(fileNameOf(folderOf(build)) || '.')}`;
  return `kubectl apply${inNamespaceOf(resource)} ${source}`;
}
