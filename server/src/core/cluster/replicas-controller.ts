/** Deployments and ReplicaSets, as far as they matter to a Service that they share with a set: Pods with names of chance. */
import { podSpecDefaults } from './defaults.ts';
import { type DeploymentObject, isOwnedBy, type PodObject, type ReplicaSetObject } from './objects.ts';
import { at, canonical, type JsonObject, mapAt, numberAt, objectAt } from './plain-json.ts';
import { deletePod, newPod } from './pods.ts';
import { type Cluster, newMeta } from './store.ts';

/** More Pods than anyone asks for. */
const mostPods = 500;
const generated = '<generated>';

/** One round over all Deployments and ReplicaSets. */
export function syncReplicated(cluster: Cluster): void {
  for (const deployment of cluster.all('Deployment'))
    if (!deployment.meta.isDeleting) syncDeployment(cluster, deployment);
  for (const replicaSet of cluster.all('ReplicaSet'))
    if (!replicaSet.meta.isDeleting) syncReplicaSet(cluster, replicaSet);
}

/** The ReplicaSet of the present template has all replicas; those before it lose theirs when its Pods are ready. */
function syncDeployment(cluster: Cluster, deployment: DeploymentObject): void {
  const template = objectAt(deployment.body, 'spec', 'template');
  const replicas = replicasOf(deployment);
  const sets = cluster.all('ReplicaSet').filter((each) => isOwnedBy(each, deployment));
  const current = sets.find((each) => canonical(at(each.body, 'spec', 'template')) === canonical(template));
  if (!current) {
    const { namespace, name } = deployment.meta;
    const uid = cluster.nextUid();
    const meta = {
      ...newMeta(cluster, namespace, `${name}-${uid}`, { owner: deployment }),
      alias: `${name}-${generated}`,
    };
    cluster.add({ kind: 'ReplicaSet', meta, body: { spec: { replicas, template } } });
    return;
  }
  if (replicasOf(current) !== replicas) cluster.replace(withReplicas(current, replicas));
  const ready = podsOf(cluster, current).filter(({ status }) => status.isReady).length;
  if (ready >= replicas)
    for (const old of sets) if (old !== current && replicasOf(old) > 0) cluster.replace(withReplicas(old, 0));
}
const replicasOf = ({ body }: DeploymentObject | ReplicaSetObject) =>
  Math.min(mostPods, Math.max(0, numberAt(body, 'spec', 'replicas') ?? 1));
function withReplicas(object: ReplicaSetObject, replicas: number): ReplicaSetObject {
  return { ...object, body: { ...object.body, spec: { ...objectAt(object.body, 'spec'), replicas } } };
}

const podsOf = (cluster: Cluster, owner: ReplicaSetObject) =>
  cluster.all('Pod').filter((pod) => isOwnedBy(pod, owner) && !pod.meta.isDeleting);

function syncReplicaSet(cluster: Cluster, owner: ReplicaSetObject): void {
  const pods = podsOf(cluster, owner);
  const wanted = replicasOf(owner);
  for (const pod of pods)
    if (pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') deletePod(cluster, pod);
  for (let i = pods.length; i < wanted; i++) cluster.add(podOf(cluster, owner));
  for (const pod of [...pods].sort(byUse).slice(wanted)) deletePod(cluster, pod);
}
/** Ready Pods stay longest. */
const byUse = (a: PodObject, b: PodObject) => Number(b.status.isReady) - Number(a.status.isReady);

function podOf(cluster: Cluster, owner: ReplicaSetObject): PodObject {
  const template: JsonObject = objectAt(owner.body, 'spec', 'template');
  const { namespace, name, alias } = owner.meta;
  const meta = newMeta(cluster, namespace, `${name}-${cluster.nextUid()}`, {
    labels: { ...mapAt(template, 'metadata', 'labels'), 'pod-template-hash': generated },
    annotations: mapAt(template, 'metadata', 'annotations'),
    owner,
    alias: alias ?? `${name}-${generated}`,
  });
  return newPod(meta, { spec: podSpecDefaults(objectAt(template, 'spec')) });
}
