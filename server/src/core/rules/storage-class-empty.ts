import { removeKey } from '../edit.ts';
import { defineRule, type Report } from '../rule.ts';
import { type Supply, supplies, volumesFor } from '../volumes.ts';

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
    if (workspace.isOpen(resource)) return;
    for (const supply of supplies(workspace, resource)) yield* checkSupply(supply);
  },
});

function* checkSupply({ claim, count, names, volumes }: Supply): Iterable<Report> {
  const { storageClassName, isBoundByHand } = claim;
  if (storageClassName?.value !== '' || isBoundByHand || volumes.length >= count) return;
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
