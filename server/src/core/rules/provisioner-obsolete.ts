import { replaceScalar } from '../edit.ts';
import { migratedProvisioners, noProvisioner, removedProvisioners } from '../known/provisioners.ts';
import type { StorageClass } from '../manifest.ts';
import { defineRule, type Report } from '../rule.ts';
import type { PodOwner, Workspace } from '../workspace.ts';

const nfsSubdir = 'k8s-sigs.io/nfs-subdir-external-provisioner';
const newImage = 'registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2';

export default defineRule({
  id: 'provisioner-obsolete',
  kinds: ['StorageClass', 'StatefulSet', 'Workload'],
  effect: 'stuck',
  severity: 'error',
  summary: 'A provisioner that no Kubernetes of today works with.',
  why: `Kubernetes has given its own volume plugins away: some have gone (\`kubernetes.io/glusterfs\`, \`kubernetes.io/rbd\`, …) and their claims stay
Pending; others are handed on to the vendor's driver, which has to be installed and is better named itself. The provisioners of
\`quay.io/external_storage\` read the field \`selfLink\`, which the API server no longer fills since 1.20 ("selfLink was empty, can't make reference"):
they make no volume. For NFS, \`${newImage}\` takes the same settings.`,
  source: 'https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner/issues/25',
  bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: nfs-client-provisioner
spec:
  selector:
    matchLabels:
      app: nfs-client-provisioner
  template:
    metadata:
      labels:
        app: nfs-client-provisioner
    spec:
      containers:
        - name: nfs-client-provisioner
          image: quay.io/external_storage/nfs-client-provisioner:latest
          env:
            - name: PROVISIONER_NAME
              value: fuseim.pri/ifs
`,
  good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: nfs-client-provisioner
spec:
  selector:
    matchLabels:
      app: nfs-client-provisioner
  template:
    metadata:
      labels:
        app: nfs-client-provisioner
    spec:
      containers:
        - name: nfs-client-provisioner
          image: ${newImage}
          env:
            - name: PROVISIONER_NAME
              value: fuseim.pri/ifs
`,

  *check(resource, workspace) {
    if (resource.type === 'StorageClass') yield* checkClass(resource, workspace);
    else yield* checkImages(resource);
  },
});

function* checkImages({ pods }: PodOwner): Iterable<Report> {
  for (const { image } of pods.containers) {
    // Built with the library that reads selfLink: external_storage was closed before Kubernetes 1.20.
    const what = /\/external_storage\/((nfs-client|cephfs|rbd|efs)-provisioner(?:-arm)?)(?=[:@]|$)/.exec(
      image?.value ?? '',
    );
    if (!image || !what) continue;
    yield {
      at: image,
      message: `${what[1]} makes no volumes since Kubernetes 1.20 ("selfLink was empty"): the claims of its classes stay Pending.`,
      fixes:
        what[2] === 'nfs-client'
          ? [{ title: `Use ${newImage}`, safe: false, edits: [replaceScalar(image.field, newImage)] }]
          : [],
    };
  }
}

function* checkClass(storageClass: StorageClass, workspace: Workspace): Iterable<Report> {
  const at = storageClass.field.get('provisioner');
  const { provisioner = '', name } = storageClass;
  const claims = `claims of class "${name?.value ?? ''}" stay Pending`;
  const use = (other: string) => [
    { title: `Set provisioner: ${other}`, safe: false, edits: [replaceScalar(at, other)] },
  ];
  const since = Object.hasOwn(removedProvisioners, provisioner) ? removedProvisioners[provisioner] : undefined;
  const driver = Object.hasOwn(migratedProvisioners, provisioner) ? migratedProvisioners[provisioner] : undefined;
  if (since) yield { at, message: `Kubernetes has no "${provisioner}" since ${since}: ${claims}.` };
  else if (driver)
    yield {
      at,
      effect: 'advice',
      severity: 'information',
      message: `Kubernetes hands "${provisioner}" on to the driver ${driver}: it must be installed, and is better named itself.`,
      fixes: use(driver),
    };
  // Names of this kind are Kubernetes' own: what it does not know, it reports and leaves to nobody else.
  else if (/^kubernetes\.io\/[a-z-]+$/.test(provisioner) && !ownProvisioners.includes(provisioner))
    yield {
      at,
      message: `Kubernetes has no "${provisioner}", and leaves names that begin with "kubernetes.io/" to no other provisioner: ${claims}.`,
    };
  // Where a provisioner is deployed under this name, its image counts; under another name, provisioner-not-deployed says it.
  else if (provisioner === 'fuseim.pri/ifs' && workspace.provisioningWorkloads(storageClass).length === 0)
    yield {
      at,
      severity: 'information',
      message: `"${provisioner}" is the name of the retired nfs-client-provisioner, which makes no volumes since Kubernetes 1.20; unless a new one was given its name, ${claims}.`,
      fixes: use(nfsSubdir),
    };
}

/** What is left of Kubernetes' own; host-path only where the controller manager was told so. */
const ownProvisioners = [noProvisioner, 'kubernetes.io/host-path'];
