import { selects } from '../labels.ts';
import type { PodDisruptionBudget } from '../manifest.ts';
import { defineRule } from '../rule.ts';
import { printName } from '../words.ts';
import { inSameNamespace, type PodOwner, type Workspace } from '../workspace.ts';

export default defineRule({
  id: 'pdb-overlap',
  kinds: ['PodDisruptionBudget'],
  effect: 'risky',
  severity: 'warning',
  misses: ['selector', 'matchLabels'],
  summary: 'Two PodDisruptionBudgets choose the same Pods: none of these can be evicted.',
  why: `The eviction of a Pod that two budgets choose is answered with an error (500: "This pod has more than one PodDisruptionBudget, which the
eviction subresource does not support"), whatever the budgets would allow. A drain of its node does not end. Let each Pod be chosen by one budget:
delete one of them, or give the selectors a label that tells the Pods apart.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-budgets',
  bad: `
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
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web-min
spec:
  minAvailable: 2
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
    for (const other of budgetsBefore(budget, workspace)) {
      const shared = chosenByBoth(budget, other, workspace);
      if (!shared || !other.name || !budget.name) continue;
      yield {
        at: budget.name,
        message: `The budgets "${other.name.value}" and "${budget.name.value}" both choose the Pods of ${printName(shared)}: each eviction of one fails, so draining its node does not end.`,
        related: [
          { at: other.name, message: `Budget "${other.name.value}"` },
          ...(shared.name ? [{ at: shared.name, message: `Its Pods are chosen by both` }] : []),
        ],
      };
    }
  },
});

/** The other budgets beside this one, under another name; of a pair only the second tells. */
function budgetsBefore(budget: PodDisruptionBudget, workspace: Workspace): readonly PodDisruptionBudget[] {
  return workspace
    .siblingsOfKind('PodDisruptionBudget', budget)
    .filter(
      (other): other is PodDisruptionBudget =>
        other.type === 'PodDisruptionBudget' &&
        other.name?.value !== budget.name?.value &&
        workspace.standsBefore(other, budget) &&
        inSameNamespace(other, budget) &&
        other.selector.field.exists &&
        budget.selector.field.exists &&
        other.selector.labels.isKnown &&
        budget.selector.labels.isKnown,
    );
}

function chosenByBoth(a: PodDisruptionBudget, b: PodDisruptionBudget, workspace: Workspace): PodOwner | undefined {
  return [...workspace.podsSelectedBy(a.selector, a), ...workspace.podsSelectedBy(b.selector, b)].find(
    (owner) =>
      owner.pods.labels.isKnown &&
      inSameNamespace(owner, a) &&
      inSameNamespace(owner, b) &&
      selects(a.selector, owner.pods.labels) &&
      selects(b.selector, owner.pods.labels),
  );
}
