import type { Resource, Service, StatefulSet } from '../manifest.ts';
import {
  addressers,
  isUnderService,
  podAddressesIn,
  reportOf,
  resolvesDifferently,
  type Slip,
  together,
  writtenName,
} from '../names/addresses.ts';
import { isUnknown } from '../names/expansion.ts';
import { hostNamesIn, podParts } from '../names/host-names.ts';
import { defineRule } from '../rule.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'dns-short-name-across-namespaces',
  kinds: addressers,
  effect: 'broken',
  severity: 'warning',
  summary: 'A name without a namespace is used from another namespace.',
  why: `A short name is looked up in the namespace of the Pod that asks: \`web-0.nginx\` and \`nginx\` resolve beside the StatefulSet, and
nowhere else. From another namespace the name needs the namespace of the Service: \`web-0.nginx.shop\`.`,
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
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: report
  namespace: office
data:
  SHOP_URL: http://web-0.nginx:8080/
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
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: report
  namespace: office
data:
  SHOP_URL: http://web-0.nginx.shop:8080/
`,

  *check(resource, workspace) {
    const asker = resource.namespace?.value;
    if (asker === undefined || resource.type === 'Service' || resolvesDifferently(resource)) return;
    for (const group of together([...pods(resource, workspace), ...services(resource, asker, workspace)])) {
      const [{ name, words, target }] = group;
      const namespace = words.slice(1);
      yield reportOf(
        group,
        `"${writtenName(name)}" does not resolve in namespace "${asker}": ${target.kind} "${target.name?.value}" is in "${namespace}".`,
        [
          {
            at: target.namespace ?? target.field,
            message: `${target.kind} "${target.name?.value}" is in "${namespace}"`,
          },
        ],
        `Append the namespace: "${writtenName(name)}${words}"`,
      );
    }
  },
});

interface ShortName extends Slip {
  readonly words: string;
  readonly target: StatefulSet | Service;
}

function* pods(resource: Resource, workspace: Workspace): Iterable<ShortName> {
  for (const address of podAddressesIn(resource, workspace)) {
    const { name, statefulSet, second, third, isInReach } = address;
    const namespace = statefulSet.namespace?.value;
    if (isInReach || name.hasSvc || name.isAbsolute || name.isOpen || !second || third || namespace === undefined)
      continue;
    // While serviceName names nobody, a Service beside the set is most likely the one that is meant.
    const isMeant = () =>
      !workspace.governingService(statefulSet).service &&
      workspace.servicesNamed(second.text, statefulSet).some((each) => each.namespace?.value === namespace);
    if (isUnderService({ ...address, isInReach: true }) || isMeant()) yield shortName(address, namespace, statefulSet);
  }
}

/** The Service of a StatefulSet, dialled by its name alone, where no Service of that name is. */
function* services(resource: Resource, asker: string, workspace: Workspace): Iterable<ShortName> {
  for (const name of hostNamesIn(resource)) {
    const [label, more] = name.labels;
    if (more || name.hasSvc || name.isAbsolute || name.isOpen || !name.isDialled) continue;
    if (isUnknown(label.text) || podParts(label.text)) continue;
    const named = workspace.servicesNamed(label.text, resource);
    const [service] = named;
    if (!service || workspace.isOpen(resource) || workspace.hasOpaqueServices(resource)) continue;
    const namespace = service.namespace?.value;
    const elsewhere = named.every((each) => ![undefined, asker].includes(each.namespace?.value));
    const fits = !name.port || service.ports.some(({ port }) => String(port) === name.port?.text);
    if (namespace === undefined || !elsewhere || !fits || workspace.setsGovernedBy(service).length === 0) continue;
    yield shortName({ name }, namespace, service);
  }
}

const shortName = ({ name }: Pick<Slip, 'name'>, namespace: string, target: ShortName['target']): ShortName => ({
  name,
  span: { start: name.end, end: name.end },
  words: `.${namespace}`,
  kind: `${target.name?.value} ${namespace}`,
  target,
});
