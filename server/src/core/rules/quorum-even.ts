import { replaceScalar } from '../edit.ts';
import { imageName, knownContainers } from '../known/images.ts';
import type { StatefulSet } from '../manifest.ts';
import { replicasOf } from '../replicas.ts';
import { defineRule } from '../rule.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'quorum-even',
  kinds: ['StatefulSet'],
  effect: 'advice',
  severity: 'information',
  summary: 'An even number of members for a system that decides by majority.',
  why: `Of 4 members, a majority is 3, so that one may fail: as many as of 3 members, with one more that can fail. Of 2 members, both are needed. An odd
number bears the same losses with one member less, or one more loss with one member more.`,
  source: 'https://etcd.io/docs/latest/faq/#why-an-odd-number-of-cluster-members',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: etcd
spec:
  replicas: 2
  selector:
    matchLabels:
      app: etcd
  template:
    metadata:
      labels:
        app: etcd
    spec:
      containers:
        - name: etcd
          image: quay.io/coreos/etcd:v3.6.4
          volumeMounts:
            - name: data
              mountPath: /var/lib/etcd
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
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: etcd
spec:
  replicas: 3
  selector:
    matchLabels:
      app: etcd
  template:
    metadata:
      labels:
        app: etcd
    spec:
      containers:
        - name: etcd
          image: quay.io/coreos/etcd:v3.6.4
          volumeMounts:
            - name: data
              mountPath: /var/lib/etcd
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

  *check(statefulSet, workspace) {
    const member = knownContainers(statefulSet.pods).find(({ known }) => known.isQuorum);
    const at = statefulSet.field.get('spec', 'replicas');
    if (!member?.container.image || !at.number || at.number.value < 2 || at.number.value % 2 === 1) return;
    const replicas = replicasOf(statefulSet, workspace);
    if (!replicas || replicas.autoscaler || hasArbiter(statefulSet, workspace)) return;
    const { most } = replicas;
    yield {
      at,
      message:
        most === 2
          ? `A majority of 2 ${imageName(member.container.image.value)} members is 2: when either fails, neither can decide. With 3, one may fail.`
          : `${most} ${imageName(member.container.image.value)} members bear the loss of ${most / 2 - 1}, as ${most - 1} do; ${most + 1} bear the loss of ${most / 2}.`,
      fixes: [most + 1, ...(most > 2 ? [most - 1] : [])].map((count) => ({
        title: `Set replicas: ${count}`,
        safe: false,
        edits: [replaceScalar(at, count)],
      })),
    };
  },
});

/** MongoDB's way to an odd number: a member that only votes, mostly in a set of its own. */
const hasArbiter = (statefulSet: StatefulSet, workspace: Workspace) =>
  workspace.siblingsOfKind('StatefulSet', statefulSet).some(({ name }) => name?.value.includes('arbiter'));
