/** Labels of nodes that have other names today. Source: pkg/api/node/util.go. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { NodeSelectorTerm } from '../types.ts';

const today: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'node-role.kubernetes.io/master': 'node-role.kubernetes.io/control-plane',
};

/** A label where it is the key of a map, or a value that names it. */
export function nodeLabel(check: Check, path: Path, label: string): void {
  const name = today[label];
  if (name === undefined) return;
  check.warn(path, `Nodes have the label "${name}" today: "${label}" is on its way out.`, {
    repairs: [path.step === label ? { kind: 'rename', key: name } : { kind: 'replace', value: name }],
  });
}

/** The keys of a selector for nodes; `at` is the list of its terms. */
export function nodeSelectorTerms(
  check: Check,
  at: Path,
  terms: readonly NodeSelectorTerm[] = [],
  pathOf: (i: number) => Path = (i) => at.index(i),
): void {
  terms.forEach(({ matchExpressions = [] }, i) => {
    matchExpressions.forEach(({ key = '' }, j) => {
      nodeLabel(check, pathOf(i).child('matchExpressions').index(j).child('key'), key);
    });
  });
}
