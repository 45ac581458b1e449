import { insertKey } from '../edit.ts';
import { isOpaqueList, type PodTemplate } from '../manifest.ts';
import { replicasOf } from '../replicas.ts';
import { defineRule, type Fix } from '../rule.ts';

export default defineRule({
  id: 'readiness-missing',
  kinds: ['StatefulSet'],
  effect: 'advice',
  severity: 'hint',
  summary: 'An ordered StatefulSet without a `readinessProbe`: each Pod waits only until the one before has started.',
  why: `With \`OrderedReady\`, the next Pod is created, or replaced by an update, when the one before is Ready. Without a readinessProbe a container is
Ready as soon as its process runs, so a member that still loads its data, or fails a minute later, holds nothing back: a broken update goes through
all Pods. A probe of the port is a start; one that asks the application is better.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
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
          ports:
            - name: http
              containerPort: 80
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
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
          ports:
            - name: http
              containerPort: 80
          readinessProbe:
            tcpSocket:
              port: http
`,

  *check(statefulSet, workspace) {
    const { pods, podManagementPolicy, minReadySeconds } = statefulSet;
    if (podManagementPolicy === 'Parallel' || minReadySeconds > 0 || isHeldBack(pods)) return;
    const first = pods.containers.find(({ field }) => field.parent?.step === 'containers');
    const replicas = replicasOf(statefulSet, workspace);
    if (!first || !replicas || replicas.most < 2) return;
    yield {
      at: first.field.get('name'),
      message: `No container of "${statefulSet.name?.value ?? ''}" has a readinessProbe: each Pod counts as Ready when its process has started, and the next one follows.`,
      fixes: probeOfPort(pods),
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
      ['readinessProbe', 'startupProbe', 'lifecycle'].some((key) => !isInit && container.get(key).exists),
    )
  );
}

/** A probe of the first TCP port that a container declares. */
function probeOfPort({ containers }: PodTemplate): readonly Fix[] {
  for (const { isInit, ports, field, name } of containers) {
    const port = ports.find(({ number, protocol }) => number !== undefined && protocol === 'TCP');
    const target = port?.name?.value ?? port?.number?.value;
    if (isInit || target === undefined) continue;
    return [
      {
        title: `Add a readinessProbe of port ${target} to container "${name}"`,
        safe: false,
        edits: [insertKey(field, 'readinessProbe', { tcpSocket: { port: target } })],
      },
    ];
  }
  return [];
}
