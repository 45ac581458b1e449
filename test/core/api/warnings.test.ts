/** What servers take with a warning: by recordings, which are not part of this repository, and by what is told of it. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { warningsOf } from '../../../server/src/core/api/answer.ts';
import { readManifest, resourcesOf } from '../../../server/src/core/manifest.ts';
import rule from '../../../server/src/core/rules/api-warning.ts';
import classAnnotation from '../../../server/src/core/rules/storage-class-annotation.ts';
import type { KubernetesVersion } from '../../../server/src/core/settings.ts';
import { checkFindings, checkFix } from '../../harness.ts';

interface Recording {
  readonly id: string;
  readonly mutation: string;
  readonly yaml: string;
  readonly answers: readonly {
    readonly versions: readonly KubernetesVersion[];
    readonly accepted: boolean;
    readonly warnings?: readonly string[];
  }[];
}

const file = `${process.env.ORDINAL_CONFORMANCE ?? '../shared/conformance'}/admission/create.jsonl`;

describe.skipIf(!existsSync(file))(`recordings of API servers (${file})`, () => {
  test('of what is taken, exactly that is warned of of which a server warns', () => {
    const recordings = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"accepted":true'))
      .map((line): Recording => JSON.parse(line));
    const misses = recordings.flatMap(({ id, mutation, yaml, answers }) => {
      const [document] = readManifest('file:///m.yaml', yaml).documents;
      const [resource] = document ? resourcesOf(document) : [];
      return answers.flatMap(({ accepted, versions, warnings = [] }) => {
        const version = versions.at(-1);
        if (!accepted || !resource || !version) return [];
        const told = warningsOf(resource, version).map(({ message }) => message);
        return told.length > 0 === warnings.length > 0 ? [] : [{ id, mutation, version, warnings, told }];
      });
    });
    expect(misses).toEqual([]);
  }, 60_000);
});

describe('what is told', () => {
  test('a driver that is gone, and memory in thousandths of bytes', () => {
    checkFindings(
      rule,
      `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: nginx:1.29
          resources: { limits: { memory: 512m } }
#                                        ^^^^ information: "512m" has a fraction of a byte. "m" is a thousandth; mebibytes are "Mi".
      volumes:
        - name: data
          cephfs: { monitors: [10.0.0.1] }
#         ^^^^^^ information: The driver of cephfs is gone since Kubernetes 1.30: use one with a CSI driver.
`,
    );
  });

  test('a variable that hides another, unless it is made of it', () => {
    checkFindings(
      rule,
      `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: nginx:1.29
      env:
        - { name: RUN_MODE, value: a }
        - { name: RUN_MODE, value: b }
#                 ^^^^^^^^ information: "RUN_MODE" is defined above already: this one wins, and kubectl apply loses one of the two when either changes.
        - { name: FLAGS, value: -a }
        - { name: FLAGS, value: $(FLAGS) -b }
`,
    );
  });

  test('ports of different containers that meet in the one network of their Pod', () => {
    checkFindings(
      rule,
      `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - { name: web, image: nginx:1.29, ports: [{ containerPort: 80, name: http }] }
    - name: proxy
      image: envoy:1
      ports:
        - containerPort: 80
#                        ^^ information: 80/TCP is a port of container "web" already: the containers of a Pod share one network.
          name: http
#               ^^^^ information: Container "web" has a port "http" already: Services and probes that say "http" mean that one.
        - { containerPort: 80, protocol: UDP }
`,
    );
  });

  test('a term without a selector gets that of the set', () => {
    const set = (constraint: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata: { labels: { app: web, version: v1 } }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: DoNotSchedule
${constraint}`;
    checkFix(
      rule,
      set(''),
      set(`          labelSelector:
            matchLabels:
              app: web
`),
    );
  });

  test('a label of nodes is called by its name of today, as a key and as a value', () => {
    const pod = (arch: string, zone: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  nodeSelector: { ${arch}: arm64 }
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: ${zone}
      whenUnsatisfiable: DoNotSchedule
      labelSelector: {}
  containers: [{ name: web, image: nginx:1.29 }]
`;
    const zone = 'topology.kubernetes.io/zone';
    checkFix(rule, pod('beta.kubernetes.io/arch', zone), pod('kubernetes.io/arch', zone));
    const arch = 'kubernetes.io/arch';
    checkFix(rule, pod(arch, 'failure-domain.beta.kubernetes.io/zone'), pod(arch, zone));
  });

  test('a Service that is headless ignores what is for others, and says so since 1.34', () => {
    const service = (marker: string) => `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  clusterIP: None
  selector: { app: web }
  sessionAffinity: ClientIP
${marker}`;
    checkFindings(rule, service(''), { kubernetes: '1.33' });
    checkFindings(
      rule,
      service(
        `#                  ^^^^^^^^ information: Clients of a headless Service choose their Pod themselves: sessionAffinity does nothing.
`,
      ),
      { kubernetes: '1.34' },
    );
  });

  test('an address in another form than the usual one is written so', () => {
    const service = (address: string) => `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: LoadBalancer
  selector: { app: web }
  ports: [{ port: 80 }]
  loadBalancerIP: "${address}"
`;
    checkFix(rule, service('10.0.010.1'), service('10.0.10.1'));
    checkFix(rule, service('::ffff:10.0.0.1'), service('10.0.0.1'));
    checkFix(rule, service('2001:DB8:0:0:1:0:0:0'), service('2001:db8:0:0:1::'));
    checkFindings(rule, service('2001:db8::1'));
  });

  test('files of a volume that stand in the way of each other', () => {
    checkFindings(
      rule,
      `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers: [{ name: web, image: nginx:1.29 }]
  volumes:
    - name: conf
      configMap:
        name: conf
        items:
          - { key: a, path: conf.d }
          - { key: b, path: conf.d.old }
          - { key: c, path: conf.d/c.conf }
#                           ^^^^^^^^^^^^^ information: "conf.d/c.conf" and "conf.d" stand in each other's way: one would be a file and a directory.
`,
    );
  });

  test('nothing is warned of in what is refused, in excerpts, and where something is filled in', () => {
    const pod = (name: string, key: string) => `
apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  nodeSelector: { beta.kubernetes.io/os: linux }
  containers: [{ ${key}: web, image: nginx:1.29 }]
`;
    checkFindings(rule, pod('web', 'nam'));
    checkFindings(
      rule,
      `
apiVersion: v1
kind: Pod
metadata: { name: "\${NAME}.\${DOMAIN}" }
spec:
  containers: [{ name: web, image: nginx:1.29 }]
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: LoadBalancer, ports: [{ port: 80 }], loadBalancerIP: "\${ADDRESS}" }
---
apiVersion: v1
kind: Secret
metadata: { name: web }
type: kubernetes.io/tls
stringData: { tls.crt: "\${CERTIFICATE}", tls.key: "\${KEY}" }
`,
      { kubernetes: '1.31' },
    );
    checkFindings(
      rule,
      `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec: { template: { spec: { nodeSelector: { beta.kubernetes.io/os: linux } } } }
`,
    );
  });

  test('a rule of its own has the word where there is one', () => {
    checkFindings(
      [rule, classAnnotation],
      `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
  annotations:
    volume.beta.kubernetes.io/storage-class: fast
#                                            ^^^^ information: The class "fast" is named by an annotation that is deprecated since 1.8; storageClassName is its field.
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
    );
  });
});
