import { variableIdentity } from '../known/identities.ts';
import type { Resource } from '../manifest.ts';
import {
  addressers,
  isUnderService,
  podAddressesIn,
  reportOf,
  type Slip,
  together,
  writtenName,
} from '../names/addresses.ts';
import { isUnknown } from '../names/expansion.ts';
import { type HostName, hostNamesIn, type Text } from '../names/host-names.ts';
import { strangersBeyond } from '../names/strangers.ts';
import { remember } from '../remember.ts';
import { defineRule } from '../rule.ts';
import { defaultSettings } from '../settings.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'dns-cluster-domain',
  kinds: addressers,
  effect: 'advice',
  severity: 'hint',
  summary: 'A name is tied to one cluster domain.',
  why: `\`cluster.local\` is what most clusters are called inside, not all: the kubelet's \`clusterDomain\` decides. \`web-0.nginx.shop.svc\` resolves
in every cluster, because Pods search their cluster's domain. When the name says another domain than \`ordinal.clusterDomain\`, it does
not resolve at all. Names by which members know each other (of nodes, voters, advertised listeners) only change together, and are left alone.
Names that end with a dot, and those of ExternalName Services and of nginx' \`resolver\`, have to be whole and are left alone.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
  namespace: shop
spec:
  clusterIP: None
  selector:
    app: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  namespace: shop
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
              value: web-0.nginx.shop.svc.cluster.local
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
  namespace: shop
spec:
  clusterIP: None
  selector:
    app: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  namespace: shop
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
              value: web-0.nginx.shop.svc
`,

  *check(resource, workspace) {
    if (resource.type === 'Service') return;
    const { clusterDomain } = workspace.settingsOf(resource.field.document.uri);
    for (const group of together(slipsIn(resource, workspace))) {
      const [{ name, domain }] = group;
      const isSplit = group.some((slip) => isPartOfIdentity(slip, resource, workspace));
      const isConfigured = clusterDomain !== defaultSettings.clusterDomain;
      const report = reportOf(
        group,
        domain === clusterDomain
          ? `"${writtenName(name)}" resolves in clusters with the domain "${domain}" only; without it, it resolves in all.`
          : `"${writtenName(name)}" ends with "${domain}", but the cluster domain is "${clusterDomain}"${isConfigured ? '' : ' unless the setting ordinal.clusterDomain says otherwise'}: then it does not resolve.`,
        [],
        `Drop ".${domain}"`,
      );
      const fixes = isSplit ? [] : (report.fixes ?? []);
      yield domain === clusterDomain
        ? { ...report, fixes }
        : { ...report, fixes, effect: 'broken', severity: isConfigured ? 'warning' : 'information' };
    }
  },
});

interface DomainSlip extends Slip {
  readonly domain: string;
}

function slipsIn(resource: Resource, workspace: Workspace): readonly DomainSlip[] {
  const pods = new Set(podAddressesIn(resource, workspace).map(({ name }) => name));
  const needsWhole = new Map<Text, boolean>();
  return hostNamesIn(resource).flatMap((name) => {
    const { domain, isAbsolute, isOpen, text } = name;
    if (!domain || domain.text === '' || isUnknown(domain.text) || isAbsolute || isOpen) return [];
    if (remember(needsWhole, text, () => /\bresolver\b/.test(text.value))) return [];
    if (!(pods.has(name) || isServiceOfSet(name, resource, workspace)) || isIdentity(name)) return [];
    if (isToldOtherwise(name, resource, workspace)) return [];
    return [{ name, span: domain, words: '', kind: domain.text, domain: domain.text }];
  });
}

/** The name is who somebody is, to itself and to others: in one place alone it may not change. */
const isIdentity = ({ text, key, start }: HostName): boolean =>
  [key, text.key].some((each) => variableIdentity(each) !== undefined || identities.test(each)) ||
  /rs\.(?:initiate|add|reconfig)\b|\b_id\s*:/.test(text.value) ||
  /(?:^|[\s,;"'=[])[\w-]+@$/.test(text.value.slice(Math.max(0, start - 20), start));
const identities =
  /node_?name|suffix|voters|advertise|initial[-._]?cluster|(?:^|[-._])server[-._]id$|controller[-._]quorum|^etcd_name$/i;

/** Who its members are ends with this domain: to drop it elsewhere alone would split what is one name. */
function isPartOfIdentity({ name, domain }: DomainSlip, resource: Resource, workspace: Workspace): boolean {
  const set = podAddressesIn(resource, workspace).find((each) => each.name === name)?.statefulSet;
  return [resource, ...(set ? workspace.addressing(set) : [])].some((each) =>
    hostNamesIn(each).some((other) => other.domain?.text === domain && isIdentity(other)),
  );
}

/** What is wrong before the domain is said by another rule, and comes first. */
function isToldOtherwise(name: HostName, resource: Resource, workspace: Workspace): boolean {
  const address = podAddressesIn(resource, workspace).find((each) => each.name === name);
  if (!address) return false;
  const { service } = workspace.governingService(address.statefulSet);
  const isNotHeadless = service !== undefined && !service.isHeadless;
  const isStranger = [...strangersBeyond(resource, workspace)].some((each) => each.name === name);
  return !isUnderService(address) || isNotHeadless || isStranger;
}

function isServiceOfSet(name: HostName, resource: Resource, workspace: Workspace): boolean {
  const [service, , more] = name.labels;
  return (
    !more && workspace.servicesNamed(service.text, resource).some((each) => workspace.setsGovernedBy(each).length > 0)
  );
}
