/**
 * What applying the files does to what ran before: the set as it was runs in a cluster of core/cluster/, the files are applied
 * to it, and what then happens to Pods, claims and names is the plan. What a person has to do is done as well, and told apart.
 */
import { immutableChanges } from './cluster/admission.ts';
import { serviceDefaults, statefulSetDefaults } from './cluster/defaults.ts';
import { type JsonObject, objectAt } from './cluster/plain-json.ts';
import { deletePods, deleteSet } from './kubectl.ts';
import { isManifest, resourcesOf, type StatefulSet } from './manifest.ts';
import { finish } from './plan/by-hand.ts';
import { changesOf } from './plan/changes.ts';
import { doesAnything, effectsOf, unchanged } from './plan/effects.ts';
import { FewPods } from './plan/few-pods.ts';
import { capital, effectSentence } from './plan/sentence.ts';
import {
  mostUnavailable,
  othersAround,
  type ServicePair,
  type Side,
  serviceDocument,
  servicePairs,
  setDocument,
  sideOf,
} from './plan/sides.ts';
import type { Change, ClaimFate, Effects, ManualStep, Plan, Refusal } from './plan/told.ts';
import { type Moment, Trial } from './plan/trial.ts';
import { counted, countOf, listedNames, listedPods } from './plan/words.ts';
import type { FindingsAbout } from './preview.ts';
import type { Finding } from './rule.ts';
import { inSameNamespace, type Workspace } from './workspace.ts';

export type { Plan } from './plan/told.ts';

/** What becomes of a set; undefined where nothing is known of before, or where the set is a fragment. */
export function planOf(workspace: Workspace, set: StatefulSet, findingsAbout: FindingsAbout): Plan | undefined {
  const { past } = workspace;
  const now = sideOf(workspace, set);
  if (!past || !now || !isReadable(workspace, set)) return undefined;
  const before = workspace.before(set);
  if (before && !isReadable(past, before)) return undefined;
  const was = before && sideOf(past, before);
  const rejected = findingsAbout(set).filter(isRejection);
  const services = servicePairs(was, now);
  const changes = was ? [...setChanges(now, was), ...serviceChanges(services)] : [];
  const { name, namespace } = now.preview;
  const base = { name, namespace, set, changes };
  if (was && changes.length === 0 && services.every(({ was, now }) => was && now))
    return { ...base, ...nothingDiffers(set) };
  return { ...base, ...compared(now, was, services, changes, rejected) };
}

/** What somebody fills in later is not known: how many Pods there are must stand there. */
function isReadable(workspace: Workspace, set: StatefulSet): boolean {
  const { document } = set.field;
  const spec = set.field.get('spec');
  return (
    document.problems.length === 0 &&
    !workspace.isPartial(set) &&
    !workspace.isChartTemplate(document.uri) &&
    [spec.get('replicas'), spec.get('ordinals', 'start')].every(
      ({ exists, scalar }) => !exists || typeof scalar === 'number' || scalar === null,
    )
  );
}

/** The sets that were there, and that no file has any more. */
export function gonePlans(workspace: Workspace): readonly Plan[] {
  const { past } = workspace;
  if (!past) return [];
  const now = [...setsIn(workspace)];
  const staying = new Set(now.map((set) => workspace.before(set)));
  // One that was not found again may have been any of those of its name.
  const unmatched = now.filter((set) => !workspace.before(set));
  const mayBe = (was: StatefulSet) =>
    unmatched.some((set) => set.name?.value === was.name?.value && inSameNamespace(set, was));
  return [...setsIn(past)]
    .filter((set) => !staying.has(set) && !mayBe(set))
    .flatMap((set) => gonePlan(past, set) ?? []);
}

