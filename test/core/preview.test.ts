/** What a StatefulSet will make. Source: docs 04 and 05 of the specification. */
import { describe, expect, test } from 'vitest';
import { Findings } from '../../server/src/core/check.ts';
import {
  answeredRecords,
  commands,
  creation,
  dnsRecords,
  type Preview,
  podDnsName,
  previewsOf,
  serviceDomain,
  sourcesOf,
} from '../../server/src/core/preview.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import type { Settings } from '../../server/src/core/settings.ts';
import { aboutSet, statefulSetsIn } from '../../server/src/json.ts';
import { filesIn, workspaceOf } from '../harness.ts';

/** The preview of the first set of the files. */
function previewOf(fixture: string, settings: Partial<Settings> = {}): Preview {
  const workspace = workspaceOf(filesIn(fixture), settings);
  const sets = [...workspace.manifests].flatMap(([, manifest]) => statefulSetsIn(workspace, manifest));
  const findings = Findings.of(workspace, rules).advance();
  const [preview] = previewsOf(
    workspace,
    sets,
    aboutSet((uri) => findings.of(uri)),
  );
  if (!preview) throw new Error('no StatefulSet in the fixture');
  return preview;
}

const set = (spec = '', { name = 'web', service = '  serviceName: nginx\n', ports = '[]' } = {}) => `---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name} }
spec:
${service}${spec}  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, image: nginx, ports: ${ports} }] } }
`;
const service = (spec = 'clusterIP: None, selector: { app: nginx }', name = 'nginx') => `---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { ${spec} }
`;
const inNamespace = (text: string, namespace: string) => text.replace(' }\nspec', `, namespace: ${namespace} }\nspec`);
const claim = (className: string) => `  volumeClaimTemplates:
    - metadata: { name: data, labels: { app: other, size: large } }
      spec: { ${className}accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;
const storageClass = (name: string, more = '') => `---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: ${name} }
provisioner: disk.example.com
${more}`;

describe('the governing Service is', () => {
  test.each<[string, string, string]>([
    ['headless', 'headless', set() + service()],
    [
      'headless, with endpoints made by hand',
      'headless',
      `${set()}${service('clusterIP: None')}---\napiVersion: v1\nkind: Endpoints\nmetadata: { name: nginx }\n`,
    ],
    [
      'headless, when the labels are filled in later',
      'headless',
      set() + service('clusterIP: None, selector: { app: $(APP) }'),
    ],
    ['not headless', 'not-headless', set() + service('selector: { app: nginx }')],
    ['an alias', 'external-name', set() + service('type: ExternalName, externalName: example.com')],
    ['one that selects other Pods', 'selector-mismatch', set() + service('clusterIP: None, selector: { app: db }')],
    ['one that selects nothing', 'without-selector', set() + service('clusterIP: None')],
    ['in another namespace', 'other-namespace', inNamespace(set(), 'shop') + inNamespace(service(), 'test')],
    ['not there, beside others', 'not-found', set() + service('selector: { app: db }', 'db')],
    ['not in sight', 'unseen', set()],
    ['not in sight, when another has no name yet', 'unseen', set() + service('clusterIP: None', '$(NAME)')],
    ['filled in later', 'unseen', set('', { service: '  serviceName: $(NAME)\n' }) + service()],
    [
      'one whose cluster IP is filled in later',
      'unseen',
      set() + service('clusterIP: $(IP), selector: { app: nginx }'),
    ],
    ['not named', 'unset', set('', { service: '' }) + service()],
    ['named by empty text', 'unset', set('', { service: '  serviceName: ""\n' }) + service()],
  ])('%s', (_, state, fixture) => {
    const preview = previewOf(fixture);
    expect(preview.governance.state).toBe(state);
    // Only a Service that gives names gives them without a word.
    expect(preview.governance.why === undefined).toBe(state === 'headless');
    expect(podDnsName(preview, 0) === undefined).toBe(state !== 'headless');
    expect(dnsRecords(preview).length > 0).toBe(state === 'headless');
  });

  test('unseen, when a remote base may bring it', () => {
    const preview = previewOf(`
