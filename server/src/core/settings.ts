/** What the user tells Ordinal about the cluster and about the rules. */

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export const kubernetesVersions = ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'] as const;
export type KubernetesVersion = (typeof kubernetesVersions)[number];

export interface Settings {
  /** The version whose behaviour is told. */
  readonly kubernetes: KubernetesVersion;
  readonly clusterDomain: string;
  /** Names of StorageClasses that the cluster has although no file says so. */
  readonly storageClasses: readonly string[];
  /** By rule id. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
}

export const defaultSettings: Settings = {
  kubernetes: '1.37',
  clusterDomain: 'cluster.local',
  storageClasses: [],
  rules: {},
};

/** Whether the target version is this one or a later one. */
export function isSince(settings: Settings, version: KubernetesVersion): boolean {
  return kubernetesVersions.indexOf(settings.kubernetes) >= kubernetesVersions.indexOf(version);
}
