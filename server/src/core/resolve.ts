/** One question to DNS, asked the way a Pod's resolver asks it, at a step of a scenario. */
import { Dns } from './cluster/dns.ts';
import { numberedName } from './numbered-name.ts';
import { type Preview, podName, serviceDomain } from './preview.ts';
import { clusterAt, podsAt } from './scenario/at-step.ts';
import type { Scenario } from './scenario/told.ts';
import type { Workspace } from './workspace.ts';

export interface Question {
  /** As it is typed. */
  readonly name: string;
  /** Who asks: the first Pod of the set itself, a Pod of the set's namespace, or one of another namespace. */
  readonly from: 'self' | 'same' | 'other';
  /** After this step. */
  readonly step: number;
}

/** One name that a resolver tries. */
export interface Try {
  readonly name: string;
  /** What the search list added, with its dot; empty for the name as it is. */
  readonly suffix: string;
  /** `hosts`: the Pod's own /etc/hosts. */
  readonly answer: 'A' | 'SRV' | 'CNAME' | 'hosts' | 'NXDOMAIN';
  /** Names of Pods, or with SRV Pods and ports. */
  readonly targets: readonly string[];
}

export interface Resolution {
  readonly name: string;
  /** In order, up to the one that is answered. */
  readonly tries: readonly Try[];
  readonly found: boolean;
  /** `coredns`: others need not answer. `unseen`: the Service is not in these files. */
  readonly uncertain?: 'coredns' | 'unseen';
  /** A sentence or two. */
  readonly why: string;
}

/** Resolves a name with the search list of the asking Pod (`ndots:5`). */
export function resolve(workspace: Workspace, preview: Preview, scenario: Scenario, question: Question): Resolution {
  const name = question.name.trim().toLowerCase();
  const own = ownHosts(preview, name, question.from);
  if (own) return own;
  const { governance, namespace, clusterDomain } = preview;
  const asked = numberedName(name.split('.')[0] ?? '');
  const cluster = clusterAt(
    workspace,
    preview,
    scenario,
    question.step,
    asked?.stem === preview.name ? asked.ordinal : undefined,
  );
  const dns = new Dns(cluster, clusterDomain);
  const home = question.from === 'other' ? 'other' : namespace;
  const domain = serviceDomain(preview);
  const tries: Try[] = [];
  for (const candidate of name === '' ? [] : dns.candidates(name, home)) {
    const type = name.startsWith('_') ? 'SRV' : 'A';
    const { answers } = dns.ask(candidate.name, type);
    const isPod = domain !== undefined && candidate.name.endsWith(`.${domain}`);
    // Only CoreDNS knows Pods of a Service with an address of its own.
    const isSure = !(isPod && type === 'A' && governance.state === 'not-headless');
    const suffix = candidate.suffix === '' ? '' : `.${candidate.suffix}`;
    if (answers.length === 0 || !isSure) {
      tries.push({ name: candidate.name, suffix, answer: 'NXDOMAIN', targets: [] });
      continue;
    }
    const isAlias = answers.some((each) => each.startsWith('CNAME '));
    const targets = answers.map((each) => shortTarget(each, type, namespace));
    tries.push({ name: candidate.name, suffix, answer: isAlias ? 'CNAME' : type, targets });
    return { name, tries, found: true, why: foundWhy(preview, candidate.name, type) };
  }
  const uncertain = uncertainty(preview, name);
  return {
    name,
    tries,
    found: false,
    ...(uncertain ? { uncertain } : {}),
    why: missedWhy(preview, scenario, { ...question, name }),
  };
}

/** `web-0.nginx…:80` → `web-0:80`; `shop/web-0` → `web-0`. */
function shortTarget(answer: string, type: 'A' | 'SRV', namespace: string): string {
  if (type === 'SRV') return answer.replace(/^([^.]+)\..*:(\d+)$/, '$1:$2');
  const prefix = `${namespace}/`;
  return answer
    .replace(/^CNAME /, '')
    .replace(/^service .*/, 'cluster IP')
    .replace(prefix, '');
}

/** Each Pod has its own names in /etc/hosts, whatever DNS says. Source: kubelet, nodeHostsFileContent and managedHostsFileContent. */
function ownHosts(preview: Preview, name: string, from: Question['from']): Resolution | undefined {
  const { replicas, start } = preview.statefulSet;
  if (from !== 'self' || replicas === 0) return undefined;
  const first = podName(preview, start);
  const domain = serviceDomain(preview);
  const asked = name.replace(/\.$/, '');
  if (asked !== first && (domain === undefined || asked !== `${first}.${domain}`)) return undefined;
  return {
    name,
    tries: [{ name: asked, suffix: '', answer: 'hosts', targets: [first] }],
    found: true,
    why: `${first} finds itself in its own /etc/hosts. No other Pod does.`,
  };
}

