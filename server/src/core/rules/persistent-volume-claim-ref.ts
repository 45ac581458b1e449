import { removeKey, replaceScalar, setKey } from '../edit.ts';
import { isPlaceholder, type PersistentVolume, type Resource, type StatefulSet } from '../manifest.ts';
import { danglingMounts } from '../mounts.ts';
import { defineRule, type Report } from '../rule.ts';
import { meantClaim } from '../volumes.ts';
import type { Workspace } from '../workspace.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'persistent-volume-claim-ref',
  kinds: ['PersistentVolume'],
  effect: 'stuck',
  severity: 'warning',
  summary: 'A PersistentVolume is kept for a claim that is never made.',
  why: `A volume with \`claimRef\` binds to the claim of that name in that namespace and to no other. A StatefulSet makes its claims as
\`<template>-<set>-<ordinal>\` (\`data-web-0\`); a volume that is kept for any other name, or that names no namespace, is never bound by them.
A \`uid\` is filled in by the cluster: written in a manifest it ties the volume to a claim that is gone once it was deleted, and the volume stays Released; with the reclaim policy Delete it is
deleted as well.`,
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume',
  bad: `
apiVersion: v1
kind: PersistentVolume
metadata:
  name: web-0
spec:
  capacity:
    storage: 1Gi
  accessModes:
    - ReadWriteOnce
  claimRef:
    namespace: shop
    name: web-data-0
  hostPath:
    path: /mnt/web-0
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      terminationGracePeriodSeconds: 30
      containers:
        - name: web
          image: nginx:1.29
          volumeMounts:
            - name: data
              mountPath: /data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
`,
  good: `
apiVersion: v1
kind: PersistentVolume
metadata:
  name: web-0
spec:
  capacity:
    storage: 1Gi
  accessModes:
    - ReadWriteOnce
  claimRef:
    namespace: shop
    name: data-web-0
  hostPath:
    path: /mnt/web-0
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      terminationGracePeriodSeconds: 30
      containers:
        - name: web
          image: nginx:1.29
          volumeMounts:
            - name: data
              mountPath: /data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
`,

  *check(volume, workspace) {
    const claimRef = volume.field.get('spec', 'claimRef');
    const name = claimRef.get('name');
    const namespace = claimRef.get('namespace');
    const uid = claimRef.get('uid');
    if (name.text === undefined || isPlaceholder(name.text) || isPlaceholder(namespace.text ?? '')) return;
    // What was read from a cluster: the names in it were right there.
    if (uid.text) yield tiedToOneClaim(volume, name, uid, claimRef);
    else if (!namespace.text) yield withoutNamespace(volume, name, claimRef, workspace);
    else yield* checkName(volume, name, namespace.text, namespace, workspace);
  },
});

function tiedToOneClaim({ field }: PersistentVolume, name: Field, uid: Field, claimRef: Field): Report {
  const version = claimRef.get('resourceVersion');
  const isDeleted = field.get('spec', 'persistentVolumeReclaimPolicy').text === 'Delete';
  return {
    at: uid,
    severity: 'information',
    message: `A uid ties the volume to one claim "${name.text}": ${
      isDeleted
        ? 'where there is no such claim, as in another cluster, the volume is deleted with its data (reclaim policy Delete).'
        : 'once that was deleted, the volume stays Released and a new claim of that name does not get it.'
    }`,
    fixes: [
      {
        title: version.exists ? 'Remove uid and resourceVersion' : 'Remove uid',
        safe: false,
        edits: [uid, version].filter(({ exists }) => exists).map(removeKey),
      },
    ],
  };
}

function withoutNamespace(volume: PersistentVolume, name: Field, claimRef: Field, workspace: Workspace): Report {
  const claimed = [
    ...workspace.named('PersistentVolumeClaim', name.text ?? '', volume),
    ...workspace.setsClaiming(name.text ?? '', volume).map(({ statefulSet }) => statefulSet),
  ];
  const namespace = claimed.find((each) => each.namespace)?.namespace?.value ?? 'default';
  return {
    at: name,
    // kustomize and the like may fill it in.
    severity: workspace.shareKustomization(volume, volume) ? 'warning' : 'error',
    message: `claimRef names no namespace, and none is filled in: no claim "${name.text}" is ever bound to the volume.`,
    fixes: [
      { title: `Set claimRef.namespace: ${namespace}`, safe: false, edits: [setKey(claimRef, 'namespace', namespace)] },
    ],
  };
}

function* checkName(
  volume: PersistentVolume,
  name: Field,
  namespace: string,
  at: Field,
  workspace: Workspace,
): Iterable<Report> {
  const claim = name.text ?? '';
  const isHere = (each: Pick<Resource, 'namespace'>) => (each.namespace?.value ?? namespace) === namespace;
  const written = workspace.named('PersistentVolumeClaim', claim, volume);
  const made = workspace.setsClaiming(claim, volume);
  if (written.some(isHere) || workspace.isOpen(volume)) return;
  const here = made.find(({ statefulSet }) => isHere(statefulSet));
  const elsewhere = written[0] ?? made[0]?.statefulSet;
  if (here) yield* checkOrdinal(name, here.statefulSet, here.ordinal, workspace);
  else if (elsewhere?.namespace) {
    const { value } = elsewhere.namespace;
    yield {
      at,
      message: `The volume is kept for claim "${claim}" in namespace "${namespace}", but these files make that claim in namespace "${value}": it is never bound to it.`,
      related: [{ at: elsewhere.namespace, message: `${elsewhere.kind} "${elsewhere.name?.value ?? ''}"` }],
      fixes: [{ title: `Set claimRef.namespace: ${value}`, safe: false, edits: [replaceScalar(at, value)] }],
    };
  } else {
    const meant = meantClaim(volume, workspace);
    if (!meant?.statefulSet.name) return;
    // A mount that misses its volume says that the template has the wrong name, not the claimRef.
    if (danglingMounts(meant.statefulSet).length > 0) return;
    const set = `StatefulSet "${meant.statefulSet.name.value}"`;
    yield {
      at: name,
      message: `No claim "${claim}" is made: ${set} calls its claims "${meant.name}", so the volume is never bound to it.`,
      related: [{ at: meant.statefulSet.name, message: set }],
      fixes: [{ title: `Set claimRef.name: ${meant.name}`, safe: false, edits: [replaceScalar(name, meant.name)] }],
    };
  }
}

/** Kept for a Pod that the set does not have, or not yet. */
function* checkOrdinal(
  claim: Field,
  statefulSet: StatefulSet,
  ordinal: number,
  workspace: Workspace,
): Iterable<Report> {
  const { name, start, replicas } = statefulSet;
  if (ordinal >= start && ordinal < start + replicas) return;
  if (!name || workspace.autoscalersOf(statefulSet).length > 0) return;
  const prefix = claim.text?.slice(0, -String(ordinal).length);
  const [first, last] = [start, start + replicas - 1].map((each) => `"${prefix}${each}"`);
  const makes = replicas === 0 ? 'no claims' : replicas === 1 ? `${first} only` : `${first} to ${last}`;
  yield {
    at: claim,
    severity: 'information',
    message: `The volume waits for claim "${claim.text}"; StatefulSet "${name.value}" makes ${makes}.`,
    related: [{ at: name, message: `StatefulSet "${name.value}"` }],
  };
}