#- kustomization.yaml
resources: [set.yaml, https://example.com/base]
#- set.yaml
${set()}${service('selector: { app: db }', 'db')}`);
    expect(preview.governance.state).toBe('unseen');
  });
});

describe('names', () => {
  test('are in the namespace that is written, or in default', () => {
    expect(podDnsName(previewOf(set() + service()), 2)).toBe('web-2.nginx.default.svc.cluster.local');
    expect(podDnsName(previewOf(inNamespace(set(), 'shop') + service()), 0)).toBe('web-0.nginx.shop.svc.cluster.local');
  });
  test('end in the cluster domain of the settings', () => {
    expect(podDnsName(previewOf(set() + service(), { clusterDomain: 'example.com' }), 0)).toBe(
      'web-0.nginx.default.svc.example.com',
    );
  });
  test('of the Service are known also when nothing answers to them', () => {
    expect(serviceDomain(previewOf(set()))).toBe('nginx.default.svc.cluster.local');
    expect(serviceDomain(previewOf(set('', { service: '' })))).toBeUndefined();
  });
});

describe('DNS records', () => {
  const records = (fixture: string, ordinal = 0) =>
    dnsRecords(previewOf(fixture)).map(({ name, type, answerOf }) => `${name} ${type} ${answerOf(ordinal)}`);

  test('are one address for each Pod, without any port', () => {
    expect(records(set() + service(), 1)).toEqual(['nginx.default.svc.cluster.local A web-1']);
  });
  test('are one SRV for each named port, with the number of the container', () => {
    const ports =
      'ports: [{ name: web, port: 80, targetPort: http }, { port: 81 }, { name: dns, port: 53, protocol: UDP }]';
    expect(
      records(
        set('', { ports: '[{ name: http, containerPort: 8080 }]' }) +
          service(`clusterIP: None, selector: { app: nginx }, ${ports}`),
      ),
    ).toEqual([
      'nginx.default.svc.cluster.local A web-0',
      '_web._tcp.nginx.default.svc.cluster.local SRV web-0.nginx.default.svc.cluster.local:8080',
      '_dns._udp.nginx.default.svc.cluster.local SRV web-0.nginx.default.svc.cluster.local:53',
    ]);
  });
  test('lack a port that no container has', () => {
    expect(
      records(
        set() +
          service('clusterIP: None, selector: { app: nginx }, ports: [{ name: web, port: 80, targetPort: http }]'),
      ),
    ).toHaveLength(1);
  });
});

describe('the class of a claim is', () => {
  const claimed = (fixture: string, settings: Partial<Settings> = {}) => previewOf(fixture, settings).claims[0];

  test.each<[string, string, string, Partial<Settings>]>([
    ['found', 'found', set(claim('storageClassName: fast, ')) + storageClass('fast'), {}],
    ['known by the settings', 'known', set(claim('storageClassName: gp3, ')), { storageClasses: ['eks'] }],
    [
      'known by a volume',
      'known',
      `${set(claim('storageClassName: manual, '))}---\napiVersion: v1\nkind: PersistentVolume\nmetadata: { name: pv }\nspec: { storageClassName: manual }\n`,
      {},
    ],
    ['the default', 'default', set(claim('')), {}],
    ['none', 'none', set(claim('storageClassName: "", ')), {}],
    ['not found beside others', 'not-found', set(claim('storageClassName: fast, ')) + storageClass('slow'), {}],
    [
      'not found among the known ones',
      'not-found',
      set(claim('storageClassName: fast, ')),
      { storageClasses: ['slow'] },
    ],
    ['unseen', 'unseen', set(claim('storageClassName: fast, ')), {}],
    ['unseen while it is filled in later', 'unseen', set(claim('storageClassName: $(CLASS), ')), {}],
  ])('%s', (_, state, fixture, settings) => {
    expect(claimed(fixture, settings)?.state).toBe(state);
  });

  test('the default one, when it is in sight', () => {
    const isDefault = storageClass('slow').replace(
      '{ name: slow }',
      '{ name: slow, annotations: { storageclass.kubernetes.io/is-default-class: "true" } }',
    );
    expect(claimed(set(claim('')) + storageClass('fast') + isDefault)?.storageClass?.name?.value).toBe('slow');
  });
  test('why there are too few volumes is said', () => {
    expect(claimed(set(`  replicas: 2\n${claim('storageClassName: "", ')}`))?.why).toBe(
      'An empty class provisions nothing, and these files hold no volume for it.',
    );
  });
  test("the claims carry the set's own labels over the template's", () => {
    expect(claimed(set(claim('')))?.labels).toEqual({ app: 'nginx', size: 'large' });
  });
});

describe('creation stops', () => {
  const stuck = (spec: string, className = 'fats') =>
    previewOf(set(`${spec}${claim(`storageClassName: ${className}, `)}`) + storageClass('fast')).stuck;

  test.each<[string, string, string | undefined]>([
    ['at the only Pod', '  replicas: 1\n', 'Stuck at web-0.'],
    ['at the first of two', '  replicas: 2\n', 'Stuck at web-0. web-1 is never created.'],
    ['at the first of three', '  replicas: 3\n', 'Stuck at web-0. web-1 and web-2 are never created.'],
    ['at the first of many', '  replicas: 2000\n', 'Stuck at web-0. web-1 to web-1999 are never created.'],
    ['at the first ordinal', '  replicas: 2\n  ordinals: { start: 5 }\n', 'Stuck at web-5. web-6 is never created.'],
    [
      'at all Pods, when they do not wait',
      '  replicas: 2000\n  podManagementPolicy: Parallel\n',
      'All 2,000 Pods stay Pending.',
    ],
    ['at the only Pod, when none waits', '  replicas: 1\n  podManagementPolicy: Parallel\n', 'web-0 stays Pending.'],
    ['nowhere, without Pods', '  replicas: 0\n', undefined],
  ])('%s', (_, spec, expected) => {
    expect(stuck(spec)).toBe(expected);
  });
  test('nowhere, when the class is there or may be', () => {
    expect(stuck('  replicas: 3\n', 'fast')).toBeUndefined();
    expect(previewOf(set(claim('storageClassName: fast, '))).stuck).toBeUndefined();
  });
});

describe('the steps of creation', () => {
  const steps = (fixture: string, limit?: number) =>
    creation(previewOf(fixture), limit).map(
      ({ step, action, target, after }) =>
        `${step} ${action} ${target}${after.length ? ` after ${after.join(', ')}` : ''}`,
    );

  test('go from one ready Pod to the next', () => {
    expect(steps(set('  replicas: 2\n'))).toEqual([
      '1 create-pod web-0',
      '2 wait-ready web-0 after 1',
      '3 create-pod web-1 after 2',
      '4 wait-ready web-1 after 3',
    ]);
  });
  test('go on all at once', () => {
    expect(steps(set('  replicas: 2\n  podManagementPolicy: Parallel\n'))).toEqual([
      '1 create-pod web-0',
      '2 wait-ready web-0 after 1',
      '3 create-pod web-1',
      '4 wait-ready web-1 after 3',
    ]);
  });
  test('make a claim before its Pod, and bind it at once', () => {
    expect(steps(set(claim('storageClassName: fast, ')) + storageClass('fast'))).toEqual([
      '1 create-claim data-web-0',
      '2 create-pod web-0 after 1',
      '3 bind-claim data-web-0 after 1',
      '4 wait-ready web-0 after 3',
    ]);
  });
  test('or bind it when the Pod has a node', () => {
    expect(
      steps(
        set(claim('storageClassName: fast, ')) + storageClass('fast', 'volumeBindingMode: WaitForFirstConsumer\n'),
      )[2],
    ).toBe('3 bind-claim data-web-0 after 2');
  });
  test('end where it is stuck', () => {
    expect(steps(set(`  replicas: 2\n${claim('storageClassName: fats, ')}`) + storageClass('fast'))).toEqual([
      '1 create-claim data-web-0',
      '2 create-pod web-0 after 1',
    ]);
  });
  test('begin at the first ordinal, and end at the limit', () => {
    expect(steps(set('  replicas: 1000000\n  ordinals: { start: 7 }\n'), 1)).toEqual([
      '1 create-pod web-7',
      '2 wait-ready web-7 after 1',
    ]);
  });
  test('of a set without Pods are none', () => {
    expect(steps(set('  replicas: 0\n'))).toEqual([]);
  });
  test('say why', () => {
    const why = (fixture: string) => creation(previewOf(fixture)).map((step) => step.why);
    expect(why(set() + service())).toContain('From now on web-0.nginx resolves.');
    expect(why(set())).toContain('Its containers run and are Ready.');
    expect(why(set(claim('')))).toContain('A volume of the default class is bound to it.');
    expect(why(set(claim('storageClassName: "", ')))).toContain('A volume without a class is bound to it.');
    expect(why(set(claim('storageClassName: fast, ')))).toContain('A volume of class fast is bound to it.');
  });
});

describe('commands', () => {
  const shown = (fixture: string) => commands(previewOf(fixture)).map(({ command }) => command);

  test('name the labels, the namespace and the first Pod', () => {
    expect(shown(inNamespace(set('  ordinals: { start: 3 }\n'), 'shop'))).toEqual([
      'kubectl get pods -l app=nginx -n shop -w',
      'kubectl rollout status statefulset/web -n shop',
      'kubectl exec web-3 -n shop -- hostname',
      'kubectl run dns-test -n shop -it --rm --restart=Never --image=busybox:1.28 -- nslookup web-3.nginx',
    ]);
  });
  test('ask for claims where there are some, and for DNS where there is a Service', () => {
    const all = shown(set(claim(''), { service: '' }));
    expect(all.at(-1)).toBe('kubectl get pvc -l app=nginx');
    expect(all.join('\n')).not.toContain('nslookup');
  });
});

describe('defaults', () => {
  test.each([
    ['nothing is written', '', 1, 0],
    ['they are written', '  replicas: 4\n  ordinals: { start: 2 }\n', 4, 2],
    ['they are no numbers', '  replicas: many\n  ordinals: { start: "2" }\n', 1, 0],
    ['they are refused by the server', '  replicas: -3\n  ordinals: { start: 1.5 }\n', 1, 0],
    ['they are octal', '  replicas: 010\n', 8, 0],
  ])('hold when %s', (_, spec, replicas, start) => {
    expect(previewOf(set(spec)).statefulSet).toMatchObject({ replicas, start });
  });
});

test('a field that is not written is shown at the nearest one that is', () => {
  const { statefulSet } = previewOf(set());
  const sources = sourcesOf(statefulSet);
  expect(sources.serviceName?.exists).toBe(true);
  expect(sources.replicas?.exists).toBe(false);
  expect(sources.replicas?.span).toEqual(statefulSet.field.get('spec').span);
});

test('a set whose name cannot be read has no preview', () => {
  expect(() => previewOf(set('', { name: '$(NAME)' }))).toThrow('no StatefulSet in the fixture');
});

describe('a set that is refused, or whose Pods are', () => {
  test('has no Pods, no names and no steps', () => {
    const preview = previewOf(set().replace('app: nginx', 'app: other') + service());
    expect(preview.hasNoPods).toBe(true);
    expect(preview.stuck).toMatch(/^Refused/);
    expect(creation(preview)).toEqual([]);
    expect(podDnsName(preview, 0)).toBeUndefined();
    expect(answeredRecords(preview)).toEqual([]);
  });
});
