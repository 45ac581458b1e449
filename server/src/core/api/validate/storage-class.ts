/** StorageClass. Source: pkg/apis/storage/validation/validation.go. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { StorageClass, StringMap, TopologySelectorLabelRequirement, TopologySelectorTerm } from '../types.ts';
import { clusterMetadata } from './metadata.ts';
import { dnsSubdomain, named, qualifiedName } from './names.ts';
import { oneOf, required, unique } from './values.ts';

const policies = ['Delete', 'Retain'];
const bindingModes = ['Immediate', 'WaitForFirstConsumer'];

export function storageClass(check: Check, at: Path, object: StorageClass): void {
  clusterMetadata(check, at.child('metadata'), object.metadata, dnsSubdomain);
  const { provisioner, reclaimPolicy, volumeBindingMode } = object;
  if (required(check, at.child('provisioner'), provisioner, 'It is not said who makes the volumes: provisioner.'))
    named(check, at.child('provisioner'), provisioner.toLowerCase(), qualifiedName);
  parameters(check, at.child('parameters'), object.parameters);
  oneOf(check, at.child('reclaimPolicy'), reclaimPolicy || undefined, policies);
  oneOf(check, at.child('volumeBindingMode'), volumeBindingMode, bindingModes);
  topologies(check, at.child('allowedTopologies'), object.allowedTopologies);
}

const mostParameters = 512;
const mostBytes = 256 * 1024;

function parameters(check: Check, at: Path, map: StringMap<string> = {}): void {
  const entries = Object.entries(map);
  if (entries.length > mostParameters) {
    check.tooLong(at, `There are ${entries.length} parameters: ${mostParameters} are allowed.`);
    return;
  }
  let bytes = 0;
  for (const [key, value] of entries) {
    if (key === '') check.invalid(at.unnamed(key), 'A parameter has no name.');
    bytes += new TextEncoder().encode(key + value).length;
  }
  if (bytes > mostBytes)
    check.tooLong(at, `The parameters have ${bytes} bytes together: ${mostBytes} (256 KiB) are allowed.`);
}

/** Where volumes may be: the terms are alternatives, the expressions of one hold together. */
function topologies(check: Check, at: Path, terms: readonly TopologySelectorTerm[] = []): void {
  const seen = new Set<string>();
  terms.forEach(({ matchLabelExpressions: expressions = [] }, i) => {
    const path = at.index(i).child('matchLabelExpressions');
    expressions.forEach((each, j) => {
      expression(check, path.index(j), each);
    });
    unique(
      check,
      expressions,
      ({ key }) => key ?? '',
      (j) => path.index(j).child('key'),
      (key) => `"${key}" stands in this term twice: one expression takes all its values.`,
    );
    const meaning = meaningOf(expressions);
    if (expressions.length === 0) check.duplicate(path, 'A term without expressions says nothing: it has to go.');
    else if (seen.has(meaning)) check.duplicate(path, 'Another term says the same: one of them has to go.');
    seen.add(meaning);
  });
}

/** The same for terms that differ in order only; of a key that stands twice, the last counts. */
function meaningOf(expressions: readonly TopologySelectorLabelRequirement[]): string {
  const values = new Map(expressions.map(({ key = '', values = [] }) => [key, [...new Set(values)].toSorted()]));
  return JSON.stringify([...values].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function expression(check: Check, at: Path, { key = '', values = [] }: TopologySelectorLabelRequirement): void {
  if (values.length === 0) check.required(at.child('values'), 'There are no values to compare with.');
  unique(
    check,
    values,
    (value) => value,
    (i) => at.child('values').index(i),
    (value) => `"${value}" stands here twice.`,
  );
  named(check, at.child('key'), key, qualifiedName);
}
