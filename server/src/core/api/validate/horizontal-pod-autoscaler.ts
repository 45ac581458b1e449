/** HorizontalPodAutoscaler, v1 and v2. Source: pkg/apis/autoscaling/validation/validation.go, pkg/apis/autoscaling/v2/defaults.go. */
import type { Check, FieldError } from '../field-error.ts';
import type { Path } from '../path.ts';
import type {
  CrossVersionObjectReference,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  HorizontalPodAutoscalerSpec,
  HorizontalPodAutoscalerV1,
  HPAScalingPolicy,
  HPAScalingRules,
} from '../types.ts';
import { metadata } from './metadata.ts';
import { metricSpec } from './metric.ts';
import { dnsSubdomain } from './names.ts';
import { objectReference } from './object-reference.ts';
import { oneOf } from './values.ts';

export function horizontalPodAutoscaler(check: Check, at: Path, object: HorizontalPodAutoscaler): void {
  metadata(check, at.child('metadata'), object.metadata, dnsSubdomain);
  spec(check, at.child('spec'), object.spec ?? {});
}

/** The server makes a metric of the percentage, and calls it so. */
export function horizontalPodAutoscalerV1(check: Check, at: Path, { metadata, spec }: HorizontalPodAutoscalerV1): void {
  const { targetCPUUtilizationPercentage: percentage, ...rest } = spec ?? {};
  horizontalPodAutoscaler(check, at, { ...(metadata && { metadata }), spec: rest });
  if (percentage !== undefined && percentage < 1)
    check.invalid(
      at.child('spec').unnamed('targetCPUUtilizationPercentage').named('metrics[0].resource.target.averageUtilization'),
      `${percentage} % is not allowed here: it must be 1 or more.`,
    );
}

function spec(check: Check, at: Path, spec: HorizontalPodAutoscalerSpec): void {
  const { minReplicas = 1, metrics = [], behavior } = spec;
  // Before 1.37, scaling to zero is a feature gate that is off.
  const least = check.isSince('1.37') ? 0 : 1;
  if (minReplicas < least)
    check.invalid(at.child('minReplicas'), `${minReplicas} is not allowed here: it must be ${least} or more.`);
  maxReplicas(check, at.child('maxReplicas'), spec.maxReplicas ?? 0, minReplicas);
  target(check, at.child('scaleTargetRef'), spec.scaleTargetRef ?? {});
  metrics.forEach((metric, i) => {
    metricSpec(check, at.child('metrics').index(i), metric);
  });
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External'))
    check.forbidden(
      at.child('metrics'),
      'With no Pods there is nothing to measure in them: "minReplicas: 0" needs a metric of type Object or External.',
    );
  if (behavior) behaviour(check, at.child('behavior'), behavior);
}

function maxReplicas(check: Check, at: Path, most: number, least: number): void {
  let first: FieldError | undefined;
  if (most === 0 && check.isSince('1.36'))
    first = check.required(at, 'The HorizontalPodAutoscaler needs "maxReplicas", and more than 0.');
  else if (most < 1)
    first = check.invalid(
      at,
      `${most === 0 ? '"maxReplicas" is missing' : `${most} is not allowed`}: it must be 1 or more.`,
    );
  if (most < least)
    check.invalid(at, `At most ${most} Pods is less than the ${least} that there are at least ("minReplicas").`, {
      follows: first,
      repairs: [{ kind: 'replace', value: least }],
    });
}

/** What is scaled. Since 1.34 its apiVersion is looked at. */
function target(check: Check, at: Path, ref: CrossVersionObjectReference): void {
  objectReference(check, at, ref);
  if (!check.isSince('1.34')) return;
  const { apiVersion = '', kind } = ref;
  const parts = apiVersion.split('/');
  const path = at.child('apiVersion');
  if (parts.length > 2)
    check.invalid(path, `"${apiVersion}" is no apiVersion: a version, or a group, "/" and a version.`);
  else if ((parts.length < 2 || parts[0] === '') && kind !== 'ReplicationController')
    check.invalid(path, `What is scaled is found by group and kind: for a ${kind || 'StatefulSet'} write "apps/v1".`, {
      repairs: isScalable(kind)
        ? [{ kind: apiVersion === '' ? 'add' : 'replace', value: 'apps/v1', isSafe: true }]
        : [],
    });
}

const isScalable = (kind: string | undefined) =>
  kind === 'StatefulSet' || kind === 'Deployment' || kind === 'ReplicaSet';

function behaviour(check: Check, at: Path, { scaleUp, scaleDown }: HorizontalPodAutoscalerBehavior): void {
  if (scaleUp) rules(check, at.child('scaleUp'), scaleUp);
  if (scaleDown) rules(check, at.child('scaleDown'), scaleDown);
}

const longestWindow = 3600;
const longestPeriod = 1800;

function rules(check: Check, at: Path, rules: HPAScalingRules): void {
  const { stabilizationWindowSeconds: seconds = 0, selectPolicy, policies, tolerance } = rules;
  if (seconds < 0 || seconds > longestWindow)
    check.invalid(
      at.child('stabilizationWindowSeconds'),
      `${seconds} seconds are not allowed here: 0 to ${longestWindow} (an hour) are.`,
    );
  oneOf(check, at.child('selectPolicy'), selectPolicy, ['Max', 'Min', 'Disabled']);
  if (policies?.length === 0)
    check.required(at.child('policies'), 'The list of policies is empty: leave it out to have the default ones.', {
      repairs: [{ kind: 'remove' }],
    });
  policies?.forEach((each, i) => {
    policy(check, at.child('policies').index(i), each);
  });
  // Until 1.34 it is dropped unseen.
  if (check.isSince('1.35') && tolerance?.startsWith('-') && /[1-9]/.test(tolerance))
    check.invalid(at.child('tolerance'), `${tolerance} is negative: it must be 0 or more.`);
}

function policy(check: Check, at: Path, { type = '', value = 0, periodSeconds = 0 }: HPAScalingPolicy): void {
  oneOf(check, at.child('type'), type, ['Pods', 'Percent']);
  if (value <= 0) check.invalid(at.child('value'), `${value} is not allowed here: it must be 1 or more.`);
  if (periodSeconds <= 0 || periodSeconds > longestPeriod)
    check.invalid(
      at.child('periodSeconds'),
      `${periodSeconds} seconds are not allowed here: 1 to ${longestPeriod} (half an hour) are.`,
    );
}
