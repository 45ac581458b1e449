/** Taints of nodes that a Pod puts up with. Source: pkg/apis/core/validation/validation.go (ValidateTolerations). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Toleration } from '../types.ts';
import { labelValue, named, qualifiedName } from './names.ts';
import { isEmpty, listed, meant, oneOf } from './values.ts';

export function tolerations(check: Check, at: Path, list: readonly Toleration[] = []): void {
  list.forEach((each, i) => {
    toleration(check, at.index(i), each);
  });
}

function toleration(
  check: Check,
  at: Path,
  { key, operator = '', effect = '', tolerationSeconds, value = '' }: Toleration,
) {
  if (!isEmpty(key)) named(check, at.child('key'), key, qualifiedName);
  else if (operator !== 'Exists')
    check.invalid(at.child('operator'), 'Without a key all taints are meant, which takes operator "Exists".', {
      repairs: [{ kind: operator === '' ? 'add' : 'replace', value: 'Exists' }],
    });
  if (tolerationSeconds !== undefined && effect !== 'NoExecute')
    check.invalid(
      at.child('effect'),
      'tolerationSeconds goes with effect NoExecute only: other taints move no Pod away.',
      {
        repairs: [{ kind: effect === '' ? 'add' : 'replace', value: 'NoExecute' }],
      },
    );
  // The server speaks of the operator where the value is wrong.
  const place = at.named('operator').unnamed('value');
  if (operator === '' || operator === 'Equal') named(check, place, value, labelValue);
  else if (operator === 'Exists') {
    if (value !== '')
      check.invalid(place, '"Exists" takes no value: it only asks whether the taint is there.', {
        repairs: [{ kind: 'remove' }],
      });
  } else unsupported(check, at.child('operator'), operator);
  oneOf(check, at.child('effect'), effect || undefined, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
}

function unsupported(check: Check, path: Path, operator: string): void {
  const allowed = ['Equal', 'Exists'];
  const isGated = (operator === 'Lt' || operator === 'Gt') && check.isSince('1.35');
  check.report(
    'Unsupported value',
    path,
    isGated
      ? `"${operator}" is an alpha feature that the API server has switched off: it must be ${listed(allowed)}.`
      : `"${operator}" is not allowed here: it must be ${listed(allowed)}.`,
    { repairs: meant(operator, allowed) },
  );
}
