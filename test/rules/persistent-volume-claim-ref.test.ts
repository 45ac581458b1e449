import { test } from 'vitest';
import rule from '../../server/src/core/rules/persistent-volume-claim-ref.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('set and template the wrong way round', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: web-data-0
#         ^^^^^^^^^^ warning: No claim "web-data-0" is made: StatefulSet "web" calls its claims "data-web-0", so the volume is never bound to it.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('the name of the Pod', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: web-1
#         ^^^^^ warning: No claim "web-1" is made: StatefulSet "web" calls its claims "data-web-1", so the volume is never bound to it.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('the set is left out', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: data-0
#         ^^^^^^ warning: No claim "data-0" is made: StatefulSet "web" calls its claims "data-web-0", so the volume is never bound to it.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('the ordinal is left out', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: data-web
#         ^^^^^^^^ warning: No claim "data-web" is made: StatefulSet "web" calls its claims "data-web-3", so the volume is never bound to it.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  ordinals: { start: 3 }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a slip', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: daat-web-0
#         ^^^^^^^^^^ warning: No claim "daat-web-0" is made: StatefulSet "web" calls its claims "data-web-0", so the volume is never bound to it.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('the set is in another file of the folder', () => {
  checkFindings(
    rule,
    `
#- pv.yaml
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: web-data-0
#         ^^^^^^^^^^ warning: No claim "web-data-0" is made: StatefulSet "web" calls its claims "data-web-0", so the volume is never bound to it.
#- set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('no namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    name: data-web-0
#         ^^^^^^^^^^ error: claimRef names no namespace, and none is filled in: no claim "data-web-0" is ever bound to the volume.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('no namespace, and a claim that is not in the files', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    name: other
#         ^^^^^ error: claimRef names no namespace, and none is filled in: no claim "other" is ever bound to the volume.
`,
  );
});

test('kustomize may fill in the namespace', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
namespace: shop
resources: [pv.yaml]
#- pv.yaml
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    name: data-web-0
#         ^^^^^^^^^^ warning: claimRef names no namespace, and none is filled in: no claim "data-web-0" is ever bound to the volume.
`,
  );
});

test('another namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: default
#              ^^^^^^^ warning: The volume is kept for claim "data-web-0" in namespace "default", but these files make that claim in namespace "shop": it is never bound to it.
    name: data-web-0
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('another namespace than that of a claim', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: default
#              ^^^^^^^ warning: The volume is kept for claim "data" in namespace "default", but these files make that claim in namespace "shop": it is never bound to it.
    name: data
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('a Pod that the set does not have', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: data-web-3
#         ^^^^^^^^^^ information: The volume waits for claim "data-web-3"; StatefulSet "web" makes "data-web-0" to "data-web-2".
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a uid', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: data-web-0
    uid: 0b9c1b1e-6b1f-4f0c-8f57-6a1f9c1f4d0e
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: A uid ties the volume to one claim "data-web-0": once that was deleted, the volume stays Released and a new claim of that name does not get it.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a uid on a volume that goes with its claim', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Delete
  claimRef:
    namespace: shop
    name: data-web-0
    uid: 0b9c1b1e-6b1f-4f0c-8f57-6a1f9c1f4d0e
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: A uid ties the volume to one claim "data-web-0": where there is no such claim, as in another cluster, the volume is deleted with its data (reclaim policy Delete).
`,
  );
});

test('the claim of a set', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: data-web-1
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('the claim of a set whose namespace is not written', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: data-web-0
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a claim that somebody wrote', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: web-data-0
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: web-data-0, namespace: shop }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a claim that is nowhere in these files', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: postgres
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('the set of one of two namespaces', () => {
  checkFindings(
    rule,
    `
#- pv.yaml
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: dev
    name: data-web-0
#- dev.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: dev }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
#- prod.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: prod }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('an autoscaler may bring the Pod', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: data-web-3
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web }, maxReplicas: 5 }
`,
  );
});

test('a remote base may bring the claim', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [pv.yaml, set.yaml, github.com/example/base]
#- pv.yaml
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: web-data-0
#- set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('which of two templates was meant, nobody knows', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: web-0
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
    - metadata: { name: logs }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }, { name: logs, mountPath: /data }] }] } }
`,
  );
});

test('a name that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop
    name: "\${CLAIM}"
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('no claimRef', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  hostPath: { path: /mnt/pv }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('the name is set', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef: { namespace: shop, name: "web-data-0" } # reserved
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef: { namespace: shop, name: "data-web-0" } # reserved
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
    { title: 'Set claimRef.name: data-web-0' },
  );
});

test('the namespace is added', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    name: data-web-0 # reserved
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    name: data-web-0 # reserved
    namespace: shop
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
    { title: 'Set claimRef.namespace: shop' },
  );
});

test('the namespace is set', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef: { namespace: default, name: data-web-0 } # reserved
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef: { namespace: shop, name: data-web-0 } # reserved
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
    { title: 'Set claimRef.namespace: shop' },
  );
});

test('uid and version go', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop # here
    name: data
    resourceVersion: "42"
    uid: 0b9c1b1e-6b1f-4f0c-8f57-6a1f9c1f4d0e
`,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  claimRef:
    namespace: shop # here
    name: data
`,
    { title: 'Remove uid and resourceVersion' },
  );
});

test('a template that a mount misses has the wrong name itself', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: disk }
spec: { claimRef: { namespace: shop, name: data-db-0 } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, volumeMounts: [{ name: data, mountPath: /data }] }] }
  volumeClaimTemplates: [{ metadata: { name: datas } }]
`,
  );
});
