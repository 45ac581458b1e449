/** Recorded cases in which Ordinal answers otherwise than the server, each with its reason. */
export const deviations: ReadonlyMap<string, string> = new Map([
  ['c22c2858881', 'serving.knative.dev/v1: whether a custom resource exists, the cluster knows'],
  ['ce34eb033dc', 'priorityClassName: whether the class exists, the cluster knows'],
  ['c17aff2774d', 'clusterIP 10.97.0.1: not of the recorded cluster, but of what kubeadm gives by default'],
  ['c584151cec3', 'clusterIP 10.96.255.255: the last address of the recorded cluster, and none of the default range'],
]);
