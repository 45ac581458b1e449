import { setKey } from '../edit.ts';
import { bootstrapDeadlock } from '../known/cluster-probes.ts';
import { replicasOf } from '../replicas.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'ordered-bootstrap-deadlock',
  kinds: ['StatefulSet'],
  effect: 'stuck',
  severity: 'warning',
  summary: 'The first Pod is Ready only with others that are created only after it is Ready.',
  why: `With \`OrderedReady\`, Pod 1 is created when Pod 0 is Ready. When Pod 0's readiness asks for a leader, a majority or the whole cluster, each waits
for the other: the set stays at one Pod. Create all at once with \`podManagementPolicy: Parallel\`, and let peers find each other before they are Ready
(\`publishNotReadyAddresses: true\` in the governing Service). The policy cannot be changed in place: delete the set with \`--cascade=orphan\` and apply
it again. Or let the probe ask the member alone.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-management-policies',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: zk
spec:
  replicas: 3
  serviceName: zk
  selector:
    matchLabels:
      app: zk
  template:
    metadata:
      labels:
        app: zk
    spec:
      containers:
        - name: zookeeper
          image: zookeeper:3.9
          command:
            - sh
            - -c
            - ZOO_MY_ID=$((\${HOSTNAME##*-} + 1)) exec /docker-entrypoint.sh zkServer.sh start-foreground
          volumeMounts:
            - name: data
              mountPath: /data
          env:
            - name: ZOO_SERVERS
              value: server.1=zk-0.zk:2888:3888;2181 server.2=zk-1.zk:2888:3888;2181 server.3=zk-2.zk:2888:3888;2181
          readinessProbe:
            exec:
              command:
                - zkServer.sh status
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
  name: zk
spec:
  replicas: 3
  serviceName: zk
  podManagementPolicy: Parallel
  selector:
    matchLabels:
      app: zk
  template:
    metadata:
      labels:
        app: zk
    spec:
      containers:
        - name: zookeeper
          image: zookeeper:3.9
          command:
            - sh
            - -c
            - ZOO_MY_ID=$((\${HOSTNAME##*-} + 1)) exec /docker-entrypoint.sh zkServer.sh start-foreground
          volumeMounts:
            - name: data
              mountPath: /data
          env:
            - name: ZOO_SERVERS
              value: server.1=zk-0.zk:2888:3888;2181 server.2=zk-1.zk:2888:3888;2181 server.3=zk-2.zk:2888:3888;2181
          readinessProbe:
            exec:
              command:
                - zkServer.sh status
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
    const probe = bootstrapDeadlock(statefulSet);
    if (!probe || (replicasOf(statefulSet, workspace)?.most ?? 0) < 2) return;
    const { name, start, field } = statefulSet;
    const [first, second] = [start, start + 1].map((ordinal) => `"${name?.value ?? ''}-${ordinal}"`);
    const policy = field.get('spec', 'podManagementPolicy');
    yield {
      at: probe.at,
      message: `${first} is Ready only when ${probe.needs}, and under OrderedReady ${second} is created only when ${first} is Ready: the set stays at one Pod.`,
      related: policy.exists ? [{ at: policy, message: 'One Pod after the other' }] : [],
      fixes: [
        {
          title: 'Set podManagementPolicy: Parallel',
          safe: false,
          edits: [setKey(field.get('spec'), 'podManagementPolicy', 'Parallel', 'serviceName')],
        },
      ],
    };
  },
});
