import { noProvisioner } from '../known/provisioners.ts';
import { knownStorageClasses, platformClasses } from '../known/storage-platforms.ts';
import type { PersistentVolumeClaim, StatefulSet } from '../manifest.ts';
import { defineRule, type Report } from '../rule.ts';
import { type Supply, supplies, volumesFor } from '../volumes.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'persistent-volumes-insufficient',
  kinds: ['StatefulSet', 'PersistentVolumeClaim'],
  effect: 'stuck',
  severity: 'warning',
  summary: 'A class whose volumes are made by hand has fewer that fit than there are claims.',
  why: `Nobody makes volumes for a class with \`provisioner: kubernetes.io/no-provisioner\`, or for one that exists only as a word on claims and
PersistentVolumes (\`manual\`). Each claim needs a volume of its own: of the same class and volumeMode, large enough, with all access modes that
the claim asks for, and kept for no other claim. A Pod whose claim finds none stays Pending, and with \`OrderedReady\` all after it.
Volumes that something makes in the cluster (the local static provisioner) are not seen here.`,
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding',
  bad: `
apiVersion: v1
kind: PersistentVolume
metadata:
  name: small
spec:
  storageClassName: manual
  capacity:
    storage: 1Gi
  accessModes:
    - ReadWriteOnce
  hostPath:
    path: /mnt/small
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  storageClassName: manual
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 2Gi
`,
  good: `
apiVersion: v1
kind: PersistentVolume
metadata:
  name: large
spec:
  storageClassName: manual
  capacity:
    storage: 2Gi
  accessModes:
    - ReadWriteOnce
  hostPath:
    path: /mnt/large
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  storageClassName: manual
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 2Gi
`,

  *check(resource, workspace) {
    if (workspace.isOpen(resource)) return;
    for (const supply of supplies(workspace, resource)) yield* checkSupply(supply, resource, workspace);
  },
});

function* checkSupply(
  { claim, count, names, volumes, misfits }: Supply,
  resource: StatefulSet | PersistentVolumeClaim,
  workspace: Workspace,
): Iterable<Report> {
  const { storageClassName, isBoundByHand } = claim;
  // An empty class is the business of storage-class-empty.
  if (!storageClassName || storageClassName.value === '' || isBoundByHand || volumes.length >= count) return;
  const { value } = storageClassName;
  if (isProvisioned(value, resource, workspace)) return;
  const missing = (count - volumes.length).toLocaleString('en');
  const isKnown = workspace.persistentVolumesOfClass(value, resource).length > 0;
  const storageClass = workspace.storageClass(value, resource);
  if (!isKnown && !storageClass) return; // storage-class-not-found says it
  const have =
    volumes.length > 0
      ? `${volumes.length} that ${volumes.length === 1 ? 'fits' : 'fit'}`
      : isKnown
        ? 'none that fits'
        : 'none';
  const need = count === 1 ? 'the claim needs one' : `${count.toLocaleString('en')} claims need one each`;
  const pending =
    count === 1
      ? 'it stays Pending, and its Pod with it'
      : missing === '1'
        ? 'one claim stays Pending, and its Pod with it'
        : `${missing} claims stay Pending, and their Pods with them`;
  yield {
    at: storageClassName,
    severity: isKnown ? 'warning' : 'information',
    message: `Volumes of class "${value}" are made by hand: ${need}, and these files hold ${have}. ${isKnown ? capitalized(pending) : `Unless the cluster has more, ${pending}`}.`,
    related: [
      ...(storageClass ? [{ at: storageClass.field.get('provisioner'), message: `StorageClass "${value}"` }] : []),
      ...misfits
        .slice(0, 5)
        .flatMap(({ volume, why }) =>
          volume.name ? [{ at: volume.name, message: `PersistentVolume "${volume.name.value}" ${why}` }] : [],
        ),
      ...volumes
        .slice(0, 3)
        .flatMap(({ name }) => (name ? [{ at: name, message: `PersistentVolume "${name.value}" fits` }] : [])),
    ],
    fixes: count > names.length ? [] : volumesFor(claim, names.slice(volumes.length)),
  };
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Something may make volumes for the class: it says so, or it is one that clusters come with. */
function isProvisioned(name: string, resource: StatefulSet | PersistentVolumeClaim, workspace: Workspace): boolean {
  const storageClass = workspace.storageClass(name, resource);
  if (storageClass) return storageClass.provisioner !== noProvisioner;
  const listed = knownStorageClasses(workspace.settingsOf(resource.field.document.uri).storageClasses);
  return platformClasses.has(name) || listed.includes(name);
}
