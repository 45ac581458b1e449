/** The objects that fixes bring into being, as an expert would write them. */
import type { Labels } from './labels.ts';
import type { Resource, StatefulSet } from './manifest.ts';

/** A headless Service for a set, with the ports that its containers declare. */
export function headlessService(name: string, statefulSet: StatefulSet): object {
  const declared = statefulSet.pods.containers.flatMap(({ ports }) => ports);
  const names = new Set<string>();
  const ports = declared.flatMap((port) => {
    if (!port.number) return [];
    const portName = port.name?.value ?? `port-${port.number.value}`;
    if (names.has(portName)) return [];
    names.add(portName);
    return [
      { name: portName, port: port.number.value, ...(port.protocol === 'TCP' ? {} : { protocol: port.protocol }) },
    ];
  });
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...namespaceOf(statefulSet) },
    spec: { clusterIP: 'None', selector: chosenLabels(statefulSet), ...(ports.length ? { ports } : {}) },
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

export const namespaceOf = ({ namespace }: Resource): { readonly namespace?: string } =>
  namespace ? { namespace: namespace.value } : {};
