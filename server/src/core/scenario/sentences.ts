/** The words of a scenario: what happens in a step, and why. */
import type { ClaimPreview, Preview } from '../preview.ts';
import { listed } from '../words.ts';
import type { Happening, StepAction } from './steps.ts';

/** What a sentence may need to know. */
export interface Subject {
  readonly preview: Preview;
  readonly isOrdered: boolean;
  /** The next Pod, which waits for this to happen; undefined when none does. */
  readonly next: (happening: Happening) => string | undefined;
  /** The Pod that was waited for before this could happen; undefined when none was. */
  readonly waitedFor: (happening: Happening) => string | undefined;
  readonly isFirst: (pod: string, action: StepAction) => boolean;
  readonly claim: (name: string) => ClaimPreview | undefined;
  readonly name: 'create' | 'scale' | 'update' | 'delete' | 'recreate';
  readonly cascade: string;
}

/** What happens to one or several of a kind: `Create Pod web-1`, without a full stop. Empty for what somebody does: the reason says it. */
export function headline(action: StepAction, targets: readonly string[], isStuck = false): string {
  const all = listedPods(targets);
  const [s, is, becomes] = targets.length === 1 ? ['', 'is', 'becomes'] : ['s', 'are', 'become'];
  switch (action) {
    case 'apply':
      return '';
    case 'create-claim':
      return `Create claim${s} ${all}`;
    case 'reuse-claim':
      return `Use claim${s} ${all} again`;
    case 'bind-claim':
      return isStuck ? `Stuck: claim${s} ${all} ${is} never bound` : `Claim${s} ${all} ${is} bound`;
    case 'create-pod':
      return isStuck ? `Stuck: Pod${s} ${all} ${is} never created` : `Create Pod${s} ${all}`;
    case 'wait-ready':
      return isStuck ? `Stuck: ${all} never ${becomes} Ready` : `${all} ${becomes} Ready`;
    case 'delete-pod':
      return `Delete Pod${s} ${all}`;
    case 'wait-gone':
      return `${all} ${is} gone`;
    case 'keep-claim':
      return `Keep claim${s} ${all}`;
    case 'delete-claim':
      return `Delete claim${s} ${all}`;
  }
}

/** Why it happens, or what it means; `action` is not `apply`. */
export function whyOf(happening: Happening, subject: Subject): string {
  const { action, target, pod = target } = happening;
  switch (action) {
    case 'apply':
      return '';
    case 'create-claim':
      return subject.isOrdered
        ? 'No claim of this name exists. A claim is made before its Pod.'
        : 'A claim is made before its Pod.';
    case 'reuse-claim':
      return `${target} is still there and is used as it is: same volume, same data. Its size and class are not compared.`;
    case 'bind-claim':
      return bindWhy(subject.claim(target), pod);
    case 'create-pod':
      return createWhy(target, subject);
    case 'wait-ready':
      return readyWhy(happening, subject);
    case 'delete-pod':
      return deleteWhy(happening, subject);
    case 'wait-gone': {
      const next = subject.next(happening);
      return `Its containers have stopped.${next === undefined ? '' : ` ${next} was waiting for this.`}`;
    }
    case 'keep-claim':
      return keepWhy(target, pod, subject);
    case 'delete-claim':
      return deleteClaimWhy(subject.claim(target), subject);
  }
}

function bindWhy(claim: ClaimPreview | undefined, pod: string): string {
  const written = claim?.template.storageClassName?.value;
  const storageClass = claim?.storageClass;
  if (written === '') return 'A volume without a class is bound to it.';
  const name = written ?? storageClass?.name?.value ?? 'of the cluster';
  return storageClass?.bindingMode === 'Immediate'
    ? `Class ${name} binds at once, before the Pod has a node.`
    : `Class ${name} waits for the first consumer: the volume is made where ${pod} was scheduled.`;
}

