import { nearest } from '../did-you-mean.ts';
import { insertKey, replaceScalar } from '../edit.ts';
import { knownContainers } from '../known/images.ts';
import type { Container, Service, StatefulSet } from '../manifest.ts';
import { defineRule, type Fix } from '../rule.ts';
import { printName, printObject } from '../words.ts';
import type { Workspace } from '../workspace.ts';
import type { Located } from '../yaml.ts';
import { deadAnnotation } from './not-ready-addresses-annotation.ts';

export default defineRule({
  id: 'not-ready-addresses-unpublished',
  kinds: ['Service'],
  effect: 'risky',
  severity: 'warning',
  summary: 'Members look for each other before they are Ready, but the governing Service publishes only Ready Pods.',
  why: `A Pod has no DNS name until it is Ready, unless its Service says \`publishNotReadyAddresses: true\`. A member that becomes Ready only after it has found
its peers then waits for names that wait for it: at the first start of a Parallel set, and of every set after all of its Pods were down at once.
Clients should come through another Service, one that leaves out the Pods that are not Ready.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: zk
spec:
  clusterIP: None
  selector:
    app: zk
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: zk
spec:
  serviceName: zk
  replicas: 3
  podManagementPolicy: Parallel
  selector:
    matchLabels:
      app: zk
  template:
    metadata:
      labels:
        app: zk
    spec:
      containers:
        - name: zookeeper
          image: hazelcast/hazelcast:5.5
          env:
            - name: ZOO_SERVERS
              value: server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888 server.3=zk-2.zk:2888:3888
          readinessProbe:
            exec:
              command: [zkServer.sh, status]
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: zk
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    app: zk
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: zk
spec:
  serviceName: zk
  replicas: 3
  podManagementPolicy: Parallel
  selector:
    matchLabels:
      app: zk
  template:
    metadata:
      labels:
        app: zk
    spec:
      containers:
        - name: zookeeper
          image: hazelcast/hazelcast:5.5
          env:
            - name: ZOO_SERVERS
              value: server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888 server.3=zk-2.zk:2888:3888
          readinessProbe:
            exec:
              command: [zkServer.sh, status]
`,

  *check(service, workspace) {
    // Without a headless Service there are no names anyway; the annotation has a rule of its own.
    if (!service.isHeadless || !service.selector || service.publishNotReadyAddresses || deadAnnotation(service)) return;
    const written = service.field.get('spec', 'publishNotReadyAddresses');
    if (written.exists && !written.boolean) return;
    for (const statefulSet of workspace.setsGovernedBy(service)) {
      const search = workspace.isCutOff(statefulSet) ? undefined : searchForPeers(statefulSet, service, workspace);
      if (!search) continue;
      const isParallel = statefulSet.podManagementPolicy === 'Parallel';
      yield {
        at: written.exists ? written : (service.name ?? service.field),
        severity: search.isSure ? 'warning' : 'information',
        effect: isParallel ? 'stuck' : 'risky',
        message: `The Pods of ${printName(statefulSet)} ${search.behaviour}, but ${printObject(service)} publishes only Ready Pods. If readiness waits for the peers, ${
          isParallel ? 'no Pod ever becomes Ready.' : 'none becomes Ready again after all of them were down at once.'
        }`,
        related: [search.evidence],
        fixes: publish(service),
      };
      return;
    }
  },
});

interface Search {
  readonly behaviour: 'look for each other by name before they are Ready' | 'know each other by name';
  readonly evidence: { readonly at: Located<string>; readonly message: string };
  /** The image is known for it, and the list, or a start of all Pods at once, makes it matter. */
  readonly isSure: boolean;
}

/** What tells that the Pods of a set look for each other before they are Ready; undefined where nothing does. */
function searchForPeers(statefulSet: StatefulSet, service: Service, workspace: Workspace): Search | undefined {
  const { pods, replicas, name, podManagementPolicy } = statefulSet;
  if (replicas < 2 || !name || !pods.containers.some(mayWaitForPeers)) return undefined;
  const member = knownContainers(pods).find(({ known }) => known.looksForPeers)?.container;
  const list = valuesNamingPods(statefulSet, service, workspace);
  const peers = list.find(({ ordinals }) => ordinals.size > 1);
  if (peers)
    return {
      behaviour: member ? 'look for each other by name before they are Ready' : 'know each other by name',
      evidence: { at: peers.value, message: `Pods of "${name.value}", by name` },
      isSure: member !== undefined,
    };
  // A single seed finds itself, becomes Ready, and is found by all others.
  if (!member?.image || list.length > 0) return undefined;
  // Peers may be found by the name of another Service, which publishes them.
  if (workspace.servicesSelecting(pods.labels, statefulSet).some((each) => each.publishNotReadyAddresses))
    return undefined;
  return {
    behaviour: 'look for each other by name before they are Ready',
    evidence: { at: member.image, message: 'Members of this kind look for their peers when they start' },
    isSure: podManagementPolicy === 'Parallel',
  };
}

/** Without a probe, a Pod is Ready as soon as it runs; ZooKeeper says `imok` while it has no peers yet. */
function mayWaitForPeers({ isInit, field }: Container): boolean {
  if (isInit) return false;
  const probes = [field.get('readinessProbe'), field.get('startupProbe')].filter(({ exists }) => exists);
  return probes.some(
    (probe) => !probe.get('exec', 'command').items.some(({ text = '' }) => /\bruok\b|\bzookeeper-ready\b/.test(text)),
  );
}

/**
 * The values in the Pods' own environment and command lines that name some of them under this Service. A slip in its name counts: that
 * has a rule of its own, and who was meant is plain.
 */
function valuesNamingPods(
  { pods, name }: StatefulSet,
  service: Service,
  workspace: Workspace,
): readonly { readonly value: Located<string>; readonly ordinals: ReadonlySet<string | undefined> }[] {
  const set = (name?.value ?? '').replaceAll('.', '\\.');
  const pod = new RegExp(`(?<![\\w.-])${set}-(\\d+)\\.([\\w-]+)`, 'g');
  return pods.containers
    .flatMap(({ field }) => [
      ...field.get('env').items.map((variable) => variable.get('value')),
      ...field.get('command').items,
      ...field.get('args').items,
    ])
    .flatMap(({ string }) => string ?? [])
    .map((value) => {
      const named = [...value.value.matchAll(pod)].filter(([, , label = '']) => isMeant(label, service, workspace));
      return { value, ordinals: new Set(named.map(([, ordinal]) => ordinal)) };
    })
    .filter(({ ordinals }) => ordinals.size > 0);
}

function isMeant(label: string, service: Service, workspace: Workspace): boolean {
  const name = service.name?.value ?? '';
  const isSlip = nearest(label, [name], (each) => each) !== undefined;
  return label === name || (isSlip && workspace.servicesNamed(label, service).length === 0);
}

function publish(service: Service): readonly Fix[] {
  const spec = service.field.get('spec');
  const written = spec.get('publishNotReadyAddresses');
  return [
    {
      title: `Publish the Pods of ${printObject(service)} before they are Ready (publishNotReadyAddresses: true)`,
      safe: false,
      edits: [
        written.exists ? replaceScalar(written, true) : insertKey(spec, 'publishNotReadyAddresses', true, 'clusterIP'),
      ],
    },
  ];
}
