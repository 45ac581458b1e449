import { nearest } from '../did-you-mean.ts';
import { insertKey } from '../edit.ts';
import { printLabels } from '../labels.ts';
import { isOwned, isPlaceholder, type Resource, type Service, type StatefulSet } from '../manifest.ts';
import { folderOf } from '../paths.ts';
import { defineRule, type Fix } from '../rule.ts';
import { printName, printObject } from '../words.ts';
import type { PodOwner, Workspace } from '../workspace.ts';
import { writtenName } from '../yaml.ts';
import { selectorOverlapping } from './selector-overlap.ts';

export default defineRule({
  id: 'service-selects-other-pods',
  kinds: ['Service'],
  effect: 'risky',
  severity: 'warning',
  summary: "The governing Service of a StatefulSet also selects another workload's Pods.",
  why: `A Service does not know whose Pods it chooses: all that carry its labels are among its endpoints. The name of a headless Service then answers with
the addresses of both workloads, so members look for each other among Pods that are none, and clients meet Pods that do not speak their protocol.
Select by one more label, which only the set's Pods carry.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  clusterIP: None
  selector:
    app: shop
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels:
      app: shop
      tier: db
  template:
    metadata:
      labels:
        app: shop
        tier: db
    spec:
      containers:
        - name: postgres
          image: example.com/store:17
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: shop
      tier: web
  template:
    metadata:
      labels:
        app: shop
        tier: web
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  clusterIP: None
  selector:
    app: shop
    tier: db
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels:
      app: shop
      tier: db
  template:
    metadata:
      labels:
        app: shop
        tier: db
    spec:
      containers:
        - name: postgres
          image: example.com/store:17
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: shop
      tier: web
  template:
    metadata:
      labels:
        app: shop
        tier: web
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check(service, workspace) {
    const { selector } = service;
    if (!selector || service.isExternalName) return;
    const owners = workspace.podsSelectedBy(selector, service);
    const governed = workspace.setsGovernedBy(service).filter((set) => owners.includes(set));
    const [statefulSet] = governed;
    if (!statefulSet) return;
    const beside = owners.filter(
      (owner) => isOther(owner, service, governed, workspace) && areNeighbours(owner, service, workspace),
    );
    const together = beside.filter((owner) => workspace.areAppliedTogether(owner, service));
    const others = together.length > 0 ? together : beside;
    if (others.length === 0) return;

    const labels = [...selector.labels.values.values()];
    const names = others.map(printObject);
    const whose = names.length > 2 ? `${names[0]} and ${names.length - 1} others` : names.join(' and ');
    yield {
      at: labels.length === 1 && labels[0] ? labels[0] : selector.field,
      // The files of a folder may be alternatives.
      severity: together.length > 0 ? 'warning' : 'information',
      message: `Service ${printName(service)} governs ${printName(statefulSet)}, but ${printLabels(selector.labels)} also selects the Pods of ${whose}: ${together.length > 0 ? '' : 'where both are deployed, '}${
        service.isHeadless ? `its name answers with their addresses, too.` : `they get a part of its traffic.`
      }`,
      related: others.slice(0, 3).map((each) => ({
        at: each.name ?? each.field,
        message: `The Pods of ${printObject(each)} carry these labels, too`,
      })),
      fixes: narrowed(service, governed, others),
    };
  },
});

/** Lasting Pods of somebody else: no variant of the set under its own name, no dump of what another object made. */
function isOther(owner: PodOwner, service: Service, governed: readonly StatefulSet[], workspace: Workspace): boolean {
  // Other rules say what is wrong there: this is the Service that it means, or its Pods cannot be told from those of the set at all.
  if (owner.type === 'StatefulSet' && mayMean(owner, service, workspace)) return false;
  if (governed.some((set) => selectorOverlapping(set, owner, workspace))) return false;
  return (
    owner.name !== undefined &&
    !governed.some((set) => set === owner || (set.kind === owner.kind && set.name?.value === owner.name?.value)) &&
    !/^(?:Job|CronJob)$/.test(owner.kind) &&
    !isOwned(owner)
  );
}

/** The set names no Service, or one that is not there and a slip of this one. */
const mayMean = (statefulSet: StatefulSet, { name }: Service, workspace: Workspace) =>
  !statefulSet.serviceName ||
  (!workspace.governingService(statefulSet).service &&
    nearest(statefulSet.serviceName.value, name ? [name] : [], writtenName) !== undefined);

/** What is farther away may well go to another namespace that is not written. */
const areNeighbours = (a: Resource, b: Resource, workspace: Workspace) =>
  folderOf(a.field.document.uri) === folderOf(b.field.document.uri) || workspace.shareKustomization(a, b);

/** One more label: carried by all Pods of the governed sets, and by none of the others. */
function narrowed(
  { selector }: Service,
  governed: readonly StatefulSet[],
  others: readonly PodOwner[],
): readonly Fix[] {
  const [first] = governed;
  if (!selector || !first || selector.field.kind !== 'mapping') return [];
  if (others.some(({ pods }) => !pods.labels.isKnown)) return [];
  const candidates = [...first.selector.labels.values, ...first.pods.labels.values].filter(
    ([key, { value }]) =>
      !selector.labels.values.has(key) &&
      !isPlaceholder(value) &&
      governed.every(({ pods }) => pods.labels.values.get(key)?.value === value) &&
      others.every(({ pods }) => pods.labels.values.get(key)?.value !== value),
  );
  return candidates.slice(0, 1).map(([key, { value }]) => ({
    title: `Select ${key}=${value}, too`,
    safe: false,
    edits: [insertKey(selector.field, key, value)],
  }));
}
