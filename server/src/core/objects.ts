/** The objects that fixes bring into being, as an expert would write them. */
import { dnsLabelFrom, serviceNameFrom } from './dns-label.ts';
import { knownContainers } from './known/images.ts';
import type { Labels } from './labels.ts';
import { type ClaimSpec, isKustomizationFile, type Resource, type Service, type StatefulSet } from './manifest.ts';
import { type Field, type Located, writtenName } from './yaml.ts';

/** What is known of a set, or of what is to become one. */
type PodMaker = Pick<StatefulSet, 'namespace' | 'selector' | 'pods'>;

/** A headless Service for a set, with the ports that its containers declare. */
export function headlessService(name: string, statefulSet: PodMaker): object {
  const declared = statefulSet.pods.containers.filter(({ isInit }) => !isInit).flatMap(({ ports }) => ports);
  const ports = new Map<string, object>();
  const names = new Set<string>();
  for (const { number, name, protocol } of declared) {
    // The server takes each number and protocol once, and each name once.
    const key = `${number?.value}/${protocol}`;
    if (!number || ports.has(key)) continue;
    const free = [name?.value, `port-${number.value}`, `${protocol.toLowerCase()}-${number.value}`].find(
      (candidate) => candidate !== undefined && !names.has(candidate),
    );
    if (free === undefined) continue;
    names.add(free);
    ports.set(key, { name: free, port: number.value, ...(protocol === 'TCP' ? {} : { protocol }) });
  }
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...namespaceOf(statefulSet) },
    spec: {
      clusterIP: 'None',
      ...(looksForPeers(statefulSet) ? { publishNotReadyAddresses: true } : {}),
      selector: writtenLabels(statefulSet),
      ...(ports.size ? { ports: [...ports.values()] } : {}),
    },
  };
}

const looksForPeers = ({ pods }: PodMaker) => knownContainers(pods).some(({ known }) => known.looksForPeers);

/** The labels that a Service should choose the set's Pods by: those of its own selector, else all of its template. */
export const chosenLabels = (set: PodMaker): Readonly<Record<string, string>> => labelsAsObject(labelsToChooseBy(set));

/** The same without those that a kustomization adds: it will add them to what is new, too. */
export function writtenLabels(set: PodMaker): Readonly<Record<string, string>> {
  return labelsAsObject(withoutAdded(labelsToChooseBy(set)));
}
const withoutAdded = (labels: Labels): Labels => ({
  ...labels,
  values: new Map([...labels.values].filter(([, value]) => !isAdded(value))),
});
const labelsToChooseBy = ({ selector, pods }: PodMaker): Labels =>
  selector.labels.values.size > 0 ? selector.labels : pods.labels;
const isAdded = ({ field }: Located<string>) => isKustomizationFile(field.document.uri);

export const labelsAsObject = (labels: Labels): Readonly<Record<string, string>> =>
  Object.fromEntries([...labels.values].map(([key, { value }]) => [key, value]));

/** A class for volumes made by hand: no cloud is assumed, and the provisioner is the one word to change. */
export function storageClass(name: string): object {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'kubernetes.io/no-provisioner',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
}

/** A ConfigMap or Secret with these keys, empty. */
export function dataObject(
  kind: 'ConfigMap' | 'Secret',
  name: string,
  keys: readonly string[],
  from: Resource,
): object {
  const data = Object.fromEntries(keys.map((key) => [key, '']));
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name, ...namespaceOf(from) },
    ...(keys.length === 0 ? {} : kind === 'ConfigMap' ? { data } : { stringData: data }),
  };
}

export function serviceAccount(name: string, from: Resource): object {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, ...namespaceOf(from) } };
}

/** A budget that lets one Pod of the set go at a time. */
export function disruptionBudget(statefulSet: StatefulSet): object {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: {
      name: dnsLabelFrom(statefulSet.name ? writtenName(statefulSet.name) : ''),
      ...namespaceOf(statefulSet),
    },
    spec: { maxUnavailable: 1, selector: { matchLabels: writtenLabels(statefulSet) } },
  };
}

/** The namespace as it is written; none where a kustomization gives it, which will give it to what is new, too. */
export const namespaceOf = ({ namespace }: Pick<StatefulSet, 'namespace'>): { readonly namespace?: string } =>
  namespace && !isAdded(namespace) ? { namespace: namespace.value } : {};

/** Another name beside one: as it is to be written, and as a build will make it. */
export function nameBeside(
  name: Located<string>,
  ending: string,
): { readonly written: string; readonly built: string } {
  const [before, written] = [writtenName(name), serviceNameFrom(writtenName(name), ending)];
  return { written, built: name.value.replace(before, () => written) };
}

/** A Service with a cluster IP in front of the same Pods: clients meet only those that are Ready. */
export function clientService(name: string, { field, ...service }: Service): object {
  const spec = field.get('spec');
  const selector = service.selector ? labelsAsObject(withoutAdded(service.selector.labels)) : {};
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...namespaceOf(service) },
    spec: { selector, ports: asObject(spec.get('ports')) },
  };
}

/** A field as plain values, to be written somewhere else. */
export function asObject(field: Field): unknown {
  if (field.kind === 'sequence') return field.items.map(asObject);
  if (field.kind === 'mapping') return Object.fromEntries(field.entries.map((entry) => [entry.step, asObject(entry)]));
  return field.scalar;
}
/** A claim for all Pods, of a little space of the default class. */
export function claim(name: string, from: Resource): object {
  const { metadata, spec } = claimTemplate(name);
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { ...metadata, ...namespaceOf(from) }, spec };
}

/** A claim template that asks for what a claim asks for; for a little of the default class without one. */
export function claimTemplate(
  name: string,
  like?: Partial<Pick<ClaimSpec, 'accessModes' | 'storageClassName' | 'volumeMode' | 'storage'>>,
): { readonly metadata: { readonly name: string }; readonly spec: object } {
  const modes = like?.accessModes ?? [];
  const isBlock = like?.volumeMode === 'Block';
  return {
    metadata: { name },
    spec: {
      accessModes: modes.length > 0 ? modes : ['ReadWriteOnce'],
      ...(like?.storageClassName?.value ? { storageClassName: like.storageClassName.value } : {}),
      ...(isBlock ? { volumeMode: 'Block' } : {}),
      resources: { requests: { storage: like?.storage?.text ?? '1Gi' } },
    },
  };
}
