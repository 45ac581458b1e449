/** Names that follow the objects which they name. Source: kustomize's own list of name references. */
import { type Item, kindOf, nameOf } from './item.ts';
import { change, textAt, withValue } from './tree.ts';

/** Where objects name others: the kind that is named, who names it, and where. `POD` stands for where the Pod's spec is. */
const references: readonly (readonly [named: string, by: RegExp, path: string])[] = [
  ['Service', /^StatefulSet$/, 'spec/serviceName'],
  ['Service', /^Ingress$/, 'spec/defaultBackend/service/name'],
  ['Service', /^Ingress$/, 'spec/rules/*/http/paths/*/backend/service/name'],
  ['Service', /^Ingress$/, 'spec/backend/serviceName'],
  ['Service', /^Ingress$/, 'spec/rules/*/http/paths/*/backend/serviceName'],
  ['ConfigMap', /./, 'POD/volumes/*/configMap/name'],
  ['ConfigMap', /./, 'POD/volumes/*/projected/sources/*/configMap/name'],
  ['ConfigMap', /./, 'POD/containers/*/env/*/valueFrom/configMapKeyRef/name'],
  ['ConfigMap', /./, 'POD/initContainers/*/env/*/valueFrom/configMapKeyRef/name'],
  ['ConfigMap', /./, 'POD/containers/*/envFrom/*/configMapRef/name'],
  ['ConfigMap', /./, 'POD/initContainers/*/envFrom/*/configMapRef/name'],
  ['Secret', /./, 'POD/volumes/*/secret/secretName'],
  ['Secret', /./, 'POD/volumes/*/projected/sources/*/secret/name'],
  ['Secret', /./, 'POD/containers/*/env/*/valueFrom/secretKeyRef/name'],
  ['Secret', /./, 'POD/initContainers/*/env/*/valueFrom/secretKeyRef/name'],
  ['Secret', /./, 'POD/containers/*/envFrom/*/secretRef/name'],
  ['Secret', /./, 'POD/initContainers/*/envFrom/*/secretRef/name'],
  ['Secret', /./, 'POD/imagePullSecrets/*/name'],
  ['ServiceAccount', /./, 'POD/serviceAccountName'],
  ['PersistentVolumeClaim', /./, 'POD/volumes/*/persistentVolumeClaim/claimName'],
  ['StorageClass', /^(?:PersistentVolume|PersistentVolumeClaim)$/, 'spec/storageClassName'],
  ['StorageClass', /^StatefulSet$/, 'spec/volumeClaimTemplates/*/spec/storageClassName'],
  ['PersistentVolume', /^PersistentVolumeClaim$/, 'spec/volumeName'],
  ['StatefulSet', /^HorizontalPodAutoscaler$/, 'spec/scaleTargetRef/name'],
  ['Deployment', /^HorizontalPodAutoscaler$/, 'spec/scaleTargetRef/name'],
];
export const podKinds = /^(?:StatefulSet|Deployment|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob|Pod)$/;

/** Whoever named an object by a name that it had names it by the one it has now. */
export function withReferences(items: readonly Item[]): readonly Item[] {
  const moved = new Map<string, Item[]>();
  for (const item of items)
    if (item.names.length > 1)
      for (const name of item.names) {
        const key = `${kindOf(item.root)}/${name}`;
        moved.set(key, [...(moved.get(key) ?? []), item]);
      }
  if (moved.size === 0) return items;
  return items.map((item) => {
    const kind = kindOf(item.root);
    let { root } = item;
    for (const [target, by, path] of references) {
      const isPod = path.startsWith('POD/');
      if (!by.test(kind) || (isPod && !podKinds.test(kind))) continue;
      if (
        target !== 'Service' &&
        kind === 'HorizontalPodAutoscaler' &&
        textAt(root, 'spec', 'scaleTargetRef', 'kind') !== target
      )
        continue;
      const steps = isPod ? [...podSpecOf(kind), ...path.split('/').slice(1)] : path.split('/');
      root = change(root, steps, (name) => {
        const named = name?.kind === 'scalar' ? nearest(moved.get(`${target}/${name.text}`) ?? [], item) : undefined;
        return name?.kind === 'scalar' && named ? withValue(name, nameOf(named.root)) : name;
      });
    }
    return root === item.root ? item : { ...item, root };
  });
}
/** Where a kind that makes Pods has their spec. */
export const podSpecOf = (kind: string): readonly string[] =>
  kind === 'Pod'
    ? ['spec']
    : kind === 'CronJob'
      ? ['spec', 'jobTemplate', 'spec', 'template', 'spec']
      : ['spec', 'template', 'spec'];

/** Of several objects that had the name, the one that came the longest way together with who names it. */
function nearest(candidates: readonly Item[], from: Item): Item | undefined {
  const shared = ({ layers }: Item) => layers.filter((layer) => from.layers.includes(layer)).length;
  return candidates.toSorted((a, b) => shared(b) - shared(a))[0];
}
