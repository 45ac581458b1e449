/**
 * What is known about the provisioners that StorageClasses name. Sources: https://kubernetes-csi.github.io/docs/drivers.html, the drivers'
 * own code for what they refuse (`CreateVolume` of EBS, GCE PD, Azure Disk, Ceph RBD, DigitalOcean; `Provision` of local-path) and for
 * the directories that they make (local-path's setup script, nfs-subdir-external-provisioner, minikube's storage-provisioner),
 * and Kubernetes' for its own (https://kubernetes.io/docs/concepts/storage/volumes/).
 */
import type { ClaimSpec, PodTemplate, Resource, StorageClass } from '../manifest.ts';
import { isPlaceholder } from '../manifest.ts';
import type { Workspace } from '../workspace.ts';
import type { Field } from '../yaml.ts';
import { knownStorageClasses } from './storage-platforms.ts';

export interface Provisioner {
  /** What people call its volumes. */
  readonly title: string;
  /** From where one of its volumes can be mounted: `unknown` where that depends on the storage behind it. */
  readonly reach: 'node' | 'zone' | 'cluster' | 'unknown';
  /** Access modes that it refuses for volumes with a file system, so that the claim is never bound. */
  readonly refuses: readonly string[];
  /** Access modes that it refuses unless it is set up for them, or accepts and cannot serve. */
  readonly lacks: readonly string[];
  /** Directories of a file server: what is locked and flushed there is up to the server and the network. */
  readonly isFileServer: boolean;
  /** Its volumes are directories that everybody may write into (mode 0777) and that hold no `lost+found`. */
  readonly givesDirectories: boolean;
  /** Whoever deploys it gives it its name (`PROVISIONER_NAME`). */
  readonly hasChosenName: boolean;
  /** It makes nothing before the Pod has a node. */
  readonly needsNode: boolean;
}

const provisioner = (title: string, reach: Provisioner['reach'], more: Partial<Provisioner> = {}): Provisioner => ({
  title,
  reach,
  refuses: [],
  lacks: [],
  isFileServer: false,
  givesDirectories: false,
  hasChosenName: false,
  needsNode: false,
  ...more,
});

const many = 'ReadWriteMany';
const shared = ['ReadOnlyMany', many];
const ebs = provisioner('EBS', 'zone', { refuses: shared });
const persistentDisk = provisioner('Persistent Disk', 'zone', { refuses: [many] });
const azureDisk = provisioner('Azure Disk', 'zone', { refuses: shared });
const azureFile = provisioner('Azure Files', 'cluster', { isFileServer: true });
const vsphere = provisioner('vSphere', 'unknown');
const portworx = provisioner('Portworx', 'cluster');
const alibabaDisk = provisioner('Alibaba Cloud Disk', 'zone', { lacks: shared });
const nfs = provisioner('NFS', 'cluster', { isFileServer: true, givesDirectories: true, hasChosenName: true });

