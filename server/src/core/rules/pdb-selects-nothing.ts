import { nearest } from '../did-you-mean.ts';
import { replaceScalar } from '../edit.ts';
import { mismatches, printLabels, type Selector, selects } from '../labels.ts';
import type { PodDisruptionBudget } from '../manifest.ts';
import { defineRule } from '../rule.ts';
import { printObject } from '../words.ts';
import { inSameNamespace, type PodOwner, type Workspace } from '../workspace.ts';
import type { Located } from '../yaml.ts';

export default defineRule({
  id: 'pdb-selects-nothing',
  kinds: ['PodDisruptionBudget'],
  effect: 'risky',
  severity: 'warning',
  misses: ['selector', 'matchLabels'],
  summary: 'A PodDisruptionBudget that protects no Pod, because its selector differs in one label.',
  why: `A budget protects the Pods that its selector chooses, in its own namespace. One that chooses none is accepted and does nothing: a drain may
evict all members of a cluster at once. This is said only when a workload beside it carries almost these labels, or when there is no selector at all;
Pods that operators make are in no file.`,
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  bad: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: ngnix
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,
  good: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check(budget, workspace) {
    const { selector } = budget;
    if (!selector.field.exists || selector.field.scalar === null) {
      if (!budget.name || budget.field.get('spec').kind !== 'mapping') return;
      yield { at: budget.name, message: 'A budget without a selector protects no Pod.' };
      return;
    }
    if (selector.labels.values.size === 0 || !selector.labels.isKnown || workspace.isOpen(budget)) return;
    if (workspace.podsSelectedBy(selector, budget).length > 0) return;
    const near = nearMatch(budget, workspace);
    if (!near) return;
    const { owner, label, value } = near;
    const key = label.field.step;
    const name = owner.name?.value ?? '';
    const values = new Map(selector.labels.values).set(String(key), value);
    const chosen = workspace.podsSelectedBy({ ...selector, labels: { ...selector.labels, values } }, budget);
    const [other] = chosen.flatMap(({ pods }) => workspace.budgetsSelecting(pods.labels, budget));
    yield {
      at: label,
      message: `This budget protects no Pod: it asks for ${key}: ${label.value}, and the Pods of "${name}" carry ${key}: ${value.value}.${other ? ` ${printObject(other)} protects them already: this one can go.` : ''}`,
      related: [
        { at: value, message: `The labels of "${name}": ${printLabels(owner.pods.labels)}` },
        ...(other ? [{ at: other.name ?? other.field, message: `${printObject(other)} protects these Pods` }] : []),
      ],
      // Pods of two budgets cannot be evicted at all: that would be pdb-overlap.
      fixes: other
        ? []
        : [{ title: `Set ${key}: ${value.value}`, safe: false, edits: [replaceScalar(label.field, value.value)] }],
    };
  },
});

interface Near {
  readonly owner: PodOwner;
  /** The selector's label that differs, and what the Pods carry instead. */
  readonly label: Located<string>;
  readonly value: Located<string>;
}

/** The workload beside the budget that was meant: all labels but one agree, and that one is a slip or the name of either. */
function nearMatch(budget: PodDisruptionBudget, workspace: Workspace): Near | undefined {
  for (const kind of ['StatefulSet', 'Deployment'])
    for (const owner of workspace.siblingsOfKind(kind, budget)) {
      if (owner.type !== 'StatefulSet' && owner.type !== 'Workload') continue;
      if (!inSameNamespace(owner, budget) || workspace.isCutOff(owner) || !owner.pods.labels.isKnown) continue;
      const [label, ...others] = mismatches(budget.selector, owner.pods.labels);
      const value = label && owner.pods.labels.values.get(String(label.field.step));
      if (!label || !value || others.length > 0 || !selectsBut(budget.selector, owner)) continue;
      if (isMeant(label.value, value.value, budget, owner)) return { owner, label, value };
    }
  return undefined;
}

/** Whether the rest of the selector, its expressions, chooses the Pods. */
const selectsBut = ({ labels, ...selector }: Selector, { pods }: PodOwner) =>
  selects({ ...selector, labels: { ...labels, values: new Map() } }, pods.labels);

function isMeant(wanted: string, carried: string, budget: PodDisruptionBudget, owner: PodOwner): boolean {
  if (nearest(wanted, [carried], (value) => value) !== undefined) return true;
  const names = [owner.name?.value, owner.type === 'StatefulSet' ? owner.serviceName?.value : undefined];
  return names.includes(wanted) || (budget.name !== undefined && budget.name.value === owner.name?.value);
}