function createWhy(pod: string, { isOrdered, isFirst, name, preview }: Subject): string {
  if (name === 'update')
    return `Same name, ${preview.claims.length === 0 ? '' : `same claim${preview.claims.length === 1 ? '' : 's'}, `}new revision.`;
  if (!isOrdered) return 'podManagementPolicy is Parallel: all Pods at once, none waits for another.';
  const before = podBefore(pod, preview);
  if (before === undefined) return 'It is the first ordinal and waits for nothing.';
  return isFirst(pod, 'create-pod') && name === 'scale'
    ? `All Pods up to ${before} are Running and Ready, so the next ordinal may start.`
    : `${before} is Running and Ready, so the next ordinal may start.`;
}

/** The Pod of the ordinal below; undefined for the first of the set. */
function podBefore(pod: string, { name, statefulSet: { start } }: Preview): string | undefined {
  const ordinal = Number(pod.slice(name.length + 1));
  return ordinal > start ? `${name}-${ordinal - 1}` : undefined;
}

function readyWhy(happening: Happening, { preview, next: nextOf, name }: Subject): string {
  const pod = happening.target;
  const { governance, statefulSet } = preview;
  const again = name === 'update' ? ' again' : '';
  const names = {
    headless: governance.service?.publishNotReadyAddresses
      ? `${pod}.${governance.name} already resolves, because not-ready addresses are published.`
      : `From now on ${pod}.${governance.name} resolves${again}.`,
    unseen: governance.name
      ? `Whether its DNS name resolves depends on Service ${governance.name}.`
      : 'Its containers run and are Ready.',
    'not-headless': 'Only CoreDNS answers its name.',
    unset: 'Its containers run and are Ready.',
  }[governance.state as string];
  const next = nextOf(happening);
  const long = statefulSet.minReadySeconds;
  const waited = long > 0 ? ` It must stay so for ${long} seconds (minReadySeconds).` : '';
  return `${names ?? 'Its DNS name does not resolve.'}${next === undefined ? '' : `${waited} ${next} was waiting for this.`}`;
}

function deleteWhy(happening: Happening, { name, cascade, isOrdered, isFirst, waitedFor }: Subject): string {
  const before = waitedFor(happening);
  if (name === 'update')
    return isFirst(happening.target, 'delete-pod') || before === undefined
      ? 'Updates go from the highest ordinal down. The Pod is deleted, not evicted: disruption budgets are not asked.'
      : `${before} runs the new revision and is Ready.`;
  if (name === 'delete' && cascade !== 'scale')
    return 'The garbage collector deletes the Pods all at once and in no order. For an ordered shutdown, scale to 0 first.';
  if (!isOrdered) return 'podManagementPolicy is Parallel: all surplus Pods at once.';
  return before === undefined
    ? 'The highest ordinal leaves first.'
    : `${before} is completely gone and all others are Ready, so the next one leaves.`;
}

function keepWhy(claim: string, pod: string, { name, cascade }: Subject): string {
  return name === 'delete' && cascade !== 'scale'
    ? 'whenDeleted is Retain: the claims stay, and so does the data.'
    : `whenScaled is Retain: ${claim} stays with its data. Scale up again, and ${pod} gets it back.`;
}

function deleteClaimWhy(claim: ClaimPreview | undefined, { name, cascade }: Subject): string {
  const policy = name === 'delete' && cascade !== 'scale' ? 'whenDeleted' : 'whenScaled';
  const begin =
    policy === 'whenDeleted'
      ? 'whenDeleted is Delete: the claims go with the set.'
      : 'whenScaled is Delete: the claim goes with its Pod.';
  const storageClass = claim?.storageClass;
  if (!storageClass) return `${begin} What becomes of the disk depends on the reclaim policy of its class.`;
  const { reclaimPolicy, name: className } = storageClass;
  return `${begin} The reclaim policy of ${className?.value} is ${reclaimPolicy}, so ${reclaimPolicy === 'Delete' ? 'the disk is erased' : 'the volume stays, unclaimed'}.`;
}

/** `web-1 and web-2`, `web-1, web-2 and web-3`; of many the first and the last. */
export const listedPods = (names: readonly string[]): string =>
  names.length > 3 ? `${names[0]} to ${names.at(-1)}` : listed(names);
