import { differences, templateFor } from '../claims.ts';
import { type Edit, replaceScalar } from '../edit.ts';
import type { ClaimTemplate, PersistentVolumeClaim, StatefulSet } from '../manifest.ts';
import { hasOpaqueVolumes } from '../mounts.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import { inSameNamespace, type Workspace } from '../workspace.ts';

export default defineRule({
  id: 'claim-name-collision',
  kinds: ['StatefulSet', 'PersistentVolumeClaim'],
  effect: 'broken',
  severity: 'error',
  summary: 'Two StatefulSets make claims of the same name, or a claim that exists has another spec.',
  why: `A claim is named \`<template>-<StatefulSet>-<ordinal>\`, and a claim of that name that is there is used as it is: nothing is compared.
Template \`a-x\` of set \`b\` and template \`a\` of set \`x-b\` both make \`a-x-b-0\`, so that two Pods use one volume (**error**; a
**warning** where the two may be in different namespaces). A claim that somebody wrote by hand, with another size, class or mode than
the template asks for, is a **warning**: that Pod gets what the claim asks for.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: b
spec:
  serviceName: b
  selector: { matchLabels: { app: b } }
  template:
    metadata: { labels: { app: b } }
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          volumeMounts: [{ name: a-x, mountPath: /data }]
  volumeClaimTemplates:
    - metadata:
        name: a-x
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: x-b
spec:
  serviceName: x-b
  selector: { matchLabels: { app: x-b } }
  template:
    metadata: { labels: { app: x-b } }
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          volumeMounts: [{ name: a, mountPath: /data }]
  volumeClaimTemplates:
    - metadata:
        name: a
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: b
spec:
  serviceName: b
  selector: { matchLabels: { app: b } }
  template:
    metadata: { labels: { app: b } }
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          volumeMounts: [{ name: data, mountPath: /data }]
  volumeClaimTemplates:
    - metadata:
        name: data
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: x-b
spec:
  serviceName: x-b
  selector: { matchLabels: { app: x-b } }
  template:
    metadata: { labels: { app: x-b } }
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          volumeMounts: [{ name: data, mountPath: /data }]
  volumeClaimTemplates:
    - metadata:
        name: data
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`,

  *check(resource, workspace) {
    yield* resource.type === 'StatefulSet' ? otherSets(resource, workspace) : otherSpec(resource, workspace);
  },
});

function* otherSets(statefulSet: StatefulSet, workspace: Workspace): Iterable<Report> {
  const setName = statefulSet.name?.value;
  if (setName === undefined) return;
  for (const { name } of statefulSet.claimTemplates) {
    if (!name) continue;
    const other = workspace
      .setsClaiming(`${name.value}-${setName}-0`, statefulSet)
      .map((each) => each.statefulSet)
      .find((each) => each.name?.value !== setName && !workspace.isPartial(each) && overlap(each, statefulSet));
    const theirs = other?.claimTemplates.find(
      (each) => `${each.name?.value}-${other.name?.value}` === `${name.value}-${setName}`,
    );
    if (!other?.name || !theirs?.name) continue;
    const ordinal = Math.max(statefulSet.start, other.start);
    const claim = `${name.value}-${setName}-${ordinal}`;
    yield {
      at: name,
      severity: areTogether(statefulSet, other, workspace) ? 'error' : 'warning',
      message: `Template "${theirs.name.value}" of StatefulSet "${other.name.value}" makes claims of the same names: Pods "${setName}-${ordinal}" and "${other.name.value}-${ordinal}" share "${claim}".`,
      related: [{ at: theirs.name, message: `It makes "${claim}", too` }],
      fixes: rename(statefulSet, name.value),
    };
  }
}

const overlap = (a: StatefulSet, b: StatefulSet) =>
  Math.max(a.start, b.start) < Math.min(a.start + a.replicas, b.start + b.replicas);

/** Whether both are surely in one namespace. */
function areTogether(a: StatefulSet, b: StatefulSet, workspace: Workspace): boolean {
  if (a.namespace && b.namespace) return inSameNamespace(a, b);
  return !a.namespace && !b.namespace && workspace.areAppliedTogether(a, b);
}

function rename(statefulSet: StatefulSet, name: string): readonly Fix[] {
  const taken = new Set([
    ...statefulSet.claimTemplates.map((each) => each.name?.value),
    ...statefulSet.pods.volumes.map(({ value }) => value),
  ]);
  const free = ['data', `${name}-2`].find((each) => !taken.has(each));
  if (free === undefined || hasOpaqueVolumes(statefulSet)) return [];
  const names = [
    ...statefulSet.claimTemplates.flatMap((each) => each.name ?? []),
    ...statefulSet.pods.containers.flatMap(({ mounts }) => mounts),
  ].filter(({ value }) => value === name);
  return [
    {
      title: `Rename claim template "${name}" to "${free}"`,
      safe: false,
      edits: names.map(({ field }) => replaceScalar(field, free)),
    },
  ];
}

function* otherSpec(claim: PersistentVolumeClaim, workspace: Workspace): Iterable<Report> {
  const found = templateFor(claim, workspace);
  if (!found || !claim.name) return;
  const { statefulSet, template, pod } = found;
  const differing = differences(claim.claim, template);
  if (differing.length === 0) return;
  yield {
    at: claim.name,
    severity: 'warning',
    effect: 'ignored',
    message: `StatefulSet "${statefulSet.name?.value ?? ''}" uses this claim as it is for Pod "${pod}", although template "${template.name?.value ?? ''}" asks for ${differing
      .map(({ wanted, written }) => `${wanted} instead of ${written}`)
      .join(' and ')}.`,
    related: template.name ? [{ at: template.name, message: `Claim template "${template.name.value}"` }] : [],
    fixes: align(differing, template),
  };
}

function align(differing: ReturnType<typeof differences>, { name }: ClaimTemplate): readonly Fix[] {
  const edits = differing.flatMap(({ field, value }): readonly Edit[] =>
    value !== undefined && field.exists ? [replaceScalar(field, value)] : [],
  );
  return edits.length === differing.length
    ? [{ title: `Ask for what template "${name?.value ?? ''}" asks for`, safe: false, edits }]
    : [];
}
