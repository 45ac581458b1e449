/** What is refused in Pods and Pod templates: at which place of the text, in which words, and how it is put right. */
import { describe, expect, test } from 'vitest';
import { answerTo } from '../../../server/src/core/api/answer.ts';
import { readManifest, resourcesOf } from '../../../server/src/core/manifest.ts';
import apiInvalid from '../../../server/src/core/rules/api-invalid.ts';
import apiRequired from '../../../server/src/core/rules/api-required.ts';
import apiUnsupported from '../../../server/src/core/rules/api-unsupported.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import type { KubernetesVersion } from '../../../server/src/core/settings.ts';
import { checkFindings, checkFix } from '../../harness.ts';

const general = rules.filter(({ id }) => id.startsWith('api-'));

/** The field errors that the server of a version would answer, in its words. */
function errorsOf(text: string, version: KubernetesVersion = '1.37'): readonly string[] {
  const [document] = readManifest('file:///pod.yaml', text).documents;
  const resource = document && resourcesOf(document)[0];
  if (!resource) throw new Error('no object');
  const refusals = answerTo(resource, version).flatMap(({ answers }) => answers);
  return [...new Set(refusals.map(({ type, path }) => `${type} ${path}`))];
}

/** A Pod of one container, with these lines in its spec and in the container. */
const pod = (spec: string, container = 'image: nginx:1.29') => `
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web, tier: front } }
spec:
  ${spec}
  containers:
    - name: nginx
      ${container}
`;

