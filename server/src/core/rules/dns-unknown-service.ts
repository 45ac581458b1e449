import { nearest } from '../did-you-mean.ts';
import { replaceScalar } from '../edit.ts';
import type { Resource, Service, StatefulSet } from '../manifest.ts';
import {
  addressers,
  type PodAddress,
  podAddressesIn,
  readdressed,
  reportOf,
  type Slip,
  together,
  writtenName,
} from '../names/addresses.ts';
import { isUnknown, ownNamespace } from '../names/expansion.ts';
import { keptServiceNames } from '../names/renamed-services.ts';
import { defineRule, type Fix } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import { type Located, writtenName as nameAsWritten } from '../yaml.ts';

export default defineRule({
  id: 'dns-unknown-service',
  kinds: addressers,
  effect: 'broken',
  severity: 'warning',
  summary: 'A Pod is addressed under a Service that is not the one its StatefulSet names.',
  why: `A Pod of a StatefulSet has one DNS name of its own: its name, then the \`serviceName\` of the set, as in \`web-0.nginx\`. Under any
other Service, also one that selects the same Pods, and under the name of the set, that Pod does not resolve.

A kustomization with \`namePrefix\` or \`nameSuffix\` gives Services other names, but changes no texts: there, the overlay has to write the new
name itself, or take it over with \`replacements\`. That also goes for the name of the Service alone, \`http://nginx\`.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
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
              value: web-0.ngnix
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
              value: web-0.nginx
`,

  *check(resource, workspace) {
    const slips = podAddressesIn(resource, workspace).flatMap((address) => slipOf(address, resource, workspace) ?? []);
    for (const group of together(slips)) {
      const [{ name, statefulSet, label, serviceName }] = group;
      if (label === nameAsWritten(serviceName)) {
        const message = `The kustomization names the Service "${serviceName.value}"; this text keeps "${label}", so "${writtenName(name)}" does not resolve.`;
        const related = [{ at: serviceName, message: `serviceName of "${statefulSet.name?.value}"` }];
        // What stands in a base is right there.
        yield { ...reportOf(group, message, related, ''), severity: 'error', fixes: [] };
        continue;
      }
      const own = headlessServiceOf(statefulSet, label, workspace);
      const report = reportOf(
        group,
        `"${writtenName(name)}" does not resolve: the Pods of "${statefulSet.name?.value}" have their names under Service "${serviceName.value}", not under "${label}".`,
        [{ at: serviceName, message: `serviceName of "${statefulSet.name?.value}"` }],
        `Write "${serviceName.value}" for "${label}"`,
        !own && workspace.governingService(statefulSet).service !== undefined,
      );
      yield own ? { ...report, fixes: eitherWay(report.fixes ?? [], statefulSet, own, workspace) } : report;
    }
    for (const group of together(keptServiceNames(resource, workspace))) {
      const [{ service, label }] = group;
      const message = `The kustomization names the Service "${service.name?.value}"; this text keeps "${label}", which is no name of it any more.`;
      const related = [{ at: service.name ?? service.field, message: `Service "${service.name?.value}"` }];
      yield { ...reportOf(group, message, related, ''), fixes: [] };
    }
  },
});

/** The Service in an address, where it could give these Pods their names as well: then `serviceName` may be what is wrong. */
function headlessServiceOf(statefulSet: StatefulSet, label: string, workspace: Workspace): Service | undefined {
  return workspace
    .servicesSelecting(statefulSet.pods.labels, statefulSet)
    .find(({ isHeadless, name }) => isHeadless && name?.value === label);
}

/** The set follows the addresses, unless others name its Pods as they are called now. */
function eitherWay(
  addresses: readonly Fix[],
  statefulSet: StatefulSet,
  { name }: Service,
  workspace: Workspace,
): readonly Fix[] {
  const { serviceName } = statefulSet;
  if (!serviceName || !name) return addresses;
  const label = nameAsWritten(name);
  const names = readdressed(statefulSet, label, workspace);
  const set: readonly Fix[] = names
    ? [
        {
          title: `Change serviceName to "${label}"`,
          safe: false,
          edits: [replaceScalar(serviceName.field, label), ...names],
        },
      ]
    : [];
  return names?.length === 0 ? [...set, ...addresses] : [...addresses, ...set];
}

interface ServiceSlip extends Slip, Pick<PodAddress, 'statefulSet'> {
  readonly label: string;
  readonly serviceName: Located<string>;
}

function slipOf(address: PodAddress, resource: Resource, workspace: Workspace): ServiceSlip | undefined {
  const { name, statefulSet, second, third, isInReach } = address;
  const { serviceName } = statefulSet;
  if (!second || !serviceName || !isInReach || second.text === '' || isUnknown(second.text)) return undefined;
  // Before `svc`, a second label that is the last one is the namespace.
  if (second.text === serviceName.value || (name.hasSvc && !third)) return undefined;
  const isThere = workspace.servicesNamed(second.text, resource).length > 0;
  const isRenamed = second.text === nameAsWritten(serviceName);
  if (isRenamed && (isThere || workspace.isOpen(resource))) return undefined;
  if (!isThere && !isRenamed && !isSurelyService(address, serviceName.value)) return undefined;
  // The name is right and serviceName is not: that is service-not-found.
  if (isThere && !workspace.governingService(statefulSet).service) return undefined;
  const label = second.text;
  return {
    name,
    span: second,
    words: serviceName.value,
    kind: `${statefulSet.name?.value} ${label}`,
    statefulSet,
    label,
    serviceName,
  };
}

/** The label stands for a Service, not for a namespace, a domain outside of the cluster, or the ending of a file. */
function isSurelyService({ name, statefulSet, second, third }: PodAddress, serviceName: string): boolean {
  const label = second?.text ?? '';
  const namespace = statefulSet.namespace?.value;
  if (third) return name.hasSvc || third.text === ownNamespace || (namespace !== undefined && third.text === namespace);
  if (label === namespace || label === 'default') return false;
  const isLike =
    nearest(label, [serviceName], (each) => each) !== undefined ||
    serviceName.startsWith(`${label}-`) ||
    label.startsWith(`${serviceName}-`);
  return isLike || (name.isDialled && label.length > 2 && !endings.test(label));
}

/** Domains outside of clusters, and files. */
const endings =
  /^(?:com|net|org|io|dev|local|localdomain|internal|lan|home|corp|test|example|cloud|log|pid|conf|cfg|crt|key|pem|csr|json|ya?ml|properties|xml|tar|gz|zip|sh|txt|sock|db|jar|rdb|aof|dump|bak|sql|tmp|lock|csv|ini|toml|env|service|snap)$/;
