/** Workspace → Preview: the Pods, DNS names and claims that a StatefulSet will make. Located values; json.ts prints them. */
import { asWritten, printLabels, selects } from './labels.ts';
import { type ClaimTemplate, isPlaceholder, type Service, type StatefulSet, type StorageClass } from './manifest.ts';
import { missingClass } from './missing-class.ts';
import { bytesIn } from './quantity.ts';
import type { Finding } from './rule.ts';
import { supplies } from './volumes.ts';
import type { Workspace } from './workspace.ts';
import type { Field } from './yaml.ts';

export type ServiceState =
  | 'headless'
  | 'not-headless'
  | 'not-found'
  | 'other-namespace'
  | 'selector-mismatch'
  | 'without-selector'
  | 'external-name'
  | 'unset'
  /** Absent from what can be seen, without counter-evidence. */
  | 'unseen';

export interface Governance {
  readonly name: string | undefined;
  readonly state: ServiceState;
  readonly service: Service | undefined;
  /** Why no Pod gets a DNS name from it, in a sentence; undefined while it gives them. */
  readonly why: string | undefined;
}

export interface ClaimPreview {
  readonly template: ClaimTemplate;
  readonly name: string;
  readonly bytes: number;
  readonly state: 'found' | 'known' | 'default' | 'none' | 'not-found' | 'unseen';
  readonly storageClass: StorageClass | undefined;
  /** Why its claims are never bound; undefined when nothing is known against it. */
  readonly why: string | undefined;
  /** `matchLabels` of the set over the template's own labels: what the claims will carry. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Everything that follows from one set's name, count, Service and templates. Pods are not listed: they follow from the ordinal. */
export interface Preview {
  readonly statefulSet: StatefulSet;
  readonly name: string;
  /** The written namespace, or `default`, in which names are computed. */
  readonly namespace: string;
  readonly clusterDomain: string;
  readonly governance: Governance;
  readonly claims: readonly ClaimPreview[];
  /** Where creation stops for ever, in a sentence. */
  readonly stuck: string | undefined;
  /** Not even the first Pod is made: the API server refuses the set, or its Pods. */
  readonly hasNoPods: boolean;
}

/** What is known against a set: the findings about it. */
export type FindingsAbout = (statefulSet: StatefulSet) => readonly Finding[];

/** The sets of one file, in the order of its text. */
export function previewsOf(
  workspace: Workspace,
  statefulSets: readonly StatefulSet[],
  findingsAbout: FindingsAbout,
): readonly Preview[] {
  return statefulSets
    .filter(({ name }) => name !== undefined)
    .map((statefulSet) => previewOf(workspace, statefulSet, findingsAbout(statefulSet)));
}

function previewOf(workspace: Workspace, statefulSet: StatefulSet, findings: readonly Finding[]): Preview {
  const name = statefulSet.name?.value ?? '';
  const claims = statefulSet.claimTemplates.flatMap((template) =>
    template.name ? [claimPreview(workspace, statefulSet, template, template.name.value)] : [],
  );
  return {
    statefulSet,
    name,
    namespace: statefulSet.namespace?.value ?? 'default',
    clusterDomain: workspace.settingsOf(statefulSet.field.document.uri).clusterDomain,
    governance: governance(workspace, statefulSet),
    claims,
    ...fate(statefulSet, name, claims, findings),
  };
}

// ---- names ----

export const podName = ({ name }: Preview, ordinal: number): string => `${name}-${ordinal}`;
/** `<template>-<set>-<ordinal>`. */
export const claimName = ({ name }: Preview, claim: ClaimPreview, ordinal: number): string =>
  `${claim.name}-${name}-${ordinal}`;

/** `nginx.shop.svc.cluster.local`; undefined when the set names no Service. */
export function serviceDomain({ governance, namespace, clusterDomain }: Preview): string | undefined {
  return governance.name === undefined ? undefined : `${governance.name}.${namespace}.svc.${clusterDomain}`;
}

/**
 * The DNS name of one Pod: `<pod>.<service>.<namespace>.svc.<clusterDomain>`. Undefined when no such record will exist for certain.
 * Source: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
 */
export function podDnsName(preview: Preview, ordinal: number): string | undefined {
  return preview.governance.state === 'headless' && preview.stuck === undefined
    ? `${podName(preview, ordinal)}.${serviceDomain(preview)}`
    : undefined;
}

export interface DnsRecord {
  readonly name: string;
  readonly type: 'A' | 'SRV' | 'CNAME';
  /** The answer that one Pod is. */
  readonly answerOf: (ordinal: number) => string;
}

/** The records that come to answer; none while creation is stuck for ever. */
export const answeredRecords = (preview: Preview): readonly DnsRecord[] =>
  preview.stuck === undefined ? dnsRecords(preview) : [];

/** The records of the governing Service when all Pods are Ready. Unnamed ports have no SRV name of their own. */
export function dnsRecords(preview: Preview): readonly DnsRecord[] {
  const domain = serviceDomain(preview);
  const { service, state } = preview.governance;
  if (domain === undefined || state !== 'headless' || !service) return [];
  const records: DnsRecord[] = [{ name: domain, type: 'A', answerOf: (ordinal) => podName(preview, ordinal) }];
  for (const port of service.ports) {
    const number = containerPort(preview.statefulSet, port);
    if (port.name === undefined || number === undefined) continue;
    records.push({
      name: `_${port.name}._${port.protocol.toLowerCase()}.${domain}`,
      type: 'SRV',
      answerOf: (ordinal) => `${podName(preview, ordinal)}.${domain}:${number}`,
    });
  }
  return records;
}

/** Where traffic for a Service port arrives in the set's Pods; undefined for a name that none of their containers has. */
export function containerPort(
  { pods }: StatefulSet,
  { port, targetPort, protocol }: Service['ports'][number],
): number | undefined {
  const target = targetPort?.value ?? port;
  if (typeof target !== 'string') return target;
  for (const container of pods.containers)
    for (const each of container.ports)
      if (each.name?.value === target && each.protocol === protocol) return each.number?.value;
  return undefined;
}

// ---- the governing Service ----

function governance(workspace: Workspace, statefulSet: StatefulSet): Governance {
  const name = statefulSet.serviceName?.value;
  if (name === undefined)
    return {
      name: undefined,
      service: undefined,
      state: statefulSet.hasOpaqueServiceName ? 'unseen' : 'unset',
      why: statefulSet.hasOpaqueServiceName
        ? 'serviceName is filled in later.'
        : 'The set names no Service, so its Pods have no names in DNS.',
    };
  const { service, elsewhere } = workspace.governingService(statefulSet);
  const { labels } = statefulSet.pods;
  if (elsewhere)
    return {
      name,
      service: elsewhere,
      state: 'other-namespace',
      why: `It is in namespace ${elsewhere.namespace?.value}, and names only Pods of its own.`,
    };
  if (!service) return missing(workspace, statefulSet, name);
  if (service.isExternalName)
    return { name, service, state: 'external-name', why: 'It is an alias for a name outside of the cluster.' };
  if (isPlaceholder(service.field.get('spec', 'clusterIP').text ?? ''))
    return { name, service, state: 'unseen', why: 'Its cluster IP is filled in later.' };
  if (!service.selector)
    return workspace.endpointsOf(service)
      ? headlessOrNot(name, service)
      : {
          name,
          service,
          state: 'without-selector',
          why: 'It chooses no Pods, so it has no endpoints unless they are made by hand.',
        };
  if (service.selector.labels.isKnown && labels.isKnown && !selects(service.selector, asWritten(labels)))
    return {
      name,
      service,
      state: 'selector-mismatch',
      why: `It selects ${printLabels(service.selector.labels)}; these Pods carry ${printLabels(labels) || 'no labels'}. It has no endpoints.`,
    };
  return headlessOrNot(name, service);
}

const headlessOrNot = (name: string, service: Service): Governance =>
  service.isHeadless
    ? { name, service, state: 'headless', why: undefined }
    : {
        name,
        service,
        state: 'not-headless',
        why: 'Pod names are promised for headless Services only; CoreDNS answers them anyway.',
      };

/** Not found needs counter-evidence: other Services beside the set. Otherwise the cluster may have it. */
function missing(workspace: Workspace, statefulSet: StatefulSet, name: string): Governance {
  const isOpen = workspace.isOpen(statefulSet) || workspace.hasOpaqueServices(statefulSet);
  const labels = printLabels(statefulSet.pods.labels);
  return !isOpen && workspace.siblingServices(statefulSet).length > 0
    ? {
        name,
        service: undefined,
        state: 'not-found',
        why: `There is no Service ${name} in these files. Without it no Pod has a DNS name.`,
      }
    : {
        name,
        service: undefined,
        state: 'unseen',
        why: `The cluster may have it. It must be headless, in this namespace, and select ${labels || 'these Pods'}.`,
      };
}

// ---- claims ----

function claimPreview(
  workspace: Workspace,
  statefulSet: StatefulSet,
  template: ClaimTemplate,
  name: string,
): ClaimPreview {
  const labels = Object.fromEntries(
    [...template.labels.values, ...statefulSet.selector.labels.values].map(([key, { value }]) => [key, value]),
  );
  return { template, name, bytes: bytesIn(template.storage), labels, ...classOf(workspace, statefulSet, template) };
}

function classOf(
  workspace: Workspace,
  statefulSet: StatefulSet,
  template: ClaimTemplate,
): Pick<ClaimPreview, 'state' | 'storageClass' | 'why'> {
  const unknown = { storageClass: undefined, why: undefined };
  if (template.hasOpaqueClass) return { ...unknown, state: 'unseen' };
  const name = template.storageClassName?.value;
  const classes = workspace.storageClassesInScope(statefulSet);
  if (name === undefined)
    return { state: 'default', storageClass: classes.find(({ isDefault }) => isDefault), why: undefined };
  if (name === '') {
    const supply = [...supplies(workspace, statefulSet)].find(({ claim }) => claim === template);
    const volumes = supply?.volumes.length ?? 0;
    return {
      state: 'none',
      storageClass: undefined,
      why:
        volumes < statefulSet.replicas
          ? `An empty class provisions nothing, and these files hold ${volumes === 0 ? 'no volume' : `${volumes} of ${statefulSet.replicas} volumes`} for it.`
          : undefined,
    };
  }
  const storageClass = workspace.storageClass(name, statefulSet);
  if (storageClass) return { state: 'found', storageClass, why: undefined };
  const missing = missingClass(workspace, statefulSet, name);
  if (!missing) return { ...unknown, state: 'known' };
  return missing.evidence !== 'possible' && !workspace.isOpen(statefulSet)
    ? {
        storageClass: undefined,
        state: 'not-found',
        why: `There is no StorageClass ${name} in these files or among the known ones.`,
      }
    : { ...unknown, state: 'unseen' };
}

/** What stops the set, by the findings about it: those of severity error are true. */
function fate(
  statefulSet: StatefulSet,
  name: string,
  claims: readonly ClaimPreview[],
  findings: readonly Finding[],
): Pick<Preview, 'stuck' | 'hasNoPods'> {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.some(({ effect }) => effect === 'rejected'))
    return { stuck: 'Refused: the API server does not take this StatefulSet.', hasNoPods: true };
  if (statefulSet.replicas === 0) return { stuck: undefined, hasNoPods: false };
  if (errors.some(({ hasNoPods }) => hasNoPods))
    return { stuck: `No Pod of ${name} is ever created.`, hasNoPods: true };
  const isStuck = errors.some(({ effect }) => effect === 'stuck') || claims.some(({ state }) => state === 'not-found');
  return { stuck: isStuck ? stuckAt(statefulSet, name) : undefined, hasNoPods: false };
}

