import { isBeforeHost } from '../known/host-directives.ts';
import { variableIdentity } from '../known/identities.ts';
import type { Resource, StatefulSet } from '../manifest.ts';
import {
  addressers,
  type PodAddress,
  podAddressesIn,
  reportOf,
  resolvesDifferently,
  type Slip,
  together,
  writtenName,
} from '../names/addresses.ts';
import { variablesOf } from '../names/expansion.ts';
import { type HostName, textsIn } from '../names/host-names.ts';
import { fixesOf } from '../names/identity-fixes.ts';
import { configMapsOf } from '../names/mounted-files.ts';
import { defineRule, type Fix } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Located } from '../yaml.ts';

export default defineRule({
  id: 'dns-missing-service-label',
  kinds: addressers,
  effect: 'broken',
  severity: 'warning',
  summary: 'A Pod is addressed by its name alone, or by its name and namespace without the Service.',
  why: `The name of a Pod alone (\`web-0\`) resolves nowhere but in that Pod itself, and \`web-0.shop.svc\` would be a Service "web-0". Between
the Pod's name and the namespace stands the governing Service: \`web-0.nginx\`, \`web-0.nginx.shop.svc\`.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
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
              value: web-0.shop.svc.cluster.local
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
    if (workspace.isOpen(resource) || resolvesDifferently(resource)) return;
    const slips = podAddressesIn(resource, workspace).flatMap((address) => slipOf(address, resource, workspace) ?? []);
    for (const group of together(slips)) {
      const [{ name, words, serviceName, statefulSet, isBare }] = group;
      const report = reportOf(
        group,
        isBare
          ? `"${writtenName(name)}" resolves in that Pod alone: to others it is "${writtenName(name)}.${serviceName.value}".`
          : `"${writtenName(name)}" does not resolve: between Pod and namespace stands the Service, "${serviceName.value}".`,
        [{ at: serviceName, message: 'serviceName' }],
        `Insert "${words.slice(1)}"`,
      );
      // Under a Service that is not there, no name resolves.
      const isThere = workspace.governingService(statefulSet).service !== undefined;
      yield { ...report, fixes: isThere ? (nodeFixes(name, statefulSet) ?? report.fixes ?? []) : [] };
    }
  },
});

/** Of a node's name: it needs long names, too. */
function nodeFixes({ text }: HostName, statefulSet: StatefulSet): readonly Fix[] | undefined {
  const isNode = text.container && !text.list && variableIdentity(text.key) === 'node';
  return isNode ? fixesOf(statefulSet, text.container, text, 'node') : undefined;
}

interface MissingLabel extends Slip {
  readonly words: string;
  readonly serviceName: Located<string>;
  readonly statefulSet: StatefulSet;
  readonly isBare: boolean;
}

function slipOf(address: PodAddress, resource: Resource, workspace: Workspace): MissingLabel | undefined {
  const { name, statefulSet, pod, ordinal, second, third, isInReach } = address;
  const { serviceName } = statefulSet;
  if (!serviceName || third || !isInReach || name.isOpen || workspace.hasOpaqueServices(resource)) return undefined;
  if (resolvesDifferently(statefulSet)) return undefined;
  const span = { start: pod.end, end: pod.end };
  const kind = `${statefulSet.name?.value} ${second?.text ?? ''}`;
  const slip = { name, span, kind, serviceName, statefulSet, isBare: false };
  const namespace = statefulSet.namespace?.value;
  if (second) {
    if (second.text === '') return undefined;
    const isNamespace = name.hasSvc
      ? second.text !== serviceName.value || namespace === second.text
      : second.text === namespace &&
        second.text !== serviceName.value &&
        workspace.servicesNamed(second.text, resource).length === 0;
    return isNamespace ? { ...slip, words: `.${serviceName.value}` } : undefined;
  }
  if (name.hasSvc) return { ...slip, words: `.${serviceName.value}${namespace === undefined ? '' : `.${namespace}`}` };
  if (isNodeAlone(address, workspace)) return { ...slip, isBare: true, words: `.${serviceName.value}` };
  // The one Pod of a set may well dial itself, and nobody says that others read a ConfigMap.
  const isOfOther = resource !== statefulSet && (resource.type === 'Workload' || resource.type === 'StatefulSet');
  const isOthers = isOfOther || statefulSet.replicas > 1;
  const isPod =
    ordinal !== undefined && ordinal >= statefulSet.start && ordinal < statefulSet.start + statefulSet.replicas;
  if (!isOthers || !isPod || name.isAbsolute || !isDialledAlone(address)) return undefined;
  return { ...slip, isBare: true, words: `.${serviceName.value}` };
}

/**
 * A Pod's name is often just a name: of a member, of a node (`MASTER_HOSTS`). It is a host before a port, behind `://`, where a
 * directive takes one, or where a key says so.
 */
function isDialledAlone({ name }: PodAddress): boolean {
  if (isBeforeHost(wordsBefore(name))) return true;
  return (
    name.isDialled &&
    (name.port !== undefined ||
      /(?:host|seeds?|seed_?hosts)$/i.test(name.key) ||
      isAllOfHost(name) ||
      isAfterScheme(name.text.value, name.start))
  );
}

/**
 * A node of RabbitMQ that goes by the bare name of its Pod, where several are to make a cluster: `rabbit@$(POD_NAME)`. Others dial it by
 * that name. Source: https://www.rabbitmq.com/docs/clustering#hostname-resolution-requirement
 */
function isNodeAlone({ name, ordinal, statefulSet }: PodAddress, workspace: Workspace): boolean {
  const { text, start } = name;
  if (ordinal !== undefined || statefulSet.replicas < 2 || variableIdentity(text.key) !== 'node') return false;
  const isCluster = /erlang_?\.?cookie|cluster_formation|join_cluster/i;
  return (
    /@$/.test(text.value.slice(0, start)) &&
    (textsIn(statefulSet).some(({ key, value }) => isCluster.test(`${key}=${value}`)) ||
      statefulSet.pods.containers.some((container) =>
        variablesOf(container).some((each) => isCluster.test(each.name)),
      ) ||
      configMapsOf(statefulSet, workspace).some((each) => textsIn(each).some(({ value }) => isCluster.test(value))))
  );
}

/** The line up to a name; of a command, the items before it, too. */
function wordsBefore({ text: { list, field, value }, start }: HostName): string {
  const line = value.slice(Math.max(0, start - 200), start).replace(/.*\n/s, '');
  const items = (list?.items ?? []).slice(0, Number(field.step));
  return [...items.map(({ text = '' }) => text), line].join(' ');
}

/** All of a variable that holds a host: `REDIS_SERVER`. */
const isAllOfHost = ({ text: { key, list, value }, start, end }: HostName) =>
  !list && start === 0 && end === value.length && /(?<!MASTER)_(?:HOSTS|ADDR|ADDRESS|SERVERS?)$/.test(key);

const isAfterScheme = (text: string, start: number) =>
  /:\/\/[^\s/"']*$/.test(text.slice(Math.max(0, start - 100), start));