const provisioners: Readonly<Record<string, Provisioner>> = {
  'ebs.csi.aws.com': ebs,
  'ebs.csi.eks.amazonaws.com': ebs,
  'kubernetes.io/aws-ebs': ebs,
  'efs.csi.aws.com': provisioner('EFS', 'cluster', { isFileServer: true }),
  'fsx.csi.aws.com': provisioner('FSx for Lustre', 'cluster'),
  'pd.csi.storage.gke.io': persistentDisk,
  'kubernetes.io/gce-pd': persistentDisk,
  'filestore.csi.storage.gke.io': provisioner('Filestore', 'cluster', { isFileServer: true }),
  'disk.csi.azure.com': azureDisk,
  'kubernetes.io/azure-disk': azureDisk,
  'file.csi.azure.com': azureFile,
  'kubernetes.io/azure-file': azureFile,
  'blob.csi.azure.com': provisioner('Azure Blob', 'cluster', { isFileServer: true }),
  'rbd.csi.ceph.com': provisioner('Ceph RBD', 'cluster', { refuses: [many] }),
  'cephfs.csi.ceph.com': provisioner('CephFS', 'cluster'),
  'driver.longhorn.io': provisioner('Longhorn', 'cluster'),
  'rancher.io/local-path': provisioner('local-path', 'node', {
    lacks: shared,
    givesDirectories: true,
    needsNode: true,
  }),
  'topolvm.io': provisioner('TopoLVM', 'node', { lacks: shared }),
  'local.csi.openebs.io': provisioner('OpenEBS LVM', 'node', { lacks: shared }),
  'openebs.io/local': provisioner('OpenEBS local', 'node', { lacks: shared, needsNode: true }),
  'zfs.csi.openebs.io': provisioner('OpenEBS ZFS', 'node', { lacks: [many] }),
  'lvm.hwameistor.io': provisioner('HwameiStor', 'node', { lacks: shared }),
  'io.openebs.csi-mayastor': provisioner('OpenEBS Mayastor', 'cluster', { lacks: shared }),
  'cstor.csi.openebs.io': provisioner('OpenEBS cStor', 'cluster', { lacks: shared }),
  'csi.vsphere.vmware.com': vsphere,
  'kubernetes.io/vsphere-volume': vsphere,
  'cinder.csi.openstack.org': provisioner('Cinder', 'unknown'),
  'kubernetes.io/cinder': provisioner('Cinder', 'unknown'),
  'nfs.manila.csi.openstack.org': provisioner('Manila', 'cluster', { isFileServer: true }),
  'pxd.portworx.com': portworx,
  'kubernetes.io/portworx-volume': portworx,
  'dobs.csi.digitalocean.com': provisioner('DigitalOcean', 'cluster', { refuses: shared }),
  'csi.hetzner.cloud': provisioner('Hetzner Cloud', 'zone', { lacks: shared }),
  'linodebs.csi.linode.com': provisioner('Linode', 'cluster', { lacks: shared }),
  'block.csi.vultr.com': provisioner('Vultr', 'cluster', { lacks: shared }),
  'csi.scaleway.com': provisioner('Scaleway', 'zone', { lacks: shared }),
  'blockvolume.csi.oraclecloud.com': provisioner('OCI Block Volume', 'zone', { lacks: shared }),
  'diskplugin.csi.alibabacloud.com': alibabaDisk,
  'alicloud/disk': alibabaDisk,
  'smb.csi.k8s.io': provisioner('SMB', 'cluster', { isFileServer: true }),
  'nfs.csi.k8s.io': { ...nfs, givesDirectories: false, hasChosenName: false },
  'nfs.csi.ceph.com': { ...nfs, givesDirectories: false, hasChosenName: false },
  'k8s-sigs.io/nfs-subdir-external-provisioner': nfs,
  'fuseim.pri/ifs': nfs,
  'k8s.io/minikube-hostpath': provisioner('minikube', 'cluster', { givesDirectories: true }),
  'docker.io/hostpath': provisioner('Docker Desktop', 'cluster', { givesDirectories: true }),
  'microk8s.io/hostpath': provisioner('MicroK8s', 'cluster', { givesDirectories: true }),
  'hostpath.csi.k8s.io': provisioner('hostPath', 'cluster'),
};

/** Undefined for those that nothing is known about. */
export function knownProvisioner(name: string): Provisioner | undefined {
  if (Object.hasOwn(provisioners, name)) return provisioners[name];
  // `rook-ceph.rbd.csi.ceph.com`: Rook and OpenShift put the namespace of their operator before it.
  const ceph = /[a-z]+\.csi\.ceph\.com$/.exec(name)?.[0];
  if (ceph && Object.hasOwn(provisioners, ceph)) return provisioners[ceph];
  // `example.com/nfs`, `cluster.local/home-nfs-subdir-external-provisioner`: names that a deployment was given.
  return /(?:^|[/.-])nfs(?:$|[/.-])/.test(name) && !/\.csi\./.test(name) ? nfs : undefined;
}

/** What makes the volumes of classes that distributions ship, or that nobody uses for anything else. Their makers' documentation. */
const classes: Readonly<Record<string, string>> = {
  gp2: 'ebs.csi.aws.com',
  gp3: 'ebs.csi.aws.com',
  'gp2-csi': 'ebs.csi.aws.com',
  'gp3-csi': 'ebs.csi.aws.com',
  'ebs-sc': 'ebs.csi.aws.com',
  'efs-sc': 'efs.csi.aws.com',
  'standard-rwo': 'pd.csi.storage.gke.io',
  'premium-rwo': 'pd.csi.storage.gke.io',
  'standard-rwx': 'filestore.csi.storage.gke.io',
  'premium-rwx': 'filestore.csi.storage.gke.io',
  'enterprise-rwx': 'filestore.csi.storage.gke.io',
  'zonal-rwx': 'filestore.csi.storage.gke.io',
  'managed-csi': 'disk.csi.azure.com',
  'managed-csi-premium': 'disk.csi.azure.com',
  'managed-premium': 'disk.csi.azure.com',
  azurefile: 'file.csi.azure.com',
  'azurefile-csi': 'file.csi.azure.com',
  'azurefile-premium': 'file.csi.azure.com',
  'azurefile-csi-premium': 'file.csi.azure.com',
  'rook-ceph-block': 'rbd.csi.ceph.com',
  'ceph-block': 'rbd.csi.ceph.com',
  'ocs-storagecluster-ceph-rbd': 'rbd.csi.ceph.com',
  'local-path': 'rancher.io/local-path',
  'do-block-storage': 'dobs.csi.digitalocean.com',
  'do-block-storage-retain': 'dobs.csi.digitalocean.com',
  'hcloud-volumes': 'csi.hetzner.cloud',
  'linode-block-storage': 'linodebs.csi.linode.com',
  'linode-block-storage-retain': 'linodebs.csi.linode.com',
  'vultr-block-storage': 'block.csi.vultr.com',
  'scw-bssd': 'csi.scaleway.com',
  'oci-bv': 'blockvolume.csi.oraclecloud.com',
  'openebs-hostpath': 'openebs.io/local',
  'nfs-client': 'k8s-sigs.io/nfs-subdir-external-provisioner',
  'managed-nfs-storage': 'k8s-sigs.io/nfs-subdir-external-provisioner',
  'nfs-csi': 'nfs.csi.k8s.io',
};

