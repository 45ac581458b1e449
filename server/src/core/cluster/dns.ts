/**
 * What CoreDNS answers in the cluster as it is. Source: coredns plugin/kubernetes (parse.go, kubernetes.go) and
 * plugin/backend_lookup.go.
 */
import { addressOf, type Endpoint, endpointsOf } from './endpoints.ts';
import { type ServiceObject, shownName } from './objects.ts';
import type { Cluster } from './store.ts';

export interface Answer {
  readonly rcode: 'NOERROR' | 'NXDOMAIN';
  /** Names of Pods in the place of addresses, `service nginx` for a cluster IP, `host:port` for SRV. */
  readonly answers: readonly string[];
}

/** An address with the port at which it serves, under the name that it has there. */
interface Found {
  readonly name: string;
  readonly address: string;
  /** Undefined: none is declared. */
  readonly port: number | undefined;
}

const noName: Answer = { rcode: 'NXDOMAIN', answers: [] };
const noAnswer: Answer = { rcode: 'NOERROR', answers: [] };
/** How often an alias may lead to another one. */
const mostAliases = 8;

export class Dns {
  readonly #cluster: Cluster;
  readonly #domain: string;
  readonly #names: ReadonlyMap<string, string>;

  /** Of the cluster as it is now; `clusterDomain` is what names end in. */
  constructor(cluster: Cluster, clusterDomain: string) {
    this.#cluster = cluster;
    this.#domain = clusterDomain;
    this.#names = namesOfAddresses(cluster);
  }

  /** The answer to a full name. */
  ask(name: string, type: string, aliases = 0): Answer {
    const asked = name.toLowerCase().replace(/\.$/, '');
    if (type === 'PTR' && asked.startsWith('<ip of ')) return this.#reverse(name);
    const suffix = `.${this.#domain}`;
    // Other names are not the cluster's: they go to a resolver outside.
    if (!asked.endsWith(suffix)) return asked === this.#domain ? noAnswer : noName;
    const labels = asked.slice(0, -suffix.length).split('.');
    const kind = labels.pop();
    if ((kind !== 'svc' && kind !== 'pod') || labels.length > 4 || labels.includes('')) return noName;
    const [service, namespace] = [labels.at(-2), labels.at(-1) ?? ''];
    if (service === undefined) return noAnswer;
    if (kind === 'pod') return podAddress(service, type);
    const before = labels.slice(0, -2);
    return this.#service(this.#cluster.get('Service', namespace, service), before, type, aliases);
  }

  /** The answer to a name as a Pod of a namespace writes it: with its search list (`ndots:5`), then as it is. */
  askFrom(name: string, type: string, namespace: string): Answer & { readonly resolved: string | null } {
    for (const { name: tried } of this.candidates(name, namespace)) {
      const answer = this.ask(tried, type);
      if (answer.answers.length > 0) return { ...answer, resolved: tried };
    }
    return { ...noName, resolved: null };
  }

