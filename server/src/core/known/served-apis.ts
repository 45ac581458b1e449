/**
 * The kinds that a kube-apiserver serves of its own, and what it served once. A kind that is not here says nothing: groups with a
 * domain of somebody else are custom resources, and alpha and beta versions are served where a flag says so.
 * Sources: api/discovery/aggregated_v2.json of kubernetes/kubernetes (release-1.31 to release-1.37),
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/.
 */

/** By `apiVersion`; `>1.34`: since that version; `<1.32`: up to the one before. */
const kinds: Readonly<Record<string, string>> = {
  v1:
    'Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ' +
    'ReplicationController ResourceQuota Secret Service ServiceAccount',
  'admissionregistration.k8s.io/v1':
    'MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
  'apiregistration.k8s.io/v1': 'APIService',
  'apps/v1': 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  'authentication.k8s.io/v1': 'SelfSubjectReview TokenReview',
  'authorization.k8s.io/v1':
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  'autoscaling/v1': 'HorizontalPodAutoscaler',
  'autoscaling/v2': 'HorizontalPodAutoscaler',
  'batch/v1': 'CronJob Job',
  'certificates.k8s.io/v1': 'CertificateSigningRequest',
  'coordination.k8s.io/v1': 'Lease',
  'discovery.k8s.io/v1': 'EndpointSlice',
  'events.k8s.io/v1': 'Event',
  'flowcontrol.apiserver.k8s.io/v1': 'FlowSchema PriorityLevelConfiguration',
  'flowcontrol.apiserver.k8s.io/v1beta3': 'FlowSchema<1.32 PriorityLevelConfiguration<1.32',
  'networking.k8s.io/v1': 'IPAddress>1.33 Ingress IngressClass NetworkPolicy ServiceCIDR>1.33',
  'node.k8s.io/v1': 'RuntimeClass',
  'policy/v1': 'Eviction PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'resource.k8s.io/v1': 'DeviceClass>1.34 ResourceClaim>1.34 ResourceClaimTemplate>1.34 ResourceSlice>1.34',
  'scheduling.k8s.io/v1': 'PriorityClass',
  'storage.k8s.io/v1': 'CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass>1.34',
};

/** The first version of Kubernetes that served it no more. */
const removed: Readonly<Record<string, string>> = {
  'admissionregistration.k8s.io/v1beta1': 'MutatingWebhookConfiguration 1.22 ValidatingWebhookConfiguration 1.22',
  'apiextensions.k8s.io/v1beta1': 'CustomResourceDefinition 1.22',
  'apiregistration.k8s.io/v1beta1': 'APIService 1.22',
  'apps/v1beta1': 'ControllerRevision 1.16 Deployment 1.16 StatefulSet 1.16',
  'apps/v1beta2': 'ControllerRevision 1.16 DaemonSet 1.16 Deployment 1.16 ReplicaSet 1.16 StatefulSet 1.16',
  'authentication.k8s.io/v1beta1': 'TokenReview 1.22',
  'authorization.k8s.io/v1beta1':
    'LocalSubjectAccessReview 1.22 SelfSubjectAccessReview 1.22 SelfSubjectRulesReview 1.22 SubjectAccessReview 1.22',
  'autoscaling/v2beta1': 'HorizontalPodAutoscaler 1.25',
  'autoscaling/v2beta2': 'HorizontalPodAutoscaler 1.26',
  'batch/v1beta1': 'CronJob 1.25',
  'batch/v2alpha1': 'CronJob 1.21',
  'certificates.k8s.io/v1beta1': 'CertificateSigningRequest 1.22',
  'coordination.k8s.io/v1beta1': 'Lease 1.22',
  'discovery.k8s.io/v1beta1': 'EndpointSlice 1.25',
  'events.k8s.io/v1beta1': 'Event 1.25',
  'extensions/v1beta1':
    'DaemonSet 1.16 Deployment 1.16 Ingress 1.22 NetworkPolicy 1.16 PodSecurityPolicy 1.16 ReplicaSet 1.16',
  'flowcontrol.apiserver.k8s.io/v1beta1': 'FlowSchema 1.26 PriorityLevelConfiguration 1.26',
  'flowcontrol.apiserver.k8s.io/v1beta2': 'FlowSchema 1.29 PriorityLevelConfiguration 1.29',
  'flowcontrol.apiserver.k8s.io/v1beta3': 'FlowSchema 1.32 PriorityLevelConfiguration 1.32',
  'networking.k8s.io/v1beta1': 'Ingress 1.22 IngressClass 1.22',
  'node.k8s.io/v1beta1': 'RuntimeClass 1.25',
  'policy/v1beta1': 'PodDisruptionBudget 1.25 PodSecurityPolicy 1.25',
  'rbac.authorization.k8s.io/v1alpha1': 'ClusterRole 1.22 ClusterRoleBinding 1.22 Role 1.22 RoleBinding 1.22',
  'rbac.authorization.k8s.io/v1beta1': 'ClusterRole 1.22 ClusterRoleBinding 1.22 Role 1.22 RoleBinding 1.22',
  'scheduling.k8s.io/v1alpha1': 'PriorityClass 1.22',
  'scheduling.k8s.io/v1beta1': 'PriorityClass 1.22',
  'storage.k8s.io/v1beta1':
    'CSIDriver 1.22 CSINode 1.22 CSIStorageCapacity 1.27 StorageClass 1.22 VolumeAttachment 1.22',
};

