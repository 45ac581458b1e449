/**
 * What applying the files does to what ran before: the set as it was runs in a cluster of core/cluster/, the files are applied
 * to it, and what then happens to Pods, claims and names is the plan. What a person has to do is done as well, and told apart.
 */
import { serviceDefaults, statefulSetDefaults } from './cluster/defaults.ts';
import { type JsonObject, objectAt, objectsAt } from './cluster/plain-json.ts';
import { isManifest, resourcesOf, type StatefulSet } from './manifest.ts';
import { changesOf } from './plan/changes.ts';
import { compared, type Told } from './plan/compared.ts';
import { changedData } from './plan/config-data.ts';
import { asTheyAre } from './plan/effects.ts';
import { mostPlayed } from './plan/few-pods.ts';
import { gonePlan } from './plan/gone.ts';
import { type ServicePair, type Side, servicePairs, sideOf } from './plan/sides.ts';
import type { Change, Plan } from './plan/told.ts';
import type { FindingsAbout } from './preview.ts';
import type { Finding } from './rule.ts';
import { inSameNamespace, type Workspace } from './workspace.ts';

export type { Plan } from './plan/told.ts';

/**
 * What becomes of a set; undefined where nothing is known of before, or where the set is a fragment. Of more Pods than `most` a
 * few are played, and the others told with them.
 */
export function planOf(
  workspace: Workspace,
  set: StatefulSet,
  findingsAbout: FindingsAbout,
  most: number = mostPlayed,
): Plan | undefined {
  const { past } = workspace;
  const now = sideOf(workspace, set);
  if (!past || !now || !isReadable(workspace, set)) return undefined;
  const before = workspace.before(set);
  if (before && !isReadable(past, before)) return undefined;
  const was = before && sideOf(past, before);
  const rejected = findingsAbout(set).filter(isRejection);
  const services = servicePairs(was, now);
  const data = was ? changedData(workspace, set) : [];
  const changes = was
    ? [...setChanges(now, was), ...serviceChanges(services), ...data.flatMap((each) => each.changes)]
    : [];
  const { name, namespace } = now.preview;
  const base = { name, namespace, set, changes };
  if (was && changes.length + rejected.length === 0 && services.every(({ was, now }) => was && now))
    return { ...base, ...nothingDiffers(set) };
  return { ...base, ...compared(now, was, { services, data, changes, rejected }, most) };
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
    .flatMap((set) => (isReadable(past, set) && gonePlan(past, set)) || []);
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

// ---- what differs ----

const setChanges = (now: Side, was: Side): readonly Change[] => changesOf(now.set, was.set, statefulSetDefaults);

function serviceChanges(pairs: readonly ServicePair[]): readonly Change[] {
  return pairs.flatMap(({ name, was, now }) =>
    was && now
      ? changesOf(now, was, writtenService).map((each) => ({ ...each, field: `Service ${name}: ${each.field}` }))
      : [],
  );
}
/** The addresses and ports that a cluster gave are no change of a file that leaves them to it. */
const writtenService = (document: JsonObject): JsonObject => {
  const { spec = null, ...rest } = serviceDefaults(document);
  const {
    clusterIP,
    clusterIPs: _,
    ipFamilies: __,
    ipFamilyPolicy: ___,
    ports,
    ...others
  } = objectAt({ spec }, 'spec');
  return {
    ...rest,
    spec: {
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      ...others,
      ports: objectsAt({ ports: ports ?? null }, 'ports').map(({ nodePort: _, ...port }) => port),
      ...(clusterIP === 'None' ? { clusterIP } : {}),
    },
  };
};

/** What differs from before is held against the set that ran. */
const ofChange: ReadonlySet<string> = new Set(['claim-resize', 'immutable-field-changed']);
const isRejection = ({ rule, severity, effect }: Finding) =>
  severity === 'error' && effect === 'rejected' && !ofChange.has(rule);