  /** The names that a resolver tries, in its order. */
  candidates(name: string, namespace: string): readonly { readonly name: string; readonly suffix: string }[] {
    if (name.endsWith('.')) return [{ name: name.slice(0, -1), suffix: '' }];
    const suffixes = [`${namespace}.svc.${this.#domain}`, `svc.${this.#domain}`, this.#domain];
    const searched = suffixes.map((suffix) => ({ name: `${name}.${suffix}`, suffix }));
    const asIs = { name, suffix: '' };
    return name.split('.').length - 1 < 5 ? [...searched, asIs] : [asIs, ...searched];
  }

  #service(service: ServiceObject | undefined, before: readonly string[], type: string, aliases: number): Answer {
    if (!service) return noName;
    if (service.externalName !== undefined)
      return before.length === 0 ? this.#alias(service.externalName, type, aliases) : noName;
    const [first = '', second] = before;
    // `_web._tcp`; CoreDNS does not mind when the underscores are missing.
    const port = second === undefined ? undefined : { name: bare(first), protocol: bare(second) };
    const host = before.length === 1 ? first : undefined;
    const found =
      service.isHeadless || host !== undefined ? this.#endpoints(service, host, port) : this.#address(service, port);
    if (found.length === 0) return noName;
    if (type === 'A') return answers(found.map(({ address }) => [address, this.#shown(address)]));
    if (type !== 'SRV') return noAnswer;
    return answers(
      found.flatMap(({ name, address, port }) =>
        port === undefined ? [] : [[`${address} ${name} ${port}`, `${name}:${port}`]],
      ),
    );
  }

  #endpoints(service: ServiceObject, host: string | undefined, port: Port | undefined): readonly Found[] {
    return endpointsOf(this.#cluster, service).flatMap((endpoint): readonly Found[] => {
      const label = this.#label(endpoint);
      if (host !== undefined && host !== label.toLowerCase()) return [];
      const name = `${label}.${this.#domainOf(service)}`;
      const { address } = endpoint;
      if (endpoint.ports.length === 0) return port ? [] : [{ name, address, port: undefined }];
      return endpoint.ports
        .filter((each) => isAsked(each, port))
        .map(({ number }) => ({ name, address, port: number }));
    });
  }
  /** The label of an endpoint: its host name, or its address with dashes. */
  #label({ hostname, address }: Endpoint): string {
    return (
      hostname || (this.#names.has(address) ? `<ip of ${this.#shown(address)}>` : address.replaceAll(/[.:]/g, '-'))
    );
  }

  #address(service: ServiceObject, port: Port | undefined): readonly Found[] {
    const address = `service ${shownName(service.meta)}`;
    return service.ports
      .filter((each) => isAsked(each, port))
      .map((each) => ({ name: this.#domainOf(service), address, port: each.port }));
  }

  #alias(target: string, type: string, aliases: number): Answer {
    if (type === 'SRV') return noAnswer;
    const isInside = target.toLowerCase().endsWith(`.${this.#domain}`);
    const behind = !isInside
      ? outside(target, type)
      : aliases < mostAliases
        ? this.ask(target, type, aliases + 1)
        : noName;
    return { rcode: 'NOERROR', answers: [...behind.answers, `CNAME ${target}`] };
  }

  #reverse(name: string): Answer {
    const shown = name.slice('<ip of '.length, -1);
    const services = this.#cluster.all('Service').filter(({ externalName }) => externalName === undefined);
    const own = services.find((each) => !each.isHeadless && `service ${shownName(each.meta)}` === shown);
    if (own) return { rcode: 'NOERROR', answers: [this.#domainOf(own)] };
    const found = services.flatMap((service) =>
      endpointsOf(this.#cluster, service)
        .filter(({ address }) => this.#shown(address) === shown)
        .map((endpoint) => `${this.#label(endpoint)}.${this.#domainOf(service)}`),
    );
    return found.length > 0 ? answers(found.map((each) => [each, each])) : noName;
  }

  #shown(address: string): string {
    return this.#names.get(address) ?? address;
  }
  #domainOf({ meta }: ServiceObject): string {
    return `${meta.name}.${meta.namespace}.svc.${this.#domain}`;
  }
}

interface Port {
  readonly name: string;
  readonly protocol: string;
}
const isAsked = (port: Port, asked: Port | undefined) =>
  asked === undefined || (port.name.toLowerCase() === asked.name && port.protocol.toLowerCase() === asked.protocol);
const bare = (label: string) => label.replace(/^_/, '');

/** `10-0-0-1.shop.pod`: any address is echoed (`pods insecure`). */
function podAddress(label: string, type: string): Answer {
  if (!/^\d{1,3}(?:-\d{1,3}){3}$/.test(label)) return noName;
  return type === 'A' ? { rcode: 'NOERROR', answers: [label.replaceAll('-', '.')] } : noAnswer;
}

/** Each answer once: what makes it another one, and how it is shown. */
function answers(found: readonly (readonly [key: string, shown: string])[]): Answer {
  return { rcode: 'NOERROR', answers: [...new Map(found).values()].sort() };
}

/** Who answers at an address; of Pods in one node's network the last by name. */
function namesOfAddresses(cluster: Cluster): ReadonlyMap<string, string> {
  const pods = [...cluster.all('Pod')].filter(({ status }) => status.hasAddress);
  const key = ({ meta }: (typeof pods)[number]) => `${meta.namespace}/${meta.name}`;
  return new Map(pods.sort((a, b) => (key(a) < key(b) ? -1 : 1)).map((pod) => [addressOf(pod), shownName(pod.meta)]));
}

/** The world outside: the names that are kept for examples (RFC 2606) have an address that is kept for them, too (RFC 5737). */
function outside(name: string, type: string): Answer {
  if (!/(?:^|\.)example\.com$/.test(name)) return noName;
  return type === 'A' ? { rcode: 'NOERROR', answers: ['192.0.2.1'] } : noAnswer;
}
