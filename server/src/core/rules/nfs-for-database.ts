import { replaceScalar } from '../edit.ts';
import { knownContainers } from '../known/images.ts';
import { knownProvisioner, provisionerOf } from '../known/provisioners.ts';
import type { ClaimTemplate, StatefulSet } from '../manifest.ts';
import { defineRule, type Fix } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Located } from '../yaml.ts';

export default defineRule({
  id: 'nfs-for-database',
  kinds: ['StatefulSet'],
  effect: 'risky',
  severity: 'information',
  summary: 'A database keeps its data on a file server.',
  why: `Databases rely on locks that hold, on writes that are on the disk when they are said to be, and on renames that are atomic. NFS and SMB promise
this only with the right server, version and mount options; most databases advise against it (Prometheus, Kafka and Elasticsearch do not support
it), and all are slow on it. Each Pod of a set has a volume of its own, so nothing needs to be shared: take a class of disks.`,
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#nfs',
  bad: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: shared
provisioner: nfs.csi.k8s.io
parameters:
  server: nfs.example.com
  share: /data
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
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
        storageClassName: shared
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
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
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
`,

  *check(statefulSet, workspace) {
    for (const template of statefulSet.claimTemplates) {
      const database = databaseOn(statefulSet, template);
      const server = database && fileServerBehind(template, statefulSet, workspace);
      if (!server) continue;
      const { storageClassName, name } = template;
      const at = storageClassName ?? name;
      if (!at) continue;
      yield {
        at,
        message: `"${database.name}" keeps its data on ${server.title}: its locks and writes are only as safe as the file server and the mount options make them, and slow.`,
        related: [...server.related, ...(database.image ? [{ at: database.image, message: 'a database' }] : [])],
        fixes: storageClassName ? useDisks(storageClassName, statefulSet, workspace) : [],
      };
    }
  },
});

/** The known database whose data the template holds: mounted where they lie, or above. */
function databaseOn({ pods }: StatefulSet, { name }: ClaimTemplate) {
  return knownContainers(pods).find(
    ({ container, known }) =>
      known.isDatabase &&
      container.field
        .get('volumeMounts')
        .items.filter((mount) => name && mount.get('name').text === name.value)
        .map((mount) => (mount.get('mountPath').text ?? '').replace(/\/+$/, ''))
        .some((path) => known.dataPaths.some((data) => data === path || data.startsWith(`${path}/`))),
  )?.container;
}

function fileServerBehind(template: ClaimTemplate, statefulSet: StatefulSet, workspace: Workspace) {
  const provisioner = provisionerOf(workspace, statefulSet, template);
  if (provisioner) {
    const { known, className, storageClass } = provisioner;
    if (!known.isFileServer) return undefined;
    return {
      title: known.title,
      related: storageClass
        ? [{ at: storageClass.field.get('provisioner'), message: `StorageClass "${className}"` }]
        : [],
    };
  }
  const { storageClassName } = template;
  const server =
    storageClassName &&
    workspace
      .persistentVolumesOfClass(storageClassName.value, statefulSet)
      .map(({ field }) => field.get('spec', 'nfs'))
      .find(({ exists }) => exists);
  return server && { title: 'NFS', related: [{ at: server, message: 'a volume of this class' }] };
}

/** The classes of the files that are known to make disks. */
function useDisks({ field, value }: Located<string>, statefulSet: StatefulSet, workspace: Workspace): readonly Fix[] {
  return workspace
    .storageClassesInScope(statefulSet)
    .filter(({ name, provisioner = '' }) => {
      const known = knownProvisioner(provisioner);
      return known && !known.isFileServer && name && name.value !== value;
    })
    .slice(0, 3)
    .map(({ name }) => ({
      title: `Use StorageClass "${name?.value}"`,
      safe: false,
      edits: [replaceScalar(field, name?.value ?? '')],
    }));
}
