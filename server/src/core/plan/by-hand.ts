/** What a person has to do besides applying the files, done to the trial as well, so that what comes of it can be told. */
import { revisionOf } from '../cluster/identity.ts';
import { apply, deletePods, deleteService, deleteSet, growClaims, restartSet } from '../kubectl.ts';
import type { ClaimTemplate, StatefulSet } from '../manifest.ts';
import { sizeChange } from '../quantity.ts';
import { type FewPods, rows } from './few-pods.ts';
import { type ServicePair, type Side, serviceDocument, setDocument } from './sides.ts';
import type { ManualStep } from './told.ts';
import type { Moment, Trial } from './trial.ts';
import { listedPods } from './words.ts';

export interface Applied {
  readonly trial: Trial;
  readonly few: FewPods;
  readonly was: Side;
  readonly now: Side;
  readonly services: readonly ServicePair[];
  /** Names of the Services whose change was refused. */
  readonly refusedServices: ReadonlySet<string>;
  /** The set's change was refused, and nothing but a set made anew can have it. */
  readonly isSetRefused: boolean;
}

/** What is left to do after the files were applied, in order. */
export function finish(applied: Applied): readonly ManualStep[] {
  const { trial, now } = applied;
  const before = [...replacedServices(applied), ...(applied.isSetRefused ? replacedSet(applied) : [])];
  const again = before.length > 0 ? applyAgain(applied) : [];
  trial.settle();
  return [
    ...before,
    ...again,
    ...blockedPods(applied),
    ...(restartsForName(applied) ?? []),
    ...outdatedPods(applied),
    ...strangers(applied),
    ...goneServices(applied),
    ...(applied.isSetRefused ? keptClaims(applied.was.set, now.set) : []),
  ];
}

// ---- Services ----

/** Services with a change that only a new one can have: a headless one stays so, also where the files say otherwise. */
function replacedServices({ trial, now, services, refusedServices }: Applied): readonly ManualStep[] {
  return services.flatMap(({ name, now: service }) => {
    const there = trial.cluster.get('Service', trial.namespace, name);
    if (!service || !there || there.isHeadless === service.isHeadless || service.isExternalName) return [];
    if (!refusedServices.has(name) && !there.isHeadless) return [];
    trial.simulation.api.delete('Service', trial.namespace, name);
    return [
      {
        title: there.isHeadless
          ? `Service ${name} stays headless: the API server keeps clusterIP None of a Service that exists. If it shall have an address, delete it first; its names are gone until it is applied again`
          : `Service ${name} keeps its address: only a new one can be headless. Delete it first; its name is gone until it is applied again`,
        command: deleteService(service, now.set),
      },
    ];
  });
}

/** Applying takes nothing away. */
function goneServices({ trial, now, services }: Applied): readonly ManualStep[] {
  return services.flatMap(({ name, was, now: service }) => {
    if (!was || service) return [];
    trial.simulation.api.delete('Service', trial.namespace, name);
    return [
      {
        title: `Service ${name} is in none of the files any more, and applying them leaves it there. Delete it if nobody needs its names`,
        command: deleteService(was, now.set),
      },
    ];
  });
}

// ---- a set that has to be made anew ----

function replacedSet({ trial, was, now }: Applied): readonly ManualStep[] {
  trial.simulation.api.delete('StatefulSet', trial.namespace, trial.name, 'orphan');
  trial.simulation.settle();
  return [
    ...pairsOfTemplates(was.set, now.set).flatMap(([old, template]) => {
      const command = sizeChange(template.storage, old.storage) === 'grown' ? growClaims(template, was.set) : undefined;
      return command === undefined
        ? []
        : [{ title: `Grow each claim of template ${template.name?.value}; its class must allow that`, command }];
    }),
    { title: 'Delete the set and leave its Pods running', command: deleteSet(now.set, 'orphan') },
  ];
}

function applyAgain({ trial, few, now, services, isSetRefused }: Applied): readonly ManualStep[] {
  for (const { now: service } of services) if (service) trial.apply(serviceDocument(service, trial.namespace));
  if (isSetRefused) trial.apply(setDocument(now, few));
  const isWhole = [...trial.settle().pods.values()].every(({ meta }) => meta.owners.length > 0);
  return [
    {
      title: isSetRefused && isWhole ? 'Apply again: the new set takes over its Pods' : 'Apply again',
      command: apply(now.set),
    },
  ];
}

/** Claims that are there stay as they are, whatever the new templates say. */
function keptClaims(was: StatefulSet, now: StatefulSet): readonly ManualStep[] {
  return pairsOfTemplates(was, now).flatMap(([old, template]) => {
    const isSmaller = sizeChange(template.storage, old.storage) === 'shrunk';
    const isOther = template.storageClassName?.value !== old.storageClassName?.value;
    if (!isSmaller && !isOther) return [];
    const what = isSmaller && isOther ? 'size and class' : isSmaller ? 'size' : 'class';
    return [
      {
        title: `The claims of template ${template.name?.value} that exist keep their ${what} for ever; only new ones get the other. To move, copy the data, and delete claim and Pod one ordinal after the other`,
      },
    ];
  });
}

