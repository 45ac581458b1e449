import { setKey } from '../edit.ts';
import type { ClaimSpec, Resource, StorageClass } from '../manifest.ts';
import { defineRule, type Report } from '../rule.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'storage-class-unset',
  kinds: ['StatefulSet', 'PersistentVolumeClaim'],
  effect: 'stuck',
  severity: 'information',
  misses: ['storageClassName'],
  summary: 'A claim names no StorageClass, and none of those in the files is the default.',
  why: `A claim without \`storageClassName\` takes the cluster's default class. A cluster without one leaves it Pending ("no persistent volumes
available for this claim and no storage class is set"); new EKS clusters since 1.30 have none. Name a class, or mark one as the default
with the annotation \`storageclass.kubernetes.io/is-default-class: "true"\`.`,
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass',
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
  accessModes:
    - ReadWriteOnce
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
    if (resource.type === 'PersistentVolumeClaim') yield* checkClaim(resource.claim, resource, workspace);
    else for (const template of resource.claimTemplates) yield* checkClaim(template, resource, workspace);
  },
});

function* checkClaim(claim: ClaimSpec, resource: Resource, workspace: Workspace): Iterable<Report> {
  if (claim.storageClassName || claim.hasOpaqueClass || claim.isBoundByHand || workspace.isOpen(resource)) return;
  const classes = workspace.storageClassesInScope(resource);
  if (classes.length === 0 || classes.some(({ isDefault }) => isDefault)) return;
  // Volumes without a class, made by hand, serve such a claim.
  if (workspace.persistentVolumesOfClass('', resource).length > 0) return;
  const spec = claim.field.get('spec');
  const names = [
    ...new Set(likeliestFirst(classes, claim, resource, workspace).flatMap(({ name }) => name?.value ?? [])),
  ];
  const field = spec.get('storageClassName');
  yield {
    at: { document: field.document, span: claim.name?.field.span ?? field.span, path: field.path },
    message: `Claim "${claim.name?.value ?? ''}" names no StorageClass, and none in these files (${names.slice(0, 3).join(', ')}) is the default: if the cluster has no default either, it stays Pending.`,
    related: classes
      .slice(0, 3)
      .flatMap(({ name }) =>
        name ? [{ at: name, message: `StorageClass "${name.value}" is not marked as the default` }] : [],
      ),
    fixes:
      spec.kind === 'mapping'
        ? names.slice(0, 3).map((name) => ({
            title: `Use StorageClass "${name}"`,
            safe: false,
            edits: [setKey(spec, 'storageClassName', name)],
          }))
        : [],
  };
}

/** Those that are built with it before those beside it; among them, those whose names say most of what it says of itself. */
function likeliestFirst(
  classes: readonly StorageClass[],
  claim: ClaimSpec,
  resource: Resource,
  workspace: Workspace,
): readonly StorageClass[] {
  const own = new Set([...wordsOf(resource), ...wordsIn(claim.name?.value)]);
  const beside = workspace.siblingStorageClasses(resource);
  const isBuiltWithIt = (each: StorageClass) => workspace.areAppliedTogether(each, resource);
  const ranked = classes.map((each) => {
    const words = wordsIn(each.name?.value);
    const likeness = words.filter((word) => own.has(word)).length;
    const foreign = likeness > 0 ? words.length - likeness : 0;
    return { each, nearness: Number(isBuiltWithIt(each)) + Number(beside.includes(each)), likeness, foreign };
  });
  return ranked
    .toSorted((a, b) => b.nearness - a.nearness || b.likeness - a.likeness || a.foreign - b.foreign)
    .map(({ each }) => each);
}

/** What an object calls itself, its Pods and its containers. */
function wordsOf(resource: Resource): readonly string[] {
  const pods = resource.type === 'StatefulSet' ? resource.pods : undefined;
  const labels = [...(pods?.labels.values.values() ?? [])].map(({ value }) => value);
  const containers = pods?.containers.map(({ name }) => name) ?? [];
  return [resource.name?.value, ...labels, ...containers].flatMap(wordsIn);
}
const wordsIn = (name = '') => name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
