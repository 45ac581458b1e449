/** Messages as the extension sends them, one for each state that the panel has. */

import { answerJson } from '../../server/src/answers.ts';
import { Findings } from '../../server/src/core/check.ts';
import { exampleWorkspace } from '../../server/src/docs.ts';
import type {
  ClaimTemplateJson,
  DocumentJson,
  Place,
  ProblemJson,
  ScenarioJson,
  StatefulSetJson,
  ToWebview,
} from '../../server/src/protocol.ts';
import { stretched } from '../../server/src/scenario-json.ts';
import { stepRuns, type ToldStep } from '../../server/src/timeline-json.ts';

export type PreviewMessage = Extract<ToWebview, { type: 'preview' }>;

const folder = 'file:///folder/';
/** A place in a file of the folder; lines count from 1, as a reader sees them. */
function at(path: string, line: number): Place {
  return {
    file: folder + path,
    range: { start: { line: line - 1, character: 2 }, end: { line: line - 1, character: 10 } },
  };
}

const gibibyte = 2 ** 30;
const www: ClaimTemplateJson = {
  ...at('shop/web.yaml', 44),
  name: 'www',
  storage: '1Gi',
  bytes: gibibyte,
  accessModes: ['ReadWriteOnce'],
  storageClassName: 'fast',
  storageClass: 'found',
  provisioner: 'ebs.csi.aws.com',
  bindingMode: 'WaitForFirstConsumer',
  reclaimPolicy: 'Delete',
  class: at('shop/storage.yaml', 1),
};

