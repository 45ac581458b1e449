/** Changes of what exists: which the API server refuses, at which place, and how one has them all the same. */
import { describe, expect, test } from 'vitest';
import { check } from '../../../server/src/core/check.ts';
import claimResize from '../../../server/src/core/rules/claim-resize.ts';
import rule from '../../../server/src/core/rules/immutable-field-changed.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import type { KubernetesVersion } from '../../../server/src/core/settings.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../../harness.ts';

const changed = (was: string, now: string) => `\n#- a.yaml (as it was)\n${was}\n#- a.yaml\n${now}\n`;
/** The findings about a change, as the server would name them. */
const answers = (was: string, now: string, kubernetes: KubernetesVersion = '1.37') =>
  check(workspaceOf(filesIn(changed(was, now)), { kubernetes }), rules)
    .filter(({ effect }) => effect === 'rejected')
    .flatMap(({ api }) => api.map(({ type, field }) => `${type} ${field}`));

const set = (spec: string, template = 'containers: [{ name: web, image: "nginx:1.29" }]') => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  ${spec}
  template:
    metadata: { labels: { app: web } }
    spec: { ${template} }`;
const claims = (spec: string, meta = 'name: data') =>
  `volumeClaimTemplates: [{ metadata: { ${meta} }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { ${spec} } } } }]`;

describe('a StatefulSet', () => {
  test('keeps its governing Service; the way out has its names', () => {
    checkFindings(
      rule,
      `
#- a.yaml (as it was)
${set('serviceName: web')}
#- a.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
#              ^^^^^ error: "serviceName" of a StatefulSet that exists cannot be changed. The DNS names of its Pods hang on it. Delete the set without its Pods (kubectl delete statefulset -n shop web --cascade=orphan), apply it again, and restart the Pods.
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "nginx:1.29" }] }
`,
    );
    checkFix(
      rule,
      changed(set('serviceName: web'), set('serviceName: nginx')),
      changed(set('serviceName: web'), set('serviceName: web')),
      {
        title: 'Write "web"',
      },
    );
  });
  test('is refused as a whole up to 1.36, and by its field since', () => {
    const change = [set('podManagementPolicy: OrderedReady'), set('podManagementPolicy: Parallel')] as const;
    expect(answers(...change, '1.36')).toEqual(['Forbidden spec']);
    expect(answers(...change)).toEqual(['Invalid value spec.podManagementPolicy']);
  });
  test('may have what it has by default written down, and quantities in other words', () => {
    expect(answers(set(''), set('podManagementPolicy: OrderedReady\n  revisionHistoryLimit: 10'), '1.31')).toEqual([]);
    expect(answers(set(claims('storage: 1Gi')), set(claims('storage: 1024Mi')))).toEqual([]);
  });
  test('may keep fewer revisions only since 1.33', () => {
    const change = [set(''), set('revisionHistoryLimit: 3')] as const;
    expect(answers(...change, '1.32')).toEqual(['Forbidden spec']);
    expect(answers(...change, '1.33')).toEqual([]);
  });
  test('of a claim template that is wrong now, the change is told, not the fault', () => {
    expect(
      answers(set(claims('storage: 1Gi')), set(claims('storage: 1Gi').replace('ReadWriteOnce', 'RWO')), '1.36'),
    ).toEqual(['Forbidden spec']);
  });
  test('of a size, claim-resize tells; of labels, this rule', () => {
    const told = (now: string) =>
      check(workspaceOf(filesIn(changed(set(claims('storage: 1Gi')), set(now)))), [rule, claimResize]).map(
        (finding) => `${finding.rule} ${finding.at.path}`,
      );
    expect(told(claims('storage: 2Gi'))).toEqual([
      'claim-resize spec.volumeClaimTemplates[0].spec.resources.requests[storage]',
    ]);
    expect(told(claims('storage: 1Gi', 'name: data, labels: { app: web }'))).toEqual([
      'immutable-field-changed spec.volumeClaimTemplates[0].metadata.labels[app]',
    ]);
    expect(told(claims('storage: 2Gi', 'name: data, labels: { app: web }'))).toEqual([
      'immutable-field-changed spec.volumeClaimTemplates[0].metadata.labels[app]',
      'claim-resize spec.volumeClaimTemplates[0].spec.resources.requests[storage]',
    ]);
  });
  test('that would not have been taken is not there to be changed', () => {
    expect(answers(set('replicas: -1\n  serviceName: web'), set('replicas: -1\n  serviceName: nginx'))).toEqual([
      'Invalid value spec.replicas',
    ]);
  });
});

describe('a Service', () => {
  const service = (spec: string) =>
    `apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ port: 80 }], ${spec} }`;
  test('keeps its address, or having none', () => {
    checkFindings(
      rule,
      `
