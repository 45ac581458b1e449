import { bringObject } from '../edit.ts';
import { disruptionBudget } from '../objects.ts';
import { replicasOf } from '../replicas.ts';
import { defineRule } from '../rule.ts';
import { writtenName } from '../yaml.ts';

export default defineRule({
  id: 'pdb-missing',
  kinds: ['StatefulSet'],
  effect: 'advice',
  severity: 'hint',
  isOffByDefault: true,
  summary: 'A StatefulSet of two or more Pods that no PodDisruptionBudget protects.',
  why: `A drain evicts Pods as fast as their nodes are emptied, and two nodes may be drained at a time. A budget with \`maxUnavailable: 1\` lets one
Pod go after the other: the next is evicted when the one before is Ready again somewhere else.`,
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  bad: `
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
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: nginx
`,

  *check(statefulSet, workspace) {
    const { pods, name, field } = statefulSet;
    if (!name || workspace.isOpen(statefulSet) || !pods.labels.isKnown) return;
    const least = replicasOf(statefulSet, workspace)?.least ?? 0;
    if (least < 2 || workspace.budgetsSelecting(pods.labels, statefulSet).length > 0) return;
    // A budget with a selector that is filled in later may be the one.
    const budgets = workspace.ofKind('PodDisruptionBudget', statefulSet);
    if (budgets.some((budget) => budget.type === 'PodDisruptionBudget' && !budget.selector.labels.isKnown)) return;
    const replicas = field.get('spec', 'replicas');
    yield {
      at: replicas.exists ? replicas : name,
      message: `No PodDisruptionBudget protects the ${least} Pods of "${name.value}": a drain may evict several at a time.`,
      fixes: bringObject(
        workspace,
        field.document.uri,
        `PodDisruptionBudget "${writtenName(name)}"`,
        `${writtenName(name)}-pdb`,
        disruptionBudget(statefulSet),
      ).map((fix) => ({ ...fix, safe: false })),
    };
  },
});
