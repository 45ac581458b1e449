/**
 * Seeds of Elasticsearch and OpenSearch that are given with the port of HTTP. Nodes find each other at the transport port, which is
 * taken when none is written. Source: https://www.elastic.co/guide/en/elasticsearch/reference/current/modules-discovery-settings.html
 */
import { isOpaqueList, type Resource, type Service, type StatefulSet } from '../manifest.ts';
import type { Workspace } from '../workspace.ts';
import type { Span } from '../yaml.ts';
import { type HostName, hostNamesIn, type Text, textsIn } from './host-names.ts';
import { configMapsOf } from './mounted-files.ts';

const http = '9200';
const usual = '9300';

/** The names of seeds with the port of HTTP. */
export const httpSeedsIn = (resource: Resource): readonly HostName[] =>
  hostNamesIn(resource).filter((name) => name.port?.text === http && isSeed(name));

/**
 * The port at which nodes find each other: one that is written beside the seeds, or by the nodes, or a container port that is named so,
 * else the usual one; undefined where it is that of HTTP.
 */
export function transportPortOf(
  nodes: StatefulSet | undefined,
  seeds: Resource,
  workspace: Workspace,
): string | undefined {
  const others = nodes ? [nodes, ...configMapsOf(nodes, workspace)] : [];
  const words = [seeds, ...others].flatMap(textsIn).map(({ key, value }) => `${key}=${value}`);
  const written = words.flatMap((each) => transportPort.exec(each)?.[1] ?? [])[0];
  const ports = nodes?.pods.containers.flatMap((container) => container.ports) ?? [];
  const named = ports.find(({ name }) => /transport|inter|node/i.test(name?.value ?? ''))?.number;
  const number = written ?? String(named?.value ?? usual);
  return number === http ? undefined : number;
}

const transportPort = /transport(?:[._]|:\s+)(?:tcp[._])?port["']?\s*[:=]\s*["']?(\d+)/i;

/** A seed that is a Service without the port at which nodes find each other. */
export interface ClosedSeed extends Span {
  readonly text: Text;
  readonly service: Service;
  /** At which it is dialled. */
  readonly port: string;
}

/** Of the seeds in a set's variables; a headless Service has all ports of its Pods. */
export function closedSeedsIn(statefulSet: StatefulSet, workspace: Workspace): readonly ClosedSeed[] {
  const texts = textsIn(statefulSet).filter(({ list, key }) => !list && seedKey.test(key));
  const transport = texts.length > 0 ? transportPortOf(statefulSet, statefulSet, workspace) : undefined;
  return texts.flatMap((text) =>
    [...text.value.matchAll(/(?<![\w.$-])([a-z0-9][a-z0-9-]*)(?:\.[a-z0-9.-]+)?(?::(\d+))?(?=[\s,]|$)/g)].flatMap(
      ({ 1: host = '', 2: port = transport, index }): readonly ClosedSeed[] => {
        const [service] = workspace.named('Service', host, statefulSet);
        const isClosed = service?.selector && !service.isHeadless && !service.isExternalName && !hasPort(service, port);
        return isClosed && port !== undefined && port !== http
          ? [{ text, service, port, start: index, end: index + host.length }]
          : [];
      },
    ),
  );
}

/** Also when its ports are still to be filled in. */
const hasPort = ({ ports, field }: Service, number: string | undefined): boolean =>
  isOpaqueList(field.get('spec', 'ports')) || ports.some(({ port }) => port === undefined || String(port) === number);

const seedKey = /^(?:discovery\.)?seed_hosts$|^discovery\.zen\.ping\.unicast\.hosts$|(?:^|_)discovery_seed_+hosts$/i;
const isSeed = ({ key, text }: HostName): boolean => seedKey.test(key) || seedKey.test(text.key);
