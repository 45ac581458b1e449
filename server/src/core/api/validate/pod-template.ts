/** The Pods that a workload makes. Source: pkg/apis/core/validation/validation.go (ValidatePodTemplateSpec). */
import type { Check, FieldError, Repair } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { LabelSelector, PodTemplateSpec, StringMap } from '../types.ts';
import { labelSelector, labels, selects } from './label-selector.ts';
import { annotations } from './metadata.ts';
import { annotationsAndFields, podAnnotations } from './pod-annotations.ts';
import { podSpec } from './pod-spec.ts';
import type { PlacedVolume } from './volumes.ts';

/** The whole of a template; `placed`: its volumes where they are not those of its spec alone. */
export function podTemplate(
  check: Check,
  at: Path,
  template: PodTemplateSpec = {},
  placed?: readonly PlacedVolume[],
): void {
  const { spec = {} } = template;
  podMetadata(check, at, template);
  podSpec(check, at.child('spec'), spec, placed && { placed });
  annotationsAndFields(check, at.child('spec'), template.metadata?.annotations, spec);
}

/** Labels and annotations of a template: the server leaves `metadata` out. */
export function podMetadata(check: Check, at: Path, { metadata: meta = {}, spec = {} }: PodTemplateSpec): void {
  const place = at.unnamed('metadata');
  labels(check, place.child('labels'), meta.labels);
  annotations(check, place.child('annotations'), meta.annotations);
  podAnnotations(check, place.child('annotations'), meta.annotations, spec);
}

/** The template of what never ends by itself: always started again, and no deadline. */
export function endless(check: Check, at: Path, { spec = {} }: PodTemplateSpec, kind: string): void {
  const { restartPolicy, activeDeadlineSeconds } = spec;
  if (restartPolicy && restartPolicy !== 'Always')
    check.report(
      'Unsupported value',
      at.child('spec', 'restartPolicy'),
      `"${restartPolicy}" is not allowed here: the Pods of a ${kind} are always started again ("Always").`,
      { repairs: [{ kind: 'replace', value: 'Always' }, { kind: 'remove' }] },
    );
  if (activeDeadlineSeconds !== undefined)
    check.forbidden(at.child('spec', 'activeDeadlineSeconds'), `A ${kind} runs on: its Pods have no deadline.`, {
      repairs: [{ kind: 'remove' }],
    });
}

/** A workload's selector; the errors of what stands in it. */
export function workloadSelector(
  check: Check,
  at: Path,
  selector: LabelSelector | undefined,
  kind: string,
  labelsOfTemplate: StringMap<string> = {},
): readonly FieldError[] {
  if (!selector)
    return [
      check.required(at, `The ${kind} has no selector: it must choose the Pods of its template.`, {
        repairs: asked(labelsOfTemplate),
      }),
    ];
  const errors = labelSelector(check, at, selector);
  if (isEmptySelector(selector))
    check.invalid(at, `The selector is empty and would choose all Pods: it must choose those of the template.`);
  return errors;
}

/** Labels that say which application it is, and stay as they are: a selector cannot be changed. */
const lasting = [
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/component',
  'app',
  'k8s-app',
];

function asked(labelsOfTemplate: StringMap<string>): readonly Repair[] {
  const matchLabels = Object.fromEntries(
    lasting.flatMap((key) => {
      const value = labelsOfTemplate[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
  return Object.keys(matchLabels).length > 0 ? [{ kind: 'add', value: { matchLabels } }] : [];
}

const isEmptySelector = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector) =>
  Object.keys(matchLabels).length + matchExpressions.length === 0;

/**
 * Whether the selector chooses the labels of the template. No selector chooses nothing, and an empty one everything; one that
 * cannot be read chooses nothing that can be told.
 */
export function templateIsSelected(
  check: Check,
  at: Path,
  selector: LabelSelector | undefined,
  labelsOfTemplate: StringMap<string> = {},
  errors: readonly FieldError[] = [],
): void {
  const [first] = errors;
  if (selector ? first !== undefined || selects(selector, labelsOfTemplate) : false) return;
  const wrong = Object.entries(selector?.matchLabels ?? {}).find(([key, value]) => labelsOfTemplate[key] !== value);
  const path = at.child('metadata', 'labels');
  if (!wrong) {
    const message =
      'The selector does not choose the labels of the template: the workload would not know its own Pods.';
    check.invalid(path, message, { follows: first });
    return;
  }
  const [key, value] = wrong;
  const carried = labelsOfTemplate[key];
  check.invalid(
    path.unnamed(key),
    `The selector asks for ${key}=${value}, but the template has ${carried === undefined ? `no label "${key}"` : `${key}=${carried}`}: the workload would not know its own Pods.`,
    { repairs: [carried === undefined ? { kind: 'add', value } : { kind: 'replace', value }] },
  );
}
