import { replaceScalar } from '../edit.ts';
import { knownContainers } from '../known/images.ts';
import { noProvisioner } from '../known/provisioners.ts';
import type { StatefulSet, StorageClass } from '../manifest.ts';
import { defineRule } from '../rule.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'claim-retention-deletes-data',
  kinds: ['StatefulSet'],
  effect: 'risky',
  severity: 'warning',
  summary: 'Deleting or scaling down the set deletes its claims, and their class deletes the data.',
  why: `With \`whenDeleted: Delete\` the claims go with the set, also when it was deleted by mistake or by \`helm uninstall\`; with \`whenScaled: Delete\` a
claim goes with its Pod when the set is scaled down, also by an autoscaler, and scaling up again gives an empty volume. A class with
\`reclaimPolicy: Delete\`, which is what an absent one means, then deletes the disk. Keep \`Retain\` where the data matter, or give the class
\`reclaimPolicy: Retain\`. For caches and tests, \`Delete\` is right: say so with \`ordinal/ignore\`.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Delete
    whenScaled: Delete
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      terminationGracePeriodSeconds: 60
      containers:
        - name: db
          image: mariadb:11.8
          volumeMounts:
            - name: data
              mountPath: /var/lib/mysql
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        storageClassName: fast
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Retain
    whenScaled: Retain
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      terminationGracePeriodSeconds: 60
      containers:
        - name: db
          image: mariadb:11.8
          volumeMounts:
            - name: data
              mountPath: /var/lib/mysql
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        storageClassName: fast
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
`,

  *check(statefulSet, workspace) {
    const policy = statefulSet.field.get('spec', 'persistentVolumeClaimRetentionPolicy');
    const deletes = (['whenDeleted', 'whenScaled'] as const).filter((when) => statefulSet.retention[when] === 'Delete');
    if (deletes.length === 0) return;
    const database = knownContainers(statefulSet.pods).find(({ known }) => known.isDatabase)?.container;
    const { deleting, unseen } = classesOf(statefulSet, workspace);
    // Where neither the class nor the image is known, nobody but the author knows what the data are worth.
    if (deleting.length === 0 && !(unseen && database)) return;
    const [storageClass] = deleting;
    const disks = storageClass
      ? `class "${storageClass.name?.value ?? ''}" deletes the volumes with them`
      : 'most classes delete the volumes with them';
    for (const when of deletes)
      yield {
        at: policy.get(when),
        severity: storageClass && database ? 'warning' : 'information',
        message:
          when === 'whenDeleted'
            ? `Deleting the set deletes its claims, and ${disks}: the data ${database ? `of "${database.name}" ` : ''}are gone.`
            : `Scaling down deletes the claims of the Pods that go, and ${disks}: scaling up again starts ${database ? `"${database.name}" ` : ''}with empty volumes.`,
        related: [
          ...(storageClass?.name ? [{ at: storageClass.name, message: 'reclaimPolicy: Delete' }] : []),
          ...(database?.image ? [{ at: database.image, message: 'keeps data' }] : []),
        ],
        fixes: [{ title: `Set ${when}: Retain`, safe: false, edits: [replaceScalar(policy.get(when), 'Retain')] }],
      };
  },
});

/** The set's classes that delete their volumes, and whether there is one that the files do not show. */
function classesOf(
  statefulSet: StatefulSet,
  workspace: Workspace,
): { readonly deleting: readonly StorageClass[]; readonly unseen: boolean } {
  const deleting: StorageClass[] = [];
  let unseen = false;
  for (const { storageClassName } of statefulSet.claimTemplates) {
    // Volumes made by hand have a policy of their own.
    if (storageClassName?.value === '') continue;
    const storageClass = storageClassName && workspace.storageClass(storageClassName.value, statefulSet);
    if (!storageClass) unseen = true;
    else if (storageClass.reclaimPolicy === 'Delete' && storageClass.provisioner !== noProvisioner)
      deleting.push(storageClass);
  }
  return { deleting, unseen };
}
