import type { Resource } from '../manifest.ts';
import {
  addressers,
  type PodAddress,
  podAddressesIn,
  reportOf,
  type Slip,
  together,
  writtenName,
} from '../names/addresses.ts';
import { isUnknown } from '../names/expansion.ts';
import { defineRule } from '../rule.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'dns-wrong-namespace',
  kinds: addressers,
  effect: 'broken',
  severity: 'warning',
  summary: 'The DNS name of a Pod says another namespace than its StatefulSet is in.',
  why: `The third label of a Pod's DNS name is the namespace of its StatefulSet: \`web-0.nginx.shop.svc\`. With another one, or with none
before \`svc\`, the name does not resolve. From the same namespace, \`web-0.nginx\` is enough.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services',
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
              value: web-0.nginx.default.svc
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
    const slips = podAddressesIn(resource, workspace).flatMap((address) => slipOf(address, resource, workspace) ?? []);
    for (const group of together(slips)) {
      const [{ name, statefulSet, third, namespace, title }] = group;
      const place = namespace === undefined ? '' : `, which is "${namespace}"`;
      yield reportOf(
        group,
        third
          ? `"${writtenName(name)}" does not resolve: "${statefulSet.name?.value}" is in namespace "${namespace}", not in "${third.text}".`
          : `"${writtenName(name)}" does not resolve: before "svc" stands the namespace${place}; "${statefulSet.serviceName?.value}" is the Service.`,
        [
          {
            at: statefulSet.namespace ?? statefulSet.name ?? statefulSet.field,
            message: `"${statefulSet.name?.value}"${namespace === undefined ? '' : ` is in "${namespace}"`}`,
          },
        ],
        title,
      );
    }
  },
});

interface NamespaceSlip extends Slip, Pick<PodAddress, 'statefulSet' | 'third'> {
  readonly namespace: string | undefined;
  readonly title: string;
}

function slipOf(address: PodAddress, resource: Resource, workspace: Workspace): NamespaceSlip | undefined {
  const { name, statefulSet, second, third, isInReach } = address;
  if (!second || second.text !== statefulSet.serviceName?.value) return undefined;
  if (!name.hasSvc && !(isMeantInside(address) && workspace.governingService(statefulSet).service)) return undefined;
  const namespace = statefulSet.namespace?.value;
  const kind = `${statefulSet.name?.value} ${third?.text ?? ''}`;
  const common = { name, kind, statefulSet, third, namespace };
  if (!third) {
    if (namespace === second.text) return undefined; // then it is the Service that is missing
    const end = { start: second.end, end: second.end };
    if (namespace !== undefined)
      return { ...common, span: end, words: `.${namespace}`, title: `Insert namespace "${namespace}"` };
    return {
      ...common,
      span: { start: second.end, end: name.end },
      words: '',
      title: `Write "${name.text.value.slice(name.start, second.end)}"`,
    };
  }
  if (isInReach || namespace === undefined || third.text === '' || isUnknown(third.text)) return undefined;
  // From a third namespace, another set of the same name in a fourth may be meant.
  const asker = resource.namespace?.value;
  if (asker !== undefined && asker !== namespace && asker !== third.text) return undefined;
  return { ...common, span: third, words: namespace, title: `Write namespace "${namespace}" for "${third.text}"` };
}

/** Without `svc`, `web-0.nginx.prod` may be a file, or a host of another world: it is dialled, and ends with no known domain. */
function isMeantInside({ name, third, ordinal, statefulSet: { start, replicas } }: PodAddress): boolean {
  const isPod = ordinal === undefined || (ordinal >= start && ordinal < start + replicas);
  return third !== undefined && isPod && name.isDialled && !name.isOpen && !topLevelDomains.test(third.text);
}

/** Those of two letters are of countries. */
const topLevelDomains =
  /^(?:[a-z]{2}|app|biz|cloud|cluster|com|corp|dev|home|info|intern|internal|intra|intranet|invalid|lan|local|localdomain|localhost|mesh|net|online|org|private|site|test|tech|xyz)$/;
