/** Where a scenario does not go on, and why. */
import type { PodObject } from '../cluster/objects.ts';
import type { Waiting } from '../cluster/statefulset-view.ts';
import { plural } from '../words.ts';
import { listedPods } from './sentences.ts';
import type { Stage } from './stage.ts';
import type { Outcome, ScenarioStep } from './told.ts';

/** What the set waits for at rest, told as a step that never happens; undefined when it waits for nothing. */
export function stuckAt(stage: Stage, sentence?: (pod: string) => string): Outcome | undefined {
  const { set, simulation } = stage;
  if (simulation.cut !== undefined) return { state: 'stuck', sentence: `Not told further: ${simulation.cut}.` };
  if (!set) return undefined;
  const waiting = waitingOf(stage);
  const unready = stage.pods.filter(({ status, meta }) => !status.isReady && !meta.isDeleting);
  const pods = set.spec.isParallel ? unready.map(({ meta }) => meta.name) : [];
  if (pods.length === 0 && waiting) pods.push(waiting.pod);
  if (pods.length === 0) return undefined;
  const step = stage.stop(pods.map((pod) => ({ pod, ...hindrance(stage, pod, waiting, sentence) })));
  return { state: 'stuck', sentence: stuckSentence(pods, set.spec.isParallel, missing(stage)), step };
}

/** What the controller says that the set waits for. */
export function waitingOf({ simulation, names, preview }: Stage): Waiting | undefined {
  return simulation.waiting.get(`${names.prefix}${preview.name}`);
}

/** Why a Pod does not come, or does not get Ready. */
function hindrance(
  { cluster, preview, names }: Stage,
  pod: string,
  waiting: Waiting | undefined,
  sentence: ((pod: string) => string) | undefined,
): Pick<ScenarioStep, 'action' | 'target' | 'why'> {
  const there = cluster.get('Pod', preview.namespace, pod);
  const claim = names
    .claimsOf(pod)
    .find((each) => cluster.get('PersistentVolumeClaim', preview.namespace, each)?.phase === 'Pending');
  if (there && claim !== undefined && there.node === undefined) {
    const why = names.claimPreview(claim)?.why ?? 'No volume is found or made for it.';
    return {
      action: 'bind-claim',
      target: claim,
      why: `${why} The claim stays Pending, and ${pod} with it: “${there.status.unschedulable}”.`,
    };
  }
  if (there && (waiting === undefined || mayCome.has(waiting.reason) || waiting.pod !== pod))
    return { action: 'wait-ready', target: pod, why: sentence?.(pod) ?? hangs(there) };
  return {
    action: 'create-pod',
    target: pod,
    why: waiting ? refusals[waiting.reason](waiting) : `${pod} does not come.`,
  };
}

const mayCome = new Set<Waiting['reason']>(['starting', 'minReadySeconds', 'terminating', 'unhealthy', 'update']);
const hasNoReason = ({ pod }: Waiting) => `${pod} does not come.`;
const refusals: Readonly<Record<Waiting['reason'], (waiting: Waiting) => string>> = {
  starting: hasNoReason,
  minReadySeconds: hasNoReason,
  terminating: hasNoReason,
  unhealthy: hasNoReason,
  update: hasNoReason,
  'name-taken': ({ pod }) => `Another Pod has the name ${pod}, and is not the set's.`,
  'pod-refused': ({ detail }) => `The API server refuses the Pod: ${detail}.`,
  'claim-refused': ({ detail }) => `The API server refuses its claim: ${detail}.`,
  'claim-deleting': () => 'Its claim is being deleted.',
  'storage-immutable': ({ pod }) =>
    `${pod} runs without a claim that the templates ask for, and a running Pod cannot get one. Delete it.`,
};

function hangs({ status }: PodObject): string {
  if (status.unschedulable !== '') return `No node is found for it: ${status.unschedulable}.`;
  return status.waiting.length > 0
    ? `Its containers do not start: ${status.waiting.join(', ')}.`
    : 'Its containers run, but it is never Ready.';
}

/** Pods that are wanted and not there, from the lowest ordinal up. */
function missing({ set, cluster, preview }: Stage): readonly string[] {
  const { start = 0, replicas = 0 } = set?.spec ?? {};
  const names = Array.from({ length: replicas }, (_, i) => `${preview.name}-${start + i}`);
  return names.filter((each) => !cluster.get('Pod', preview.namespace, each));
}

function stuckSentence(pods: readonly string[], isParallel: boolean, absent: readonly string[]): string {
  if (isParallel)
    return pods.length === 1 ? `${pods[0]} never becomes Ready.` : `${plural(pods.length, 'Pod')} never become Ready.`;
  const never = absent.filter((each) => !pods.includes(each));
  if (never.length === 0) return `Stuck at ${pods[0]}.`;
  return `Stuck at ${pods[0]}. ${listedPods(never)} ${never.length === 1 ? 'is' : 'are'} never created.`;
}
