import type { ClaimSpec, StatefulSet } from './manifest.ts';
import type { Workspace } from './workspace.ts';

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

/**
 * Provisioners whose volumes are directories of a file system that is there already: they hold no `lost+found`, and all
 * of these make them writable for everybody (mode 0777). Sources: rancher/local-path-provisioner (its setup script),
 * kubernetes-sigs/nfs-subdir-external-provisioner, kubernetes/minikube (storage-provisioner).
 */
const directories: ReadonlySet<string> = new Set([
  'rancher.io/local-path',
  'k8s-sigs.io/nfs-subdir-external-provisioner',
  'fuseim.pri/ifs',
  'k8s.io/minikube-hostpath',
  'docker.io/hostpath',
  'microk8s.io/hostpath',
]);
const providesDirectories = (provisioner: string | undefined): boolean =>
  provisioner !== undefined &&
  (directories.has(provisioner) || provisioner.endsWith('-nfs-subdir-external-provisioner'));

/** Whether a claim of this set gets a directory of that kind, as far as the files tell. */
export function getsDirectory(claim: ClaimSpec, statefulSet: StatefulSet, workspace: Workspace): boolean {
  const storageClass = claim.storageClassName
    ? workspace.storageClass(claim.storageClassName.value, statefulSet)
    : workspace.storageClassesInScope(statefulSet).find(({ isDefault }) => isDefault);
  return providesDirectories(storageClass?.provisioner);
}
/** Every class that some distribution ships. */
export const platformClasses: ReadonlySet<string> = new Set(Object.values(platforms).flat());