#- a.yaml (as it was)
${service('clusterIP: None')}
#- a.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }], clusterIP: 10.96.0.7 }
#                                                                 ^^^^^^^^^ error: The Service keeps "None" for life: it cannot become "10.96.0.7". To have it otherwise, delete the Service (kubectl delete service web) and apply it again: whoever knows its old address loses it.
`,
    );
    expect(answers(service('type: ClusterIP'), service('clusterIP: None'))).toEqual([
      'Invalid value spec.clusterIPs[0]',
    ]);
  });
  test('that says nothing of its address any more keeps it', () => {
    expect(answers(service('clusterIP: None'), service('type: ClusterIP'))).toEqual([]);
    expect(answers(service('clusterIP: None'), service('type: NodePort'))).toEqual([
      'Invalid value spec.clusterIPs[0]',
    ]);
  });
  test('loses what its new type has no use for, unless that was changed as well', () => {
    const balanced = 'type: LoadBalancer, loadBalancerClass: example.com/lb';
    expect(answers(service(balanced), service('type: ClusterIP, loadBalancerClass: example.com/lb'))).toEqual([]);
    expect(answers(service(balanced), service('type: ClusterIP, loadBalancerClass: example.com/other'))).toEqual([
      'Forbidden spec.loadBalancerClass',
    ]);
  });
  test('without a selector, has both families, and most clusters refuse that it gets a selector', () => {
    const headless = (rest: string) =>
      `apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { clusterIP: None, ports: [{ port: 80 }], ${rest} }`;
    expect(answers(headless(''), headless('selector: { app: web }'))).toEqual([
      'Invalid value spec.ipFamilyPolicy',
      'Invalid value spec.ipFamilies[1]',
    ]);
    expect(answers(headless(''), headless('selector: { app: web }, ipFamilyPolicy: SingleStack'))).toEqual([]);
    expect(answers(headless('ipFamilyPolicy: SingleStack'), headless('selector: { app: web }'))).toEqual([]);
    checkFindings(
      rule,
      `
