/** The objects that fixes bring into being, as an expert would write them. */
import type { Labels } from './labels.ts';
import type { StatefulSet } from './manifest.ts';
import type { Field } from './yaml.ts';

/** A headless Service for a set, with the ports that its containers declare. */
export function headlessService(name: string, statefulSet: StatefulSet): object {
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
      selector: chosenLabels(statefulSet),
      ...(ports.size ? { ports: [...ports.values()] } : {}),
    },
  };
}

/** The labels that a Service should choose the set's Pods by: those of its own selector, else all of its template. */
export function chosenLabels({ selector, pods }: StatefulSet): Readonly<Record<string, string>> {
  const labels = selector.labels.values.size > 0 ? selector.labels : pods.labels;
  return labelsAsObject(labels);
}
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

/** A budget that lets one Pod of the set go at a time. */
export function disruptionBudget(statefulSet: StatefulSet): object {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: statefulSet.name?.value, ...namespaceOf(statefulSet) },
    spec: { maxUnavailable: 1, selector: { matchLabels: chosenLabels(statefulSet) } },
  };
}

/** What stands at a field, for writing it a second time. */
export function copyOf(field: Field): unknown {
  if (field.kind === 'mapping')
    return Object.fromEntries(field.entries.map((entry) => [String(entry.step), copyOf(entry)]));
  return field.kind === 'sequence' ? field.items.map(copyOf) : field.scalar;
}

export const namespaceOf = ({ namespace }: StatefulSet): { readonly namespace?: string } =>
  namespace ? { namespace: namespace.value } : {};
