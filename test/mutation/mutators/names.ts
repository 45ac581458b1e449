/** Names of Pods in texts, variables, and who each Pod is. */
import { addItem, insertItem, insertKey } from '../../../server/src/core/edit.ts';
import type { StatefulSet } from '../../../server/src/core/manifest.ts';
import { asObject } from '../../../server/src/core/objects.ts';
import { replicasOf } from '../../../server/src/core/replicas.ts';
import type { Clean } from '../clean.ts';
import { added, clears, each, type Fault, type Mutators, maybe, slips, withAlso, within } from '../fault.ts';
import { append, metadata, nameOf, uriOf } from './objects.ts';

/** A name of a Pod that is right, by its parts. */
interface Known {
  readonly set: string;
  readonly service: string;
  readonly namespace: string | undefined;
  readonly port: number | undefined;
  readonly replicas: number;
  /** In an object of its own that somebody adds: the fault of a text that names Pods. */
  readonly says: (fault: typeof clears, how: string, text: string, words: string) => Fault;
}

/** The sets whose Pods have DNS names, and a fixed number. */
const eachNamed = (faults: (known: Known, set: StatefulSet, clean: Clean) => Iterable<Fault>) =>
  each('StatefulSet', (set, clean) => {
    const { service } = clean.workspace.governingService(set);
    const replicas = replicasOf(set, clean.workspace);
    if (!set.name || !service?.isHeadless || !service.name || !service.selector || set.start > 0) return [];
    // A build does not reach into texts.
    if (set.name.value !== nameOf(set) || !replicas || replicas.autoscaler || replicas.most === 0) return [];
    if (clean.workspace.named('StatefulSet', set.name.value, set).length > 1) return [];
    const known: Known = {
      set: set.name.value,
      service: service.name.value,
      namespace: set.namespace?.value,
      port: set.pods.containers.flatMap(({ ports }) => ports).find(({ protocol }) => protocol === 'TCP')?.number?.value,
      replicas: replicas.most,
      says: (fault, how, text, words) => saysIn(set, fault, how, text, words),
    };
    return faults(known, set, clean);
  });

/** The text as a new variable of the set's first container. */
function saysIn(set: StatefulSet, fault: typeof clears, how: string, text: string, words: string): Fault {
  const container = set.pods.containers.find(({ isInit }) => !isInit)?.field ?? set.pods.field;
  const env = container.get('env');
  const value = env.get(env.items.length, 'value');
  return fault(how, within(value, words), addItem(container, 'env', { name: 'ADDRESS_OF_POD', value: text }));
}

