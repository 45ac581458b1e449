/** Elasticsearch's initial masters, which are listed by the names of nodes: those of the Pods, and not DNS names. */
import type { Resource, StatefulSet } from '../manifest.ts';
import type { Workspace } from '../workspace.ts';
import { isFinal, podAddressesIn, podName, type Slip } from './addresses.ts';
import { ownPod, variablesOf } from './expansion.ts';
import { type HostName, hostNamesIn, podParts, type Text } from './host-names.ts';

/** An id or a name in a list that stands for another member than it should. */
export interface IdSlip extends Slip {
  readonly statefulSet: StatefulSet;
  readonly message: string;
  readonly title: string;
}

/** What is listed by another name than the node has. */
export function* misnamedMasters(resource: Resource, workspace: Workspace): Iterable<IdSlip> {
  yield* nodeSlips(resource, workspace);
  yield* strangeNodes(resource, workspace);
}

/** In its own template, a set lists nodes by the name of its Service: `search-0` for `es-0`. */
function* strangeNodes(resource: Resource, workspace: Workspace): Iterable<IdSlip> {
  if (resource.type !== 'StatefulSet' || !resource.name || !isFinal(resource, workspace)) return;
  for (const name of hostNamesIn(resource)) {
    const { set, ordinal } = podParts(name.labels[0].text) ?? {};
    if (!isMasterList(name) || name.labels.length > 1 || name.hasSvc || set === undefined || ordinal === undefined)
      continue;
    if (workspace.setsNamed(set, resource).length > 0 || !goesByPodName(resource, name.text)) continue;
    const number = Number(ordinal);
    if (set !== resource.serviceName?.value || number < resource.start || number >= resource.start + resource.replicas)
      continue;
    yield nodeSlip(name, resource, podName(resource, number));
  }
}

const nodeSlip = (name: HostName, statefulSet: StatefulSet, pod: string): IdSlip => ({
  name,
  span: { start: name.start, end: name.port?.end ?? name.end },
  words: pod,
  kind: 'node',
  statefulSet,
  message: `No node is named "${name.text.value.slice(name.start, name.end)}": nodes go by the names of their Pods, like "${pod}", so no master is elected.`,
  title: 'Write the names of the Pods',
});

function* nodeSlips(resource: Resource, workspace: Workspace): Iterable<IdSlip> {
  for (const { name, statefulSet, ordinal, second } of podAddressesIn(resource, workspace)) {
    if (ordinal === undefined || !second || !isMasterList(name)) continue;
    if (!goesByPodName(statefulSet, name.text)) continue;
    yield nodeSlip(name, statefulSet, podName(statefulSet, ordinal));
  }
}

/** `cluster.initial_master_nodes`, also in levels; `CLUSTER_INITIAL_MASTER_NODES` of images that make settings of variables. */
const isMasterList = ({ key }: HostName) => /(?:^|[._])initial_+master_+nodes$/i.test(key);

/** `node.name` is the Pod's name; it is that, too, when nothing is said. */
function goesByPodName(statefulSet: StatefulSet, { value }: Text): boolean {
  const inFile = /^\s*node\.name\s*:\s*(.*)$/m.exec(value)?.[1];
  if (inFile !== undefined && !/^["']?\$\{(?:HOSTNAME|POD_NAME)\}["']?\s*$/.test(inFile)) return false;
  const names = statefulSet.pods.containers.flatMap((container) =>
    variablesOf(container).filter(({ name }) => /^node\.name$/i.test(name)),
  );
  return names.every((each) => each.value === ownPod);
}
