/** Which nodes may be chosen. Source: pkg/apis/core/validation/validation.go (ValidateNodeSelector). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm } from '../types.ts';
import { dnsSubdomain, labelValue, named, qualifiedName } from './names.ts';
import { listed, meant } from './values.ts';

/** A selector that a node has to fulfil. */
export function nodeSelector(check: Check, at: Path, { nodeSelectorTerms = [] }: NodeSelector): void {
  const path = at.child('nodeSelectorTerms');
  if (nodeSelectorTerms.length === 0)
    check.required(path, 'The selector has no terms: without one, no node can be chosen.');
  nodeSelectorTerms.forEach((term, i) => {
    // Up to 1.32 nobody looked whether a label can have the values.
    nodeSelectorTerm(check, path.index(i), term, check.isSince('1.33'));
  });
}

/** One of the terms; `checksValues`: whether what is compared with must be able to be the value of a label. */
export function nodeSelectorTerm(check: Check, at: Path, term: NodeSelectorTerm, checksValues: boolean): void {
  (term.matchExpressions ?? []).forEach((each, i) => {
    expression(check, at.child('matchExpressions').index(i), each, checksValues);
  });
  (term.matchFields ?? []).forEach((each, i) => {
    field(check, at.child('matchFields').index(i), each);
  });
}

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];

function expression(check: Check, at: Path, requirement: NodeSelectorRequirement, checksValues: boolean): void {
  const { key = '', operator = '', values = [] } = requirement;
  const path = at.child('values');
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) check.required(path, `"${operator}" needs values to compare with.`);
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0)
        check.forbidden(path, `"${operator}" takes no values: it only asks whether the label is there.`, {
          repairs: [{ kind: 'remove' }],
        });
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) check.required(path, `"${operator}" compares with exactly one value.`);
      break;
    default:
      unknownOperator(check, at.child('operator'), operator, operators);
  }
  named(check, at.child('key'), key, qualifiedName);
  if (checksValues)
    values.forEach((value, i) => {
      named(check, path.index(i), value, labelValue);
    });
}

function unknownOperator(check: Check, path: Path, operator: string, allowed: readonly string[]): void {
  check.invalid(path, `"${operator}" is no operator of a selector for nodes: ${listed(allowed)}.`, {
    repairs: meant(operator, allowed),
  });
}

/** Of the fields of a node, its name can be asked for, and nothing else. */
function field(check: Check, at: Path, { key = '', operator = '', values = [] }: NodeSelectorRequirement): void {
  if (operator !== 'In' && operator !== 'NotIn')
    unknownOperator(check, at.child('operator'), operator, ['In', 'NotIn']);
  else if (values.length !== 1)
    check.required(at.child('values'), `"${operator}" takes exactly one value for a field of a node.`);
  if (key !== 'metadata.name') {
    check.invalid(
      at.child('key'),
      `"${key}" cannot be asked for: "metadata.name" is the only field of a node that can.`,
      {
        repairs: [{ kind: 'replace', value: 'metadata.name' }],
      },
    );
    return;
  }
  values.forEach((value, i) => {
    named(check, at.child('values').index(i), value, dnsSubdomain);
  });
}