export const names: Mutators = {
  'dns-unknown-service': eachNamed(({ set, service, namespace = 'default', port = 80, says }) =>
    slips(service)
      .filter(({ how, text }) => !/upper|underscore/.test(how) && !set.includes(text))
      .map(({ how, text }) => says(clears, how, `http://${set}-0.${text}.${namespace}.svc:${port}`, text)),
  ),

  'dns-unknown-pod': eachNamed(({ set, service, port = 80, replicas, says }) => [
    says(clears, 'after the last', `http://${set}-${replicas}.${service}:${port}`, `${set}-${replicas}`),
    says(clears, 'far off', `http://${set}-77.${service}:${port}`, `${set}-77`),
  ]),

  'dns-wrong-namespace': eachNamed(({ set, service, namespace, port = 80, says }) =>
    namespace === undefined
      ? []
      : [says(clears, 'another', `http://${set}-0.${service}.elsewhere.svc:${port}`, 'elsewhere')],
  ),

  'dns-missing-service-label': eachNamed(({ set, namespace, port = 80, says }) => {
    const host = `${set}-0.${namespace}.svc`;
    return namespace === undefined ? [] : [says(clears, 'left out', `http://${host}:${port}`, host)];
  }),

  'dns-unknown-port': eachNamed(({ set, service, port, says }) =>
    port === undefined ? [] : [says(maybe, 'another', `http://${set}-0.${service}:4711`, '4711')],
  ),

  'dns-cluster-domain': eachNamed(({ set, service, namespace = 'default', port = 80, says }, _, { files }) => {
    if ([...files.values()].some((text) => text.includes('cluster.local'))) return []; // it is told with the others
    const host = `${set}-0.${service}.${namespace}.svc.cluster.local`;
    return [says(clears, 'written', `http://${host}:${port}`, '.cluster.local')];
  }),

  'dns-peer-list-incomplete': eachNamed(({ set, service, port = 80, replicas, says }) => {
    const member = (ordinal: number) => `${set}-${ordinal}.${service}:${port}`;
    const list = (ordinals: readonly number[]) => ordinals.map(member).join(',');
    const all = Array.from({ length: replicas }, (_, i) => i);
    if (replicas < 3 || replicas > 9) return [];
    const faulty = [
      { how: 'one left out', text: list(all.slice(0, -1)) },
      { how: 'one twice', text: list([...all.slice(0, -1), 0]) },
    ];
    // Who knows the others by name may wait for them.
    return faulty.map(({ how, text }) =>
      withAlso(says(clears, how, text, text.replace(/:\d+$/, '')), 'not-ready-addresses-unpublished'),
    );
  }),

  'dns-short-name-across-namespaces': eachNamed(({ set, service, namespace, port = 80 }, owner) => {
    if (namespace === undefined) return [];
    const host = `${set}-0.${service}`;
    const pod = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata('asks-from-elsewhere', owner), namespace: 'elsewhere' },
      spec: {
        selector: { matchLabels: { app: 'asks' } },
        template: {
          metadata: { labels: { app: 'asks' } },
          spec: {
            containers: [
              {
                name: 'main',
                image: 'registry.example.com/main:1',
                env: [{ name: 'URL', value: `http://${host}:${port}` }],
              },
            ],
          },
        },
      },
    };
    const at = added(uriOf(owner), 'spec', 'template', 'spec', 'containers', 0, 'env', 0, 'value');
    return [clears('a Deployment', { ...at, words: host }, append(owner, pod))];
  }),

  'env-used-before-defined': each('StatefulSet', (set) => {
    const container = set.pods.containers.find(({ isInit }) => !isInit)?.field ?? set.pods.field;
    const env = container.get('env');
    const value = env.get(env.items.length, 'value');
    const source = { name: 'USED_TOO_EARLY', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } };
    const user = { name: 'USES_IT', value: 'x-$(USED_TOO_EARLY)' };
    if ((env.exists && env.kind !== 'sequence') || container.get('envFrom').exists) return [];
    const words = '$(USED_TOO_EARLY)';
    if (env.kind === 'sequence')
      return env.isFlow
        ? []
        : [clears('defined below', within(value, words), insertItem(env, user), insertItem(env, source))];
    return [clears('defined below', within(value, words), insertKey(container, 'env', [user, source]))];
  }),

  'identity-not-per-pod': eachNamed(({ replicas }, set) => {
    const container = set.pods.containers.find(({ isInit }) => !isInit)?.field ?? set.pods.field;
    const env = container.get('env');
    // A shell, or a script from a volume, may make something of the variable.
    const isPlain = !/\.sh\b|NODE_ID|\bsh\b|bash/.test(JSON.stringify(asObject(container)));
    const words = ['command', 'args'].flatMap((list) => container.get(list).items.map(({ text = '' }) => text));
    if (words.some((word) => word.startsWith('/'))) return []; // a file from a volume may be a script, too
    if (replicas < 2 || !isPlain || (env.exists && env.kind !== 'sequence')) return [];
    const value = env.get(env.items.length, 'value');
    const item = { name: 'KAFKA_NODE_ID', value: '1' };
    return [clears('KAFKA_NODE_ID', { field: value }, addItem(container, 'env', item))];
  }),
};
