import { nearest } from '../did-you-mean.ts';
import { replaceScalar } from '../edit.ts';
import { type Container, isOpaqueList, isPlaceholder, type Port } from '../manifest.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import type { PodOwner } from '../workspace.ts';
import type { Located } from '../yaml.ts';

export default defineRule({
  id: 'probe-port-not-found',
  kinds: ['StatefulSet', 'Workload'],
  effect: 'broken',
  severity: 'error',
  misses: ['ports', 'name'],
  summary: 'A probe or hook goes to a named port that its container does not have.',
  why: `The kubelet looks the name up among the ports of the *same container*. When it is not there, a readiness or startup probe never succeeds, so
the Pod never gets Ready (**error**), and an ordered StatefulSet stops at its first one; a liveness probe is thrown away, so a container that
hangs is never restarted (**warning**). A port *number* need not be declared.`,
  source:
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port',
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
          ports:
            - name: http
              containerPort: 80
          readinessProbe:
            httpGet:
              port: htpp
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
          ports:
            - name: http
              containerPort: 80
          readinessProbe:
            httpGet:
              port: http
`,

  *check(owner, workspace) {
    for (const container of owner.pods.containers)
      for (const user of users) {
        const port = container.field.get(...user.path).string;
        if (!port || !isMissing(port.value, container)) continue;
        if (owner.type !== 'StatefulSet' && !workspace.hasStatefulSets(owner)) return;
        yield report(owner, container, user, port);
      }
  },
});

interface User {
  readonly path: readonly string[];
  readonly what: string;
  /** What becomes of the Pod when the port cannot be found. */
  readonly outcome: string;
  readonly isFatal: boolean;
}
const probe = (what: string, isFatal: boolean, outcome: string): readonly User[] =>
  ['httpGet', 'tcpSocket'].map((handler) => ({ path: [what, handler, 'port'], what, outcome, isFatal }));

/** Sources: worker.go (an error is no result) and lifecycle/handlers.go of the kubelet. */
const users: readonly User[] = [
  ...probe('startupProbe', true, 'the probe never succeeds, and the Pod never gets Ready.'),
  ...probe('readinessProbe', true, 'the probe never succeeds, and the Pod never gets Ready.'),
  ...probe('livenessProbe', false, 'the probe has no result, and a container that hangs is never restarted.'),
  {
    path: ['lifecycle', 'postStart', 'httpGet', 'port'],
    what: 'postStart',
    outcome: 'the hook fails, and the container is killed and started again for ever.',
    isFatal: true,
  },
  {
    path: ['lifecycle', 'preStop', 'httpGet', 'port'],
    what: 'preStop',
    outcome: 'the hook fails, and the container is stopped without it.',
    isFatal: false,
  },
];

/** What the server refuses as a name (`"8080"`) is not this rule's business. */
function isMissing(port: string, { field, ports }: Container): boolean {
  if (!/^(?=.*[a-z])[a-z0-9-]{1,15}$/.test(port) || isPlaceholder(port)) return false;
  if (isOpaqueList(field.get('ports'))) return false;
  return !ports.some(({ name, field }) => name?.value === port || isUnknown(field.get('name').text));
}
const isUnknown = (name: string | undefined) => name !== undefined && isPlaceholder(name);

function report(owner: PodOwner, container: Container, user: User, port: Located<string>): Report {
  const named = container.ports.filter(({ name }) => name !== undefined);
  const foreign = owner.pods.containers
    .filter((each) => each !== container)
    .flatMap(({ name, ports }) => ports.map((each) => ({ container: name, port: each })))
    .find(({ port: each }) => each.name?.value === port.value);
  const known = foreign
    ? `that is a port of container "${foreign.container}"`
    : named.length === 0
      ? 'none of its ports has a name'
      : `it has ${named.map(({ name }) => name?.value).join(', ')}`;
  return {
    at: port,
    severity: user.isFatal ? 'error' : 'warning',
    effect: user.isFatal ? 'stuck' : 'broken',
    message: `Container "${container.name}" has no port "${port.value}" (${known}): ${user.outcome}`,
    related: [...(foreign ? [foreign.port] : named)]
      .slice(0, 3)
      .flatMap((each) =>
        each.name ? [{ at: each.name, message: `Port ${each.number?.value ?? ''} ("${each.name.value}")` }] : [],
      ),
    fixes: fixesOf(container, user, port, foreign?.port),
  };
}

function fixesOf(
  { ports }: Container,
  { what, isFatal }: User,
  port: Located<string>,
  foreign: Port | undefined,
): readonly Fix[] {
  const numbered = ports.filter(({ number }) => number !== undefined);
  const slip = nearest(port.value, numbered, ({ name }) => name?.value ?? '');
  // All containers of a Pod share its address, so a number reaches the neighbour's port.
  const meant = foreign?.number ? [foreign] : slip ? [slip] : numbered.slice(0, 3);
  return meant.map((candidate) => {
    const value = candidate === foreign || !candidate.name ? (candidate.number?.value ?? 0) : candidate.name.value;
    return {
      title: `Let the ${what} use port ${value}`,
      // A Pod that never gets Ready can only gain; a liveness probe that suddenly works can kill.
      safe: isFatal && meant.length === 1 && (candidate === slip || candidate === foreign),
      edits: [replaceScalar(port.field, value)],
    };
  });
}
