import { describe, test } from 'vitest';
import invalid from '../../../server/src/core/rules/api-invalid.ts';
import required from '../../../server/src/core/rules/api-required.ts';
import unsupported from '../../../server/src/core/rules/api-unsupported.ts';
import { checkFindings, checkFix } from '../../harness.ts';

describe('PersistentVolumeClaim', () => {
  test('an access mode in short is told at its item, and written in full', () => {
    checkFindings(
      unsupported,
      `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes:
    - RWO
#     ^^^ error: "RWO" is no access mode: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce" or "ReadWriteOncePod".
  resources: { requests: { storage: 1Gi } }
`,
    );
    checkFix(
      unsupported,
      `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce, ROX]
  resources: { requests: { storage: 1Gi } }
`,
      `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce, ReadOnlyMany]
  resources: { requests: { storage: 1Gi } }
`,
    );
  });

  test('a claim for nothing is told where the quantity stands', () => {
    checkFindings(
      invalid,
      `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: "0"
#              ^^^ error: A claim asks for more than nothing, and this is "0".
`,
    );
  });

  test('what a source lacks is told once, although the server says it of both fields', () => {
    checkFindings(
      [required, invalid],
      `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
  dataSourceRef:
# ^^^^^^^^^^^^^ error: The name of the source is missing.
    apiGroup: snapshot.storage.k8s.io
    kind: VolumeSnapshot
`,
    );
  });

  test('a dataSource that the server forgets is left alone', () => {
    checkFindings(
      [required, invalid],
      `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
  dataSource: { kind: Backup }
`,
    );
  });

  test('the class of attributes is looked at since 1.34', () => {
    const claim = (marker: string) => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
  volumeAttributesClassName: Gold
${marker}`;
    checkFindings(invalid, claim(''), { kubernetes: '1.33' });
    checkFindings(
      invalid,
      claim(
        `#                            ^^^^ error: "Gold" is no DNS name: lower case letters, digits, "-" and ".", with a letter or digit at both ends. Refused since Kubernetes 1.34.
`,
      ),
      { kubernetes: '1.34' },
    );
  });
});

describe('PersistentVolume', () => {
  test('a local volume needs the node that it is on', () => {
    checkFindings(
      required,
      `
apiVersion: v1
kind: PersistentVolume
metadata: { name: disk }
spec:
# ^^ error: A local volume is on one node: nodeAffinity has to say on which.
  accessModes: [ReadWriteOnce]
  capacity: { storage: 1Gi }
  local: { path: /mnt/disk }
`.replace('# ^^', '#<'),
    );
  });

  test('a volume without a source is told once, and one without anything for each thing', () => {
    checkFindings(
      [required, unsupported],
      `
apiVersion: v1
kind: PersistentVolume
metadata: { name: disk }
spec: {}
#< error: The volume does not say how much it holds: capacity.storage.
#< error: The volume has no source, such as csi, nfs or hostPath: there is nothing it is kept in.
#< error: There is no access mode: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce" or "ReadWriteOncePod".
`,
    );
  });

  test('a path on an NFS server starts with a slash', () => {
    checkFix(
      invalid,
      `
apiVersion: v1
kind: PersistentVolume
metadata: { name: share }
spec:
  accessModes: [ReadWriteMany]
  capacity: { storage: 1Gi }
  nfs: { server: files.example.com, path: exports/web }
`,
      `
apiVersion: v1
kind: PersistentVolume
metadata: { name: share }
spec:
  accessModes: [ReadWriteMany]
  capacity: { storage: 1Gi }
  nfs: { server: files.example.com, path: /exports/web }
`,
    );
  });

  test('the disk of Google is told by its own field', () => {
    checkFindings(
      required,
      `
apiVersion: v1
kind: PersistentVolume
metadata: { name: disk }
spec:
  accessModes: [ReadWriteOnce]
  capacity: { storage: 1Gi }
  gcePersistentDisk: { fsType: ext4 }
# ^^^^^^^^^^^^^^^^^ error: The name of the disk is missing.
`,
    );
  });

  test('a namespace is forgotten, whatever it says', () => {
    checkFindings(
      invalid,
      `
apiVersion: v1
kind: PersistentVolume
metadata: { name: disk, namespace: No_Name }
spec:
  accessModes: [ReadWriteOnce]
  capacity: { storage: 1Gi }
  hostPath: { path: /mnt }
`,
    );
  });
});

describe('StorageClass', () => {
  test('a policy of volumes that a class cannot have', () => {
    checkFix(
      unsupported,
      `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: disk.example.com
volumeBindingMode: WaitForFirstConsumr
`,
      `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: disk.example.com
volumeBindingMode: WaitForFirstConsumer
`,
    );
  });

  test('a provisioner may have upper case letters, but no blanks', () => {
    checkFindings(
      invalid,
      `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: Example.com/Disk
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: slow }
provisioner: a disk
#            ^^^^^^ error: "a disk" is no key: letters, digits, "-", "_" and ".", with a letter or digit at both ends.
`,
    );
  });
});
