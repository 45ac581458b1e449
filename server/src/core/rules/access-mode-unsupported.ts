import { replaceScalar } from '../edit.ts';
import { knownProvisioner, type ProvisionerOfClaim, provisionerOf } from '../known/provisioners.ts';
import type { ClaimSpec, PersistentVolumeClaim, StatefulSet } from '../manifest.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import { type Supply, supplies } from '../volumes.ts';
import type { Workspace } from '../workspace.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'access-mode-unsupported',
  kinds: ['StatefulSet', 'PersistentVolumeClaim'],
  effect: 'stuck',
  severity: 'warning',
  summary: 'A claim asks for an access mode that its provisioner cannot serve.',
  why: `A disk can be attached to one node at a time, so the provisioners of disks refuse \`ReadWriteMany\` for volumes with a file system, and the
claim stays Pending. Each Pod of a StatefulSet has a volume of its own from the claim template: \`ReadWriteOnce\` is what it needs. Pods that are to
share one volume need a class of a file system that many nodes can mount (EFS, Filestore, Azure Files, CephFS, NFS).`,
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  bad: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  storageClassName: fast
  accessModes:
    - ReadWriteMany
  resources:
    requests:
      storage: 1Gi
`,
  good: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  storageClassName: fast
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 1Gi
`,

  *check(resource, workspace) {
    const claims = resource.type === 'StatefulSet' ? resource.claimTemplates : [resource.claim];
    const served = [...supplies(workspace, resource)];
    for (const claim of claims)
      yield* checkClaim(
        claim,
        resource,
        workspace,
        served.find((each) => each.claim === claim),
      );
  },
});

const severities = { certain: 'error', likely: 'warning', possible: 'information' } as const;

function* checkClaim(
  claim: ClaimSpec,
  resource: StatefulSet | PersistentVolumeClaim,
  workspace: Workspace,
  supply: Supply | undefined,
): Iterable<Report> {
  const spec = claim.field.get('spec');
  // A raw device may be attached to several nodes, if the disk is made for it; volumes made by hand are not provisioned.
  if (spec.get('volumeMode').text === 'Block' || (supply && supply.volumes.length > 0)) return;
  const provisioner = provisionerOf(workspace, resource, claim);
  if (!provisioner) return;
  const { known, className, storageClass, evidence } = provisioner;
  const modes = spec.get('accessModes').items;
  const mode = modes.find(({ text = '' }) => known.refuses.includes(text) || known.lacks.includes(text));
  if (mode?.text === undefined) return;
  const isRefused = known.refuses.includes(mode.text);
  const whose = storageClass
    ? `"${className}" makes ${known.title} volumes`
    : `"${className}" usually means ${known.title} volumes`;
  const claims = resource.type === 'StatefulSet' ? 'the claims stay' : 'the claim stays';
  yield {
    at: mode,
    severity: isRefused ? severities[evidence] : evidence === 'possible' ? 'information' : 'warning',
    message: isRefused
      ? `${whose}, which refuse ${mode.text}: ${claims} Pending.`
      : `${whose}, which do not serve ${mode.text} unless they are set up for it: else ${claims} Pending.`,
    related: storageClass
      ? [{ at: storageClass.field.get('provisioner'), message: `StorageClass "${className}"` }]
      : [],
    fixes: [...useOneNode(mode, modes), ...useOtherClass(claim, resource, workspace, provisioner)],
  };
}

function useOneNode(mode: Field, modes: readonly Field[]): readonly Fix[] {
  if (modes.length > 1) return [];
  return [{ title: 'Use ReadWriteOnce', safe: false, edits: [replaceScalar(mode, 'ReadWriteOnce')] }];
}

/** Classes of the files that are known to serve all of the claim's modes. */
function useOtherClass(
  { storageClassName, accessModes }: ClaimSpec,
  resource: StatefulSet | PersistentVolumeClaim,
  workspace: Workspace,
  { className }: ProvisionerOfClaim,
): readonly Fix[] {
  if (!storageClassName) return [];
  return workspace
    .storageClassesInScope(resource)
    .filter(({ name, provisioner = '' }) => {
      const known = knownProvisioner(provisioner);
      const cannot = [...(known?.refuses ?? []), ...(known?.lacks ?? [])];
      return known && name && name.value !== className && !accessModes.some((mode) => cannot.includes(mode));
    })
    .slice(0, 3)
    .map(({ name }) => ({
      title: `Use StorageClass "${name?.value}"`,
      safe: false,
      edits: [replaceScalar(storageClassName.field, name?.value ?? '')],
    }));
}
