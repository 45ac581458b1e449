import { describe, test } from 'vitest';
import rule from '../../server/src/core/rules/api-ignored.ts';
import apiWarning from '../../server/src/core/rules/api-warning.ts';
import maxUnavailableDropped from '../../server/src/core/rules/max-unavailable-dropped.ts';
import { checkFindings, checkFix } from '../harness.ts';

const web = (podSpec: string, spec = '') => `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
${spec}  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
${podSpec}      containers:
        - name: nginx
          image: nginx:1.29
`;

describe('behind a gate that is off', () => {
  test('what is dropped, what comes of it, and since when it counts', () => {
    checkFindings(
      rule,
      web(
        `      hostnameOverride: web.example.com
#     ^^^^^^^^^^^^^^^^ warning: Kubernetes 1.34 drops hostnameOverride (feature gate HostnameOverride, off by default): the Pod keeps its usual hostname. It counts since Kubernetes 1.35.
`,
      ),
      { kubernetes: '1.34' },
    );
  });
  test('a version that does not know it says so itself', () => {
    checkFindings(rule, web('      hostnameOverride: web.example.com\n'), { kubernetes: '1.33' });
  });
  test('only from the version on that knows it, and to the one that obeys it', () => {
    const withPolicy = web('').replace('image: nginx:1.29', 'image: nginx:1.29\n          restartPolicy: Never');
    checkFindings(rule, withPolicy, { kubernetes: '1.33' });
    checkFindings(rule, withPolicy, { kubernetes: '1.35' });
  });
  test('a sidecar keeps its restartPolicy', () => {
    checkFindings(
      rule,
      web('      initContainers:\n        - {name: proxy, image: envoy:1.34, restartPolicy: Always}\n'),
      { kubernetes: '1.34' },
    );
  });
  test('a user namespace that is asked for, and not one that is declined', () => {
    checkFindings(
      rule,
      web(
        `      hostUsers: false
#     ^^^^^^^^^ warning: Kubernetes 1.32 drops hostUsers (feature gate UserNamespacesSupport, off by default): the Pod shares the users of its node. It counts since Kubernetes 1.33.
`,
      ),
      { kubernetes: '1.32' },
    );
    checkFindings(rule, web('      hostUsers: true\n'), { kubernetes: '1.32' });
  });
  test('a volume goes with its mounts', () => {
    checkFix(
      rule,
      web(
        '      volumes:\n        - name: tmp\n          emptyDir: {}\n        - name: files\n          image:\n            reference: files:1\n',
      ),
      web('      volumes:\n        - name: tmp\n          emptyDir: {}\n'),
      { settings: { kubernetes: '1.34' } },
    );
  });
  test('a map that would be left empty goes, too', () => {
    const withLifecycle = (text: string) => web('').replace('image: nginx:1.29\n', `image: nginx:1.29\n${text}`);
    checkFix(rule, withLifecycle('          lifecycle:\n            stopSignal: SIGINT\n'), withLifecycle(''));
    checkFix(
      rule,
      withLifecycle(
        '          lifecycle:\n            stopSignal: SIGINT\n            preStop: {sleep: {seconds: 5}}\n',
      ),
      withLifecycle('          lifecycle:\n            preStop: {sleep: {seconds: 5}}\n'),
    );
  });
  test('is told once, although the server warns of it', () => {
    checkFindings(
      [rule, apiWarning],
      web(`      volumes:
        - name: files
          projected:
            sources:
              - clusterTrustBundle: {name: ours, path: ca.pem}
#               ^^^^^^^^^^^^^^^^^^ warning: Kubernetes 1.36 drops clusterTrustBundle (feature gate ClusterTrustBundleProjection, off by default): the volume will lack the file. It counts since Kubernetes 1.37.
`),
      { kubernetes: '1.36' },
    );
  });
  test('maxUnavailable has a rule of its own', () => {
    checkFindings(
      [rule, maxUnavailableDropped],
      web(
        '',
        `  replicas: 5
  updateStrategy:
    rollingUpdate:
      maxUnavailable: 2
#                     ^ information: Kubernetes 1.36 drops maxUnavailable: 2 (its feature gate is off by default): the Pods are replaced one after the other.
`,
      ),
      { kubernetes: '1.36' },
    );
  });
});

describe('in every version', () => {
  test('what belongs to another value', () => {
    checkFindings(
      rule,
      `
apiVersion: v1
kind: Service
metadata: {name: nginx}
spec:
  ports: [{port: 80}]
  sessionAffinityConfig: {clientIP: {timeoutSeconds: 5}}
# ^^^^^^^^^^^^^^^^^^^^^ warning: The API server drops sessionAffinityConfig: it belongs to sessionAffinity: ClientIP, which is not set here.
---
apiVersion: v1
kind: Service
metadata: {name: other}
spec:
  ports: [{port: 80}]
  sessionAffinity: ClientIP
  sessionAffinityConfig: {clientIP: {timeoutSeconds: 5}}
`,
    );
  });
  test('a source that a claim cannot have, and a template keeps', () => {
    const source = 'dataSource: {apiGroup: example.com, kind: Populator, name: a}';
    checkFindings(
      rule,
      `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  accessModes: [ReadWriteOnce]
  ${source}
# ^^^^^^^^^^ warning: The API server drops dataSource: the volume starts empty. It takes a PersistentVolumeClaim, or a VolumeSnapshot of apiGroup snapshot.storage.k8s.io; dataSourceRef takes others, too.
  resources: {requests: {storage: 1Gi}}
`,
    );
    checkFindings(
      rule,
      web(
        '',
        `  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], ${source}}\n`,
      ),
    );
  });
  test('a namespace where there are none', () => {
    checkFindings(
      rule,
      `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  namespace: shop
# ^^^^^^^^^ information: The API server drops namespace: its kind belongs to no namespace.
provisioner: example.com/fast
`,
    );
  });
  test('what a dump carries is a hint, and nothing where nothing is said', () => {
    checkFindings(
      rule,
      `
apiVersion: v1
kind: Service
metadata:
  name: nginx
  uid: 0d3f146f-a683-4d7d-853f-f643b013fc09
# ^^^ hint: The API server drops uid: it writes its own.
  creationTimestamp: null
spec:
  ports: [{port: 80}]
status:
  loadBalancer: {}
`,
    );
  });
});

describe('silence', () => {
  test('about fragments', () => {
    checkFindings(
      rule,
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\nspec: {template: {spec: {hostUsers: false}}}\n',
      {
        kubernetes: '1.31',
      },
    );
  });
  test('about kinds that nobody knows', () => {
    checkFindings(rule, 'apiVersion: example.com/v1\nkind: Web\nmetadata: {name: web}\nstatus: {ready: true}\n');
  });
});
