/** A Pod that exists. Source: pkg/apis/core/validation/validation.go (ValidatePodUpdate). */
import { differences } from '../../difference.ts';
import type { Check } from '../../field-error.ts';
import type { Path } from '../../path.ts';
import type { Container, Pod, PodSpec, ResourceRequirements, Toleration } from '../../types.ts';
import type { Update } from './index.ts';
import { gates, withNodes } from './pod-gates.ts';
import { qosOf } from './qos.ts';
import { command, putBack, valueAt } from './way-out.ts';

export const pod: Update<Pod> = {
  // The plugins for priorities and runtime classes look at Pods when they are made.
  passesOver: ({ type }) => type === 'admission',
  check(check, at, now, was) {
    const spec = at.child('spec');
    const [a, b] = [now.spec ?? {}, was.spec ?? {}];
    const again = `Of a Pod that exists hardly more than images can be changed: delete it (${command('delete pod', now.metadata)}), and apply it again.`;
    const isLess = (['containers', 'initContainers'] as const).filter(
      (field) => (a[field] ?? []).length !== (b[field] ?? []).length,
    );
    for (const field of isLess) check.forbidden(spec.child(field), `Containers come and go with their Pod. ${again}`);
    if (isLess.length > 0) return;
    deadline(check, spec.child('activeDeadlineSeconds'), a.activeDeadlineSeconds, b.activeDeadlineSeconds);
    gates(check, spec, a, b);
    if (!keepsTolerations(a, b)) check.forbidden(spec.child('tolerations'), `Tolerations can only be added. ${again}`);
    for (const place of differences('PodSpec', spec, a, asAllowed(check, a, b), check.kubernetes))
      check.forbidden(spec.standingAt(place), again, { repairs: putBack(valueAt(was, place.steps)) });
    if (!check.isSince('1.32') && qosOf(a) !== qosOf(b))
      check.invalid(at.child('metadata').standingAt(spec), `A Pod stays "${qosOf(b)}". ${again}`, {
        follows: check.errors.find(({ type, path }) => type === 'Forbidden' && `${path}` === 'spec'),
      });
  },
};

/** What it was, with all that may be different now. */
function asAllowed(check: Check, now: PodSpec, was: PodSpec): PodSpec {
  const { activeDeadlineSeconds: _, tolerations: __, schedulingGates: ___, resources, ...rest } = withNodes(now, was);
  const { activeDeadlineSeconds, tolerations, schedulingGates } = now;
  return {
    ...rest,
    ...(resources && !(check.isSince('1.37') && isKept(resources, now.resources)) ? { resources } : {}),
    ...(activeDeadlineSeconds !== undefined && { activeDeadlineSeconds }),
    ...(tolerations && { tolerations }),
    ...(schedulingGates && { schedulingGates }),
    ...(was.containers && { containers: withImages(now.containers, was.containers) }),
    ...(was.initContainers && { initContainers: withImages(now.initContainers, was.initContainers) }),
    // The older name of the account stays, and gives it back.
    ...(now.serviceAccountName === undefined && was.serviceAccountName !== undefined ? { serviceAccountName: '' } : {}),
  };
}

/** Requests of the whole Pod that are taken out stay; limits leave the requests behind that came of them, which is a change. */
const isKept = (was: ResourceRequirements, now: ResourceRequirements = {}) =>
  [was.limits, now.limits, now.requests].every((list = {}) => Object.keys(list).length === 0);

const withImages = (now: readonly Container[] = [], was: readonly Container[]): readonly Container[] =>
  was.map((container, i) => {
    const { image: _, ...rest } = container;
    const image = now[i]?.image;
    return { ...rest, ...(image !== undefined && { image }) };
  });

function deadline(check: Check, at: Path, now: number | undefined, was: number | undefined): void {
  if (was === undefined || (now !== undefined && now <= was)) return;
  check.invalid(at, `The time that a Pod has can only become shorter than ${was} seconds.`, { repairs: putBack(was) });
}

function keepsTolerations(now: PodSpec, was: PodSpec): boolean {
  const keyOf = ({ key = '', operator = '', value = '', effect = '' }: Toleration) =>
    [key, operator, value, effect].join('\n');
  const all = new Set(withDefaultTolerations(now).map(keyOf));
  return withDefaultTolerations(was).every((each) => all.has(keyOf(each)));
}

/** Those that an admission plugin adds for five minutes: for nodes that are lost. Source: plugin/pkg/admission/defaulttolerationseconds. */
function withDefaultTolerations({ tolerations = [] }: PodSpec): readonly Toleration[] {
  const missing = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].filter(
    (taint) =>
      !tolerations.some(
        ({ key = '', effect = '' }) => (key === taint || key === '') && (effect === 'NoExecute' || effect === ''),
      ),
  );
  return [...tolerations, ...missing.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute' }))];
}