function pairsOfTemplates(was: StatefulSet, now: StatefulSet): readonly (readonly [ClaimTemplate, ClaimTemplate])[] {
  return now.claimTemplates.flatMap((template) => {
    const old = was.claimTemplates.find(({ name }) => name?.value === template.name?.value);
    return old ? [[old, template] as const] : [];
  });
}

// ---- Pods ----

/** Deletes Pods that the set waits for and can do nothing about, as often as there is one. */
function blockedPods({ trial, few, now }: Applied): readonly ManualStep[] {
  const deleted: number[] = [];
  let reason: string | undefined;
  for (;;) {
    const waiting = [...trial.simulation.waiting.values()].find(({ pod }) =>
      trial.cluster.get('Pod', trial.namespace, pod),
    );
    const pod = waiting && trial.cluster.get('Pod', trial.namespace, waiting.pod);
    const ordinal = pod && trial.ordinalOf(pod);
    if (!waiting || ordinal === undefined || deleted.includes(ordinal)) break;
    if (waiting.reason !== 'storage-immutable' && waiting.reason !== 'name-taken') break;
    reason ??= waiting.reason;
    deleted.push(ordinal);
    trial.simulation.api.delete('Pod', trial.namespace, waiting.pod);
    trial.settle();
  }
  return rows(deleted).map((row): ManualStep => {
    const { from, to } = few.told(row);
    const pods = listedPods(now.set, [{ from, to }]);
    const why =
      reason === 'name-taken'
        ? `the new set does not select ${pods}, which ${from === to ? 'has its name' : 'have its names'}, and waits`
        : `${pods} cannot get other claims while running, and the set waits`;
    return {
      title: `Delete ${from === to ? pods : `${pods}, each when the one before is Ready again`}: ${why}`,
      command: deletePods(now.set, from, to),
    };
  });
}

/** Pods have the host and domain name with which they were made. */
function restartsForName({ trial, now }: Applied): readonly ManualStep[] | undefined {
  const { set } = trial;
  const isOther = set && [...trial.moment().pods.values()].some(({ spec }) => spec.subdomain !== set.spec.serviceName);
  if (!isOther) return undefined;
  const title = 'Restart the Pods: they keep the names under the old Service until they are made again';
  if (set.spec.strategy === 'OnDelete') return undefined;
  const annotations = { 'kubectl.kubernetes.io/restartedAt': 'now' };
  trial.simulation.api.patch('StatefulSet', trial.namespace, trial.name, {
    spec: { template: { metadata: { annotations } } },
  });
  trial.settle();
  return [{ title, command: restartSet(now.set) }];
}

/** OnDelete: Pods of an older version, or with another domain, stay until somebody deletes them. */
function outdatedPods({ trial, few, now }: Applied): readonly ManualStep[] {
  const { set } = trial;
  if (set?.spec.strategy !== 'OnDelete') return [];
  const isOutdated = ([, pod]: [number, Moment['pods'] extends ReadonlyMap<number, infer P> ? P : never]) =>
    revisionOf(pod) !== set.status.updateRevision || pod.spec.subdomain !== set.spec.serviceName;
  const ordinals = [...trial.moment().pods].filter(isOutdated).map(([ordinal]) => ordinal);
  for (const ordinal of [...ordinals].reverse()) {
    trial.simulation.api.delete('Pod', trial.namespace, `${trial.name}-${ordinal}`);
    trial.settle();
  }
  return rows([...ordinals].reverse()).map((row): ManualStep => {
    const { from, to } = few.told(row);
    return {
      title: `Delete ${listedPods(now.set, [{ from, to }])} yourself${from === to ? '' : ', each when the one before is Ready again'}: updateStrategy is OnDelete, and a Pod gets the new version only then`,
      command: deletePods(now.set, from, to),
    };
  });
}

/** Pods of the old set that no set owns any more, and that nobody will delete. */
function strangers({ trial, few, now }: Applied): readonly ManualStep[] {
  const left = [...trial.moment().pods].filter(([, { meta }]) => meta.owners.length === 0).map(([ordinal]) => ordinal);
  return rows(left).map((row): ManualStep => {
    const { from, to } = few.told(row);
    for (let ordinal = row.from; ordinal <= row.to; ordinal++)
      trial.simulation.api.delete('Pod', trial.namespace, `${trial.name}-${ordinal}`);
    trial.settle();
    return {
      title: `Delete ${listedPods(now.set, [{ from, to }])}: no set owns ${from === to ? 'it' : 'them'} any more`,
      command: deletePods(now.set, from, to),
    };
  });
}
