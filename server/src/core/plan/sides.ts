/** A set and what stands around it, as it was and as it is: resources, and the documents that are applied. */
import { type Json, type JsonObject, merged, objectAt } from '../cluster/plain-json.ts';
import type { Service, StatefulSet } from '../manifest.ts';
import { type Preview, previewsOf } from '../preview.ts';
import { documentOf, selectorOf, servicesAround, surroundings, within } from '../scenario/world.ts';
import { inSameNamespace, type Workspace } from '../workspace.ts';
import type { FewPods } from './few-pods.ts';

export interface Side {
  readonly workspace: Workspace;
  readonly preview: Preview;
  readonly set: StatefulSet;
}
/** A Service as it was and as it is; undefined where it was not, or is no more. */
export interface ServicePair {
  readonly name: string;
  readonly was: Service | undefined;
  readonly now: Service | undefined;
}

export function sideOf(workspace: Workspace, set: StatefulSet): Side | undefined {
  const [preview] = previewsOf(workspace, [set], () => []);
  return preview && { workspace, preview, set };
}

/** The Services around the set on either side. One that selects its Pods on one side only is on both if it is there. */
export function servicePairs(was: Side | undefined, now: Side): readonly ServicePair[] {
  const around = (side: Side | undefined) => (side ? servicesAround(side.workspace, side.preview) : []);
  const [before, after] = [around(was), around(now)];
  const names = [...new Set([...before, ...after].flatMap(({ name }) => name?.value ?? []))];
  const find = (services: readonly Service[], side: Side | undefined, name: string) =>
    services.find((each) => each.name?.value === name) ??
    side?.workspace.servicesNamed(name, side.set).find((each) => inSameNamespace(each, side.set));
  return names.map((name) => ({ name, was: find(before, was, name), now: find(after, now, name) }));
}

/** Classes, volumes and claims that were written by hand. */
export function othersAround({ workspace, preview }: Side, few: FewPods): readonly Json[] {
  return surroundings(workspace, preview).filter((document) => {
    const { kind } = document as JsonObject;
    // Claims of Pods that stand for others have no name here.
    return kind !== 'Service' && (few.isWhole || kind !== 'PersistentVolumeClaim');
  });
}

export const serviceDocument = (service: Service, namespace: string): Json => within(documentOf(service), namespace);

/** The set as it is written, with as many Pods as are played. */
export function setDocument({ set, preview }: Side, few: FewPods): JsonObject {
  const written = within(documentOf(set), preview.namespace);
  const { start, replicas, updateStrategy } = set;
  const selector = selectorOf(set, written);
  if (few.isWhole) return merged(written, { spec: selector }) as JsonObject;
  const first = few.played(start);
  const rolling = objectAt(written, 'spec', 'updateStrategy', 'rollingUpdate');
  const partition = few.played(start + Math.min(updateStrategy.partition, replicas)) - first;
  return merged(written, {
    spec: {
      ...selector,
      replicas: few.played(start + replicas) - first,
      ordinals: { start: first },
      ...(Object.keys(rolling).length === 0
        ? {}
        : {
            updateStrategy: {
              rollingUpdate: {
                ...('partition' in rolling ? { partition } : {}),
                ...('maxUnavailable' in rolling ? { maxUnavailable: mostUnavailable(set) } : {}),
              },
            },
          }),
    },
  }) as JsonObject;
}

/** How many Pods an update may take at a time, with a percentage rounded down, and at least one. */
export function mostUnavailable({ field, replicas }: StatefulSet): number {
  const written = field.get('spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable').scalar;
  const percent = typeof written === 'string' ? /^(\d+)%$/.exec(written)?.[1] : undefined;
  if (percent !== undefined) return Math.max(1, Math.floor((replicas * Number(percent)) / 100));
  return typeof written === 'number' && written > 0 ? Math.trunc(written) : 1;
}