describe('containers', () => {
  test('a fault is told at the value, and at the name of what is missing it', () => {
    checkFindings(
      general,
      `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: Web Server
#           ^^^^^^^^^^ error: "Web Server" is no DNS label: lower case letters, digits and "-", with a letter or digit at both ends.
      image: nginx:1.29
      ports: [{ containerPort: 80, name: http }, { containerPort: 81, name: http }]
#                                                                           ^^^^ error: Another port of this container is called "http" already.
      livenessProbe: { httpGet: { port: "80" } }
#                                       ^^^^ error: "80" in quotes is the name of a port, and names need a letter. Without quotes it is the number.
      readinessProbe: { exec: {}, tcpSocket: { port: http } }
#                       ^^^^ error: The command is missing.
#                                 ^^^^^^^^^ error: "exec" stands here already: only one of them can be done.
    - name: exporter
#     ^^^^^^^^^^^^^^ error: The container has no image.
`,
    );
  });

  test('a port in quotes, a name that is nearly right and a misspelt resource are put right', () => {
    const before = pod('', 'image: nginx:1.29\n      livenessProbe: { tcpSocket: { port: "80" } }');
    checkFix(apiInvalid, before, before.replace('"80"', '80'));
    const cpu = pod('', 'image: nginx:1.29\n      resources: { limits: { CPU: 1 } }');
    checkFix(apiInvalid, cpu, cpu.replace('CPU', 'cpu'));
    const scheme = pod('', 'image: nginx:1.29\n      livenessProbe: { httpGet: { port: 80, scheme: https } }');
    checkFix(apiUnsupported, scheme, scheme.replace('https', 'HTTPS'));
  });

  test('ports of the node are taken once, and by each init container on its own', () => {
    const two = (list: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers: [{ name: main, image: nginx }]
  ${list}:
    - { name: a, image: nginx, ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 81, hostPort: 80, protocol: UDP }] }
    - { name: b, image: nginx, ports: [{ containerPort: 82, hostPort: 80 }, { containerPort: 83, hostPort: 80 }] }
`;
    expect(errorsOf(two('containers').replace('  containers: [{ name: main, image: nginx }]\n', ''))).toEqual([
      'Duplicate value spec.containers[1].ports[0].hostPort',
      'Duplicate value spec.containers[1].ports[1].hostPort',
    ]);
    // The server calls each of them the first.
    expect(errorsOf(two('initContainers'))).toEqual(['Duplicate value spec.initContainers[0].ports[1].hostPort']);
  });

  test('in the network of the node, a Pod opens its ports there', () => {
    const container = 'image: nginx\n      ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 82 }]';
    expect(errorsOf(pod('hostNetwork: true', container))).toEqual([
      'Invalid value spec.containers[0].ports[1].hostPort',
    ]);
  });

  test('with restartPolicy Always an init container runs beside the others, and may have probes', () => {
    const init = (more: string) =>
      pod(`initContainers: [{ name: proxy, image: envoy, readinessProbe: { tcpSocket: { port: 80 } }${more} }]`);
    expect(errorsOf(init(''))).toEqual(['Forbidden spec.initContainers[0].readinessProbe']);
    expect(errorsOf(init(', restartPolicy: Always'))).toEqual([]);
    expect(errorsOf(init(', restartPolicy: Never'), '1.33')).toEqual([
      'Unsupported value spec.initContainers[0].restartPolicy',
      'Forbidden spec.initContainers[0].readinessProbe',
    ]);
  });

  test('a restartPolicy of a container is refused, forgotten or read, by version', () => {
    const text = pod('', 'image: nginx\n      restartPolicy: onFailure');
    expect(errorsOf(text, '1.33')).toEqual(['Forbidden spec.containers[0].restartPolicy']);
    expect(errorsOf(text, '1.34')).toEqual([]);
    expect(errorsOf(text, '1.35')).toEqual(['Unsupported value spec.containers[0].restartPolicy']);
  });
});

describe('the environment', () => {
  const env = (variable: string) => pod('', `image: nginx\n      env: [${variable}]`);

  test('a variable has a name that its version knows, and one source', () => {
    expect(errorsOf(env('{ name: 1ST, value: a }'), '1.31')).toEqual(['Invalid value spec.containers[0].env[0].name']);
    expect(errorsOf(env('{ name: 1ST, value: a }'), '1.32')).toEqual([]);
    expect(errorsOf(env('{ name: A, value: a, valueFrom: { fieldRef: { fieldPath: metadata.name } } }'))).toEqual([
      'Invalid value spec.containers[0].env[0].valueFrom',
    ]);
  });

  test('fields of the Pod are those that a variable can have', () => {
    const path = 'spec.containers[0].env[0].valueFrom.fieldRef';
    const from = (field: string) => errorsOf(env(`{ name: A, valueFrom: { fieldRef: { fieldPath: "${field}" } } }`));
    expect(from("metadata.labels['app.kubernetes.io/name']")).toEqual([]);
    expect(from("metadata.annotations['Some/Key']")).toEqual([]);
    expect(from("metadata.labels['not a key']")).toEqual([`Invalid value ${path}`]);
    expect(from('spec.schedulerName')).toEqual([`Unsupported value ${path}.fieldPath`]);
    expect(from('spec.hostname')).toEqual([`Invalid value ${path}.fieldPath`]);
    expect(from("spec.nodeSelector['a']")).toEqual([`Invalid value ${path}.fieldPath`]);
  });

  test('a file with variables is in an emptyDir, since versions know of it', () => {
    const variable = '{ name: A, valueFrom: { fileKeyRef: { volumeName: conf, path: vars, key: A } } }';
    const volume = (source: string) =>
      pod(`volumes: [{ name: conf${source} }]`, `image: nginx\n      env: [${variable}]`);
    expect(errorsOf(volume(''), '1.35')).toEqual([]);
    expect(errorsOf(volume(', configMap: { name: a }'), '1.35')).toEqual([
      'Invalid value spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName',
    ]);
    expect(errorsOf(volume(''), '1.34')).toEqual(['Invalid value spec.containers[0].env[0].valueFrom']);
  });

  test('an item of envFrom is marked where it stands, although the server names the list', () => {
    checkFindings(
      general,
      `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      envFrom:
        - configMapRef: { name: a }
        - prefix: B_
#         ^^^^^^^^^^ error: This takes its variables from nowhere: name a configMapRef or a secretRef.
`,
    );
  });
});

describe('resources', () => {
  const resources = (text: string) => pod('', `image: nginx\n      resources: ${text}`);

  test('a request fits into its limit, in whatever units they are written', () => {
    expect(
      errorsOf(resources('{ requests: { cpu: 500m, memory: 1Gi }, limits: { cpu: 0.5, memory: 1024Mi } }')),
    ).toEqual([]);
    expect(errorsOf(resources('{ requests: { memory: 1G }, limits: { memory: 900Mi } }'))).toEqual([
      'Invalid value spec.containers[0].resources.requests',
    ]);
  });

  test('a Pod without requests has its limits for requests, faults and all: they are told once', () => {
    const text = resources('{ limits: { memroy: 1Gi } }');
    expect(errorsOf(text)).toEqual([
      'Invalid value spec.containers[0].resources.limits[memroy]',
      'Invalid value spec.containers[0].resources.requests[memroy]',
    ]);
    checkFindings(
      general,
      `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      resources: { limits: { memroy: 1Gi } }
#                                    ^^^ error: "memroy" is no resource. Did you mean "memory"?
`,
    );
  });

  test('devices and huge pages cannot be had in parts', () => {
    expect(errorsOf(resources('{ limits: { nvidia.com/gpu: 500m } }'))).toContain(
      'Invalid value spec.containers[0].resources.limits[nvidia.com/gpu]',
    );
    expect(errorsOf(resources('{ requests: { nvidia.com/gpu: 1 } }'))).toEqual([
      'Required value spec.containers[0].resources.limits',
    ]);
    expect(errorsOf(resources('{ requests: { hugepages-2Mi: 4Mi }, limits: { hugepages-2Mi: 4Mi } }'))).toEqual([
      'Forbidden spec.containers[0].resources',
    ]);
    expect(errorsOf(resources('{ limits: { hugepages-2Mi: 3Mi, cpu: 1 } }'))).toContain(
      'Invalid value spec.containers[0].resources.limits[hugepages-2Mi]',
    );
  });

  test('a device that is requested gets the limit that it needs', () => {
    const before = resources('{ requests: { nvidia.com/gpu: 1 } }');
    checkFix(apiRequired, before, before.replace('1 } }', '1 }, limits: { nvidia.com/gpu: "1" } }'));
  });

  test('what containers ask for together fits into what the Pod asks for as a whole', () => {
    const text = `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  resources: { requests: { cpu: 1 }, limits: { memory: 1Gi } }
  initContainers:
    - { name: proxy, image: envoy, restartPolicy: Always, resources: { requests: { cpu: 300m } } }
    - { name: init, image: busybox, resources: { requests: { cpu: 800m } } }
  containers:
    - { name: nginx, image: nginx, resources: { requests: { cpu: 600m }, limits: { memory: 2Gi } } }
`;
    expect(errorsOf(text)).toEqual([
      'Invalid value spec.resources.requests',
      'Invalid value spec.resources.requests[cpu]',
      'Invalid value spec.resources.containers[0][memory].limits',
    ]);
    // Versions before do not know the field, or forget it.
    expect(errorsOf(text, '1.33')).toEqual([]);
  });
});

describe('where a Pod goes', () => {
  test('affinity, spread and tolerations are checked to their ends', () => {
    const spec = (text: string) => errorsOf(pod(text));
    expect(spec('tolerations: [{ operator: Equal, value: a }, { key: a, operator: Exists, value: b }]')).toEqual([
      'Invalid value spec.tolerations[0].operator',
      'Invalid value spec.tolerations[1].operator',
    ]);
    expect(spec('tolerations: [{ key: a, operator: Exists, effect: NoSchedule, tolerationSeconds: 5 }]')).toEqual([
      'Invalid value spec.tolerations[0].effect',
    ]);
    const zone = '{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule }';
    expect(spec(`topologySpreadConstraints: [${zone}, ${zone}]`)).toEqual([
      'Duplicate value spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}',
    ]);
    const terms = (text: string) =>
      spec(
        `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: ${text} } } }`,
      );
    const path = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
    expect(terms('[]')).toEqual([`Required value ${path}`]);
    expect(terms('[{ matchExpressions: [{ key: a, operator: Gt, values: ["1", "2"] }] }]')).toEqual([
      `Required value ${path}[0].matchExpressions[0].values`,
    ]);
    expect(terms('[{ matchFields: [{ key: metadata.name, operator: Exists }] }]')).toEqual([
      `Invalid value ${path}[0].matchFields[0].operator`,
    ]);
  });

  test('labels that are taken from the Pod itself are not asked for once more', () => {
    const spread = (selector: string) =>
      pod(
        `topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, matchLabelKeys: [tier]${selector} }]`,
      );
    const twice = ', labelSelector: { matchLabels: { tier: front } }';
    expect(errorsOf(spread(twice), '1.33')).toEqual([
      'Invalid value spec.topologySpreadConstraints[0].matchLabelKeys[0]',
    ]);
    expect(errorsOf(spread(twice), '1.34')).toEqual(['Invalid value spec.topologySpreadConstraints[0][0]']);
    expect(errorsOf(spread(''))).toEqual(['Forbidden spec.topologySpreadConstraints[0].matchLabelKeys']);
    // A template has no labels to take yet.
    const template = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { tier: front } }
  template:
    metadata: { labels: { tier: front } }
    spec:
      topologySpreadConstraints:
        - { maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, matchLabelKeys: [tier]${twice} }
      containers: [{ name: nginx, image: nginx }]
`;
    expect(errorsOf(template)).toEqual([]);
    expect(errorsOf(template, '1.33')).toEqual([
      'Invalid value spec.template.spec.topologySpreadConstraints[0].matchLabelKeys[0]',
    ]);
  });
});

