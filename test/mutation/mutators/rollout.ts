/** Updates, disruptions, scaling, probes. */
import { insertKey, removeKey, replaceScalar } from '../../../server/src/core/edit.ts';
import { knownContainers } from '../../../server/src/core/known/images.ts';
import type { PodDisruptionBudget, StatefulSet } from '../../../server/src/core/manifest.ts';
import { replicasOf } from '../../../server/src/core/replicas.ts';
import type { Field } from '../../../server/src/core/yaml.ts';
import {
  added,
  all,
  clears,
  each,
  type Fault,
  key,
  type Mutators,
  maybe,
  mistyped,
  none,
  restored,
  restores,
  without,
} from '../fault.ts';
import {
  addKey,
  append,
  copyOf,
  databaseIn,
  labelsOf,
  metadata,
  nameOf,
  podSpecOf,
  selectorOf,
  specOf,
  uriOf,
} from './objects.ts';

const budget = (set: StatefulSet, spec: object) =>
  append(set, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata('one-more-budget', set),
    spec: { ...spec, selector: { matchLabels: selectorOf(set) } },
  });

const autoscaler = (set: StatefulSet, target: object, bounds: object = { minReplicas: 2, maxReplicas: 9 }) =>
  append(set, {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata('one-more-autoscaler', set),
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: nameOf(set), ...target }, ...bounds },
  });

/** The labels that a budget asks for. */
const asked = ({ selector }: PodDisruptionBudget): readonly Field[] =>
  [...selector.labels.values.values()].map(({ field }) => field);

/** A set's labels, one of them mistyped, for a term that is to choose its own Pods. */
function mistypedLabels(set: StatefulSet) {
  const [first, ...others] = Object.entries(selectorOf(set));
  if (!first || first[1].length < 5) return undefined;
  const [label, text] = first;
  return { label, labels: { [label]: `${text}s`, ...Object.fromEntries(others) } };
}