function stuckAt({ replicas, start, podManagementPolicy }: StatefulSet, name: string): string {
  if (podManagementPolicy === 'Parallel')
    return replicas === 1
      ? `${name}-${start} stays Pending.`
      : `All ${replicas.toLocaleString('en')} Pods stay Pending.`;
  const [first, second, last] = [start, start + 1, start + replicas - 1].map((ordinal) => `${name}-${ordinal}`);
  if (replicas === 1) return `Stuck at ${first}.`;
  return `Stuck at ${first}. ${replicas === 2 ? `${second} is` : replicas === 3 ? `${second} and ${last} are` : `${second} to ${last} are`} never created.`;
}

// ---- order ----

export interface Step {
  readonly step: number;
  readonly action: 'create-claim' | 'bind-claim' | 'create-pod' | 'wait-ready';
  readonly target: string;
  /** Numbers of the steps that must have happened. */
  readonly after: readonly number[];
  readonly why: string;
}

/** What creating the set does, one step after the other, for at most `limit` Pods. */
export function creation(preview: Preview, limit = Number.POSITIVE_INFINITY): readonly Step[] {
  const { statefulSet, claims } = preview;
  if (preview.hasNoPods) return [];
  const isOrdered = statefulSet.podManagementPolicy === 'OrderedReady';
  const steps: Step[] = [];
  const add = (action: Step['action'], target: string, after: readonly number[], why: string) => {
    steps.push({ step: steps.length + 1, action, target, after, why });
    return steps.length;
  };
  let ready: number | undefined;
  for (let i = 0; i < Math.min(statefulSet.replicas, limit); i++) {
    const ordinal = statefulSet.start + i;
    const pod = podName(preview, ordinal);
    const before = isOrdered && ready !== undefined ? [ready] : [];
    const made = claims.map((claim) =>
      add(
        'create-claim',
        claimName(preview, claim, ordinal),
        before,
        'A claim is made before its Pod, unless one of this name exists.',
      ),
    );
    const why = !isOrdered
      ? 'podManagementPolicy is Parallel: Pods do not wait for one another.'
      : i === 0
        ? 'It is the first ordinal and waits for nothing.'
        : `${podName(preview, ordinal - 1)} is Running and Ready, so the next ordinal may start.`;
    const created = add('create-pod', pod, made.length ? made : before, why);
    if (preview.stuck !== undefined) {
      if (isOrdered) return steps;
      continue;
    }
    const bound = claims.map((claim, k) => {
      const waits = claim.storageClass?.bindingMode !== 'Immediate';
      const own = made[k] ?? created;
      return add('bind-claim', claimName(preview, claim, ordinal), [waits ? created : own], bindWhy(claim, pod));
    });
    const resolves = podDnsName(preview, ordinal);
    ready = add(
      'wait-ready',
      pod,
      bound.length ? bound : [created],
      resolves ? `From now on ${pod}.${preview.governance.name} resolves.` : 'Its containers run and are Ready.',
    );
  }
  return steps;
}

