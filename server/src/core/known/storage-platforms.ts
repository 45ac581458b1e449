/**
 * The StorageClasses that distributions ship, for `ordinal.storageClasses`: the name of a platform there stands for its classes.
 * Source: the vendors' documentation; each cluster may have more or fewer.
 */
const platforms: Readonly<Record<string, readonly string[]>> = {
  eks: ['gp2', 'gp3', 'ebs-csi-default-sc', 'efs-sc'],
  gke: ['standard', 'standard-rwo', 'premium-rwo', 'standard-rwx', 'premium-rwx', 'enterprise-rwx', 'zonal-rwx'],
  aks: [
    'default',
    'managed',
    'managed-csi',
    'managed-csi-premium',
    'managed-premium',
    'azurefile',
    'azurefile-csi',
    'azurefile-csi-premium',
    'azurefile-premium',
  ],
  k3s: ['local-path'],
  kind: ['standard'],
  minikube: ['standard'],
  'docker-desktop': ['hostpath'],
  microk8s: ['microk8s-hostpath'],
  longhorn: ['longhorn', 'longhorn-static'],
  rook: ['rook-ceph-block', 'rook-cephfs', 'ceph-block', 'ceph-filesystem'],
  openshift: [
    'gp3-csi',
    'gp2-csi',
    'standard-csi',
    'managed-csi',
    'thin-csi',
    'ocs-storagecluster-ceph-rbd',
    'ocs-storagecluster-cephfs',
    'lvms-vg1',
    'topolvm-provisioner',
  ],
  digitalocean: ['do-block-storage', 'do-block-storage-retain', 'do-block-storage-xfs', 'do-block-storage-xfs-retain'],
  hetzner: ['hcloud-volumes'],
  linode: ['linode-block-storage', 'linode-block-storage-retain'],
  vultr: ['vultr-block-storage'],
  oci: ['oci', 'oci-bv'],
  scaleway: ['scw-bssd', 'sbs-default'],
  openebs: ['openebs-hostpath', 'openebs-device', 'openebs-single-replica'],
};

/** The platforms that the setting knows. */
export const storagePlatforms: readonly string[] = Object.keys(platforms);

/** The class names that the setting stands for: names as they are, platforms as their classes. */
export function knownStorageClasses(setting: readonly string[]): readonly string[] {
  return [
    ...new Set(
      setting.flatMap((entry) => [
        ...(platforms[entry] ?? []),
        ...(platforms[entry] && entry !== 'longhorn' ? [] : [entry]),
      ]),
    ),
  ];
}

/** Every class that some distribution ships. */
export const platformClasses: ReadonlySet<string> = new Set(Object.values(platforms).flat());
