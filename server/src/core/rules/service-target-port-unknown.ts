import { nearest } from '../did-you-mean.ts';
import { insertKey, replaceScalar } from '../edit.ts';
import { isOpaqueList, isPlaceholder, type Port, type Service, type ServicePort } from '../manifest.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import type { PodOwner } from '../workspace.ts';
import type { Located } from '../yaml.ts';

export default defineRule({
  id: 'service-target-port-unknown',
  kinds: ['Service'],
  effect: 'broken',
  severity: 'warning',
  summary: 'A `targetPort` that no container of the chosen Pods has.',
  why: `Traffic for \`port\` goes to \`targetPort\` of the Pods. A *name* that no container gives to a port leads nowhere: the Pods are left out
of that port (**error**). A *number* is a **warning** when the containers declare ports and this is none of them; declaring a port is only
documentation, so the container may listen there all the same. A headless Service maps nothing: clients dial the container's own port.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
  ports:
    - port: 80
      targetPort: 9376
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
          ports:
            - containerPort: 80
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
  ports:
    - port: 80
      targetPort: 80
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
          ports:
            - containerPort: 80
`,

  *check(service, workspace) {
    const { selector } = service;
    if (!selector || service.isExternalName) return;
    const owners = workspace.podsSelectedBy(selector, service);
    // A fragment does not show all of its containers.
    if (owners.length === 0 || owners.some((owner) => workspace.isPartial(owner))) return;
    for (const port of service.ports) yield* checkPort(service, port, owners);
  },
});

function* checkPort(service: Service, port: ServicePort, owners: readonly PodOwner[]): Iterable<Report> {
  // Without targetPort it is the same number as the port; a headless Service has no use for either.
  const targetPort = port.targetPort ?? (service.isHeadless ? undefined : port.field.get('port').number);
  if (!targetPort) return;
  const { value } = targetPort;
  const declared = owners.flatMap(({ pods }) => pods.containers.flatMap(({ ports, isInit }) => (isInit ? [] : ports)));
  const sameProtocol = declared.filter(({ protocol }) => protocol === port.protocol);
  // Ports that something fills in later may be any.
  if (owners.some(({ pods }) => pods.containers.some(({ field }) => isOpaqueList(field.get('ports'))))) return;
  if (declared.some(({ name, number }) => !number || (name && isPlaceholder(name.value)))) return;
  if (typeof value === 'string') {
    if (isPlaceholder(value) || sameProtocol.some(({ name }) => name?.value === value)) return;
    yield report(service, port, targetPort, owners, sameProtocol, 'error');
  } else if (declared.length > 0 && !sameProtocol.some(({ number }) => number?.value === value)) {
    yield report(service, port, targetPort, owners, sameProtocol, 'warning');
  }
}

function report(
  service: Service,
  port: ServicePort,
  targetPort: Located<number | string>,
  owners: readonly PodOwner[],
  declared: readonly Port[],
  severity: 'error' | 'warning',
): Report {
  const candidates = fitting(port, targetPort, declared);
  return {
    at: targetPort,
    severity,
    message: messageOf(service, port, targetPort, owners, declared),
    related: candidates.slice(0, 3).map((candidate) => ({
      at: candidate.number ?? candidate.field,
      message: `Container port ${candidate.number?.value}${candidate.name ? ` ("${candidate.name.value}")` : ''}`,
    })),
    fixes: candidates.slice(0, 3).map((candidate): Fix => {
      const number = candidate.number?.value ?? 0;
      // `"80"` is a name, and 80 was meant.
      const isNamed = typeof targetPort.value === 'string' && targetPort.value !== String(number);
      const value = isNamed && candidate.name ? candidate.name.value : number;
      return {
        title: `Set targetPort: ${targetPort.field.step === 'port' ? (candidate.name?.value ?? number) : value}`,
        // A container may listen on a port that it does not declare; behind a headless Service nobody is sent there.
        safe: candidates.length === 1 && (severity === 'error' || service.isHeadless),
        edits: [
          targetPort.field.step === 'port'
            ? insertKey(port.field, 'targetPort', candidate.name?.value ?? number, 'port')
            : replaceScalar(targetPort.field, value),
        ],
      };
    }),
  };
}

function messageOf(
  service: Service,
  { protocol }: ServicePort,
  { value }: Located<number | string>,
  owners: readonly PodOwner[],
  declared: readonly Port[],
): string {
  const names = owners.map(({ name }) => `"${name?.value ?? ''}"`);
  const whose = names.length > 2 ? `${names[0]} and ${names.length - 1} others` : names.join(' or ');
  const kind = protocol === 'TCP' ? 'port' : `${protocol} port`;
  const ports = [
    ...new Set(declared.map(({ name, number }) => (name ? `${number?.value} (${name.value})` : `${number?.value}`))),
  ];
  const known =
    ports.length === 0 ? 'there is none' : `declared ${ports.length === 1 ? 'is' : 'are'} ${ports.join(', ')}`;
  if (typeof value === 'string') {
    const effect = service.isHeadless ? '' : ' What is sent to it reaches nobody.';
    return `No container of ${whose} has a ${kind} named "${value}"; ${known}.${effect}`;
  }
  const effect = service.isHeadless ? '' : ' Unless one listens there all the same, what is sent to it reaches nobody.';
  return `No container of ${whose} declares ${kind} ${value}; ${known}.${effect}`;
}

/** The container ports that were probably meant, best first: a slip away, then of the Service port's name or number, then the rest. */
function fitting(port: ServicePort, { value }: Located<number | string>, declared: readonly Port[]): readonly Port[] {
  const named = declared.filter(
    ({ name, number }) =>
      number !== undefined && (typeof value === 'number' || name !== undefined || declared.every((each) => !each.name)),
  );
  const slip = typeof value === 'string' ? nearest(value, named, ({ name }) => name?.value ?? '') : undefined;
  const rank = (candidate: Port) =>
    candidate === slip || String(candidate.number?.value) === value
      ? 0
      : candidate.name && candidate.name.value === port.name
        ? 1
        : candidate.number?.value === port.port
          ? 2
          : 3;
  const seen = new Set<string>();
  return named
    .toSorted((a, b) => rank(a) - rank(b))
    .filter(({ name, number }) => {
      const key = `${name?.value}:${number?.value}`;
      return !seen.has(key) && seen.add(key);
    });
}