describe('the Pod as a whole', () => {
  test('fields that exclude one another are told at the one to take away', () => {
    const pod = (since: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  hostUsers: false
  hostPID: true
# ^^^^^^^ error: hostUsers: false gives the Pod users of its own: hostPID cannot go with them.${since}
  shareProcessNamespace: true
#                        ^^^^ error: shareProcessNamespace and hostPID exclude each other: the processes of the node are seen already.
  containers: [{ name: nginx, image: nginx:1.29 }]
`;
    checkFindings(general, pod(' Refused since Kubernetes 1.33.'), { kubernetes: '1.36' });
    // With the newest version, the past is of no use.
    checkFindings(general, pod(''), { kubernetes: '1.37' });
  });

  test('what is not for its operating system', () => {
    expect(errorsOf(pod('os: { name: windows }\n  securityContext: { runAsUser: 0, fsGroup: 5 }'))).toEqual([
      'Forbidden spec.securityContext.fsGroup',
      'Forbidden spec.securityContext.runAsUser',
    ]);
    expect(errorsOf(pod('os: { name: linux }', 'image: nginx\n      securityContext: { windowsOptions: {} }'))).toEqual(
      ['Forbidden spec.containers[0].securityContext.windowsOptions'],
    );
    expect(errorsOf(pod('os: { name: Linux }'))).toEqual(['Unsupported value spec.os']);
  });

  test('containers that are processes of the node are all or none', () => {
    const options = 'securityContext: { windowsOptions: { hostProcess: true } }';
    expect(
      errorsOf(pod(options, 'image: a\n      securityContext: { windowsOptions: { hostProcess: false } }')),
    ).toEqual(['Invalid value spec.containers[0].securityContext.windowsOptions.hostProcess']);
    expect(errorsOf(pod(`${options}\n  initContainers: [{ name: a, image: a }]`))).toEqual([
      'Invalid value spec.hostNetwork',
    ]);
  });

  test('annotations of old agree with the fields of today', () => {
    const text = pod(
      'securityContext: { seccompProfile: { type: RuntimeDefault }, appArmorProfile: { type: Localhost, localhostProfile: a } }',
    ).replace(
      'labels: { app: web, tier: front }',
      `annotations: { seccomp.security.alpha.kubernetes.io/pod: unconfined, container.apparmor.security.beta.kubernetes.io/nginx: localhost/b, container.apparmor.security.beta.kubernetes.io/other: unconfined }`,
    );
    expect(errorsOf(text)).toEqual([
      'Invalid value metadata.annotations[container.apparmor.security.beta.kubernetes.io/other]',
      'Forbidden spec.securityContext.seccompProfile.type',
      'Forbidden spec.containers[0].securityContext.appArmorProfile.localhostProfile',
    ]);
  });

  test('an admission plugin answers before anybody validates, or after', () => {
    expect(errorsOf(pod('priority: 5\n  hostname: No Host'))).toEqual(['admission spec']);
    expect(errorsOf(pod('overhead: { cpu: 1 }'))).toEqual(['admission spec']);
    expect(errorsOf(pod('overhead: { cpu: 1 }\n  hostname: No Host'))).toEqual(['Invalid value spec.hostname']);
  });

  test('names that no object can have are looked up, and not found', () => {
    expect(errorsOf(pod('serviceAccountName: Some One\n  nodeName: Some Node'))).toEqual(['admission spec']);
    expect(errorsOf(pod('nodeName: Some Node'))).toEqual(['Invalid value spec.nodeName']);
  });

  test('ephemeral containers are told once', () => {
    const text = pod('ephemeralContainers: [{ name: nginx, image: busybox, ports: [{ containerPort: 80 }] }]');
    expect(errorsOf(text)).toEqual([
      'Forbidden spec.ephemeralContainers',
      'Duplicate value spec.ephemeralContainers[0].name',
      'Forbidden spec.ephemeralContainers[0].ports',
    ]);
    checkFindings(
      general,
      `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers: [{ name: nginx, image: nginx:1.29 }]
  ephemeralContainers: [{ name: nginx, image: busybox }]
# ^^^^^^^^^^^^^^^^^^^ error: Ephemeral containers are added to a Pod that runs: no Pod starts with them.
`,
    );
  });

  test('names are looked up as they are written, and DNS as its version reads it', () => {
    const dns = (text: string) => pod(`dnsPolicy: None\n  dnsConfig: ${text}`);
    expect(errorsOf(pod('dnsPolicy: None'))).toEqual(['Required value spec.dnsConfig']);
    expect(errorsOf(dns('{ nameservers: [010.0.0.1], searches: [_tcp.example.com., .] }'), '1.33')).toEqual([]);
    expect(errorsOf(dns('{ nameservers: [010.0.0.1], searches: [_tcp.example.com] }'), '1.32')).toEqual([
      'Invalid value spec.dnsConfig.searches[0]',
    ]);
    expect(errorsOf(dns('{ nameservers: [010.0.0.1] }'), '1.36')).toEqual([
      'Invalid value spec.dnsConfig.nameservers[0]',
    ]);
  });
});
