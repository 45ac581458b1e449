import { replaceScalar } from '../edit.ts';
import type { StorageClass } from '../manifest.ts';
import { defineRule } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'default-storage-class-ambiguous',
  kinds: ['StorageClass'],
  effect: 'risky',
  severity: 'warning',
  summary: 'More than one StorageClass is marked as the default.',
  why: `A claim without \`storageClassName\` takes the default class. Where several are marked, it takes the one that was created last (Kubernetes
before 1.26 refused the claim), so the order in which the classes were applied decides on which disks the data lie, and applying one of them
anew to another cluster may decide otherwise. Mark one class, and set the annotation of the others to \`"false"\`.`,
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass',
  bad: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
`,
  good: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations:
    storageclass.kubernetes.io/is-default-class: "false"
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
`,

  *check(storageClass, workspace) {
    const mark = marks(storageClass)[0];
    if (!mark || !storageClass.name) return;
    const name = storageClass.name.value;
    const before = defaultsBefore(storageClass, workspace);
    const [first] = before;
    if (!first) return;
    const names = before.map((other) => `"${other.name?.value}"`);
    // Files of one folder may be alternatives to choose from.
    const isCertain = before.some((other) => workspace.areAppliedTogether(other, storageClass));
    yield {
      at: mark,
      severity: isCertain ? 'warning' : 'information',
      message: `"${name}" and ${names.join(', ')} are ${before.length === 1 ? 'both' : 'all'} marked as the default class: a claim that names none takes the one that was created last.`,
      related: before.flatMap((other) =>
        marks(other)
          .slice(0, 1)
          .map((at) => ({ at, message: `"${other.name?.value}" is marked, too` })),
      ),
      fixes: [unmark(storageClass), ...(before.length === 1 ? [unmark(first)] : [])],
    };
  },
});

/** The default classes beside it that stand before it, by name, file and place: so that each surplus one is reported once. */
function defaultsBefore(storageClass: StorageClass, workspace: Workspace): readonly StorageClass[] {
  return workspace
    .siblingStorageClasses(storageClass)
    .filter(
      (other) =>
        other.isDefault &&
        other.name !== undefined &&
        other.name.value !== storageClass.name?.value &&
        workspace.standsBefore(other, storageClass),
    );
}

function marks(storageClass: StorageClass): readonly Field[] {
  const annotations = storageClass.field.get('metadata', 'annotations');
  return ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class']
    .map((key) => annotations.get(key))
    .filter(({ text }) => text === 'true');
}

const unmark = (storageClass: StorageClass) => ({
  title: `Set is-default-class: "false" on "${storageClass.name?.value}"`,
  safe: false,
  edits: marks(storageClass).map((mark) => replaceScalar(mark, 'false')),
});
