import { appendDocument, removeKey } from '../edit.ts';
import type { ClaimSpec, PersistentVolume, Resource } from '../manifest.ts';
import { isEnough } from '../quantity.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import { writeYaml } from '../yaml.ts';

export default defineRule({
  id: 'storage-class-empty',
  kinds: ['StatefulSet', 'PersistentVolumeClaim'],
  effect: 'stuck',
  severity: 'warning',
  summary: '`storageClassName: ""` forbids provisioning, and there are too few PersistentVolumes.',
  why: `An empty class does not mean "the default": it means that no volume is ever provisioned, and that the claim waits for a PersistentVolume
without a class that somebody made. Leave the line out to get the default class, or bring a volume for each claim.`,
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1',
  bad: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  storageClassName: ""
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 1Gi
`,
  good: `
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

  *check(resource, workspace) {
    if (resource.type === 'PersistentVolumeClaim')
      yield* checkClaim(resource.claim, [resource.name?.value ?? ''], 1, resource, workspace);
    else
      for (const template of resource.claimTemplates) {
        const count = Math.min(resource.replicas, 1000); // enough to tell; the names are needed for a few only
        const names = Array.from(
          { length: count },
          (_, i) => `${template.name?.value}-${resource.name?.value}-${resource.start + i}`,
        );
        yield* checkClaim(template, names, resource.replicas, resource, workspace);
      }
  },
});

function* checkClaim(
  claim: ClaimSpec,
  names: readonly string[],
  count: number,
  resource: Resource,
  workspace: Workspace,
): Iterable<Report> {
  const { storageClassName, isBoundByHand } = claim;
  if (storageClassName?.value !== '' || isBoundByHand || count === 0 || workspace.isOpen(resource)) return;
  const volumes = workspace.persistentVolumesOfClass('', resource).filter((volume) => fits(volume, claim, names));
  if (volumes.length >= count) return;
  yield {
    at: storageClassName,
    message: `An empty class is not the default class: nothing is provisioned, and ${count === 1 ? 'the claim waits' : `${count.toLocaleString('en')} claims wait`} for PersistentVolumes without a class, of which ${volumes.length === 0 ? 'there are none' : `there ${volumes.length === 1 ? 'is 1' : `are ${volumes.length}`}`} in these files.`,
    related: volumes
      .slice(0, 3)
      .flatMap(({ name }) => (name ? [{ at: name, message: `PersistentVolume "${name.value}" fits` }] : [])),
    fixes: [
      {
        title: 'Remove storageClassName (use the default class)',
        safe: false,
        edits: [removeKey(storageClassName.field)],
      },
      ...(count > names.length ? [] : volumesFor(claim, names.slice(volumes.length))),
    ],
  };
}

/** Large enough, of a mode that is asked for, and not promised to another claim. */
function fits(
  { capacity, accessModes, claimRef }: PersistentVolume,
  claim: ClaimSpec,
  names: readonly string[],
): boolean {
  return (
    isEnough(capacity, claim.storage) &&
    claim.accessModes.every((mode) => accessModes.includes(mode)) &&
    (claimRef === undefined || names.includes(claimRef.name))
  );
}

function volumesFor(claim: ClaimSpec, names: readonly string[]): readonly Fix[] {
  if (names.length > 20 || claim.storage.text === undefined || names.some((name) => name.includes('undefined')))
    return [];
  const objects = names.map((name) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage: claim.storage.text },
      accessModes: claim.accessModes,
      persistentVolumeReclaimPolicy: 'Retain',
      hostPath: { path: `/mnt/${name}`, type: 'DirectoryOrCreate' },
    },
  }));
  const [first, ...others] = objects;
  const append = appendDocument(claim.field.document.uri, first);
  const text = others.map((object) => `---\n${writeYaml(object)}`).join('');
  const title =
    names.length === 1
      ? `Create PersistentVolume "${names[0]}" in this file`
      : `Create ${names.length} PersistentVolumes in this file`;
  return [{ title, safe: false, edits: [append.kind === 'append' ? { ...append, text: append.text + text } : append] }];
}
