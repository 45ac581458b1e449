/** What failed Pods do to a Job. Source: pkg/apis/batch/validation/validation.go (validatePodFailurePolicy). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type {
  JobSpec,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  PodFailurePolicyRule,
} from '../types.ts';
import { named, qualifiedName } from './names.ts';
import { listed, oneOf, required } from './values.ts';

const actions = ['FailJob', 'FailIndex', 'Ignore', 'Count'];

export function podFailurePolicy(check: Check, at: Path, spec: JobSpec): void {
  const rules = spec.podFailurePolicy?.rules ?? [];
  const path = at.child('rules');
  if (rules.length > 20) check.tooMany(path, `${rules.length} rules are too many: 20 are allowed.`);
  const { containers = [], initContainers = [] } = spec.template?.spec ?? {};
  const names = new Set([...containers, ...initContainers].map(({ name = '' }) => name));
  rules.forEach((each, i) => {
    rule(check, path.index(i), each, spec, names);
  });
}

function rule(
  check: Check,
  at: Path,
  { action, onExitCodes, onPodConditions = [] }: PodFailurePolicyRule,
  spec: JobSpec,
  names: ReadonlySet<string>,
): void {
  if (action === 'FailIndex') {
    if (spec.backoffLimitPerIndex === undefined)
      check.invalid(at.child('action'), 'FailIndex goes with a backoffLimitPerIndex only, and the Job has none.');
  } else if (required(check, at.child('action'), action, `The rule has no action: ${listed(actions)}.`))
    oneOf(check, at.child('action'), action, actions);
  if (onExitCodes) exitCodes(check, at.child('onExitCodes'), onExitCodes, names);
  if (onPodConditions.length > 0) conditions(check, at.child('onPodConditions'), onPodConditions);
  if (onExitCodes && onPodConditions.length > 0)
    check.invalid(at, 'A rule is about exit codes or about conditions: make two of onExitCodes and onPodConditions.');
  else if (!onExitCodes && onPodConditions.length === 0)
    check.invalid(at, 'The rule does not say when it holds: by onExitCodes or onPodConditions.');
}

function exitCodes(
  check: Check,
  at: Path,
  { operator, containerName, values = [] }: PodFailurePolicyOnExitCodesRequirement,
  names: ReadonlySet<string>,
): void {
  const operators = ['In', 'NotIn'];
  if (required(check, at.child('operator'), operator, `The operator is missing: ${listed(operators)}.`))
    oneOf(check, at.child('operator'), operator, operators);
  if (containerName !== undefined && !names.has(containerName))
    check.invalid(
      at.child('containerName'),
      `The template has no container "${containerName}": ${listed([...names])}.`,
    );
  const path = at.child('values');
  if (values.length === 0) check.invalid(path, 'The rule names no exit codes.');
  else if (values.length > 255) check.tooMany(path, `${values.length} exit codes are too many: 255 are allowed.`);
  const seen = new Set<number>();
  values.forEach((value, i) => {
    if (operator === 'In' && value === 0)
      check.invalid(path.index(i), '0 is no failure: it cannot be among the codes of operator "In".');
    if (seen.has(value)) check.duplicate(path.index(i), `${value} is named already.`);
    seen.add(value);
  });
  if (values.some((value, i) => value < (values[i - 1] ?? value)))
    check.invalid(path, 'The exit codes have to be in ascending order.');
}

function conditions(check: Check, at: Path, patterns: readonly PodFailurePolicyOnPodConditionsPattern[]): void {
  if (patterns.length > 20) check.tooMany(at, `${patterns.length} conditions are too many: 20 are allowed.`);
  patterns.forEach(({ type = '', status }, i) => {
    named(check, at.index(i).child('type'), type, qualifiedName);
    oneOf(check, at.index(i).child('status'), status || undefined, ['True', 'False', 'Unknown']);
  });
}
