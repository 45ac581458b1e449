import { nearest } from '../did-you-mean.ts';
import { type Edit, replaceEntry, replaceScalar } from '../edit.ts';
import { carries, isGivenByController, type Labels, printLabels } from '../labels.ts';
import { isPlaceholder, type Service } from '../manifest.ts';
import { defineRule } from '../rule.ts';
import { printObject } from '../words.ts';
import { inSameNamespace, type PodOwner, type Workspace } from '../workspace.ts';
import type { Located } from '../yaml.ts';

export default defineRule({
  id: 'service-selects-nothing',
  kinds: ['Service'],
  effect: 'broken',
  severity: 'warning',
  summary: 'A Service selects no Pods, but would with one label written otherwise.',
  why: `A Service without matching Pods is accepted; its name resolves to nothing, or to a cluster IP that refuses connections. This is reported only where
a workload misses the selector by a single label: by a slip in its value, or by another value or key while no other Service selects these Pods.`,
  source:
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpointslices',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: shop
    tier: fronted
  ports:
    - port: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: shop
      tier: frontend
  template:
    metadata:
      labels:
        app: shop
        tier: frontend
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: shop
    tier: frontend
  ports:
    - port: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: shop
      tier: frontend
  template:
    metadata:
      labels:
        app: shop
        tier: frontend
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check(service, workspace) {
    const { selector } = service;
    if (!selector?.labels.isKnown || service.isExternalName || workspace.isOpen(service)) return;
    if (workspace.podsSelectedBy(selector, service).length > 0 || workspace.endpointsOf(service)) return;
    if (workspace.setsGovernedBy(service).length > 0) return; // that is service-selector-mismatch
    const miss = nearMiss(service, selector.labels, workspace);
    if (!miss) return;

    const { owner, asked, carried } = miss;
    const key = String(carried.field.step);
    yield {
      at: asked,
      message: `No Pods in these files carry ${printLabels(selector.labels)}, which ${printObject(service)} selects; those of ${printObject(owner)} carry ${key}=${carried.value}. What is sent to the Service reaches none of them.`,
      related: [{ at: carried, message: `The Pods of ${printObject(owner)} carry ${key}=${carried.value}` }],
      fixes: [{ title: `Select ${key}=${carried.value}`, safe: false, edits: [selectInstead(asked, carried)] }],
    };
  },
});

interface NearMiss {
  readonly owner: PodOwner;
  /** The label of the selector that the Pods lack. */
  readonly asked: Located<string>;
  /** The one that they carry instead: of the same key, or of the same value. */
  readonly carried: Located<string>;
}

/** The workload whose Pods fulfil the selector but for one label. Undefined when there is none, or when one may be chosen after all. */
function nearMiss(service: Service, labels: Labels, workspace: Workspace): NearMiss | undefined {
  const asked = [...labels.values].filter(([key]) => !isGivenByController(key)).map(([, label]) => label);
  const lacking = ({ pods }: PodOwner) =>
    asked.filter(({ value, field }) => !carries(pods.labels, String(field.step), value));
  const candidates =
    asked.length === 1
      ? ['StatefulSet', 'Deployment', 'DaemonSet'].flatMap((kind) => workspace.siblingsOfKind(kind, service))
      : workspace.workloadsSharing(labels, service);
  const owners = candidates.filter(
    (owner): owner is PodOwner =>
      (owner.type === 'StatefulSet' || owner.type === 'Workload') &&
      owner.name !== undefined &&
      inSameNamespace(owner, service),
  );
  if (owners.some((owner) => lacking(owner).length === 0 || !owner.pods.labels.isKnown || workspace.isCutOff(owner)))
    return undefined;
  const isNamesake = ({ name }: PodOwner) => name?.value === service.name?.value;
  for (const owner of owners.toSorted((a, b) => Number(isNamesake(b)) - Number(isNamesake(a)))) {
    const [only, ...rest] = lacking(owner);
    if (!only || rest.length > 0 || /^(?:Job|CronJob)$/.test(owner.kind)) continue;
    const carried = insteadOf(only, owner, asked.length > 1, service, workspace);
    if (carried) return { owner, asked: only, carried };
  }
  return undefined;
}

function insteadOf(
  asked: Located<string>,
  owner: PodOwner,
  sharesOthers: boolean,
  service: Service,
  workspace: Workspace,
): Located<string> | undefined {
  const { labels } = owner.pods;
  const sameKey = labels.values.get(String(asked.field.step));
  if (isPlaceholder(asked.value) || (sameKey && isPlaceholder(sameKey.value))) return undefined;
  const isSlip = sameKey !== undefined && isSlipOf(asked.value, sameKey.value);
  const slippedKey = [...labels.values.values()].find(
    ({ value, field }) => value === asked.value && isSlipOf(String(asked.field.step), String(field.step)),
  );
  if (slippedKey && !sameKey) return slippedKey;
  // Pods that another Service reaches are mostly another part of the application; this one's may be made elsewhere.
  const isSure = sharesOthers || asked.value.length > 5 || service.name?.value.includes(sameKey?.value ?? asked.value);
  if (workspace.servicesSelecting(labels, service).length > 0) return isSlip && isSure ? sameKey : undefined;
  if (isSlip) return sameKey;
  if (sameKey) return sharesOthers ? sameKey : undefined;
  return [...labels.values.values()].find(({ value }) => value === asked.value && value.length > 3);
}

const isSlipOf = (text: string, other: string) => nearest(text, [other], (each) => each) !== undefined;

function selectInstead({ field }: Located<string>, carried: Located<string>): Edit {
  const key = String(carried.field.step);
  return key === field.step ? replaceScalar(field, carried.value) : replaceEntry(field, key, carried.value);
}
