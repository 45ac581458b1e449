import { type Edit, insertKey } from '../edit.ts';
import { type Labels, printLabels, readSelector, type Selector, selects } from '../labels.ts';
import type { StatefulSet, Workload } from '../manifest.ts';
import { defineRule, type Fix } from '../rule.ts';
import type { PodOwner, Workspace } from '../workspace.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'selector-overlap',
  kinds: ['StatefulSet'],
  effect: 'risky',
  severity: 'error',
  summary: "Two workloads of one namespace select each other's Pods.",
  why: `Whoever works by labels cannot tell the two apart: Services and budgets that choose by the set's labels choose the other's Pods too, an
autoscaler measures both, and a controller may adopt what the other one lost. Kubernetes does not refuse it, and asks not to do it. Give
each of them a label of its own before the first deployment: a selector cannot be changed later. It is a **warning** where the templates carry
labels that differ, and an **error** where nothing does.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-selector',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: worker
spec:
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: worker
          image: worker:1.4
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: shop
      app.kubernetes.io/component: web
  template:
    metadata:
      labels:
        app: shop
        app.kubernetes.io/component: web
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: worker
spec:
  selector:
    matchLabels:
      app: shop
      app.kubernetes.io/component: worker
  template:
    metadata:
      labels:
        app: shop
        app.kubernetes.io/component: worker
    spec:
      containers:
        - name: worker
          image: worker:1.4
`,

  *check(statefulSet, workspace) {
    const { selector, name, pods } = statefulSet;
    if (!name) return;
    for (const other of workspace.podsSelectedBy(selector, statefulSet)) {
      const theirs = selectorOverlapping(statefulSet, other, workspace);
      if (!theirs) continue;
      // Two sets find each other; it is said in the later one.
      if (other.type === 'StatefulSet' && workspace.standsBefore(statefulSet, other)) continue;
      const isTold = !haveSameValues(pods.labels, other.pods.labels);
      yield {
        at: selector.labels.field,
        // By labels that only the templates carry, a Service can still choose one of the two.
        severity: isTold ? 'warning' : 'error',
        message: `"${name.value}" and ${other.kind} "${other.name?.value}" select each other's Pods (${printLabels(selector.labels)}): what works by these labels cannot tell them apart.`,
        related: [{ at: theirs.labels.field, message: `Selector of ${other.kind} "${other.name?.value}"` }],
        fixes: tellApart(statefulSet, other, theirs, workspace),
      };
      return;
    }
  },
});

/** The other one's selector, when each of the two chooses the Pods of the other. */
export function selectorOverlapping(
  statefulSet: StatefulSet,
  other: PodOwner,
  workspace: Workspace,
): Selector | undefined {
  const { pods, selector } = statefulSet;
  const theirs = selectorOf(other);
  const areKnown = selector.labels.isKnown && pods.labels.isKnown && other.pods.labels.isKnown;
  // None at all is refused.
  if (!theirs || theirs.labels.values.size + theirs.expressions.length === 0) return undefined;
  if (!theirs.labels.isKnown || !areKnown || !selects(selector, pods.labels)) return undefined;
  return selects(selector, other.pods.labels) &&
    selects(theirs, pods.labels) &&
    areTwo(statefulSet, other) &&
    workspace.shareNamespace(statefulSet, other)
    ? theirs
    : undefined;
}

/** Of those that keep a number of Pods; the others have none, or one that is made for them. */
function selectorOf(owner: StatefulSet | Workload): Selector | undefined {
  if (owner.type === 'StatefulSet') return owner.selector;
  return /^(?:Deployment|DaemonSet|ReplicaSet)$/.test(owner.kind)
    ? readSelector(owner.field.get('spec', 'selector'))
    : undefined;
}

/** Not one object twice. */
const areTwo = (a: PodOwner, b: PodOwner): boolean =>
  b.name !== undefined && a !== b && (a.kind !== b.kind || a.name?.value !== b.name.value);

const haveSameValues = (a: Labels, b: Labels) =>
  a.values.size === b.values.size && [...a.values].every(([key, { value }]) => b.values.get(key)?.value === value);

/** A label that says which of the two it is, in both selectors and both templates, and in the governing Service of each. */
function tellApart(a: StatefulSet, b: PodOwner, theirs: Selector, workspace: Workspace): readonly Fix[] {
  const places = [a.selector.labels, a.pods.labels, theirs.labels, b.pods.labels];
  const key = ['app.kubernetes.io/component', 'app.kubernetes.io/instance', 'workload'].find((each) =>
    places.every(({ values }) => !values.has(each)),
  );
  const [name, other] = [a.name?.value, b.name?.value];
  if (
    !key ||
    !name ||
    !other ||
    name === other ||
    places.some(({ field }) => field.kind !== 'mapping' || field.isShared)
  )
    return [];
  const services = [
    { selectors: governingBoth(a, b, workspace), label: name },
    { selectors: governingBoth(b, a, workspace), label: other },
  ];
  if (services.some(({ selectors }) => !selectors)) return [];
  const edits: readonly Edit[] = [
    ...places.map(({ field }, i) => insertKey(field, key, i < 2 ? name : other)),
    ...services.flatMap(({ selectors, label }) => (selectors ?? []).map((selector) => insertKey(selector, key, label))),
  ];
  return [{ title: `Tell them apart by ${key}: ${name} and ${other}`, safe: false, edits }];
}

/** The selector of a set's governing Service, where it chooses the other's Pods, too. Undefined when it is there for several sets. */
function governingBoth(set: PodOwner, other: PodOwner, workspace: Workspace): readonly Field[] | undefined {
  const service = set.type === 'StatefulSet' ? workspace.governingService(set).service : undefined;
  if (!service?.selector || !selects(service.selector, other.pods.labels)) return [];
  const { field } = service.selector;
  const isFor = (owner: PodOwner) =>
    owner.type === 'StatefulSet' && workspace.governingService(owner).service === service;
  if (isFor(other)) return []; // both have it
  return workspace.setsGovernedBy(service).length === 1 && field.kind === 'mapping' ? [field] : undefined;
}