function bindWhy({ storageClass, template }: ClaimPreview, pod: string): string {
  if (!storageClass) {
    const name = template.storageClassName?.value;
    return `A volume ${name === undefined ? 'of the default class' : name === '' ? 'without a class' : `of class ${name}`} is bound to it.`;
  }
  return storageClass.bindingMode === 'Immediate'
    ? `Class ${storageClass.name?.value} binds at once, before the Pod has a node.`
    : `Class ${storageClass.name?.value} waits for the first consumer: the volume is made where ${pod} was scheduled.`;
}

/**
 * Commands that show in a cluster what the preview says. The nslookup of later versions of busybox leaves names with dots as they are,
 * and does not find them. Source: https://kubernetes.io/docs/tutorials/stateful-application/basic-stateful-set/.
 */
export function commands(preview: Preview): readonly { readonly title: string; readonly command: string }[] {
  const { statefulSet, name, governance, claims } = preview;
  const n = statefulSet.namespace ? ` -n ${quoted(statefulSet.namespace.value)}` : '';
  const first = podName(preview, statefulSet.start);
  const selector = printLabels(statefulSet.selector.labels);
  const l = selector ? ` -l ${quoted(selector)}` : '';
  return [
    { title: 'Watch the order of creation', command: `kubectl get pods${l}${n} -w` },
    { title: 'Wait for the rollout', command: `kubectl rollout status ${quoted(`statefulset/${name}`)}${n}` },
    { title: 'Host name, as the Pod sees it', command: `kubectl exec ${quoted(first)}${n} -- hostname` },
    ...(governance.name === undefined
      ? []
      : [
          {
            title: 'DNS, from inside the cluster',
            command: `kubectl run dns-test${n} -it --rm --restart=Never --image=busybox:1.28 -- nslookup ${quoted(`${first}.${governance.name}`)}`,
          },
        ]),
    ...(claims.length ? [{ title: 'Claims and their volumes', command: `kubectl get pvc${l}${n}` }] : []),
  ];
}

/** As one word of a shell. Names come out of files that anybody may have written, and commands are there to be copied. */
export const quoted = (word: string) => (/^[\w./=,:@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** Where a field of the set is written, or the nearest field above that would hold it. */
export function sourcesOf({ field }: StatefulSet): Readonly<Record<string, Field>> {
  const spec = field.get('spec');
  return {
    replicas: spec.get('replicas'),
    start: spec.get('ordinals', 'start'),
    podManagementPolicy: spec.get('podManagementPolicy'),
    partition: spec.get('updateStrategy', 'rollingUpdate', 'partition'),
    retention: spec.get('persistentVolumeClaimRetentionPolicy'),
    serviceName: spec.get('serviceName'),
    template: spec.get('template'),
  };
}
