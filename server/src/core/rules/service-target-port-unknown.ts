import { isMeantIn } from '../api/meant.ts';
import { nearest } from '../did-you-mean.ts';
import { insertKey, replaceScalar } from '../edit.ts';
import { type Container, isOpaqueList, isPlaceholder, type Port, type Service, type ServicePort } from '../manifest.ts';
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
of that port (**error**). A *number* that is none of the declared ones is a **warning** where it is plain which of them was meant: the one of the
port's own number or name, or the only one that is left. Declaring a port is only documentation; so it is **information** elsewhere, and nothing is
said where the container's own words (arguments, environment, probes) name the number. A headless Service maps nothing: clients dial the
container's own port.`,
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
    if (owners.length === 0 || owners.some((owner) => workspace.isCutOff(owner))) return;
    const [first, ...others] = service.ports.flatMap((port) => [...checkPort(service, port, owners)]);
    if (!first || owners.some((owner) => isMeantIn(owner, ['containers', 'ports', 'containerPort', 'name'], workspace)))
      return;
    yield first;
    yield* others;
  },
});

function* checkPort(service: Service, port: ServicePort, owners: readonly PodOwner[]): Iterable<Report> {
  const targetPort = targetOf(service, port);
  if (!targetPort) return;
  const { value } = targetPort;
  const declared = portsOf(owners);
  const sameProtocol = declared.filter(({ protocol }) => protocol === port.protocol);
  // Ports that something fills in later may be any.
  if (owners.some(({ pods }) => pods.containers.some(({ field }) => isOpaqueList(field.get('ports'))))) return;
  if (declared.some(({ name, number }) => !number || (name && isPlaceholder(name.value)))) return;
  if (typeof value === 'string') {
    if (isPlaceholder(value) || sameProtocol.some(({ name }) => name?.value === value)) return;
    yield report(service, port, targetPort, owners, sameProtocol, 'error');
  } else if (declared.length > 0 && !isServed(value, port, service, owners)) {
    const severity = doubt(port, service, owners);
    if (severity) yield report(service, port, targetPort, owners, sameProtocol, severity);
  }
}

const portsOf = (owners: readonly PodOwner[]): readonly Port[] =>
  owners.flatMap(({ pods }) => pods.containers.flatMap(({ ports, isInit }) => (isInit ? [] : ports)));

/** Without targetPort it is the same number as the port; a headless Service has no use for either. */
const targetOf = (service: Service, { targetPort, field }: ServicePort): Located<number | string> | undefined =>
  targetPort ?? (service.isHeadless ? undefined : field.get('port').number);

/** Whether a container says in some way that it listens there. */
function isServed(value: number, { protocol }: ServicePort, service: Service, owners: readonly PodOwner[]): boolean {
  const isServedToo = (other: string) =>
    service.ports.some((port) => port.protocol === other && targetOf(service, port)?.value === value);
  return (
    portsOf(owners).some(
      (port) =>
        port.number?.value === value &&
        // A protocol that is not written was mostly not thought of.
        (port.protocol === protocol || !port.field.get('protocol').exists || isServedToo(port.protocol)),
    ) || owners.some(({ pods }) => pods.containers.some((container) => mentions(container, value)))
  );
}

/** Whether the container's command, environment or probes name the number. */
function mentions({ field }: Container, value: number): boolean {
  const probes = ['readinessProbe', 'livenessProbe', 'startupProbe'].flatMap((probe) =>
    ['httpGet', 'tcpSocket', 'grpc'].map((how) => field.get(probe, how, 'port')),
  );
  const said = [
    ...field.get('command').items,
    ...field.get('args').items,
    ...field.get('env').items.map((item) => item.get('value')),
    ...probes,
  ];
  return said.some(({ text = '' }) => new RegExp(`(?<!\\d)${value}(?!\\d)`).test(text));
}

/** Surely wrong only where it is plain which declared port was meant. Undefined where the containers declare nothing that is served. */
function doubt(
  port: ServicePort,
  service: Service,
  owners: readonly PodOwner[],
): 'warning' | 'information' | undefined {
  const declared = portsOf(owners);
  // The number is there, for the other protocol.
  if (declared.some(({ number }) => number?.value === targetOf(service, port)?.value)) return 'warning';
  const left = portsLeft(port, service, declared);
  if (left.some(({ name, number }) => number?.value === port.port || (name && name.value === port.name)))
    return 'warning';
  if (onlyPortLeft(port, service, owners)) return 'warning';
  const targets = targetsOf(service);
  return unknownOf(targets, declared).length === targets.length && targets.length > 1 ? undefined : 'information';
}

