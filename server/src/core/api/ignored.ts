/**
 * What the API server takes and does not keep: fields behind a feature gate that is off, fields that it writes itself, and fields
 * that mean nothing beside others. By type and field of schema.ts, for the versions in which real servers were seen to do so.
 * Source: dropDisabledFields and PrepareForCreate of pkg/api/pod/util.go and pkg/registry/*\/strategy.go; recorded answers.
 */
import { type KubernetesVersion, kubernetesVersions, type Severity } from '../settings.ts';
import type { Field } from '../yaml.ts';

export interface Ignored {
  /** The feature gate that is off by default in these versions; undefined for what no gate brings back. */
  readonly gate?: string;
  /** The first and the last version that drop it; undefined: from, or up to, the end of what the schema knows. */
  readonly since?: KubernetesVersion;
  readonly until?: KubernetesVersion;
  /** The type of the object at the top, where only such a one loses it: what a StatefulSet keeps in a template, a claim may not. */
  readonly only?: string;
  /** What it says, or what stands beside it, decides. Undefined: always. */
  readonly when?: (field: Field, object: Field) => boolean;
  /** What goes with it: the item of a list that it stands in, or the map that it stands in, when nothing else is there. */
  readonly takes?: 'item' | 'map';
  /** It is dropped even where it says `false`, `0` or nothing. */
  readonly evenEmpty?: true;
  /** Whether anything is otherwise without it. Undefined: always. */
  readonly matters?: (field: Field) => boolean;
  readonly severity: Severity;
  /** What comes of it, for the person at the keyboard: goes on after a colon. */
  readonly instead: string;
  /** The rule that tells it, and when it matters. */
  readonly toldBy?: string;
}

const warning = 'warning';
const information = 'information';
const hint = 'hint';

const fileIsMissing = 'the volume will lack the file';
const usualOwner = 'the files belong to whom they belong without it';
const podDecides = 'the restartPolicy of the Pod decides';
const ownFiles: Ignored = { since: '1.37', severity: warning, instead: usualOwner };
const noClass: Ignored = {
  gate: 'VolumeAttributesClass',
  until: '1.33',
  severity: warning,
  instead: 'the parameters of the StorageClass hold',
};
const container = {
  resizePolicy: {
    gate: 'InPlacePodVerticalScaling',
    until: '1.32',
    severity: information,
    instead: 'the resources of a running Pod cannot be changed',
  },
  restartPolicyRules: { gate: 'ContainerRestartRules', until: '1.34', severity: warning, instead: podDecides },
  restartPolicy: {
    gate: 'ContainerRestartRules',
    since: '1.34',
    until: '1.34',
    // A sidecar, which is older.
    when: (policy, { parent }) => !(parent?.step === 'initContainers' && policy.text === 'Always'),
    severity: warning,
    instead: podDecides,
  },
} as const satisfies Readonly<Record<string, Ignored>>;

