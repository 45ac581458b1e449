/** Labels, and the selectors that choose by them. Source: apimachinery pkg/apis/meta/v1/validation. */
import type { Check, FieldError } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { LabelSelector, LabelSelectorRequirement, StringMap } from '../types.ts';
import { labelValue, named, qualifiedName } from './names.ts';
import { listed, meant } from './values.ts';

/** Keys and values. The server names the map only, never the key. */
export function labels(check: Check, at: Path, map: StringMap<string> | undefined): readonly FieldError[] {
  return Object.entries(map ?? {}).flatMap(([key, value]) => [
    ...several(named(check, at.unnamed(key), key, qualifiedName)),
    ...several(named(check, at.unnamed(key), value, labelValue)),
  ]);
}

const several = (error: FieldError | undefined) => (error ? [error] : []);

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** `matchLabels` and `matchExpressions`. Absent is the caller's business. */
export function labelSelector(check: Check, at: Path, selector: LabelSelector | undefined): readonly FieldError[] {
  return [
    ...labels(check, at.child('matchLabels'), selector?.matchLabels),
    ...(selector?.matchExpressions ?? []).flatMap((each, i) =>
      requirement(check, at.child('matchExpressions').index(i), each),
    ),
  ];
}

function requirement(check: Check, at: Path, { key = '', operator = '', values = [] }: LabelSelectorRequirement) {
  const errors: (FieldError | undefined)[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0)
      errors.push(check.required(at.child('values'), `"${operator}" needs values to compare with.`));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      errors.push(
        check.forbidden(at.child('values'), `"${operator}" takes no values: it only asks whether the label is there.`, {
          repairs: [{ kind: 'remove' }],
        }),
      );
  } else
    errors.push(
      check.invalid(at.child('operator'), `"${operator}" is no operator of a selector: ${listed(operators)}.`, {
        repairs: meant(operator, operators),
      }),
    );
  errors.push(named(check, at.child('key'), key, qualifiedName));
  values.forEach((value, i) => {
    errors.push(named(check, at.child('values').index(i), value, labelValue));
  });
  return errors.filter((error) => error !== undefined);
}

/** Whether labels are chosen; only asked of selectors in which nothing is wrong. */
export function selects({ matchLabels = {}, matchExpressions = [] }: LabelSelector, map: StringMap<string>): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => map[key] === value) &&
    matchExpressions.every(({ key = '', operator, values = [] }) => {
      const value = map[key];
      if (operator === 'In') return value !== undefined && values.includes(value);
      if (operator === 'NotIn') return value === undefined || !values.includes(value);
      return (value !== undefined) === (operator === 'Exists');
    })
  );
}
