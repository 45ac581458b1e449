/** Nodes of RabbitMQ that are named after the Pod's IP: an identity that a Pod has, but does not keep. */
import type { Edit } from '../edit.ts';
import { variableIdentity } from '../known/identities.ts';
import type { Container, StatefulSet } from '../manifest.ts';
import type { Fix, Place, Related } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Span } from '../yaml.ts';
import { expand, ownIp, variablesOf } from './expansion.ts';
import { editWithin, placeWithin, type Text, textsIn } from './host-names.ts';
import { fixesOf } from './identity-fixes.ts';
import { configMapsOf } from './mounted-files.ts';
import { spanWithin } from './within.ts';

export interface IpNode {
  readonly at: Place;
  /** `RABBITMQ_NODENAME`. */
  readonly name: string;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
}

/** None where the Pods have the addresses of their nodes, or annotations may give them fixed ones. */
export function* ipNodesIn(statefulSet: StatefulSet, workspace: Workspace): Iterable<IpNode> {
  const { pods } = statefulSet;
  const annotations = pods.field.get('metadata', 'annotations').entries.map(({ step }) => String(step));
  const hostNetwork = pods.field.get('spec', 'hostNetwork');
  if ((hostNetwork.exists && hostNetwork.scalar !== false) || annotations.some((key) => /(?:^|[/_.-])ip/i.test(key)))
    return;
  for (const container of pods.containers) {
    if (container.isInit) continue;
    const texts = textsIn(statefulSet).filter((text) => text.container === container);
    const scripts = texts.filter(({ list }) => list !== undefined);
    for (const text of scripts) yield* inScript(text, container);
    if (scripts.some(({ value }) => assignment.test(value))) continue;
    const node = texts.findLast(({ list, key }) => !list && variableIdentity(key) === 'node');
    if (!node || !expand(node.value, node.variables).text.includes(`@${ownIp}`)) continue;
    const variable = texts.findLast(({ list, key, value }) => !list && key === 'K8S_ADDRESS_TYPE' && value === 'ip');
    const discovery = variable
      ? { text: variable, start: 0, end: variable.value.length }
      : discoveryByIp(statefulSet, workspace);
    const fixes = fixesOf(statefulSet, container, node, 'node');
    const common = { at: node.field, name: node.key };
    if (!discovery) {
      yield { ...common, related: [], fixes };
      continue;
    }
    const also = variable ? undefined : lookedUpByName(statefulSet, container, discovery);
    yield {
      ...common,
      related: [{ at: placeWithin(discovery.text, discovery), message: 'Nodes look for each other by IP' }],
      fixes: also ? fixes.map((fix) => ({ ...fix, edits: [...fix.edits, also] })) : [],
    };
  }
}

const assignment = /(?<![-\w.])RABBITMQ_NODE_?NAME=/;

/** `RABBITMQ_NODENAME=rabbit@$(hostname -i)`, `rabbit@$POD_IP`. */
function* inScript(text: Text, container: Container): Iterable<IpNode> {
  const ips = variablesOf(container).filter(({ value }) => value === ownIp);
  const names = ['hostname -[iI]', ...ips.map(({ name }) => `${name}\\b`)].join('|');
  const pattern = new RegExp(`${assignment.source}["']?[\\w-]*@(?:\\$\\(|\\$\\{?|\`)(?:${names})`, 'g');
  for (const { 0: words, index } of text.value.matchAll(pattern))
    yield {
      at: placeWithin(text, { start: index, end: index + words.length }),
      name: words.replace(/=.*/s, ''),
      related: [],
      fixes: [],
    };
}

// ---- how the nodes of a cluster find each other ----

/** `cluster_formation.k8s.address_type = ip` in a mounted file. */
interface Discovery extends Span {
  readonly text: Text;
}

function discoveryByIp(statefulSet: StatefulSet, workspace: Workspace): Discovery | undefined {
  for (const text of configMapsOf(statefulSet, workspace).flatMap(textsIn)) {
    const [words, option] = /^[ \t]*(cluster_formation\.k8s\.address_type[ \t]*=[ \t]*ip)\b/m.exec(text.value) ?? [];
    if (words === undefined || option === undefined) continue;
    const start = text.value.indexOf(option);
    return { text, start, end: start + option.length };
  }
  return undefined;
}

/** What looks for the nodes by the names that they have then: `rabbit@<hostname><suffix>`. */
function lookedUpByName(
  { serviceName }: StatefulSet,
  container: Container,
  { text, ...span }: Discovery,
): Edit | undefined {
  const option = text.value.slice(span.start, span.end).replace(/ip$/, 'hostname');
  const hasSuffix =
    /^[ \t]*cluster_formation\.k8s\.hostname_suffix\b/m.test(text.value) ||
    variablesOf(container).some(({ name }) => name === 'K8S_HOSTNAME_SUFFIX');
  if (hasSuffix) return editWithin(text, span, option);
  const { document } = text.field;
  // The line end and the indentation before it.
  const place = spanWithin(text.field, span.start, span.end);
  const gap = /\r?\n[ \t]*$/.exec(document.text.slice(0, place?.start))?.[0];
  return gap === undefined
    ? undefined
    : editWithin(text, span, `${option}${gap}cluster_formation.k8s.hostname_suffix = .${serviceName?.value ?? ''}`);
}
