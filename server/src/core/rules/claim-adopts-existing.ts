import { differences, templateFor } from '../claims.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'claim-adopts-existing',
  kinds: ['PersistentVolumeClaim'],
  effect: 'ignored',
  severity: 'information',
  summary: 'A claim has the name that a StatefulSet makes for one of its Pods.',
  why: `The controller looks for a claim named \`<template>-<StatefulSet>-<ordinal>\` before it makes one. This one is there already, so the Pod gets
it with whatever it holds, and the template counts only for the other Pods. That is the way to bring data into a StatefulSet; if it
is not meant, give the claim another name.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
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
            storage: 10Gi
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data-web-0
spec:
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 10Gi
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
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
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
            storage: 10Gi
`,

  *check(claim, workspace) {
    const found = templateFor(claim, workspace);
    // Where they differ, claim-name-collision says more.
    if (!found || !claim.name || differences(claim.claim, found.template).length > 0) return;
    const { statefulSet, template, pod } = found;
    yield {
      at: claim.name,
      message: `StatefulSet "${statefulSet.name?.value ?? ''}" uses this claim as it is for Pod "${pod}": it makes none from template "${template.name?.value ?? ''}" there.`,
      related: template.name ? [{ at: template.name, message: `Claim template "${template.name.value}"` }] : [],
    };
  },
});
