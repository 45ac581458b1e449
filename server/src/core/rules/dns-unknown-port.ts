import { isOpaqueList, type Port, type Resource, type Service, type StatefulSet } from '../manifest.ts';
import {
  addressers,
  isUnderService,
  podAddressesIn,
  reportOf,
  type Slip,
  together,
  writtenName,
} from '../names/addresses.ts';
import { editWithin, type HostName, hostNamesIn, placeWithin, podParts, textsIn } from '../names/host-names.ts';
import { peerListsIn } from '../names/peer-lists.ts';
import { type ClosedSeed, closedSeedsIn, httpSeedsIn, transportPortOf } from '../names/seed-ports.ts';
import { remember } from '../remember.ts';
import { defineRule, type Report } from '../rule.ts';
import type { Severity } from '../settings.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'dns-unknown-port',
  kinds: addressers,
  effect: 'broken',
  severity: 'warning',
  summary: 'A Pod or headless Service is dialled at a port that no container has.',
  why: `The name of a Pod, and of a headless Service, leads to the Pods themselves: nothing maps ports on the way. A client has to dial the
container's port, also where the Service says \`port: 80\` with another \`targetPort\`. Where a port is merely undeclared, which is no
mistake in itself, the finding is information. Nodes of Elasticsearch and OpenSearch find each other at the transport port (9300), not at
that of HTTP (9200): \`discovery.seed_hosts: es-0.es:9300\`, or no port at all.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
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
      targetPort: 8080
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
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
            - containerPort: 8080
          env:
            - name: PRIMARY_HOST
              value: web-0.nginx:80
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
      targetPort: 8080
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
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
            - containerPort: 8080
          env:
            - name: PRIMARY_HOST
              value: web-0.nginx:8080
`,

  *check(resource, workspace) {
    const lists = peerListsIn(resource, workspace);
    const othersOf = (name: HostName) =>
      (lists.find(({ members }) => members.some((each) => each.name === name))?.members ?? []).flatMap(
        ({ name: { port } }) => port?.text ?? [],
      );
    const all = [...dialled(resource, workspace)];
    const seeds = httpSeedsIn(resource);
    yield* seedReports(seeds, resource, all, workspace);
    if (resource.type === 'StatefulSet')
      for (const seed of closedSeedsIn(resource, workspace)) yield closedReport(seed, resource, workspace);
    const slips = all.flatMap(({ name, statefulSet }) =>
      seeds.includes(name) ? [] : (slipOf(name, statefulSet, othersOf(name), workspace) ?? []),
    );
    for (const group of together(slips)) {
      const [{ name, statefulSet, service, ports, severity, words }] = group;
      const number = name.port?.text;
      const known = ports
        .map(({ number, name }) => (name ? `${number?.value} (${name.value})` : `${number?.value}`))
        .join(', ');
      const why = service
        ? `; port ${number} is that of Service "${service.name?.value}", which is headless and maps nothing`
        : '';
      const report = reportOf(
        group,
        `No container of "${statefulSet.name?.value}" declares port ${number}, at which "${writtenName(name)}" is dialled: declared ${ports.length === 1 ? 'is' : 'are'} ${known}${why}.`,
        ports
          .slice(0, 3)
          .map((port) => ({ at: port.number ?? port.field, message: `Container port ${port.number?.value}` })),
        `Write port ${words}`,
      );
      yield { ...report, severity };
    }
  },
});

interface PortSlip extends Slip {
  readonly statefulSet: StatefulSet;
  /** The Service whose port was taken for the container's. */
  readonly service: Service | undefined;
  readonly ports: readonly Port[];
  readonly severity: Severity;
}

interface Dialled {
  readonly name: HostName;
  readonly statefulSet: StatefulSet;
}

/** The port is there, but nodes do not find each other at it. */
function* seedReports(
  seeds: readonly HostName[],
  resource: Resource,
  all: readonly Dialled[],
  workspace: Workspace,
): Iterable<Report> {
  const slips = seeds.flatMap((name): readonly Slip[] => {
    const dialled = all.find((each) => each.name === name)?.statefulSet;
    const nodes = dialled ?? (resource.type === 'StatefulSet' ? resource : undefined);
    const words = transportPortOf(nodes, resource, workspace);
    return name.port && words !== undefined ? [{ name, span: name.port, words, kind: `seed ${words}` }] : [];
  });
  for (const group of together(slips)) {
    const [{ name, words }] = group;
    yield reportOf(
      group,
      `Port ${name.port?.text} is that of HTTP, at which no node finds "${writtenName(name)}": nodes talk to each other at the transport port, ${words}.`,
      [],
      `Write port ${words}`,
    );
  }
}

