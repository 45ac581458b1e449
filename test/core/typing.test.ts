/** What is kept back while somebody types. `‸` stands where the last letter was typed; it and the letter before it are new. */
import { describe, expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import { readManifest } from '../../server/src/core/manifest.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { isBeingTyped, typingIn } from '../../server/src/core/typing.ts';
import { workspaceOf } from '../harness.ts';

const uri = 'web.yaml';

/** The rules whose findings are kept back, in a file of which nothing but one letter is not saved, or what is not in `before`. */
function keptBack(marked: string, before?: string): readonly string[] {
  const at = marked.indexOf('‸');
  const now = marked.replace('‸', '');
  const saved = readManifest(uri, before ?? now.slice(0, at - 1) + now.slice(at));
  const workspace = workspaceOf(new Map([[uri, now]]));
  const manifest = workspace.manifest(uri);
  const typing = manifest && typingIn(saved, saved, manifest, undefined);
  const findings = check(workspace, rules);
  return findings.filter((finding) => typing && isBeingTyped(finding, typing)).map(({ rule }) => rule);
}
const web = (selector: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: nginx
  selector:
    matchLabels: {app: nginx}
${selector}  template:
    metadata: {labels: {app: nginx}}
    spec: {containers: [{name: nginx, image: nginx:1.29}]}
`;

test.each([
  ['in the value', '    matchExpressions:\n      - key: ab‸\n        operator: In\n'],
  ['in a key', '    matchExpressions:\n      - key‸: ab\n        operator: In\n'],
  ['in a list that stands under its key', '    matchExpressions:\n    - key: ab‸\n      operator: In\n'],
  ['on a blank line below, indented alike', '    matchExpressions:\n      - key: a\n        operator: In\n        ‸\n'],
  [
    'behind blank lines and comments',
    '    matchExpressions:\n      - key: a\n        operator: In\n\n # b\n         ‸\n',
  ],
  ['behind the value', '    matchExpressions:\n      - key: a\n        operator: In ‸\n'],
  ['in flow style', '    matchExpressions: [{key: ab‸, operator: In}]\n'],
  ['with line ends of Windows', '    matchExpressions:\r\n      - key: a\r\n        operator: In\r\n        ‸\r\n'],
])('a map that is typed in lacks nothing: %s', (_, selector) => {
  expect(keptBack(web(selector))).toEqual(['api-required']);
});

test.each([
  ['in the map above', '    matchExpressions:\n      - key: a\n        operator: In\n    ‸\n'],
  [
    'in the item above',
    '    matchExpressions:\n      - key: ab‸\n        operator: Exists\n      - {key: a, operator: In}\n',
  ],
  ['behind a flow map', '    matchExpressions: [{key: a, operator: In}, ‸]\n'],
])('another map does: %s', (_, selector) => {
  expect(keptBack(web(selector))).toEqual([]);
});

test('a container that is typed lacks no probe', () => {
  const set = (name: string) =>
    web('').replace(
      /spec: \{containers.*\n/,
      `spec:\n      containers:\n        - name: ${name}\n          image: cassandra:5.0\n  replicas: 3\n`,
    );
  expect(keptBack(set('db‸'))).toContain('readiness-missing');
  expect(keptBack(set('db').replace('replicas: 3', 'replicas: 33‸'))).not.toContain('readiness-missing');
});

test('nothing is kept back in a document that was not typed in', () => {
  const begun = web('    matchExpressions: [{key: a, operator: In}]\n');
  expect(keptBack(`${begun}---\n${web('').replace('name: web', 'name: db‸')}`)).toEqual([]);
});

test('where nothing has changed, somebody still types where he did', () => {
  const [saved, now] = [readManifest(uri, 'a: b\n'), readManifest(uri, 'a: bc\n')];
  const typing = typingIn(saved, saved, now, undefined);
  expect(typing).toMatchObject({ offset: 5, unsaved: { start: 4, end: 5 } });
  expect(typingIn(saved, now, readManifest(uri, 'a: bc\n', now), typing)).toBe(typing);
});

describe('a Pod that is typed lacks no mount', () => {
  const set = (containers: string, templates = '') => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
${containers}${templates}  replicas: 1
`;
  const container = '        - name: db\n          image: postgres:17\n';
  const templates =
    '  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';

  test('while its container is written from top to bottom', () => {
    expect(keptBack(set(container.replace(':17', ':17‸')))).toContain('data-on-ephemeral-volume');
    expect(keptBack(set(container.replace(':17', ':17‸'), templates))).toContain('claim-template-unmounted');
    expect(keptBack(set(`${container}          volumeMounts:\n            - mountPath: /x‸\n`, templates))).toContain(
      'claim-template-unmounted',
    );
  });

  test('while the claim template is written', () => {
    expect(keptBack(set(container, templates.replace('1Gi}}}\n', '1Gi}}}‸\n')), set(container))).toContain(
      'claim-template-unmounted',
    );
  });

  test('but does while something else is', () => {
    expect(keptBack(set(container).replace('replicas: 1', 'replicas: 11‸'))).toEqual([]);
    expect(keptBack(set(container, templates).replace('replicas: 1', 'replicas: 11‸'))).toEqual([]);
    const resources = '          resources:\n            limits:\n              cpu: 11‸\n';
    expect(keptBack(set(`${container}${resources}`, templates))).not.toContain('claim-template-unmounted');
  });
});
