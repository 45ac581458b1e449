import { insertKey } from '../edit.ts';
import { imageName, knownContainers } from '../known/images.ts';
import { type Container, isOpaqueList, type PodTemplate } from '../manifest.ts';
import { replicasOf } from '../replicas.ts';
import { defineRule, type Fix } from '../rule.ts';
import { printName } from '../words.ts';

export default defineRule({
  id: 'readiness-missing',
  kinds: ['StatefulSet'],
  effect: 'advice',
  severity: 'information',
  misses: ['readinessProbe', 'startupProbe', 'minReadySeconds', 'podManagementPolicy'],
  summary:
    'An ordered set of database or cluster members without a `readinessProbe`: each waits only until the one before has started.',
  why: `With \`OrderedReady\`, the next Pod is created, or replaced by an update, when the one before is Ready. Without a readinessProbe a container is
Ready as soon as its process runs, so a member that still loads its data, or fails a minute later, holds nothing back: a broken update goes through
all Pods. This is said of images that are known to hold data or to form clusters. A probe of the port is a start; one that asks the
application is better. Members that look for each other while they start then need \`publishNotReadyAddresses: true\` in their governing Service.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: cassandra
spec:
  replicas: 3
  selector:
    matchLabels:
      app: cassandra
  template:
    metadata:
      labels:
        app: cassandra
    spec:
      containers:
        - name: cassandra
          image: cassandra:5.0
          volumeMounts:
            - name: data
              mountPath: /var/lib/cassandra
          ports:
            - name: cql
              containerPort: 9042
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
  name: cassandra
spec:
  replicas: 3
  selector:
    matchLabels:
      app: cassandra
  template:
    metadata:
      labels:
        app: cassandra
    spec:
      containers:
        - name: cassandra
          image: cassandra:5.0
          volumeMounts:
            - name: data
              mountPath: /var/lib/cassandra
          ports:
            - name: cql
              containerPort: 9042
          readinessProbe:
            tcpSocket:
              port: cql
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
    const { pods, podManagementPolicy, minReadySeconds } = statefulSet;
    if (podManagementPolicy === 'Parallel' || minReadySeconds > 0 || isHeldBack(pods)) return;
    const member = knownContainers(pods).find(({ known }) => known.isDatabase || known.looksForPeers)?.container;
    const replicas = member && replicasOf(statefulSet, workspace);
    if (!member?.image || !replicas || replicas.most < 2) return;
    yield {
      at: member.field.get('name'),
      message: `No container of ${printName(statefulSet)} has a readinessProbe: ${imageName(member.image.value)} counts as Ready when its process has started, and the next Pod follows.`,
      fixes: probeOfPort(member),
    };
  },
});

/** Anything that makes Ready later than started; or nobody can tell. */
function isHeldBack({ containers, field }: PodTemplate): boolean {
  const spec = field.get('spec');
  return (
    spec.get('readinessGates').exists ||
    [spec.get('containers'), spec.get('initContainers')].some(isOpaqueList) ||
    containers.some(({ isInit, field: container }) =>
      [['readinessProbe'], ['startupProbe'], ['lifecycle', 'postStart']].some(
        (path) => !isInit && container.get(...path).exists,
      ),
    )
  );
}

/** A probe of the first TCP port that it declares. */
function probeOfPort({ ports, field, name }: Container): readonly Fix[] {
  const port = ports.find(({ number, protocol }) => number !== undefined && protocol === 'TCP');
  const target = port?.name?.value ?? port?.number?.value;
  if (target === undefined) return [];
  return [
    {
      title: `Add a readinessProbe of port ${target} to container "${name}"`,
      safe: false,
      edits: [insertKey(field, 'readinessProbe', { tcpSocket: { port: target } })],
    },
  ];
}