function closedReport({ service, port, ...seed }: ClosedSeed, nodes: StatefulSet, workspace: Workspace): Report {
  const { service: governing } = workspace.governingService(nodes);
  const name = governing?.isHeadless ? governing.name?.value : undefined;
  const edit = name === undefined || name === service.name?.value ? undefined : editWithin(seed.text, seed, name);
  const meant = edit ? `: name the headless Service, "${name}"` : '';
  return {
    at: placeWithin(seed.text, seed),
    message: `Service "${service.name?.value}" has no port ${port}, at which nodes look for each other${meant}.`,
    related: [{ at: service.name ?? service.field, message: `Service "${service.name?.value}"` }],
    fixes: edit ? [{ title: `Write "${name}"`, safe: false, edits: [edit] }] : [],
  };
}

/** Names with a port that lead to the Pods of a set. */
function* dialled(resource: Resource, workspace: Workspace): Iterable<Dialled> {
  for (const address of podAddressesIn(resource, workspace))
    if (address.name.port && isUnderService(address)) yield address;
  for (const name of hostNamesIn(resource)) {
    const [label, namespace, more] = name.labels;
    if (!name.port || more || podParts(label.text)) continue;
    const where = namespace?.text ?? resource.namespace?.value;
    const service = workspace
      .servicesNamed(label.text, resource)
      .find((each) => [undefined, where].includes(each.namespace?.value) || where === undefined);
    const sets = service?.isHeadless && service.selector ? workspace.podsSelectedBy(service.selector, service) : [];
    const [only] = sets;
    if (sets.length === 1 && only?.type === 'StatefulSet') yield { name, statefulSet: only };
  }
}

/** `listed` are the ports of the members of its list. */
function slipOf(
  name: HostName,
  statefulSet: StatefulSet,
  listed: readonly string[],
  workspace: Workspace,
): PortSlip | undefined {
  const { port } = name;
  const { containers } = statefulSet.pods;
  const ports = containers.flatMap((container) => container.ports);
  const isUnknown =
    containers.some(({ field }) => isOpaqueList(field.get('ports'))) || ports.some(({ number }) => !number);
  // `:2888:3888` are ports that peers have among themselves; few declare them.
  if (!port || /^:\d/.test(name.text.value.slice(port.end, port.end + 2))) return undefined;
  if (isUnknown || ports.length === 0 || ports.some(({ number }) => String(number?.value) === port.text))
    return undefined;
  const { service } = workspace.governingService(statefulSet);
  const taken = service?.ports.find((each) => String(each.port) === port.text);
  const target = taken?.targetPort?.value;
  const mapped = ports.find(
    ({ name, number }) => target !== undefined && (number?.value === target || name?.value === target),
  );
  const isPod = podParts(name.labels[0].text) !== undefined;
  // `postgres:16` is an image. And where the Service maps nothing, it says itself that Pods listen there.
  if (!mapped && (taken || !isPod || numbersIn(statefulSet).has(port.text))) return undefined;
  const slips = ports.filter(({ number }) => isSlip(port.text, String(number?.value)));
  const shared = ports.filter(({ number }) => listed.includes(String(number?.value)));
  const meant = mapped ?? nearestPort(port.text, shared.length > 0 ? shared : slips);
  return {
    name,
    span: port,
    words: meant ? String(meant.number?.value) : undefined,
    kind: `${statefulSet.name?.value} ${port.text}`,
    statefulSet,
    service: mapped && service,
    ports,
    severity: meant || slips.length > 0 ? 'warning' : 'information',
  };
}

/** None where two are equally near. */
function nearestPort(port: string, ports: readonly Port[]): Port | undefined {
  const far = ({ number }: Port) => Math.abs(Number(number?.value) - Number(port));
  const [first, second] = [...ports].sort((a, b) => far(a) - far(b));
  const isTie = first && second && far(first) === far(second) && first.number?.value !== second.number?.value;
  return isTie ? undefined : first;
}

/** One digit is another, or two neighbours have changed places: 8008 for 8080. */
function isSlip(a: string, b: string): boolean {
  const differing = [...a].flatMap((digit, i) => (digit === b[i] ? [] : [i]));
  const [i = 0, j = 0] = differing;
  const isSwap = differing.length === 2 && j === i + 1 && a[i] === b[j] && a[j] === b[i];
  return a.length > 2 && a.length === b.length && (differing.length === 1 || isSwap);
}

/** The numbers in a set's own texts, but for those behind names of Pods: it most likely listens there. */
function numbersIn(statefulSet: StatefulSet): ReadonlySet<string> {
  return remember(numbers, statefulSet, () => {
    const dialled = new Set(
      hostNamesIn(statefulSet).flatMap(({ text, port }) => (port ? `${text.field.span.start} ${port.start}` : [])),
    );
    return new Set(
      textsIn(statefulSet).flatMap(({ value, field }) =>
        [...value.matchAll(/\d{2,5}/g)].flatMap(({ 0: number, index }) =>
          dialled.has(`${field.span.start} ${index}`) ? [] : [number],
        ),
      ),
    );
  });
}
const numbers = new WeakMap<StatefulSet, ReadonlySet<string>>();