/** All sets that go to the cluster: as they stand in their files, or as they are built. */
function setsIn(workspace: Workspace): ReadonlySet<StatefulSet> {
  const documents = [...workspace.manifests].flatMap(([, manifest]) => manifest.documents).filter(isManifest);
  const resources = documents
    .filter((document) => resourcesOf(document).length > 0)
    .flatMap((document) => workspace.resourcesIn(document));
  return new Set(
    resources.filter(
      (each): each is StatefulSet =>
        each.type === 'StatefulSet' && each.name !== undefined && !workspace.isPartial(each),
    ),
  );
}

type Told = Pick<Plan, 'state' | 'sentence' | 'refused' | 'effects' | 'manual' | 'byHand'>;

function nothingDiffers(set: StatefulSet): Told {
  return {
    state: 'unchanged',
    sentence: 'Nothing differs.',
    refused: [],
    effects: asTheyAre(set),
    manual: [],
    byHand: undefined,
  };
}

function asTheyAre({ start, replicas, claimTemplates }: StatefulSet): Effects {
  const templates = claimTemplates.flatMap(({ name }) => name?.value ?? []);
  return unchanged(replicas > 0 ? { from: start, to: start + replicas - 1 } : undefined, templates);
}

// ---- what differs ----

const setChanges = (now: Side, was: Side): readonly Change[] => changesOf(now.set, was.set, statefulSetDefaults);

function serviceChanges(pairs: readonly ServicePair[]): readonly Change[] {
  return pairs.flatMap(({ name, was, now }) =>
    was && now
      ? changesOf(now, was, writtenService).map((each) => ({ ...each, field: `Service ${name}: ${each.field}` }))
      : [],
  );
}
/** An address that is not written is no change of one that was. */
const writtenService = (document: JsonObject): JsonObject => {
  const { spec, ...rest } = serviceDefaults(document);
  const { clusterIP, ...others } = objectAt({ spec: spec ?? null }, 'spec');
  return {
    ...rest,
    spec: { ...others, ...(clusterIP === 'allocated' || clusterIP === undefined ? {} : { clusterIP }) },
  };
};

const isRejection = ({ rule, severity, effect }: Finding) =>
  severity === 'error' && effect === 'rejected' && rule !== 'claim-resize';

// ---- what happens ----

function compared(
  now: Side,
  was: Side | undefined,
  services: readonly ServicePair[],
  changes: readonly Change[],
  rejected: readonly Finding[],
): Told {
  const { set, workspace, preview } = now;
  const few = new FewPods(
    [now, ...(was ? [was] : [])].map(({ set: { start, replicas, updateStrategy } }) => ({
      start,
      replicas,
      partition: updateStrategy.partition,
    })),
  );
  const trial = new Trial(preview.namespace, preview.name, workspace.settingsOf(set.field.document.uri));
  const ran = was && start(trial, was, services, few);
  const before = trial.settle();
  const refused: Refusal[] = [...new Map(rejected.map((each) => [each.message, each])).values()].map(
    ({ at, message }) => ({
      field: at.path,
      message,
      at: set.field,
    }),
  );
  const refusedServices = new Set<string>();
  for (const { name, now: service } of services) {
    const refusal = service && trial.apply(serviceDocument(service, preview.namespace));
    if (refusal === undefined) continue;
    refusedServices.add(name);
    refused.push({ field: `Service ${name}`, message: capital(`${refusal}.`), at: service?.name?.field ?? set.field });
  }
  for (const document of othersAround(now, few)) trial.apply(document);
  const old = trial.set;
  const setRefusal = rejected.length > 0 ? '' : trial.apply(setDocument(now, few));
  const immutable =
    setRefusal === undefined || rejected.length > 0 || !old
      ? []
      : immutableChanges(objectAt(statefulSetDefaults(setDocument(now, few)), 'spec'), objectAt(old.body, 'spec'));
  if (setRefusal) refused.push(...refusals(set, setRefusal, immutable, changes));
  const after = trial.settle();
  const atOnce = mostUnavailable(set);
  const effects = effectsOf(trial, few, before, atOnce);
  const manual = ran
    ? finish({ trial, few, was, now, services, refusedServices, isSetRefused: immutable.length > 0 })
    : [];
  trial.settle();
  const afterwards = manual.length > 0 ? effectsOf(trial, few, after, atOnce) : undefined;
  const byHand = afterwards && doesAnything(afterwards) ? afterwards : undefined;
  const isSetRefused = setRefusal !== undefined;
  const rollout = isSetRefused ? byHand : effects;
  return {
    state: ran ? 'changed' : 'new',
    sentence: [
      was && !ran ? 'The API server did not take it as it was.' : '',
      isSetRefused
        ? `The API server refuses this ${ran ? 'change' : 'set'}. Nothing happens.`
        : sentenceOf(effects, refused),
      ran && !isSetRefused ? lowered(now.set, was.set) : '',
    ]
      .filter((each) => each !== '')
      .join(' '),
    refused,
    effects,
    manual: [
      ...manual,
      ...(rollout && ran ? [...held(now.set, rollout), ...trap(now.set, was.set, rollout)] : []),
      ...[effects, ...(byHand ? [byHand] : [])].flatMap((each) => deletedClaims(now, each)),
      ...leftClaims(now.set, [effects, ...(byHand ? [byHand] : [])]),
    ],
    byHand,
  };
}