/** Groups to which no kind is added any more, so that one that is not here is none. */
const closed = ['', 'apps', 'autoscaling', 'batch', 'extensions', 'policy'];

/** What kubectl lets one say instead of a kind. Manifests do not. */
export const shortNames: Readonly<Record<string, string>> = {
  cj: 'CronJob',
  cm: 'ConfigMap',
  deploy: 'Deployment',
  ds: 'DaemonSet',
  hpa: 'HorizontalPodAutoscaler',
  ing: 'Ingress',
  netpol: 'NetworkPolicy',
  ns: 'Namespace',
  pdb: 'PodDisruptionBudget',
  po: 'Pod',
  pv: 'PersistentVolume',
  pvc: 'PersistentVolumeClaim',
  rc: 'ReplicationController',
  rs: 'ReplicaSet',
  sa: 'ServiceAccount',
  sc: 'StorageClass',
  sts: 'StatefulSet',
  svc: 'Service',
};

/** Kinds of other programs that borrow the core group: kubeconfig, OpenShift before 4. */
const borrowed = [
  'BuildConfig',
  'Config',
  'DeploymentConfig',
  'ImageStream',
  'Policy',
  'Project',
  'ProjectRequest',
  'Route',
  'SecurityContextConstraints',
  'Template',
];

export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** The versions of Kubernetes that serve it are from this one on; undefined: all that Ordinal knows. */
  readonly since: string | undefined;
  /** The first that does not; undefined: all later ones do. */
  readonly until: string | undefined;
}

export const servedKinds: readonly ServedKind[] = Object.entries(kinds).flatMap(([apiVersion, list]) =>
  list.split(' ').map((text) => {
    const [kind = '', mark, version] = text.split(/([<>])/);
    return {
      apiVersion,
      kind,
      since: mark === '>' ? version : undefined,
      until: mark === '<' ? version : undefined,
    };
  }),
);

/** The first version of Kubernetes without it; undefined for what was never there, or still is. */
export function removedIn(apiVersion: string, kind: string): string | undefined {
  const words = removed[apiVersion]?.split(' ') ?? [];
  const at = words.indexOf(kind);
  return at < 0 ? undefined : words[at + 1];
}

/** Whether any version of Kubernetes served the kind under a version that has gone. */
export const wasServed = (kind: string): boolean =>
  Object.values(removed).some((words) => words.split(' ').includes(kind));

const groups = new Set([...servedKinds.map(({ apiVersion }) => groupOf(apiVersion)), 'extensions']);

/** Empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
/** Whether the kinds of the group are Kubernetes' own. A group of custom resources has a dot in its name. */
export const isBuiltIn = (group: string): boolean => groups.has(group) || !group.includes('.');

/** Whether a kind of that name cannot be there although the table does not have it. */
export const isInvented = (group: string, kind: string): boolean =>
  closed.includes(group) && !(group === '' && borrowed.includes(kind));
