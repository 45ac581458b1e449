/** The DNS explorer: a name, as a Pod of some namespace asks for it, at a step of a scenario. */
import { describe, expect, test } from 'vitest';
import { Findings } from '../../server/src/core/check.ts';
import { type Preview, previewsOf } from '../../server/src/core/preview.ts';
import { type Question, type Resolution, resolve } from '../../server/src/core/resolve.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import type { ScenarioName, ScenarioOptions } from '../../server/src/core/scenario/told.ts';
import { scenarioOf } from '../../server/src/core/scenario.ts';
import { aboutSet, statefulSetsIn } from '../../server/src/json.ts';
import { filesIn, workspaceOf } from '../harness.ts';

const service = (spec = 'clusterIP: None, ', name = 'nginx') =>
  `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { ${spec}selector: { app: nginx }, ports: [{ name: web, port: 80, targetPort: 8080 }] }
---
`;
const set = (replicas = 2) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  replicas: ${replicas}
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec: { containers: [{ name: nginx, image: 'nginx:1.27', ports: [{ name: web, containerPort: 8080 }] }] }
`;

interface Asked extends Partial<Question> {
  readonly files?: string;
  readonly scenario?: ScenarioName;
  readonly options?: ScenarioOptions;
}
/** Asked from the set's namespace at the end of creation, unless it says otherwise. */
function ask(
  name: string,
  { files = service() + set(), scenario = 'create', options, from = 'same', step = 1e9 }: Asked = {},
): Resolution {
  const workspace = workspaceOf(filesIn(`#- web.yaml\n${files}`));
  const sets = [...workspace.manifests].flatMap(([, manifest]) => statefulSetsIn(workspace, manifest));
  const findings = Findings.of(workspace, rules).advance();
  const [preview] = previewsOf(
    workspace,
    sets,
    aboutSet((uri) => findings.of(uri)),
  ) as readonly [Preview];
  return resolve(workspace, preview, scenarioOf(workspace, preview, scenario, options), { name, from, step });
}

test('the search list is tried in its order', () => {
  expect(ask('web-0.nginx.shop')).toEqual({
    name: 'web-0.nginx.shop',
    found: true,
    tries: [
      {
        name: 'web-0.nginx.shop.shop.svc.cluster.local',
        suffix: '.shop.svc.cluster.local',
        answer: 'NXDOMAIN',
        targets: [],
      },
      { name: 'web-0.nginx.shop.svc.cluster.local', suffix: '.svc.cluster.local', answer: 'A', targets: ['web-0'] },
    ],
    why: 'The address of exactly this Pod. It follows the Pod when its IP changes.',
  });
});

describe('answers', () => {
  test.each([
    ['nginx', {}, ['web-0', 'web-1'], 'A headless Service answers with the address of every Ready Pod.'],
    [
      'NGINX.shop.svc.cluster.local.',
      {},
      ['web-0', 'web-1'],
      'A headless Service answers with the address of every Ready Pod.',
    ],
    [
      '_web._tcp.nginx',
      {},
      ['web-0:8080', 'web-1:8080'],
      'One SRV answer for every Ready Pod, with the container port.',
    ],
    ['web-0', { from: 'self' }, ['web-0'], 'web-0 finds itself in its own /etc/hosts. No other Pod does.'],
    [
      'nginx',
      { files: service('') + set() },
      ['cluster IP'],
      'One virtual address for all Pods: the Service is not headless.',
    ],
    [
      'clients',
      { files: service() + service('', 'clients') + set() },
      ['cluster IP'],
      'Another Service of the workspace has this name.',
    ],
    // The first Pod is Ready with step 2: it has no claims.
    ['nginx', { step: 2 }, ['web-0'], 'A headless Service answers with the address of every Ready Pod.'],
    [
      'nginx',
      { step: 1, files: service('clusterIP: None, publishNotReadyAddresses: true, ') + set() },
      ['web-0'],
      'A headless Service answers with the address of every Pod, Ready or not.',
    ],
    // Of a thousand Pods a hundred are told; the others are there all the same.
    [
      'web-3.nginx',
      { scenario: 'update', files: service() + set(1000) },
      ['web-3'],
      'The address of exactly this Pod. It follows the Pod when its IP changes.',
    ],
  ] as readonly (readonly [string, Asked, readonly string[], string])[])('%s %j', (name, asked, targets, why) => {
    const { found, tries, why: given } = ask(name, asked);
    expect({ found, targets: tries.at(-1)?.targets, why: given }).toEqual({ found: true, targets, why });
  });
});

describe('none', () => {
  test.each([
    ['web-0', {}, 'A Pod has no name of its own in DNS. Write web-0.nginx.'],
    ['web-0.shop', {}, 'The Service is missing from the name. Write web-0.nginx.shop.'],
    ['web-0.web', {}, 'web-0 is known under nginx only, the set’s serviceName.'],
    [
      'web-0.nginx',
      { from: 'other' },
      'From another namespace the search list adds that namespace, not shop. Write web-0.nginx.shop.',
    ],
    ['web-0.nginx.test', {}, 'web-0 is in namespace shop. Write web-0.nginx.shop.'],
    ['nginx', { from: 'other' }, 'From another namespace, write nginx.shop.'],
    ['web-0.nginx', { step: 0 }, 'There is no Pod web-0 at this step.'],
    ['web-0.nginx', { step: 1 }, 'web-0 is not Ready at this step, and Service nginx publishes Ready Pods only.'],
    ['nginx', { step: 1 }, 'No Pod is Ready at this step, so the Service has no addresses to answer with.'],
    ['web-7.nginx', {}, 'web-7 does not exist: web has ordinals 0 to 1.'],
    ['db', {}, 'No Service or Pod of the workspace has this name.'],
    ['web-1.nginx', { scenario: 'scale', options: { to: 1 } }, 'There is no Pod web-1 at this step.'],
    ['web-2.nginx', { scenario: 'scale', options: { to: 3 }, step: 0 }, 'There is no Pod web-2 at this step.'],
    ['', {}, 'Type a name.'],
  ] as readonly (readonly [string, Asked, string])[])('%s %j', (name, asked, why) => {
    const { found, uncertain, why: given } = ask(name, asked);
    expect({ found, uncertain, why: given }).toEqual({ found: false, uncertain: undefined, why });
  });

  test('that is certain', () => {
    expect(ask('web-0.nginx', { files: service('') + set() })).toMatchObject({ found: false, uncertain: 'coredns' });
    expect(ask('web-0.nginx', { files: set() })).toMatchObject({ found: false, uncertain: 'unseen' });
  });
});

test('what is no name at all is survived', () => {
  for (const name of [
    '.',
    '..',
    '*',
    'a..b',
    ' ',
    '-',
    '_._',
    'web-',
    'web-99999999999999999999.nginx',
    'ü.nginx',
    '__proto__',
  ])
    expect(ask(name).found).toBe(false);
});