/** The set as it was, and all around it. False where even then the API server did not take it: it never ran. */
function start(trial: Trial, was: Side, services: readonly ServicePair[], few: FewPods): boolean {
  for (const document of othersAround(was, few)) trial.apply(document);
  for (const { was: service } of services) if (service) trial.apply(serviceDocument(service, was.preview.namespace));
  return trial.apply(setDocument(was, few)) === undefined;
}

/** One for each field that cannot be changed; else what the API server says. */
function refusals(
  set: StatefulSet,
  refusal: string,
  immutable: readonly string[],
  changes: readonly Change[],
): readonly Refusal[] {
  if (immutable.length === 0) return [{ field: 'spec', message: capital(`${refusal}.`), at: set.field.get('spec') }];
  return immutable.map((key) => {
    const change = changes.find(
      ({ field }) => field === `spec.${key}` || field.startsWith(`spec.${key}.`) || field.startsWith(`spec.${key}[`),
    );
    return {
      field: change?.field ?? `spec.${key}`,
      message: `${key} cannot be changed after creation.`,
      at: change?.at ?? set.field.get('spec', key),
    };
  });
}

function sentenceOf(effects: Effects, refused: readonly Refusal[]): string {
  const answer =
    refused.length > 0
      ? `${capital(counted(refused.length, 'change'))} of what is around it ${refused.length === 1 ? 'is' : 'are'} refused.`
      : 'Nothing is refused.';
  return `${effectSentence(effects) || 'No Pod restarts.'} ${answer}`;
}

/** Whether a partition held Pods back before is not in the files. */
function lowered({ updateStrategy: now, replicas }: StatefulSet, { updateStrategy: was }: StatefulSet): string {
  return was.partition > now.partition && now.partition < replicas && now.type === 'RollingUpdate'
    ? `Pods that partition ${was.partition} has held back in an older version restart now, too.`
    : '';
}

// ---- what else there is to know ----

/** Pods that stay in the old version on purpose. */
function held({ name, updateStrategy }: StatefulSet, { pods }: Effects): readonly ManualStep[] {
  const ranges = pods.filter(({ fate }) => fate === 'held');
  if (ranges.length === 0 || updateStrategy.type === 'OnDelete') return [];
  const isOne = countOf(ranges) === 1;
  return [
    {
      title: `partition ${updateStrategy.partition} holds ${listedPods({ name }, ranges)} back in the old version. Lower it when the new one has proved itself; ${isOne ? 'it restarts' : 'they restart'} then`,
    },
  ];
}