/** Removed from Kubernetes: since which version nobody makes their volumes. */
export const removedProvisioners: Readonly<Record<string, string>> = {
  'kubernetes.io/scaleio': '1.22',
  'kubernetes.io/flocker': '1.25',
  'kubernetes.io/quobyte': '1.25',
  'kubernetes.io/storageos': '1.25',
  'kubernetes.io/glusterfs': '1.26',
  'kubernetes.io/rbd': '1.31',
};
/** Names that Kubernetes hands on to the driver that took over. */
export const migratedProvisioners: Readonly<Record<string, string>> = {
  'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
  'kubernetes.io/gce-pd': 'pd.csi.storage.gke.io',
  'kubernetes.io/azure-disk': 'disk.csi.azure.com',
  'kubernetes.io/azure-file': 'file.csi.azure.com',
  'kubernetes.io/cinder': 'cinder.csi.openstack.org',
  'kubernetes.io/vsphere-volume': 'csi.vsphere.vmware.com',
  'kubernetes.io/portworx-volume': 'pxd.portworx.com',
};
/** Volumes of such a class are made by hand. */
export const noProvisioner = 'kubernetes.io/no-provisioner';

export interface ProvisionerOfClaim {
  readonly known: Provisioner;
  /** As the class names it. */
  readonly name: string;
  readonly className: string;
  /** The class, when it is in the files. */
  readonly storageClass: StorageClass | undefined;
  /** `certain`: the class stands beside the claim; `likely`: elsewhere in the files, or on the list of the cluster's classes, or it is the
   * default of the files; `possible`: the name is one that usually means this provisioner. */
  readonly evidence: 'certain' | 'likely' | 'possible';
}

/** What makes the volumes of a claim; undefined when nothing is known about it. */
export function provisionerOf(
  workspace: Workspace,
  resource: Resource,
  claim: ClaimSpec,
): ProvisionerOfClaim | undefined {
  if (claim.hasOpaqueClass || claim.isBoundByHand) return undefined;
  const className = claim.storageClassName?.value;
  const storageClass =
    className === undefined ? theDefault(workspace, resource) : workspace.storageClass(className, resource);
  if (storageClass) {
    const name = storageClass.provisioner ?? '';
    const known = knownProvisioner(name);
    const isBeside = workspace.siblingStorageClasses(resource).includes(storageClass);
    const evidence = className !== undefined && isBeside ? 'certain' : 'likely';
    return known && { known, name, className: storageClass.name?.value ?? '', storageClass, evidence };
  }
  const name = className !== undefined && Object.hasOwn(classes, className) ? classes[className] : undefined;
  const known = name === undefined ? undefined : knownProvisioner(name);
  if (className === undefined || name === undefined || !known) return undefined;
  const listed = knownStorageClasses(workspace.settingsOf(resource.field.document.uri).storageClasses);
  return {
    known,
    name,
    className,
    storageClass,
    evidence: listed.includes(className) ? 'likely' : 'possible',
  };
}

/** The one default class beside it: which of several it is, nobody knows. */
function theDefault(workspace: Workspace, resource: Resource): StorageClass | undefined {
  const [first, ...others] = workspace.siblingStorageClasses(resource).filter(({ isDefault }) => isDefault);
  return others.length === 0 ? first : undefined;
}

/** A class is told to a provisioner by its name: the value and what stands before it in the same scalar. */
export interface ServedName {
  readonly field: Field;
  readonly before: string;
  /** Undefined when it is filled in later. */
  readonly value: string | undefined;
}

/** The names under which the containers of a Pod make volumes: `PROVISIONER_NAME`, or the argument `-provisioner=…`. */
export function servedNames({ containers }: PodTemplate): readonly ServedName[] {
  return containers.flatMap(({ field }) => [
    ...field
      .get('env')
      .items.filter((item) => item.get('name').text === 'PROVISIONER_NAME')
      .map((item) => servedName(item.get('value'), '')),
    ...[...field.get('args').items, ...field.get('command').items].flatMap((argument) => {
      const before = /^--?provisioner(?:-name)?=/.exec(argument.text ?? '')?.[0];
      return before === undefined ? [] : [servedName(argument, before)];
    }),
  ]);
}
function servedName(field: Field, before: string): ServedName {
  const value = field.text?.slice(before.length);
  return { field, before, value: value === undefined || isPlaceholder(value) ? undefined : value };
}