interface Wanted extends Partial<Omit<StatefulSetJson, 'pods' | 'service'>> {
  readonly path?: string;
  readonly service?: Partial<StatefulSetJson['service']>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The set `web` of three Pods in namespace `shop`, and what is to be different about it. */
export function statefulSet({
  path = 'shop/web.yaml',
  service,
  labels = { app: 'nginx' },
  ...rest
}: Wanted = {}): StatefulSetJson {
  const set = {
    ...at(path, 14),
    namespace: 'shop',
    name: 'web',
    replicas: 3,
    start: 0,
    podManagementPolicy: 'OrderedReady',
    updateStrategy: { type: 'RollingUpdate', partition: 0 },
    minReadySeconds: 0,
    retention: { whenScaled: 'Retain', whenDeleted: 'Retain' },
    sources: {
      replicas: at(path, 20),
      serviceName: at(path, 19),
      podManagementPolicy: at(path, 22),
      template: at(path, 30),
    },
    claimTemplates: [www],
    problems: [],
    whatIf: {},
    sentence: '3 Pods, web-0 to web-2, one after the other.',
    scenarios: ['create', 'scale', 'update', 'delete', 'recreate'],
    asDeployment: [
      {
        what: 'Host names',
        asStatefulSet: 'web-0 is web-0 again after every restart.',
        asDeployment: 'web-<hash>-<random>: a new name each time.',
      },
      { what: 'A disk for each Pod', asStatefulSet: 'web-0 always gets www-web-0 back.', asDeployment: 'One claim.' },
    ],
    ...rest,
  } as const;
  const state = service?.state ?? 'headless';
  const isFound = !['not-found', 'unseen', 'unset', 'other-namespace'].includes(state);
  const name = service?.name === undefined ? 'nginx' : service.name;
  const domain = `${set.namespace ?? 'default'}.svc.cluster.local`;
  const flag = set.namespace === null ? '' : ` -n ${set.namespace}`;
  const [first, last] = [`${set.name}-${set.start}`, `${set.name}-${set.start + set.replicas - 1}`];
  const isNamed = state === 'headless';
  return {
    scenario: created(set),
    ...set,
    service: {
      ...(isFound ? at(path, 3) : {}),
      publishNotReadyAddresses: false,
      ports: [{ name: 'web', port: 80, targetPort: 80, protocol: 'TCP' }],
      ...service,
      name,
      state,
    },
    pods: {
      prefix: `${set.name}-`,
      start: set.start,
      count: set.replicas,
      subdomain: name,
      dnsSuffix: isNamed ? `.${name}.${domain}` : null,
      ...(isNamed || service?.why === undefined ? {} : { dnsWhy: service.why }),
      labels,
    },
    dns:
      isNamed && set.replicas > 0
        ? [
            { name: `${name}.${domain}`, type: 'A', count: set.replicas, first, last },
            {
              name: `_web._tcp.${name}.${domain}`,
              type: 'SRV',
              count: set.replicas,
              first: `${first}.${name}.${domain}:80`,
              last: `${last}.${name}.${domain}:80`,
            },
          ]
        : [],
    commands: [
      { title: 'Watch the order of creation', command: `kubectl get pods -l app=nginx${flag} -w` },
      { title: 'Wait for the rollout', command: `kubectl rollout status statefulset/${set.name}${flag}` },
      { title: 'Host name, as the Pod sees it', command: `kubectl exec ${first}${flag} -- hostname` },
      {
        title: 'DNS, from inside the cluster',
        command: `kubectl run dns-test${flag} -it --rm --restart=Never --image=busybox:1.28 -- nslookup ${first}.${name}`,
      },
      ...(set.claimTemplates.length
        ? [{ title: 'Claims and their volumes', command: `kubectl get pvc -l app=nginx${flag}` }]
        : []),
    ],
  };
}

/** What creating such a set does: for each Pod its claims, the Pod itself, the volumes, and Ready. */
function created({
  name,
  replicas,
  start,
  podManagementPolicy,
  claimTemplates,
  stuck,
}: Pick<
  StatefulSetJson,
  'name' | 'replicas' | 'start' | 'podManagementPolicy' | 'claimTemplates' | 'stuck'
>): ScenarioJson {
  const isOrdered = podManagementPolicy === 'OrderedReady';
  // Of very many Pods, those that do as their neighbours do are not written down one by one.
  const count = Math.min(stuck === undefined ? replicas : 1, 9);
  const steps = Array.from({ length: count }, (_, i): readonly ToldStep[] => {
    const pod = `${name}-${start + i}`;
    const claims = claimTemplates.map(({ name: template }) => `${template}-${pod}`);
    const step = (nth: number, action: ToldStep['action'], target: string, why: string): ToldStep => ({
      step: nth + (isOrdered ? 4 * i : 0),
      action,
      target,
      why,
      pod,
    });
    return [
      ...claims.map((claim) => step(1, 'create-claim', claim, 'A claim is made before its Pod.')),
      step(2, 'create-pod', pod, i === 0 ? 'It is the first ordinal.' : `${name}-${start + i - 1} is Ready.`),
      ...claims.map((claim) => ({
        ...step(3, 'bind-claim', claim, stuck ?? 'Its class waits for the first consumer.'),
        ...(stuck === undefined ? {} : { state: 'stuck' as const }),
      })),
      ...(stuck === undefined
        ? [{ ...step(4, 'wait-ready', pod, `From now on ${pod}.nginx resolves.`), dns: { add: [pod] } }]
        : [{ ...step(4, 'wait-ready', pod, stuck), state: 'stuck' as const }]),
    ];
  }).flat();
  const ordered = steps.toSorted((a, b) => a.step - b.step);
  const { runs, last } = stretched(
    stepRuns(`${name}-`, ordered),
    start + 4,
    stuck === undefined ? replicas - count : 0,
  );
  return {
    name: 'create',
    title: '',
    options: {},
    before: { pods: [], claims: [], records: [] },
    steps: last,
    outcome:
      stuck === undefined
        ? { state: 'complete', sentence: '' }
        : { state: 'stuck', sentence: stuck, ...(last > 0 ? { step: last } : {}) },
    runs,
  };
}

const files = Object.fromEntries(
  [
    'shop/web.yaml',
    'shop/storage.yaml',
    'shop/frontend.yaml',
    'shop/db.yaml',
    'data/etcd.yaml',
    'statefulset-web.yaml',
    'handless-service.yaml',
  ].map((path) => [folder + path, path]),
);

export function message(statefulSets: readonly StatefulSetJson[], document?: DocumentJson): PreviewMessage {
  const file = statefulSets[0]?.file ?? `${folder}shop/web.yaml`;
  return {
    type: 'preview',
    preview: {
      version: 1,
      kubernetes: '1.37',
      clusterDomain: 'cluster.local',
      document: document ?? { state: 'ok', file },
      statefulSets,
    },
    files,
    pinned: false,
  };
}
const one = (wanted: Wanted = {}) => message([statefulSet(wanted)]);

/** What really happens to the set `web` of the article, played by the core. */
function played(
  scenario: ScenarioJson['name'],
  options: ScenarioJson['options'] = {},
  replicas = 3,
  more = '',
): ScenarioJson {
  const text = `apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: ${replicas}
${more}  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, image: nginx:1.29 }] } }
  volumeClaimTemplates:
    - metadata: { name: www }
      spec: { accessModes: [ReadWriteOnce], storageClassName: fast, resources: { requests: { storage: 1Gi } } }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
`;
  const findings = Findings.of(exampleWorkspace(new Map([['web.yaml', text]])), []).advance();
  const [uri = ''] = [...findings.workspace.manifests].map(([each]) => each);
  const question = { set: 'web', namespace: 'shop', scenario, options, whatIf: {} };
  const [set] = answerJson(findings, uri, question)?.statefulSets ?? [];
  if (!set) throw new Error('the set was not read');
  return set.scenario;
}

function problem(
  rule: string,
  severity: ProblemJson['severity'],
  text: string,
  place: Place,
  ...titles: readonly string[]
): ProblemJson {
  const fixes = titles.map((title) => ({ title, safe: true }));
  return { ...place, rule, severity, effect: severity === 'error' ? 'stuck' : 'broken', message: text, fixes };
}

const classNotSeen = (name: string, place: Place) =>
  problem(
    'storage-class-not-found',
    'information',
    `StorageClass “${name}” is not in these files; the cluster may have it. If not, the claims stay Pending, and the Pods with them.`,
    place,
    `Create StorageClass “${name}”`,
    'It exists: add to known classes',
  );
const long = (stem: string, length: number) =>
  stem.padEnd(length, '-warehouse-of-the-northern-region').slice(0, length);
const { class: _, ...withoutClass } = www;

export const brokenDocument: DocumentJson = {
  state: 'broken',
  file: `${folder}shop/web.yaml`,
  range: at('shop/web.yaml', 24).range,
  message: 'All mapping items must start at the same column',
  excerpt: [
    { line: 22, text: '  updateStrategy:' },
    { line: 23, text: '     type: RollingUpdate' },
    { line: 24, text: '    rollingUpdate:' },
  ],
};

/** Every state that the panel is looked at in: the messages that lead there, in order. */
export const fixtures = {
  main: [
    one({
      problems: [
        problem(
          'readiness-missing',
          'information',
          'No readinessProbe: a Pod counts as Ready as soon as its container has started, so the order waits for nothing more.',
          at('shop/web.yaml', 33),
          'Add a readinessProbe',
        ),
      ],
    }),
  ],
  article: [
    one({
      path: 'statefulset-web.yaml',
      name: 'statefulset-web',
      namespace: null,
      service: { name: 'handless-service', ...at('handless-service.yaml', 1) },
      claimTemplates: [
        {
          ...withoutClass,
          ...at('statefulset-web.yaml', 26),
          storage: '1G',
          bytes: 1e9,
          storageClassName: 'managed-nfs-storage',
          storageClass: 'unseen',
          provisioner: null,
          reclaimPolicy: 'unknown',
        },
      ],
      problems: [
        problem(
          'service-target-port-unknown',
          'warning',
          'targetPort 9376: no container of “statefulset-web” listens there; it declares 80.',
          at('handless-service.yaml', 12),
          'Set targetPort: 80',
        ),
        classNotSeen('managed-nfs-storage', at('statefulset-web.yaml', 29)),
        problem(
          'storage-quantity-decimal',
          'hint',
          '1G is 10⁹ bytes, 7% less than 1Gi.',
          at('statefulset-web.yaml', 34),
          'Use 1Gi',
        ),
      ],
    }),
  ],
  'service-not-found': [
    one({
      service: { state: 'not-found', why: 'No Service “nginx” in this folder. Without it no Pod has a DNS name.' },
      problems: [
        problem(
          'service-not-found',
          'warning',
          'serviceName “nginx”: there is no such Service in this folder, so no Pod gets a DNS name. “nginx-headless” selects these Pods.',
          at('shop/web.yaml', 19),
          'Create headless Service “nginx”',
          'Use “nginx-headless”',
        ),
      ],
    }),
  ],
  'not-headless': [
    one({
      service: {
        state: 'not-headless',
        why: 'Pod names are promised for headless Services only; CoreDNS answers them anyway.',
      },
      problems: [
        problem(
          'service-not-headless',
          'warning',
          'serviceName “nginx” names a Service with a cluster IP. Pod names are not promised there; CoreDNS answers them, others do not.',
          at('shop/web.yaml', 19),
          'Set clusterIP: None',
          'Add “nginx-headless” beside it',
        ),
      ],
    }),
  ],
  'selector-mismatch': [
    one({
      service: {
        state: 'selector-mismatch',
        why: 'Service nginx selects name=nginx; these Pods carry app=nginx. It has no endpoints.',
      },
      problems: [
        problem(
          'service-selector-mismatch',
          'error',
          'Service “nginx” selects name=nginx, but the Pods of “web” carry app=nginx: it reaches none of them, and none gets a DNS name.',
          at('shop/web.yaml', 8),
          'Select app=nginx',
        ),
      ],
    }),
  ],
  unseen: [
    one({
      service: {
        state: 'unseen',
        why: 'The cluster may have it. It must be headless, in this namespace, and select app=nginx.',
      },
      claimTemplates: [{ ...withoutClass, storageClass: 'unseen' }],
      problems: [classNotSeen('fast', at('shop/web.yaml', 47))],
    }),
  ],
  'scale-down': [one({ replicas: 5, scenario: played('scale', { to: 2 }, 5) })],
  'scale-down-delete': [
    one({
      replicas: 5,
      retention: { whenScaled: 'Delete', whenDeleted: 'Retain' },
      scenario: played('scale', { to: 2 }, 5, '  persistentVolumeClaimRetentionPolicy: { whenScaled: Delete }\n'),
    }),
  ],
  'update-held-back': [
    one({
      updateStrategy: { type: 'RollingUpdate', partition: 1 },
      scenario: played('update', {}, 3, '  updateStrategy: { rollingUpdate: { partition: 1 } }\n'),
    }),
  ],
  'update-stuck': [one({ scenario: played('update', { fails: 'The new image cannot be pulled.' }) })],
  delete: [one({ scenario: played('delete') })],
  recreate: [one({ scenario: played('recreate') })],
  plan: [
    one({
      replicas: 5,
      plan: {
        against: 'HEAD',
        commit: 'a41c9e2',
        state: 'changed',
        sentence: 'Two Pods are added, then three restart, one at a time.',
        changes: [{ ...at('shop/web.yaml', 20), field: 'spec.replicas', from: '3', to: '5' }],
        refused: [],
        pods: [
          { from: 0, to: 2, fate: 'restart' },
          { from: 3, to: 4, fate: 'new' },
        ],
        restarts: [{ from: 2, to: 0 }],
        atOnce: 1,
        claims: [
          { template: 'www', from: 0, to: 2, fate: 'kept' },
          { template: 'www', from: 3, to: 4, fate: 'new' },
        ],
        names: { begin: [{ from: 3, to: 4, suffix: '.nginx' }], cease: [] },
        manual: [],
      },
    }),
  ],
  'plan-refused': [
    one({
      plan: {
        against: 'HEAD',
        state: 'changed',
        sentence: 'The API server refuses this change. Nothing happens.',
        changes: [{ ...at('shop/web.yaml', 50), field: 'spec.volumeClaimTemplates[0]', from: '1Gi', to: null }],
        refused: [{ ...at('shop/web.yaml', 50), field: 'spec', message: 'Claim templates cannot be changed.' }],
        pods: [{ from: 0, to: 2, fate: 'same' }],
        restarts: [],
        atOnce: 1,
        claims: [{ template: 'www', from: 0, to: 2, fate: 'kept' }],
        names: { begin: [], cease: [] },
        manual: [
          {
            title: 'Delete the set, leave its Pods',
            command: 'kubectl delete statefulset web -n shop --cascade=orphan',
          },
          { title: 'Apply again' },
        ],
        byHand: {
          pods: [{ from: 0, to: 2, fate: 'restart' }],
          restarts: [{ from: 2, to: 0 }],
          atOnce: 1,
          claims: [],
          names: { begin: [], cease: [] },
        },
      },
    }),
  ],
  'what-if': [one({ replicas: 4, whatIf: { replicas: { file: 3, value: 4 } } })],
  'resolved-late': [
    one(),
    {
      type: 'resolved',
      resolution: {
        name: 'web-0.nginx.shop',
        tries: [
          {
            name: 'web-0.nginx.shop.shop.svc.cluster.local',
            suffix: '.shop.svc.cluster.local',
            answer: 'NXDOMAIN',
            targets: [],
          },
          { name: 'web-0.nginx.shop.svc.cluster.local', suffix: '.svc.cluster.local', answer: 'A', targets: ['web-0'] },
        ],
        found: true,
        why: 'The address of exactly this Pod. It follows the Pod when its IP changes.',
      },
    },
  ],
  'class-not-found': [
    one({
      stuck: 'Stuck at web-0. web-1 and web-2 are never created.',
      claimTemplates: [
        {
          ...withoutClass,
          storageClassName: 'fats',
          storageClass: 'not-found',
          provisioner: null,
          bindingMode: null,
          reclaimPolicy: 'unknown',
          why: 'No StorageClass “fats” in the folder or among the known ones.',
        },
      ],
      problems: [
        problem(
          'storage-class-not-found',
          'error',
          'There is no StorageClass “fats”. The claims stay Pending, and the Pods with them. Did you mean “fast”?',
          at('shop/web.yaml', 47),
          'Use “fast”',
          'Create StorageClass “fats”',
        ),
      ],
    }),
  ],
  'no-claims': [one({ claimTemplates: [] })],
  'replicas-0': [one({ replicas: 0 })],
  thousand: [one({ replicas: 1000 })],
  'two-sets': [
    message([
      statefulSet({
        path: 'data/etcd.yaml',
        name: 'etcd',
        namespace: null,
        podManagementPolicy: 'Parallel',
        service: { name: 'etcd-peers', publishNotReadyAddresses: true },
        claimTemplates: [
          {
            ...withoutClass,
            name: 'data',
            storage: '8Gi',
            bytes: 8 * gibibyte,
            storageClassName: 'premium-rwo',
            storageClass: 'known',
          },
          {
            ...withoutClass,
            name: 'wal',
            storage: '2Gi',
            bytes: 2 * gibibyte,
            storageClassName: null,
            storageClass: 'default',
          },
        ],
      }),
      statefulSet({
        path: 'data/etcd.yaml',
        name: 'etcd-backup',
        namespace: null,
        replicas: 1,
        ...at('data/etcd.yaml', 90),
      }),
    ]),
  ],
  'long-names': [
    one({
      name: long('inventory-projection', 52),
      namespace: long('platform-team', 63),
      labels: { app: long('inventory', 63) },
      replicas: 12,
      start: 98,
      service: { name: long('inventory-projection-peers', 63) },
      claimTemplates: [
        { ...www, name: 'projection-state-and-write-ahead-log' },
        { ...www, name: 'tmp' },
      ],
    }),
  ],
  hostile: [
    one({
      name: `<img src=x onerror=alert(1)>\u202egnp.\u200b${'n'.repeat(100_000)}`,
      namespace: '"><script>alert(1)</script>',
      service: { name: `${'w'.repeat(300)}` },
      labels: { 'a\u2066b': '<b>bold</b>' },
      problems: [
        problem(
          'hostile-name',
          'error',
          `Name \u202etxet desrever\u202c and ${'x'.repeat(400)}`,
          at('shop/web.yaml', 1),
          '<u>Fix</u>',
        ),
        problem('hostile-annotation', 'warning', 'javascript:alert(1)', at('shop/web.yaml', 1), 'javascript:alert(1)'),
      ],
      asDeployment: [{ what: '<b>', asStatefulSet: '</td><script>', asDeployment: '\u202e' }],
    }),
    {
      type: 'resolved',
      resolution: {
        name: '<i>\u202e',
        tries: [{ name: '<i>\u202e', suffix: '', answer: 'NXDOMAIN', targets: ['<b>'] }],
        found: false,
        why: '<script>alert(1)</script>\u200b',
      },
    },
  ],
  empty: [
    message([], {
      state: 'empty',
      file: `${folder}shop/frontend.yaml`,
      kinds: ['Deployment', 'Service', 'Ingress'],
      others: [
        { ...at('shop/web.yaml', 14), name: 'web' },
        { ...at('shop/db.yaml', 1), name: 'db' },
      ],
    }),
  ],
  broken: [message([], brokenDocument)],
  stale: [one(), message([], brokenDocument)],
  waiting: [{ type: 'waiting', reason: 'Reading the files of the workspace.' }],
} satisfies Readonly<Record<string, readonly ToWebview[]>>;