const targetsOf = (service: Service) => service.ports.flatMap((port) => targetOf(service, port) ?? []);

/** The targets that are no declared port. */
const unknownOf = (targets: readonly Located<number | string>[], declared: readonly Port[]) =>
  targets.filter(({ value }) => !declared.some(({ name, number }) => number?.value === value || name?.value === value));

/** The declared ports that no port of the Service leads to. */
function portsLeft({ protocol }: ServicePort, service: Service, declared: readonly Port[]): readonly Port[] {
  const targets = targetsOf(service);
  return declared.filter(
    (each) =>
      each.protocol === protocol &&
      !targets.some(({ value }) => value === each.number?.value || value === each.name?.value),
  );
}

/** The port that was meant because nothing leads to it and everything else has its own. */
function onlyPortLeft(port: ServicePort, service: Service, owners: readonly PodOwner[]): Port | undefined {
  const declared = portsOf(owners);
  const [client, ...more] = portsLeft(port, service, declared).filter(
    ({ name }) => !besideTheWork.test(name?.value ?? ''),
  );
  const areAllDeclared = owners.every(({ pods }) =>
    pods.containers.every(({ ports, isInit }) => isInit || ports.length > 0),
  );
  const isOnly = more.length === 0 && unknownOf(targetsOf(service), declared).length === 1;
  return isOnly && areAllDeclared ? client : undefined;
}

/** Ports that are declared for those who watch over the Pod; what it is there for may go undeclared beside them. */
const besideTheWork = /metric|prom|export|webhook|health|probe|live|ready|status|admin|debug|jmx|stats/;

function report(
  service: Service,
  port: ServicePort,
  targetPort: Located<number | string>,
  owners: readonly PodOwner[],
  declared: readonly Port[],
  severity: 'error' | 'warning' | 'information',
): Report {
  const fits = fitting(port, targetPort, declared);
  const left = fits.length === 0 ? onlyPortLeft(port, service, owners) : undefined;
  const candidates = left ? [left] : fits;
  const shown = candidates.length > 0 ? candidates : declared;
  return {
    at: targetPort,
    severity,
    // Names need a letter.
    ...(/^\d+$/.test(String(port.targetPort?.field.string?.value ?? ''))
      ? { effect: 'rejected', api: [{ type: 'Invalid value', field: targetPort.field.path }] }
      : {}),
    message: messageOf(service, port, targetPort, owners, declared),
    related: shown.slice(0, 3).map((candidate) => ({
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
        safe: fits.length === 1 && (severity === 'error' || service.isHeadless),
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
  const other = portsOf(owners).find(({ number }) => number?.value === value);
  const known = other
    ? `${value} is declared for ${other.protocol}`
    : ports.length === 0
      ? 'there is none'
      : `declared ${ports.length === 1 ? 'is' : 'are'} ${ports.join(', ')}`;
  if (typeof value === 'string') {
    const effect = service.isHeadless ? '' : ' What is sent to it reaches nobody.';
    return `No container of ${whose} has a ${kind} named "${value}"; ${known}.${effect}`;
  }
  const effect = service.isHeadless ? '' : ' Unless one listens there all the same, what is sent to it reaches nobody.';
  return `No container of ${whose} declares ${kind} ${value}; ${known}.${effect}`;
}

/** The container ports that were probably meant, best first: a slip away, then of the Service port's name or number. Others are no better than a guess. */
function fitting(port: ServicePort, { value }: Located<number | string>, declared: readonly Port[]): readonly Port[] {
  const named = declared.filter(
    ({ name, number }) =>
      number !== undefined &&
      (typeof value === 'number' ||
        name !== undefined ||
        String(number.value) === value ||
        declared.every((each) => !each.name)),
  );
  const nameOf = ({ name }: Port) => name?.value ?? '';
  const slip = typeof value === 'string' ? nearest(value, named, nameOf) : undefined;
  const isFitting = [
    (candidate: Port) => candidate === slip || String(candidate.number?.value) === value,
    ({ name }: Port) => name !== undefined && name.value === port.name,
    ({ number }: Port) => number?.value === port.port,
  ];
  const seen = new Set<string>();
  return isFitting
    .flatMap((fits) => named.filter(fits))
    .filter(({ name, number }) => {
      const key = `${name?.value}:${number?.value}`;
      return !seen.has(key) && seen.add(key);
    });
}
