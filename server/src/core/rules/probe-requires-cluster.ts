import { bootstrapDeadlock, type ClusterProbe, clusterProbesOf } from '../known/cluster-probes.ts';
import { replicasOf } from '../replicas.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'probe-requires-cluster',
  kinds: ['StatefulSet'],
  effect: 'stuck',
  severity: 'information',
  summary: 'A probe that asks for the health of the cluster, not of the member.',
  why: `A *liveness* probe that needs a leader or other members restarts healthy members when their peers are gone, which takes the cluster down when it
should recover. A *readiness* probe of that kind makes all members not Ready at once: no Service sends them traffic, peers that are looked up by name
are not found, and a rolling update waits; with \`podManagementPolicy: Parallel\` it is left alone. Ask for the member alone (\`/livez\`, \`local=true\`, \`ruok\`, \`ping\`, a TCP port).`,
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: etcd
spec:
  replicas: 3
  podManagementPolicy: Parallel
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
          livenessProbe:
            exec:
              command:
                - etcdctl
                - endpoint
                - health
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
  podManagementPolicy: Parallel
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
          livenessProbe:
            httpGet:
              path: /livez
              port: 2381
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
    // Members that start together come to be Ready together, too.
    const isParallel = statefulSet.podManagementPolicy === 'Parallel';
    const probes = clusterProbesOf(statefulSet, isParallel ? ['livenessProbe'] : ['livenessProbe', 'readinessProbe']);
    if (probes.length === 0 || (replicasOf(statefulSet, workspace)?.most ?? 2) < 2) return;
    const told = bootstrapDeadlock(statefulSet);
    for (const probe of probes)
      if (probe.at.span.start !== told?.at.span.start)
        yield { at: probe.at, effect: probe.kind === 'livenessProbe' ? 'risky' : 'stuck', message: messageOf(probe) };
  },
});

const messageOf = ({ kind, needs, container }: ClusterProbe) =>
  kind === 'livenessProbe'
    ? `"${container.name}" counts as alive only when ${needs}: while that is not so, healthy members are restarted, which makes it worse.`
    : `"${container.name}" is Ready only when ${needs}: while that is not so, no member is Ready, and a rolling update waits.`;
