/**
 * Job. Source: pkg/apis/batch/validation/validation.go (ValidateJob), pkg/registry/batch/job/strategy.go (generateSelector),
 * pkg/apis/batch/v1/defaults.go.
 */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Job, JobSpec, StringMap } from '../types.ts';
import { jobSpec } from './job-spec.ts';
import { labelSelector, selects } from './label-selector.ts';
import { metadata } from './metadata.ts';
import { dnsLabel, dnsSubdomain, labelValue } from './names.ts';
import { templateIsSelected } from './pod-template.ts';
import { isEmpty } from './values.ts';

export function job(check: Check, at: Path, object: Job): void {
  const { spec = {} } = object;
  const path = at.child('spec');
  metadata(check, at.child('metadata'), object.metadata, dnsSubdomain);
  // Who asks for neither gets one Pod that completes once.
  const completions = spec.completions ?? (spec.parallelism === undefined ? 1 : undefined);
  jobSpec(check, path, completions === undefined ? spec : { ...spec, completions });
  labelsOfTemplate(check, at.child('metadata', 'labels'), object);
  if (spec.manualSelector) ownSelector(check, path, spec);
  else {
    generatedSelector(check, path, spec, object.metadata?.name ?? '');
    nameAsLabel(check, at, object);
  }
  hostnames(check, at.child('metadata', 'name'), object.metadata?.name, spec.completionMode, completions);
}

/** A Job without labels takes those of its template, with all that is wrong with them. */
function labelsOfTemplate(check: Check, at: Path, { metadata, spec }: Job): void {
  if (Object.keys(metadata?.labels ?? {}).length > 0) return;
  const wrong = check.errors.find(({ path }) => `${path}` === 'spec.template.labels');
  if (wrong && spec?.template?.metadata?.labels) check.report(wrong.type, at, wrong.message, { follows: wrong });
}

function ownSelector(check: Check, at: Path, { selector, template }: JobSpec): void {
  const errors = selector
    ? labelSelector(check, at.child('selector'), selector)
    : [check.required(at.child('selector'), 'With manualSelector the Job needs a selector of its own.')];
  templateIsSelected(check, at.child('template'), selector, template?.metadata?.labels, errors);
}

/** What the server writes into the template of a Job that does not say manualSelector. */
export const generatedLabels = [
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
  'job-name',
  'batch.kubernetes.io/job-name',
] as const;

/** What the server adds is the Job's uid, which nobody knows before. */
const uid = '\u0000uid';

/** The server makes selector and labels itself, and takes what stands there only where it is the same. */
function generatedSelector(check: Check, at: Path, { selector = {}, template }: JobSpec, name: string): void {
  const generated: StringMap<string> = Object.fromEntries(
    generatedLabels.map((key) => [key, key.endsWith('uid') ? uid : name]),
  );
  const labels = template?.metadata?.labels ?? {};
  for (const [key, value] of Object.entries(generated))
    if (labels[key] !== undefined && labels[key] !== value)
      check.invalid(
        at.child('template', 'metadata', 'labels').key(key),
        `The server gives this label to the Pods of a Job itself, with another value than "${labels[key]}".`,
        { repairs: [{ kind: 'remove' }] },
      );
  const errors = labelSelector(check, at.child('selector'), selector);
  if (errors.length > 0) return;
  const added = { 'batch.kubernetes.io/controller-uid': uid, ...selector.matchLabels };
  const extended = { ...selector, matchLabels: added };
  const other = selects(extended, generated)
    ? undefined
    : check.invalid(
        at.child('selector'),
        'The server makes the selector of a Job itself: it may ask for nothing else, unless manualSelector is true.',
        { repairs: [{ kind: 'remove' }] },
      );
  if (!selects(extended, { ...generated, ...labels }))
    check.invalid(
      at.child('template', 'metadata', 'labels'),
      'The selector does not choose the labels of the template.',
      { follows: other },
    );
}

/** The server writes the Job's name into a label of its Pods, where names of objects may be too long. */
function nameAsLabel(check: Check, at: Path, { metadata: { name = '' } = {}, spec }: Job): void {
  const labels = spec?.template?.metadata?.labels ?? {};
  const wrong = labelValue(name, check);
  if (wrong === undefined || ['job-name', 'batch.kubernetes.io/job-name'].every((key) => labels[key] !== undefined))
    return;
  const place = at.child('metadata', 'name');
  check.invalid(
    at.child('spec', 'template', 'labels').standingAt(place),
    `The Pods of a Job have its name for a label, and "${name}" ${wrong}.`,
    { follows: check.errors.find(({ path }) => `${path}` === `${place}`) },
  );
}

/** Each Pod of a Job with indexes has the Job's name and its index for a hostname. */
function hostnames(
  check: Check,
  path: Path,
  name: string | undefined,
  mode: string | undefined,
  completions = 0,
): void {
  if (mode !== 'Indexed' || completions <= 0 || isEmpty(name)) return;
  const last = `${name}-${completions - 1}`;
  const wrong = dnsLabel(last, check);
  if (wrong !== undefined) check.invalid(path, `The last Pod would have the hostname "${last}", which ${wrong}.`);
}
