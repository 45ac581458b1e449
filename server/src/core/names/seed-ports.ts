/**
 * Seeds of Elasticsearch and OpenSearch that are given with the port of HTTP. Nodes find each other at the transport port, which is
 * taken when none is written. Source: https://www.elastic.co/guide/en/elasticsearch/reference/current/modules-discovery-settings.html
 */
import type { Resource, StatefulSet } from '../manifest.ts';
import { type HostName, hostNamesIn, textsIn } from './host-names.ts';

const http = '9200';
/** Where nodes find each other unless they are told another port. */
export const transport = '9300';

/** The names of seeds with the port of HTTP; none where that is said to be the transport port. */
export function httpSeedsIn(resource: Resource): readonly HostName[] {
  const seeds = hostNamesIn(resource).filter((name) => name.port?.text === http && isSeed(name));
  return seeds.length > 0 && textsIn(resource).some(({ key, value }) => isHttpMoved(`${key}=${value}`)) ? [] : seeds;
}

/** The port at which the nodes of a set find each other: one that is named so, else the usual one; undefined where it is that of HTTP. */
export function transportPortOf({ pods }: StatefulSet): string | undefined {
  const ports = pods.containers.flatMap((container) => container.ports);
  const named = ports.find(({ name }) => /transport|inter|node/i.test(name?.value ?? ''));
  const number = String(named?.number?.value ?? transport);
  return number === http ? undefined : number;
}

const seedKey = /^(?:discovery\.)?seed_hosts$|^discovery\.zen\.ping\.unicast\.hosts$|(?:^|_)discovery_seed_+hosts$/i;
const isSeed = ({ key, text }: HostName): boolean => seedKey.test(key) || seedKey.test(text.key);

const isHttpMoved = (words: string): boolean =>
  new RegExp(String.raw`transport[._](?:tcp[._])?port["']?\s*[:=]\s*["']?${http}\b`, 'i').test(words);