/** OrderedReady waits for a Pod that does not get Ready, whatever else is changed. See the rule forced-rollback-trap. */
function trap(now: StatefulSet, was: StatefulSet, { restarts }: Effects): readonly ManualStep[] {
  const [first] = restarts;
  if (!first || now.podManagementPolicy === 'Parallel' || now.updateStrategy.type === 'OnDelete') return [];
  const hasOtherImage = now.pods.containers.some(({ name, image }) => {
    const old = was.pods.containers.find((each) => each.name === name)?.image;
    return image && old && image.value !== old.value;
  });
  if (!hasOtherImage) return [];
  const pod = listedPods(now, [{ from: first.from, to: first.from }]);
  return [
    {
      title: `If ${pod} never becomes Ready, the set waits for it for ever: put the old image back, and delete that Pod`,
      command: deletePods(now, first.from, first.from),
    },
  ];
}

/** Claims that go, and what goes with them. */
function deletedClaims({ set, preview }: Side, { claims, deletedBy }: Effects): readonly ManualStep[] {
  return preview.claims.flatMap(({ name: template, storageClass }) => {
    const ranges = claims.filter((each) => each.template === template && each.fate === 'deleted');
    if (ranges.length === 0) return [];
    const isOne = countOf(ranges) === 1;
    const disks =
      storageClass?.reclaimPolicy === 'Delete'
        ? `, and ${isOne ? 'its disk' : 'their disks'}, too: class ${storageClass.name?.value} reclaims with Delete`
        : '';
    return [
      {
        title: `${listedNames(`${template}-${set.name?.value}-`, '', ranges)} ${isOne ? 'is' : 'are'} deleted, because ${deletedBy} is Delete${disks}. Copy what you need before`,
      },
    ];
  });
}

/** Claims that stay without a Pod cost money and hold data; nobody deletes them unasked. */
function leftClaims({ name }: StatefulSet, effects: readonly Effects[]): readonly ManualStep[] {
  const orphaned = effects.flatMap(({ claims }) =>
    claims.filter(({ fate }) => fate === ('orphaned' satisfies ClaimFate)),
  );
  if (orphaned.length === 0) return [];
  const claims = [...new Set(orphaned.map(({ template }) => template))].map((template) =>
    listedNames(
      `${template}-${name?.value}-`,
      '',
      orphaned.filter((each) => each.template === template),
    ),
  );
  const isOne = countOf(orphaned) === 1;
  return [
    {
      title: `The claim${isOne ? '' : 's'} ${claims.join(', ')} keep${isOne ? 's its disk' : ' their disks'}. Delete ${isOne ? 'it' : 'them'} yourself if the data is not needed`,
    },
  ];
}

// ---- a set that is gone ----

function gonePlan(past: Workspace, set: StatefulSet): Plan | undefined {
  const was = sideOf(past, set);
  if (!was || !isReadable(past, set)) return undefined;
  const { name, namespace } = was.preview;
  const few = new FewPods([{ start: set.start, replicas: set.replicas, partition: 0 }]);
  const trial = new Trial(namespace, name, past.settingsOf(set.field.document.uri));
  if (
    !start(
      trial,
      was,
      servicePairs(undefined, was).map((each) => ({ ...each, was: each.now })),
      few,
    )
  )
    return undefined;
  const before: Moment = trial.settle();
  trial.simulation.api.delete('StatefulSet', namespace, name);
  trial.settle();
  const byHand = effectsOf(trial, few, before, 1);
  return {
    name,
    namespace,
    state: 'gone',
    set,
    sentence: `It is in none of the files any more. Applying them leaves it running, with ${counted(set.replicas, 'Pod')}.`,
    changes: [],
    refused: [],
    effects: asTheyAre(set),
    manual: [
      {
        title: 'Delete it if it is not to run any more; what prunes (Argo CD, Flux, kubectl apply --prune) does so',
        command: deleteSet(set),
      },
      ...leftClaims(set, [byHand]),
    ],
    byHand,
  };
}