const ofClaim = { only: 'PersistentVolumeClaim', severity: warning } as const;
/** By type. */
export const ignored: Readonly<Record<string, Readonly<Record<string, Ignored>>>> = {
  PodSpec: {
    hostUsers: {
      gate: 'UserNamespacesSupport',
      until: '1.32',
      evenEmpty: true,
      matters: ({ scalar }) => scalar === false,
      severity: warning,
      instead: 'the Pod shares the users of its node',
    },
    hostnameOverride: {
      gate: 'HostnameOverride',
      until: '1.34',
      severity: warning,
      instead: 'the Pod keeps its usual hostname',
    },
    resourceClaims: {
      gate: 'DynamicResourceAllocation',
      until: '1.33',
      severity: warning,
      instead: 'the Pod gets none of these devices',
    },
    resources: {
      gate: 'PodLevelResources',
      until: '1.33',
      severity: warning,
      instead: 'only what its containers ask for counts',
    },
  },
  PodSecurityContext: {
    seLinuxChangePolicy: {
      gate: 'SELinuxChangePolicy',
      until: '1.32',
      severity: warning,
      instead: 'volumes get their labels as without it',
    },
    supplementalGroupsPolicy: {
      gate: 'SupplementalGroupsPolicy',
      until: '1.32',
      severity: warning,
      instead: 'the groups of the image count, too, as with Merge',
    },
  },
  Container: container,
  EphemeralContainer: container,
  ResourceRequirements: {
    claims: {
      gate: 'DynamicResourceAllocation',
      until: '1.33',
      severity: warning,
      instead: 'the container gets none of these devices',
    },
  },
  Lifecycle: {
    stopSignal: {
      gate: 'ContainerStopSignals',
      takes: 'map',
      severity: warning,
      instead: 'the container is stopped by the signal that its image names',
    },
  },
  SecurityContext: {
    procMount: {
      gate: 'ProcMountType',
      until: '1.32',
      when: ({ text }) => text !== 'Default',
      severity: warning,
      instead: '"Default" takes its place',
    },
  },
  Volume: {
    image: {
      gate: 'ImageVolume',
      until: '1.34',
      takes: 'item',
      evenEmpty: true,
      severity: warning,
      instead: 'nothing is mounted in its place',
    },
  },
  VolumeProjection: {
    clusterTrustBundle: {
      gate: 'ClusterTrustBundleProjection',
      until: '1.36',
      severity: warning,
      instead: fileIsMissing,
    },
    podCertificate: { gate: 'PodCertificateRequest', until: '1.36', severity: warning, instead: fileIsMissing },
  },
  ConfigMapVolumeSource: { defaultUser: ownFiles },
  SecretVolumeSource: { defaultUser: ownFiles },
  DownwardAPIVolumeSource: { defaultUser: ownFiles },
  ProjectedVolumeSource: { defaultUser: ownFiles },
  KeyToPath: { user: ownFiles },
  DownwardAPIVolumeFile: { user: ownFiles },
  ServiceAccountTokenProjection: { user: ownFiles },
  ClusterTrustBundleProjection: { user: ownFiles },
  PodCertificateProjection: { user: ownFiles },
  RollingUpdateStatefulSetStrategy: {
    maxUnavailable: {
      gate: 'MaxUnavailableStatefulSet',
      until: '1.36',
      severity: information,
      instead: 'the Pods are replaced one after the other',
      toldBy: 'max-unavailable-dropped',
    },
  },
  HPAScalingRules: {
    tolerance: {
      gate: 'HPAConfigurableTolerance',
      until: '1.34',
      severity: warning,
      instead: 'the tolerance of the whole cluster holds (0.1, unless it is set)',
    },
  },
  PersistentVolumeSpec: { volumeAttributesClassName: noClass },
  PersistentVolumeClaimSpec: {
    volumeAttributesClassName: { ...noClass, ...ofClaim },
    dataSource: {
      ...ofClaim,
      when: (source, spec) => !isPlainSource(source) && !isLocal(spec.get('dataSourceRef')),
      instead:
        'the volume starts empty. It takes a PersistentVolumeClaim, or a VolumeSnapshot of apiGroup snapshot.storage.k8s.io; dataSourceRef takes others, too',
    },
    dataSourceRef: {
      ...ofClaim,
      gate: 'CrossNamespaceVolumeDataSource',
      when: (source) => !isLocal(source),
      instead: 'the volume starts empty, because of the namespace in it',
    },
  },
  ServiceSpec: {
    internalTrafficPolicy: {
      when: (_, spec) => spec.get('type').text === 'ExternalName',
      severity: information,
      instead: 'an ExternalName has no traffic of its own',
    },
    sessionAffinityConfig: {
      when: (_, spec) => spec.get('sessionAffinity').text !== 'ClientIP',
      severity: warning,
      instead: 'it belongs to sessionAffinity: ClientIP, which is not set here',
    },
  },
};

/** A reference that is there, and does not lead to another namespace. */
const isLocal = (ref: Field) => ref.kind === 'mapping' && !ref.get('namespace').text;

function isPlainSource(source: Field): boolean {
  const group = source.get('apiGroup').text ?? '';
  const kind = source.get('kind').text;
  return kind === 'PersistentVolumeClaim'
    ? group === ''
    : kind === 'VolumeSnapshot' && group === 'snapshot.storage.k8s.io';
}

const owned: Ignored = { severity: hint, instead: 'it writes its own' };

/** By path in an object of any kind: what is the server's own, or means nothing there. */
export const ignoredAnywhere: readonly (readonly [path: readonly string[], Ignored])[] = [
  [['status'], { severity: hint, instead: 'the cluster writes what is the case' }],
  [['metadata', 'creationTimestamp'], owned],
  [['metadata', 'deletionGracePeriodSeconds'], owned],
  [['metadata', 'deletionTimestamp'], owned],
  [['metadata', 'generation'], owned],
  [['metadata', 'managedFields'], owned],
  [['metadata', 'selfLink'], { severity: hint, instead: 'it means nothing any more' }],
  [['metadata', 'uid'], owned],
];

/** Types whose objects belong to no namespace. */
export const clusterScoped: ReadonlySet<string> = new Set(['Namespace', 'PersistentVolume', 'StorageClass']);
export const ignoredNamespace: Ignored = { severity: information, instead: 'its kind belongs to no namespace' };

/** Annotations of Pods that said, up to Kubernetes 1.7, what `initContainers` says. */
export const deadAnnotations: ReadonlySet<string> = new Set(
  ['alpha', 'beta'].flatMap((stage) =>
    ['init-containers', 'init-container-statuses'].map((name) => `pod.${stage}.kubernetes.io/${name}`),
  ),
);
export const ignoredAnnotation: Ignored = {
  takes: 'map',
  severity: information,
  instead: 'initContainers say it now',
};

/**
 * Whether a version passes over the field of a type that it knows, whatever it says: its feature gate is off by default. `top` is the
 * type of the object that it stands in; undefined: one of those that lose it.
 */
export function isGatedOff(type: string, field: string, kubernetes: KubernetesVersion, top?: string): boolean {
  const fact = ignored[type]?.[field];
  if (top !== undefined && fact?.only !== undefined && fact.only !== top) return false;
  return fact?.gate !== undefined && fact.when === undefined && isIn(fact, kubernetes);
}

/** Whether the versions that drop it are meant. */
export function isIn({ since, until }: Ignored, kubernetes: KubernetesVersion): boolean {
  const at = kubernetesVersions.indexOf(kubernetes);
  return (
    (since === undefined || at >= kubernetesVersions.indexOf(since)) &&
    (until === undefined || at <= kubernetesVersions.indexOf(until))
  );
}
