import { replaceScalar } from '../edit.ts';
import { selects } from '../labels.ts';
import { isOwned } from '../manifest.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'pod-name-collision',
  kinds: ['StatefulSet'],
  effect: 'stuck',
  severity: 'error',
  summary: 'A bare Pod has the name that the StatefulSet gives to one of its own.',
  why: `A StatefulSet names its Pods itself: \`<name>-<ordinal>\`. When such a name is taken by a Pod with other labels, the set waits for it
without a word: there is not even an event. A Pod that carries the labels of the set is taken over instead, and replaced, because it is not what the
template makes (**warning**).`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#ordinal-index',
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web-0
  labels:
    app: debug
spec:
  containers:
    - name: shell
      image: busybox:1.37
---
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
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web-shell
  labels:
    app: debug
spec:
  containers:
    - name: shell
      image: busybox:1.37
---
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
`,

  *check(statefulSet, workspace) {
    const { name, replicas, start, selector, updateStrategy } = statefulSet;
    if (!name) return;
    for (const pod of workspace.podsNamedLike(name.value, statefulSet)) {
      const ordinal = Number(pod.name?.value.slice(name.value.length + 1));
      if (!pod.name || ordinal < start || ordinal >= start + replicas) continue;
      // One that is owned is the set's own Pod, saved from a cluster.
      if (isOwned(pod) || !workspace.shareNamespace(statefulSet, pod)) continue;
      const isAdopted = selects(selector, pod.pods.labels);
      if (!pod.pods.labels.isKnown || !selector.labels.isKnown) continue;
      yield {
        at: name,
        severity: isAdopted ? 'warning' : 'error',
        effect: isAdopted ? 'risky' : 'stuck',
        message: isAdopted
          ? `The bare Pod "${pod.name.value}" has the name and the labels of one of this set's Pods: the set takes it over${updateStrategy.type === 'OnDelete' ? '' : ' and replaces it'}.`
          : `The bare Pod "${pod.name.value}" takes the name of one of this set's Pods: while it is there, the set waits for that name without a word.`,
        related: [{ at: pod.name, message: `Pod "${pod.name.value}"` }],
        fixes: [
          {
            title: `Rename the Pod to "${name.value}-pod"`,
            safe: false,
            edits: [replaceScalar(pod.name.field, `${name.value}-pod`)],
          },
        ],
      };
    }
  },
});