export const rollout: Mutators = {
  'partition-holds-everything': each('StatefulSet', (set, { workspace }) => {
    const replicas = replicasOf(set, workspace);
    const strategy = specOf(set).get('updateStrategy');
    const field = strategy.get('rollingUpdate', 'partition');
    if (!replicas || replicas.most === 0 || strategy.get('type').text === 'OnDelete') return [];
    const at = field;
    if (field.number)
      return [(field.text === '0' ? restores : clears)('raised', at, replaceScalar(field, replicas.most))];
    const path = ['spec', 'updateStrategy', 'rollingUpdate', 'partition'];
    return [
      clears('as many', at, addKey(set.field, path, replicas.most)),
      clears('more', at, addKey(set.field, path, 999)),
    ];
  }),

  'max-unavailable-dropped': each(
    'StatefulSet',
    (set) => {
      const strategy = specOf(set).get('updateStrategy');
      const field = strategy.get('rollingUpdate', 'maxUnavailable');
      if (set.replicas < 4 || field.exists || strategy.get('type').text === 'OnDelete') return [];
      const path = ['spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'];
      return [2, '90%'].map((most) => clears(String(most), field, addKey(set.field, path, most)));
    },
    { kubernetes: '1.36' },
  ),

  'update-strategy-on-delete': each('StatefulSet', (set) => {
    const strategy = specOf(set).get('updateStrategy');
    const type = strategy.get('type');
    if (!strategy.exists)
      return [clears('added', type, addKey(set.field, ['spec', 'updateStrategy', 'type'], 'OnDelete'))];
    return type.text === 'RollingUpdate' && !strategy.get('rollingUpdate').exists
      ? [restores('changed', type, replaceScalar(type, 'OnDelete'))]
      : [];
  }),

  'ordered-bootstrap-deadlock': each('StatefulSet', (set) => {
    const policy = specOf(set).get('podManagementPolicy');
    const [member] = knownContainers(set.pods);
    const path = member?.container.image?.value.includes('etcd')
      ? '/health'
      : member?.container.image?.value.includes('elasticsearch')
        ? '/_cluster/health'
        : undefined;
    const probe = member?.container.field.get('readinessProbe');
    const { text } = set.field.document;
    if (!member || !path || !probe || set.replicas < 2 || !text.includes(`${nameOf(set)}-1.`)) return [];
    if (member.container.field.get('startupProbe').exists || probe.get('exec').exists) return [];
    const ordered = policy.exists ? [replaceScalar(policy, 'OrderedReady')] : [];
    const [port] = member.container.ports;
    const at = probe.get('httpGet', 'path');
    if (at.exists)
      return [
        clears('in place', at, replaceScalar(at, path), ...ordered),
        ...(policy.exists ? [clears('policy removed', at, replaceScalar(at, path), removeKey(policy))] : []),
      ];
    if (probe.exists || !port?.number) return [];
    const added = insertKey(member.container.field, 'readinessProbe', { httpGet: { path, port: port.number.value } });
    return [clears('added', at, added, ...ordered)];
  }),

  'probe-requires-cluster': each('StatefulSet', (set) => {
    const [member] = knownContainers(set.pods);
    const field = member?.container.field;
    if (!field || !member.container.image || set.replicas < 2) return [];
    const questions: readonly (readonly [RegExp, readonly string[]])[] = [
      [/etcd/, ['etcdctl', 'endpoint', 'health']],
      [/elasticsearch|opensearch/, ['curl', '-f', 'localhost:9200/_cluster/health']],
      [/zookeeper/, ['zkServer.sh status']],
      [/rabbitmq/, ['rabbitmq-diagnostics', 'check_if_node_is_quorum_critical']],
      [/redis|valkey/, ['redis-cli cluster info | grep cluster_state:ok']],
      [/kafka/, ['kafka-topics.sh', '--describe', '--under-replicated-partitions']],
    ];
    const found = questions.find(([image]) => image.test(member.container.image?.value ?? ''));
    if (!found) return [];
    const [, command] = found;
    const probe = field.get('livenessProbe');
    const asks = command.findIndex((each) => /_|--under|status|health/.test(each));
    const at = probe.get('exec', 'command', command.length === 3 && command[0] === 'etcdctl' ? 0 : asks);
    const value_ = { exec: { command }, initialDelaySeconds: 90 };
    return [
      none(
        String(found[0]),
        at,
        ...(probe.exists
          ? [removeKey(probe), insertKey(field, 'livenessProbe', value_)]
          : [insertKey(field, 'livenessProbe', value_)]),
      ),
    ];
  }),

  'pdb-blocks-eviction': all(
    each('PodDisruptionBudget', (resource, { workspace }) => {
      const owners = workspace.podsSelectedBy(resource.selector, resource);
      const [owner, ...others] = owners;
      const count = owner && others.length === 0 ? replicasOf(owner, workspace)?.least : undefined;
      const { minAvailable, maxUnavailable } = resource;
      if (count === undefined || count === 0 || owner?.kind === 'DaemonSet') return [];
      if (maxUnavailable.exists)
        return [
          (maxUnavailable.text === '1' ? restores : clears)(
            'maxUnavailable 0',
            maxUnavailable,
            replaceScalar(maxUnavailable, 0),
          ),
          clears('maxUnavailable 0%', maxUnavailable, replaceScalar(maxUnavailable, '0%')),
          clears('neither', key(resource.selector.field), removeKey(maxUnavailable)),
        ];
      if (!minAvailable.exists) return [];
      return [count, count + 3, '100%', '99%'].map((most, i) =>
        clears(['as many', 'more', 'all', 'rounded up'][i] ?? '', minAvailable, replaceScalar(minAvailable, most)),
      );
    }),
    each('StatefulSet', (set, { workspace }) => {
      if (workspace.budgetsSelecting(set.pods.labels, set).length > 0 || Object.keys(selectorOf(set)).length === 0)
        return [];
      const replicas = replicasOf(set, workspace);
      if (!replicas || replicas.least === 0 || workspace.podsSelectedBy(set.selector, set).length !== 1) return [];
      const at = added(uriOf(set), 'spec', 'minAvailable');
      return [
        clears('a budget for all', at, budget(set, { minAvailable: replicas.least })),
        clears('a budget for 100%', at, budget(set, { minAvailable: '100%' })),
      ];
    }),
  ),

  'pdb-selects-nothing': each('PodDisruptionBudget', (resource, { workspace }) => {
    const [owner, ...others] = workspace.podsSelectedBy(resource.selector, resource);
    if (!owner || others.length > 0 || !/^(?:StatefulSet|Deployment)$/.test(owner.kind) || !resource.name) return [];
    return [
      ...asked(resource).flatMap((label) => mistyped(label).map(restored(label))),
      ...(resource.selector.field.exists
        ? [none('no selector', resource.name.field, removeKey(resource.selector.field))]
        : []),
    ];
  }),

  'pdb-overlap': each('PodDisruptionBudget', (resource, { workspace }) => {
    if (workspace.podsSelectedBy(resource.selector, resource).length === 0) return [];
    const other = copyOf(resource, { metadata: metadata('z-one-more-budget', resource) });
    return [none('a budget more', added(uriOf(resource), 'metadata', 'name'), append(resource, other))];
  }),

  'pdb-missing': each(
    'PodDisruptionBudget',
    (resource, { workspace }) => {
      const [owner, ...others] = workspace.podsSelectedBy(resource.selector, resource);
      if (owner?.type !== 'StatefulSet' || others.length > 0 || !owner.name) return [];
      if (workspace.budgetsSelecting(owner.pods.labels, owner).length > 1) return [];
      const replicas = specOf(owner).get('replicas');
      if ((replicasOf(owner, workspace)?.least ?? 0) < 2) return [];
      return [clears('removed', replicas.exists ? replicas : owner.name.field, ...without(resource))];
    },
    { rules: { 'pdb-missing': 'hint' } },
  ),

  'hpa-target-not-found': all(
    each('HorizontalPodAutoscaler', (resource, clean) => {
      const { name, field } = resource.target;
      const kind = field.get('kind');
      if (!name || kind.text !== 'StatefulSet' || !clean.has('StatefulSet', name.value)) return [];
      const isFree = (text: string) => !clean.has('StatefulSet', text);
      return [
        ...mistyped(name.field, isFree).map(restored(name.field)),
        restores('another kind', kind, replaceScalar(kind, 'Deployment')),
      ];
    }),
    each('StatefulSet', (set, clean) => {
      if (!set.name || clean.workspace.autoscalersOf(set).length > 0) return [];
      const at = (step: string) => added(uriOf(set), 'spec', 'scaleTargetRef', step);
      const replicas = specOf(set).get('replicas');
      // What an autoscaler counts has no number of its own.
      const free = replicas.exists ? [removeKey(replicas)] : [];
      if (clean.workspace.budgetsSelecting(set.pods.labels, set).length > 0 || set.updateStrategy.partition > 0)
        return [];
      if (clean.mentions(`${set.name.value}-1`) > 0) return []; // whoever lists the Pods counts on the number
      return [
        maybe('an autoscaler of another', at('name'), ...free, autoscaler(set, { name: 'nobody' })),
        ...(clean.has('Deployment', set.name.value)
          ? []
          : [clears('an autoscaler of another kind', at('kind'), ...free, autoscaler(set, { kind: 'Deployment' }))]),
      ];
    }),
  ),

  'hpa-owns-replicas': each('StatefulSet', (set, { workspace }) => {
    const field = specOf(set).get('replicas');
    const name = set.name?.value ?? '';
    if (
      !field.number ||
      workspace.autoscalersOf(set).length > 0 ||
      workspace.named('StatefulSet', name, set).length !== 1
    )
      return [];
    // A budget and a partition count on the number.
    if (workspace.budgetsSelecting(set.pods.labels, set).length > 0 || set.updateStrategy.partition > 0) return [];
    return [clears('an autoscaler more', field, autoscaler(set, {}))];
  }),

  'grace-period-too-short': each('StatefulSet', (set) => {
    const spec = podSpecOf(set);
    const field = spec.get('terminationGracePeriodSeconds');
    const seconds = databaseIn(set) ? [0, -1, 5] : [0, -1];
    return seconds.map((each) =>
      (field.text === '30' ? restores : clears)(
        field.exists ? `${each}` : `${each} added`,
        field,
        field.exists ? replaceScalar(field, each) : insertKey(spec, String(field.step), each),
      ),
    );
  }),

  'anti-affinity-mismatch': each('StatefulSet', (set) => {
    const spec = podSpecOf(set);
    const affinity = spec.get('affinity');
    const terms = affinity.get('podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
    const preferred = affinity.get('podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution');
    const constraints = spec.get('topologySpreadConstraints');
    const all = [...terms.items, ...preferred.items.map((item) => item.get('podAffinityTerm'))];
    const label = mistypedLabels(set);
    const inTerm = (term: Field): readonly Fault[] => {
      const values = [
        ...term.get('labelSelector', 'matchLabels').entries.map((field) => ({ field, label: field.step })),
        ...term
          .get('labelSelector', 'matchExpressions')
          .items.flatMap((item) => item.get('values').items.map((field) => ({ field, label: item.get('key').text }))),
      ];
      const isOwn = values.every(({ field, label }) => labelsOf(set)[String(label)] === field.text);
      return isOwn ? values.flatMap(({ field }) => mistyped(field).map(restored(field))) : [];
    };
    return [
      ...(all.length === 1 && all[0] ? inTerm(all[0]) : []),
      ...(all.length === 0 ? constraints.items.flatMap(inTerm) : []),
      ...(affinity.exists || constraints.exists || !label
        ? []
        : [
            clears(
              'a term added',
              terms.get(0, 'labelSelector', 'matchLabels', label.label),
              addKey(
                spec,
                ['affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'],
                [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: label.labels } }],
              ),
            ),
            clears(
              'a constraint added',
              constraints.get(0, 'labelSelector', 'matchLabels', label.label),
              insertKey(spec, 'topologySpreadConstraints', [
                {
                  maxSkew: 1,
                  topologyKey: 'kubernetes.io/hostname',
                  whenUnsatisfiable: 'DoNotSchedule',
                  labelSelector: { matchLabels: label.labels },
                },
              ]),
            ),
          ]),
    ];
  }),

  'anti-affinity-missing': each(
    'StatefulSet',
    (set) => {
      const spec = podSpecOf(set);
      const [term, constraints] = [spec.get('affinity', 'podAntiAffinity'), spec.get('topologySpreadConstraints')];
      const replicas = specOf(set).get('replicas');
      const [isTerm, isConstraint] = [term.kind === 'mapping', constraints.kind === 'sequence'];
      if (!replicas.number || replicas.number.value < 2 || isTerm === isConstraint) return [];
      const field = isTerm ? (spec.get('affinity').entries.length === 1 ? spec.get('affinity') : term) : constraints;
      return [clears('removed', replicas, removeKey(field))];
    },
    { rules: { 'anti-affinity-missing': 'hint' } },
  ),

  'readiness-missing': each('StatefulSet', (set, { workspace }) => {
    const member = knownContainers(set.pods).find(({ known }) => known.isDatabase || known.looksForPeers)?.container;
    const probes = set.pods.containers.flatMap(({ field }) =>
      ['readinessProbe', 'startupProbe'].map((probe) => field.get(probe)).filter(({ exists }) => exists),
    );
    if (!member || probes.length === 0 || (replicasOf(set, workspace)?.most ?? 0) < 2) return [];
    if (set.pods.containers.some(({ field }) => field.get('lifecycle', 'postStart').exists)) return [];
    const policy = specOf(set).get('podManagementPolicy');
    const edits = [...probes.map(removeKey), ...(policy.exists ? [replaceScalar(policy, 'OrderedReady')] : [])];
    return [maybe('removed', member.field.get('name'), ...edits)];
  }),

  'liveness-too-early': each('StatefulSet', (set) =>
    knownContainers(set.pods)
      .filter(({ known }) => known.recoversSlowly)
      .flatMap(({ container }): readonly Fault[] => {
        const probe = container.field.get('livenessProbe');
        const [startup, delay] = [container.field.get('startupProbe'), probe.get('initialDelaySeconds')];
        const [port] = container.ports;
        if (!probe.exists && !startup.exists && port?.number)
          return [
            clears(
              'added',
              delay,
              insertKey(container.field, 'livenessProbe', {
                tcpSocket: { port: port.number.value },
                initialDelaySeconds: 5,
              }),
            ),
            clears(
              'added without delay',
              key(probe),
              insertKey(container.field, 'livenessProbe', { tcpSocket: { port: port.number.value } }),
            ),
          ];
        const [period, failures] = [probe.get('periodSeconds'), probe.get('failureThreshold')];
        const isShort = (period.number?.value ?? 10) * (failures.number?.value ?? 3) < 55;
        const { text } = probe.document;
        const isProcess =
          probe.valueSpan && /pgrep|pidof|\bps\b/.test(text.slice(probe.valueSpan.start, probe.valueSpan.end));
        if (!probe.exists || !isShort || isProcess) return [];
        if (startup.exists)
          return [clears('startupProbe removed', delay.exists ? delay : key(probe), removeKey(startup))];
        return delay.exists ? [clears('short delay', delay, replaceScalar(delay, 1))] : [];
      }),
  ),

  'quorum-even': each('StatefulSet', (set, clean) => {
    const field = specOf(set).get('replicas');
    const isQuorum = knownContainers(set.pods).some(({ known }) => known.isQuorum);
    if (!isQuorum || !field.number || field.number.value < 3 || field.number.value % 2 === 0) return [];
    if (clean.of('StatefulSet').some(({ name }) => name?.value.includes('arbiter'))) return [];
    // A budget and a list of the members count on the number.
    if (clean.workspace.budgetsSelecting(set.pods.labels, set).length > 0) return [];
    if (clean.mentions(`${set.name?.value}-1`) > 0) return [];
    const { value: count } = field.number;
    return [
      restores('one less', field, replaceScalar(field, count - 1)),
      clears('one more', field, replaceScalar(field, count + 1)),
    ];
  }),

  'image-unpinned': each('StatefulSet', (set) =>
    knownContainers(set.pods)
      .filter(({ known }) => known.isDatabase)
      .flatMap(({ container: { image } }) => {
        const repository = image?.value.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
        if (!image || repository === undefined || repository === image.value || /:latest$/.test(image.value)) return [];
        return [
          none('no tag', image.field, replaceScalar(image.field, repository)),
          none('latest', image.field, replaceScalar(image.field, `${repository}:latest`)),
        ];
      }),
  ),
};