function foundWhy({ governance, ...preview }: Preview, name: string, type: 'A' | 'SRV'): string {
  const domain = serviceDomain({ governance, ...preview });
  const whom = governance.service?.publishNotReadyAddresses ? 'every Pod, Ready or not' : 'every Ready Pod';
  if (domain === undefined || (name !== domain && !name.endsWith(`.${domain}`)))
    return 'Another Service of the workspace has this name.';
  if (governance.state === 'external-name') return 'An alias: the Service stands for a name outside of the cluster.';
  if (type === 'SRV') return `One SRV answer for ${whom}, with the container port.`;
  if (name !== domain) return 'The address of exactly this Pod. It follows the Pod when its IP changes.';
  return governance.state === 'headless'
    ? `A headless Service answers with the address of ${whom}.`
    : 'One virtual address for all Pods: the Service is not headless.';
}

/** A Pod's name under the governing Service may resolve where nothing here says so. */
function uncertainty({ name, governance, statefulSet }: Preview, asked: string): Resolution['uncertain'] {
  const [pod = '', service] = asked.split('.');
  const numbered = numberedName(pod);
  const { start, replicas } = statefulSet;
  const isPod = numbered?.stem === name && numbered.ordinal >= start && numbered.ordinal < start + replicas;
  const isAsked = (isPod && service === governance.name) || pod === governance.name;
  if (!isAsked || governance.name === undefined) return undefined;
  if (governance.state === 'unseen') return 'unseen';
  return governance.state === 'not-headless' && isPod ? 'coredns' : undefined;
}

// ---- why not ----

function missedWhy(preview: Preview, scenario: Scenario, { name, from, step }: Question): string {
  const { governance, namespace, statefulSet } = preview;
  const [pod = '', service, third] = name.split('.');
  const numbered = numberedName(pod);
  const isOfSet = numbered?.stem === preview.name;
  const isKnown = isOfSet && isWanted(preview, scenario, numbered.ordinal);
  const serviceName = governance.name;
  if (name === '') return 'Type a name.';
  if (isKnown && serviceName !== undefined) {
    if (governance.state === 'not-found') return `There is no Service “${serviceName}”, so none of its names exist.`;
    if (service === undefined) return `A Pod has no name of its own in DNS. Write ${pod}.${serviceName}.`;
    if (service !== serviceName && service === namespace)
      return `The Service is missing from the name. Write ${pod}.${serviceName}.${namespace}.`;
    if (service !== serviceName) return `${pod} is known under ${serviceName} only, the set’s serviceName.`;
    if (from === 'other' && third === undefined)
      return `From another namespace the search list adds that namespace, not ${namespace}. Write ${pod}.${serviceName}.${namespace}.`;
    if (third !== undefined && third !== namespace)
      return `${pod} is in namespace ${namespace}. Write ${pod}.${serviceName}.${namespace}.`;
    if (governance.why !== undefined) return governance.why;
    if (!podsAt(scenario, step).has(pod)) return `There is no Pod ${pod} at this step.`;
    return `${pod} is not Ready at this step, and Service ${serviceName} publishes Ready Pods only.`;
  }
  if (isKnown) return 'The set names no Service, so its Pods have no names in DNS.';
  if (isOfSet)
    return statefulSet.replicas === 0
      ? `${pod} does not exist: replicas is 0.`
      : `${pod} does not exist: ${preview.name} has ordinals ${statefulSet.start} to ${statefulSet.start + statefulSet.replicas - 1}.`;
  if (pod === serviceName || service === serviceName) return serviceWhy(preview, name, from);
  return 'No Service or Pod of the workspace has this name.';
}

/** Of the set, before or after the scenario. */
function isWanted({ name, statefulSet: { start, replicas } }: Preview, { steps }: Scenario, ordinal: number): boolean {
  return (ordinal >= start && ordinal < start + replicas) || steps.some(({ pod }) => pod === `${name}-${ordinal}`);
}

function serviceWhy({ governance, namespace }: Preview, name: string, from: Question['from']): string {
  if (governance.state === 'not-found') return `There is no Service “${governance.name}”, so none of its names exist.`;
  if (from === 'other' && name === governance.name) return `From another namespace, write ${name}.${namespace}.`;
  if (governance.why !== undefined) return governance.why;
  return name.startsWith('_')
    ? 'No port of the Service has this name and protocol, or no Pod is Ready at this step.'
    : 'No Pod is Ready at this step, so the Service has no addresses to answer with.';
}
