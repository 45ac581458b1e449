/** What a Job is to do, in a Job or in the template of a CronJob. Source: pkg/apis/batch/validation/validation.go (validateJobSpec). */
import type { Check, Repair } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { JobSpec } from '../types.ts';
import { dnsSubdomain } from './names.ts';
import { podFailurePolicy } from './pod-failure-policy.ts';
import { podTemplate } from './pod-template.ts';
import { successPolicy } from './success-policy.ts';
import { isEmpty, listed, nonNegative, oneOf } from './values.ts';

const counts = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const;

export function jobSpec(check: Check, at: Path, spec: JobSpec): void {
  for (const name of counts) nonNegative(check, at.child(name), spec[name]);
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined)
    check.required(at.child('backoffLimitPerIndex'), 'maxFailedIndexes goes with a backoffLimitPerIndex only.');
  if (spec.managedBy !== undefined && check.isSince('1.32')) managedBy(check, at.child('managedBy'), spec.managedBy);
  oneOf(check, at.child('completionMode'), spec.completionMode, ['NonIndexed', 'Indexed']);
  if (spec.completionMode === 'Indexed') indexed(check, at, spec);
  else if (spec.completionMode === undefined || spec.completionMode === 'NonIndexed') notIndexed(check, at, spec);
  if (spec.podFailurePolicy) podFailurePolicy(check, at.child('podFailurePolicy'), spec);
  if (spec.successPolicy) {
    if (spec.completionMode === 'Indexed')
      successPolicy(check, at.child('successPolicy'), spec.successPolicy, spec.completions);
    else
      check.invalid(at.child('successPolicy'), 'A successPolicy goes with completionMode Indexed only.', {
        repairs: [{ kind: 'remove' }],
      });
  }
  oneOf(
    check,
    at.child('podReplacementPolicy'),
    spec.podReplacementPolicy,
    spec.podFailurePolicy ? ['Failed'] : ['TerminatingOrFailed', 'Failed'],
  );
  podTemplate(check, at.child('template'), spec.template);
  restart(check, at.child('template', 'spec', 'restartPolicy'), spec);
}

function restart(check: Check, path: Path, { template, podFailurePolicy }: JobSpec): void {
  const policy = template?.spec?.restartPolicy;
  const policies = ['OnFailure', 'Never'];
  const repairs: readonly Repair[] = [{ kind: policy === undefined ? 'add' : 'replace', value: 'Never' }];
  if (isEmpty(policy) || policy === 'Always')
    check.required(path, `The Pods of a Job end some time: restartPolicy must be ${listed(policies)}.`, { repairs });
  else if (!policies.includes(policy)) oneOf(check, path, policy, policies);
  else if (podFailurePolicy && policy !== 'Never')
    check.invalid(path, 'With a podFailurePolicy the restartPolicy must be "Never".', { repairs });
}

/** As many indexes and Pods at once as a Job may have. */
const most = 100_000;
const mostOfMany = 10_000;

function indexed(check: Check, at: Path, spec: JobSpec): void {
  const { completions, parallelism, maxFailedIndexes, backoffLimitPerIndex } = spec;
  const atMost = (name: 'parallelism' | 'maxFailedIndexes', value: number | undefined, limit: number) => {
    if (value !== undefined && value > limit)
      check.invalid(at.child(name), `${value} is too much for a Job with indexes: ${limit} is the most here.`);
  };
  if (completions === undefined)
    check.required(at.child('completions'), 'With completionMode Indexed the number of completions has to be given.');
  atMost('parallelism', parallelism, most);
  if (completions !== undefined) atMost('maxFailedIndexes', maxFailedIndexes, completions);
  atMost('maxFailedIndexes', maxFailedIndexes, most);
  if (completions === undefined || completions <= most || backoffLimitPerIndex === undefined) return;
  atMost('parallelism', parallelism, mostOfMany);
  if (maxFailedIndexes === undefined)
    check.required(at.child('maxFailedIndexes'), `With more than ${most} completions it has to be given.`);
  atMost('maxFailedIndexes', maxFailedIndexes, mostOfMany);
}

function notIndexed(check: Check, at: Path, spec: JobSpec): void {
  for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const)
    if (spec[name] !== undefined)
      check.invalid(at.child(name), `${name} goes with completionMode Indexed only.`, {
        repairs: [{ kind: 'remove' }],
      });
}

function managedBy(check: Check, path: Path, name: string): void {
  if (name.length > 63) check.tooLong(path, `"${name}" has ${name.length} characters: 63 are allowed.`);
  const [domain = '', ...rest] = name.split('/');
  if (name === '') check.required(path, 'The name of the controller is empty.');
  else if (
    rest.length === 0 ||
    rest.join('/') === '' ||
    dnsSubdomain(domain, check) ||
    !pathPattern.test(rest.join('/'))
  )
    check.invalid(path, `"${name}" names no controller: a domain, "/" and a path, such as example.com/controller.`);
}

const pathPattern = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;
