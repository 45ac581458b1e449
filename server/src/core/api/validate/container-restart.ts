/** When a container is started again, apart from its Pod. Source: pkg/apis/core/validation/validation.go (validateContainerRestartPolicy). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Container, ContainerRestartRule } from '../types.ts';
import { listed, meant, oneOf } from './values.ts';

const policies = ['Always', 'Never', 'OnFailure'];

/** `restartPolicy` and `restartPolicyRules` of a container that is no init container. */
export function restartPolicy(check: Check, at: Path, container: Container): void {
  if (check.isSince('1.35')) policyAndRules(check, at, container);
  // 1.34 loses the field without a word.
  else if (container.restartPolicy !== undefined && !check.isSince('1.34'))
    check.forbidden(at.child('restartPolicy'), 'Only init containers have a restartPolicy of their own.', {
      repairs: [{ kind: 'remove' }],
    });
}

/** The same of an init container: "Always" makes it one that runs beside the others. */
export function restartPolicyOfInit(check: Check, at: Path, container: Container): void {
  const hasRules = (container.restartPolicyRules ?? []).length > 0;
  if (check.isSince('1.35') && container.restartPolicy === undefined) {
    if (hasRules) missingPolicy(check, at);
  } else if (check.isSince('1.36') || (check.isSince('1.35') && container.restartPolicy !== 'Always'))
    policyAndRules(check, at, container);
  else if (check.isSince('1.35')) {
    if (hasRules)
      check.forbidden(at.child('restartPolicyRules'), 'An init container with restartPolicy Always has no rules.', {
        repairs: [{ kind: 'remove' }],
      });
  } else if (!check.isSince('1.34')) oneOf(check, at.child('restartPolicy'), container.restartPolicy, ['Always']);
}

function policyAndRules(check: Check, at: Path, { restartPolicy, restartPolicyRules: rules = [] }: Container): void {
  const path = at.child('restartPolicyRules');
  if (restartPolicy === undefined && rules.length > 0) missingPolicy(check, at);
  oneOf(check, at.child('restartPolicy'), restartPolicy, policies);
  const tooMany = `${rules.length} rules are too many: 20 are allowed.`;
  if (rules.length > 20) check.isSince('1.36') ? check.tooMany(path, tooMany) : check.tooLong(path, tooMany);
  rules.forEach((each, i) => {
    rule(check, path.index(i), each);
  });
}

function missingPolicy(check: Check, at: Path): void {
  check.required(at.child('restartPolicy'), `Rules need a restartPolicy for all other cases: ${listed(policies)}.`);
}

function rule(check: Check, at: Path, { action = '', exitCodes }: ContainerRestartRule): void {
  const actions = check.isSince('1.36') ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  if (!actions.includes(action))
    check.report(
      'Unsupported value',
      at.child('action'),
      action === ''
        ? `The action is missing: ${listed(actions)}.`
        : `"${action}" is not allowed here: it must be ${listed(actions)}.`,
      { repairs: meant(action, actions) },
    );
  if (!exitCodes) {
    check.required(at.child('exitCodes'), 'The rule does not say which exitCodes it is for.');
    return;
  }
  const path = at.child('exitCodes');
  const { operator = '', values = [] } = exitCodes;
  oneOf(check, path.child('operator'), operator, ['In', 'NotIn']);
  const tooMany = `${values.length} exit codes are too many: 255 are allowed.`;
  if (values.length > 255)
    check.isSince('1.36') ? check.tooMany(path.child('values'), tooMany) : check.tooLong(path.child('values'), tooMany);
}
