/** A set as it was and as it is → what happens when the one is applied to the other. */
import { immutableChanges } from '../cluster/admission.ts';
import { statefulSetDefaults } from '../cluster/defaults.ts';
import { podIndexLabel, podNameLabel } from '../cluster/identity.ts';
import { objectAt } from '../cluster/plain-json.ts';
import type { StatefulSet } from '../manifest.ts';
import type { Finding } from '../rule.ts';
import { finish } from './by-hand.ts';
import { type ChangedData, oldData } from './config-data.ts';
import { asTheyAre, doesAnything, effectsOf } from './effects.ts';
import { FewPods } from './few-pods.ts';
import { deletedClaims, held, leftClaims, trap } from './notes.ts';
import { capital, effectSentence } from './sentence.ts';
import { mostUnavailable, othersAround, type ServicePair, type Side, serviceDocument, setDocument } from './sides.ts';
import type { Change, Effects, Plan, Refusal } from './told.ts';
import { type Moment, Trial } from './trial.ts';
import { counted } from './words.ts';

export type Told = Pick<Plan, 'state' | 'sentence' | 'refused' | 'effects' | 'manual' | 'byHand'>;

/** What is known besides both sets. */
interface Differences {
  readonly services: readonly ServicePair[];
  readonly data: readonly ChangedData[];
  readonly changes: readonly Change[];
  /** What the API server refuses in the set as it is. */
  readonly rejected: readonly Finding[];
}

/** The set and what is around it as it was, with the files applied to it. */
export function compared(
  now: Side,
  was: Side | undefined,
  { services: around, data, changes, rejected }: Differences,
  most: number,
): Told {
  const { set, workspace, preview } = now;
  const few = new FewPods(
    [now, ...(was ? [was] : [])].map(({ set: { start, replicas, updateStrategy } }) => ({
      start,
      replicas,
      partition: updateStrategy.partition,
    })),
    most,
  );
  const services = few.isWhole ? around : around.filter((each) => !isForOnePod(each));
  const trial = new Trial(preview.namespace, preview.name, workspace.settingsOf(set.field.document.uri));
  const ran = was && start(trial, was, services, few);
  const before = trial.settle();
  const idle = ran ? notRunning(trial, before) : undefined;
  if (was && idle !== undefined)
    return {
      state: 'changed',
      sentence: `What happens cannot be told: as it was, ${preview.name}-${few.told({ from: idle, to: idle }).from} does not come to run here.`,
      refused: [],
      effects: asTheyAre(was.set),
      manual: [],
      byHand: undefined,
    };
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
      ...(isSetRefused ? [] : oldData(set, effects, data)),
      ...(rollout && ran ? [...held(now.set, rollout), ...trap(now.set, was.set, rollout)] : []),
      ...[effects, ...(byHand ? [byHand] : [])].flatMap((each) => deletedClaims(now, each)),
      ...leftClaims(now.set, [effects, ...(byHand ? [byHand] : [])]),
    ],
    byHand,
  };
}

/** By the label that every Pod of a set has for itself. */
const isForOnePod = ({ was, now }: ServicePair) =>
  [was, now].some((service) =>
    [podNameLabel, podIndexLabel].some((label) => service?.selector?.labels.values.has(label)),
  );

/** The set as it was, and all around it. False where even then the API server did not take it: it never ran. */
export function start(trial: Trial, was: Side, services: readonly ServicePair[], few: FewPods): boolean {
  for (const document of othersAround(was, few)) trial.apply(document);
  for (const { was: service } of services) if (service) trial.apply(serviceDocument(service, was.preview.namespace));
  return trial.apply(setDocument(was, few)) === undefined;
}

/** The first ordinal without a Pod that is Ready; undefined when all are. */
function notRunning({ set }: Trial, { pods }: Moment): number | undefined {
  const { start, replicas } = set?.spec ?? { start: 0, replicas: 0 };
  for (let ordinal = start; ordinal < start + replicas; ordinal++)
    if (!pods.get(ordinal)?.status.isReady) return ordinal;
  return undefined;
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
