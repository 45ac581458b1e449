/** What the exports have in common: which Pods are listed, and what is said of each. */
import type { Ordinals, ServiceState, StatefulSetJson } from '../protocol.ts';
import { plural } from '../words.ts';

/** How a file is printed. */
export type FileNames = (file: string) => string;

/** Of more Pods than this, the middle is left out. */
const mostShown = 12;

/** The ordinals that are listed, and those between them that are counted only. */
export function listedPods({ pods: { start, count } }: StatefulSetJson): readonly (number | Ordinals)[] {
  const range = (from: number, length: number) => Array.from({ length }, (_, i) => from + i);
  if (count <= mostShown) return range(start, count);
  return [...range(start, 3), { from: start + 3, to: start + count - 3 }, ...range(start + count - 2, 2)];
}

/** `995 more Pods, web-3 to web-997`. */
export function more({ pods: { prefix } }: StatefulSetJson, { from, to }: Ordinals): string {
  return `${plural(to - from + 1, 'more Pod')}, ${prefix}${from} to ${prefix}${to}`;
}

/** In the place of a DNS name that will not be there. */
export const noName: Readonly<Record<ServiceState, string>> = {
  headless: 'no record',
  'not-headless': 'only CoreDNS answers',
  'not-found': 'no Service',
  'other-namespace': 'wrong namespace',
  'selector-mismatch': 'no endpoints',
  'without-selector': 'no endpoints',
  'external-name': 'no record',
  unset: 'no Service',
  unseen: 'depends on the Service',
};

/** The DNS name of a Pod; undefined when it will not have one for certain. */
export function dnsName({ pods, stuck }: StatefulSetJson, ordinal: number): string | undefined {
  return pods.dnsSuffix === null || stuck !== undefined ? undefined : `${pods.prefix}${ordinal}${pods.dnsSuffix}`;
}

/** `1Gi, class fast`: what a claim asks for. */
export function claimFacts({ storage, storageClassName }: StatefulSetJson['claimTemplates'][number]): string {
  const className =
    storageClassName === null ? 'default class' : storageClassName === '' ? 'no class' : `class ${storageClassName}`;
  return `${storage ?? 'no size'}, ${className}`;
}

/** What is shown besides what the file says: `replicas 5, not 3`. */
export function whatIfText({ whatIf }: StatefulSetJson): string {
  return Object.entries(whatIf)
    .map(([field, { file, value }]) => `${field} ${value}, not ${file}`)
    .join('; ');
}