#- a.yaml (as it was)
${headless('')}
#- a.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { clusterIP: None, ports: [{ port: 80 }], selector: { app: web } }
#< information: Without a selector, the Service was made for IPv4 and IPv6 (ipFamilyPolicy "RequireDualStack"), and keeps that: with a selector, most clusters refuse it, as they have IPv4 alone for Services. Write "ipFamilyPolicy: SingleStack".
`,
    );
    checkFix(
      rule,
      changed(headless('publishNotReadyAddresses: true'), headless('selector: { app: web }')),
      changed(
        headless('publishNotReadyAddresses: true'),
        headless('selector: { app: web }, ipFamilyPolicy: SingleStack'),
      ),
      { title: 'Add ipFamilyPolicy' },
    );
  });
});

describe('other kinds', () => {
  const object = (apiVersion: string, kind: string, rest: string) =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\n${rest}`;
  test('a StorageClass is made anew', () => {
    const storageClass = (rest: string) =>
      object('storage.k8s.io/v1', 'StorageClass', `provisioner: csi.example.com\n${rest}`);
    const change = [storageClass('reclaimPolicy: Delete'), storageClass('reclaimPolicy: Retain')] as const;
    expect(answers(...change, '1.35')).toEqual(['Forbidden reclaimPolicy']);
    expect(answers(...change, '1.36')).toEqual(['Invalid value reclaimPolicy']);
    expect(answers(storageClass(''), storageClass('reclaimPolicy: Delete\nallowVolumeExpansion: true'))).toEqual([]);
  });
  test('the nodes of a volume are fixed, whatever their labels are called', () => {
    const volume = (key: string, value = 'a') =>
      object(
        'v1',
        'PersistentVolume',
        `spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  csi: { driver: csi.example.com, volumeHandle: a }
  nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: ${key}, operator: In, values: [${value}] }] }] } }`,
      );
    const [old, now] = ['failure-domain.beta.kubernetes.io/zone', 'topology.kubernetes.io/zone'] as const;
    expect(answers(volume(old), volume(now))).toEqual([]);
    expect(answers(volume(old), volume(now, 'b'))).toEqual(['Invalid value nodeAffinity']);
    expect(answers(volume(now), volume(old))).toEqual(['Invalid value nodeAffinity']);
  });
  test('what was immutable stays so, by whatever way its values are written', () => {
    const secret = (rest: string) => object('v1', 'Secret', rest);
    const was = secret('immutable: true\ndata: { a: YQ== }');
    expect(answers(was, secret('immutable: true\nstringData: { a: a }'))).toEqual([]);
    expect(answers(was, secret('immutable: true\nstringData: { a: b }'))).toEqual(['Forbidden data']);
    expect(answers(was, secret('data: { a: YQ== }'))).toEqual(['Forbidden immutable']);
  });
  test('a claim may have a class once, and keeps its mode', () => {
    const claim = (rest: string) =>
      object(
        'v1',
        'PersistentVolumeClaim',
        `spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }, ${rest} }`,
      );
    expect(answers(claim(''), claim('storageClassName: fast'))).toEqual([]);
    expect(answers(claim(''), claim('volumeMode: Filesystem'))).toEqual([]);
    expect(answers(claim(''), claim('volumeMode: Block'))).toEqual(['Forbidden spec', 'Invalid value volumeMode']);
  });
  test('a waiting Job may still be told where to run', () => {
    const job = (spec: string, pod = '') =>
      object(
        'batch/v1',
        'Job',
        `spec: { ${spec} template: { spec: { restartPolicy: Never, ${pod} containers: [{ name: a, image: "a:1" }] } } }`,
      );
    const where = 'nodeSelector: { disk: ssd },';
    expect(answers(job('suspend: true,'), job('suspend: true,', where))).toEqual([]);
    expect(answers(job('suspend: true,', where), job('suspend: true,'))).toEqual([]);
    expect(answers(job(''), job('', where))).toEqual(['Invalid value spec.template']);
    const affinity = (kind: string) =>
      `affinity: { ${kind}: { requiredDuringSchedulingIgnoredDuringExecution: ${
        kind === 'nodeAffinity'
          ? '{ nodeSelectorTerms: [{ matchExpressions: [{ key: disk, operator: Exists }] }] }'
          : '[{ topologyKey: zone, labelSelector: { matchLabels: { app: web } } }]'
      } } },`;
    expect(answers(job('suspend: true,'), job('suspend: true,', affinity('nodeAffinity')))).toEqual([]);
    expect(answers(job('suspend: true,', affinity('nodeAffinity')), job('suspend: true,'))).toEqual([]);
    expect(answers(job('suspend: true,'), job('suspend: true,', affinity('podAffinity')))).toEqual([
      'Invalid value spec.template',
    ]);
  });
  test('a waiting Job may still be told how much its Pods need, since 1.36', () => {
    const job = (cpu: number) =>
      object(
        'batch/v1',
        'Job',
        `spec: { suspend: true, template: { spec: { restartPolicy: Never, containers: [{ name: a, image: "a:1", resources: { requests: { cpu: ${cpu} } } }] } } }`,
      );
    expect(answers(job(1), job(2), '1.36')).toEqual([]);
    expect(answers(job(1), job(2), '1.35')).toEqual(['Invalid value spec.template']);
  });
  test('a Job keeps its completions, and those that nobody wrote', () => {
    const job = (spec: string) =>
      object(
        'batch/v1',
        'Job',
        `spec: { ${spec} template: { spec: { restartPolicy: Never, containers: [{ name: a, image: "a:1" }] } } }`,
      );
    const fixed = ['Invalid value spec.completions'];
    expect(answers(job(''), job('completions: 1,'))).toEqual([]);
    expect(answers(job(''), job('parallelism: 3,'))).toEqual([]);
    expect(answers(job('completions: 2,'), job(''))).toEqual(fixed);
    expect(answers(job('parallelism: 3,'), job('parallelism: 2,'))).toEqual([]);
    expect(answers(job('parallelism: 3,'), job('parallelism: 3, completions: 3,'))).toEqual(fixed);
    const indexed = (count: string) => job(`completionMode: Indexed, ${count}`);
    expect(answers(indexed('completions: 2, parallelism: 2,'), indexed('completions: 3, parallelism: 3,'))).toEqual([]);
    expect(answers(indexed('completions: 2, parallelism: 2,'), indexed('completions: 3,'))).toEqual(fixed);
  });
  test('a Job that loses the labels of its template loses those of the server', () => {
    const job = (meta: string) =>
      object(
        'batch/v1',
        'Job',
        `spec: { template: { ${meta} spec: { restartPolicy: Never, containers: [{ name: a, image: "a:1" }] } } }`,
      );
    const was = job('metadata: { labels: { app: web } },');
    expect(answers(was, job(''))).toEqual([
      'Invalid value spec.template',
      'Invalid value spec.template.metadata.labels',
    ]);
    expect(answers(was, job(''), '1.36')).toContain('Required value spec.template.metadata.labels[job-name]');
    expect(answers(was, job('metadata: { labels: {} },'))).toEqual(['Invalid value spec.template']);
  });
  test('a Pod gets new images and tolerations, and not much else', () => {
    const pod = (image: string, rest = '') =>
      object('v1', 'Pod', `spec: { ${rest} containers: [{ name: a, image: "${image}" }] }`);
    expect(answers(pod('a:1'), pod('a:2'))).toEqual([]);
    expect(answers(pod('a:1'), pod('a:1', 'tolerations: [{ key: a, operator: Exists }],'))).toEqual([]);
    expect(answers(pod('a:1', 'tolerations: [{ key: a, operator: Exists }],'), pod('a:1'))).toEqual([
      'Forbidden spec.tolerations',
    ]);
    expect(answers(pod('a:1'), pod('a:1', 'dnsPolicy: ClusterFirst,'))).toEqual([]);
    expect(answers(pod('a:1'), pod('a:1', 'dnsPolicy: Default,'))).toEqual(['Forbidden spec']);
  });
  test('a Pod keeps its quality of service, which is told up to 1.31', () => {
    const pod = (resources: string) =>
      object('v1', 'Pod', `spec: { containers: [{ name: a, image: "a:1", resources: { ${resources} } }] }`);
    const [burstable, more, guaranteed] = [
      'requests: { cpu: 1 }',
      'requests: { cpu: 2 }',
      'limits: { cpu: 1, memory: 1Gi }',
    ];
    expect(answers(pod(''), pod(burstable), '1.31')).toEqual(['Forbidden spec', 'Invalid value metadata']);
    expect(answers(pod(burstable), pod(guaranteed), '1.31')).toContain('Invalid value metadata');
    expect(answers(pod(burstable), pod(more), '1.31')).toEqual(['Forbidden spec']);
    expect(answers(pod(''), pod(burstable), '1.32')).toEqual(['Forbidden spec']);
  });
  test('a Pod behind a gate may be kept to fewer nodes', () => {
    const pod = (rest: string, gates = '[{ name: example.com/a }]') =>
      object('v1', 'Pod', `spec: { schedulingGates: ${gates}, ${rest} containers: [{ name: a, image: "a:1" }] }`);
    const ssd = 'nodeSelector: { disk: ssd },';
    expect(answers(pod(''), pod(ssd))).toEqual([]);
    expect(answers(pod(ssd), pod('nodeSelector: { disk: ssd, zone: a },', '[]'))).toEqual([]);
    expect(answers(pod(ssd), pod('nodeSelector: { disk: hdd },'))).toEqual(['Invalid value spec.nodeSelector']);
    expect(answers(pod('', '[]'), pod(ssd, '[]'))).toEqual(['Forbidden spec']);

    const terms = (...terms: string[]) =>
      `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${terms.map((each) => `{ matchExpressions: [${each}] }`)}] } } },`;
    const [disk, zone] = ['{ key: disk, operator: Exists }', '{ key: zone, operator: In, values: [a] }'] as const;
    const place = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
    expect(answers(pod(''), pod(terms(disk)))).toEqual([]);
    expect(answers(pod(terms(disk)), pod(terms(`${disk}, ${zone}`)))).toEqual([]);
    expect(answers(pod(terms(disk)), pod(terms(zone)))).toEqual([`Invalid value ${place}[0]`]);
    expect(answers(pod(terms(disk)), pod(terms(disk, zone)))).toEqual([`Invalid value ${place}`]);
    expect(answers(pod(terms(disk)), pod(''))).toEqual([`Invalid value ${place}`]);
  });
});
