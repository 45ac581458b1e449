/** What is told about a field under the cursor. `‸` stands before the character that the pointer is on. */
import { describe, expect, test } from 'vitest';
import { hoverAt } from '../../../server/src/core/api/hover.ts';
import type { Settings } from '../../../server/src/core/settings.ts';
import { filesIn, workspaceOf } from '../../harness.ts';

/** What the hover marks and says, line by line. */
function hover(fixture: string, settings: Partial<Settings> = {}): readonly string[] | undefined {
  const workspace = workspaceOf(filesIn(fixture.replace('‸', '')), settings);
  for (const [path, text] of filesIn(fixture)) {
    if (!text.includes('‸')) continue;
    let offset = text.indexOf('‸');
    for (const document of workspace.manifest(path)?.documents ?? []) {
      if (offset < document.text.length) {
        const found = hoverAt(workspace, document, offset);
        return found && [document.text.slice(found.span.start, found.span.end), ...found.markdown.split('\n\n')];
      }
      offset -= document.text.length;
    }
  }
  throw new Error('no ‸ in the fixture');
}
const service = (spec: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n${spec}`;
const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n${spec}`;

describe('facts', () => {
  test('a text with its allowed values and default', () => {
    expect(hover(service('  t‸ype: NodePort\n'))).toEqual([
      'type',
      '**`spec.type`**',
      'text',
      'Allowed: `ClusterIP`, `ExternalName`, `LoadBalancer`, `NodePort`',
      'Default: `ClusterIP`',
    ]);
  });
  test('a list of objects that is required, and what tells its items apart', () => {
    expect(hover(pod('  contain‸ers:\n    - name: a\n'))).toEqual([
      'containers',
      '**`spec.containers`**',
      'list of Container, required',
      'Items are told apart by `name`',
    ]);
  });
  test.each([
    ['  clusterI‸Ps: []\n', 'list of text'],
    ['  ports: [{targetPort‸: 80}]\n', 'whole number or text'],
    ['  ports: [{port‸: 80}]\n', 'whole number (int32), required'],
    ['  sele‸ctor: {}\n', 'map of text'],
    ['  publishNotReadyAddresses‸: true\n', 'true or false'],
    ['  sessionAffinityConfig‸: {}\n', 'SessionAffinityConfig'],
  ])('%j is %s', (spec, type) => {
    expect(hover(service(spec))?.[2]).toBe(type);
  });
  test.each([
    ['  overhead: {cpu‸: 1}\n', 'quantity'],
    ['  terminationGracePeriodSeconds‸: 1\n', 'whole number (int64)'],
  ])('%j is %s', (spec, type) => {
    expect(hover(pod(spec))?.[2]).toBe(type);
  });
  test('the versions that have it, and that the target is none of them', () => {
    expect(hover(pod('  hostname‸Override: a\n'))?.slice(2)).toEqual(['text', 'Since Kubernetes 1.34']);
    expect(hover(pod('  hostname‸Override: a\n'), { kubernetes: '1.33' })?.slice(3)).toEqual([
      'Since Kubernetes 1.34',
      '**Kubernetes 1.33, which this file is for, does not know it.**',
    ]);
    expect(hover(pod('  workload‸Ref: {}\n'))?.slice(3)).toEqual([
      'Kubernetes 1.35 only',
      '**Kubernetes 1.37, which this file is for, does not know it.**',
    ]);
  });
});

test('what the target version drops', () => {
  expect(hover(pod('  hostname‸Override: a\n'), { kubernetes: '1.34' })?.slice(3)).toEqual([
    'Since Kubernetes 1.34',
    '**Kubernetes 1.34, which this file is for, drops it: its feature gate is off by default.**',
  ]);
});

describe('places', () => {
  test('the first letter of a key, whatever ends before it', () => {
    expect(
      hover('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: |\n    b\n‸immutable: true\n')?.[0],
    ).toBe('immutable');
    expect(hover(pod('  containers:\n    - name: a\n  ‸volumes: []\n'))?.[0]).toBe('volumes');
  });
  test('a value tells about its field', () => {
    expect(hover(service('  type: Node‸Port\n'))?.slice(0, 2)).toEqual(['NodePort', '**`spec.type`**']);
    expect(hover(service('  type: "Node‸Port"\n'))?.[0]).toBe('"NodePort"');
  });
  test('the ends of a key belong to it, the blanks around it do not', () => {
    expect(hover(service('  ‸type: NodePort\n'))?.[0]).toBe('type');
    expect(hover(service('  type‸: NodePort\n'))?.[0]).toBe('type');
    expect(hover(service(' ‸ type: NodePort\n'))).toBeUndefined();
  });
  test('flow style, whatever the depth', () => {
    expect(hover(service('  ports: [{name: a, port: 80}, {name: b, pro‸tocol: TCP}]\n'))?.slice(0, 2)).toEqual([
      'protocol',
      '**`spec.ports[1].protocol`**',
    ]);
  });
  test('keys that are data, and their values', () => {
    expect(hover(service('  selector:\n    app‸: a\n'))).toEqual(['app', '**`spec.selector[app]`**', 'text']);
    expect(hover(service('  selector:\n    app: a‸\n'))).toEqual(['a', '**`spec.selector[app]`**', 'text']);
  });
  test('an item of a list of texts', () => {
    expect(hover(service('  clusterIPs:\n    - No‸ne\n'))).toEqual(['None', '**`spec.clusterIPs[0]`**', 'text']);
  });
  test('an alias tells about the field that it stands in', () => {
    const spec = '  selector: &s {app: a}\n  sessionAffinityConfig: *‸s\n';
    expect(hover(service(spec))?.slice(0, 2)).toEqual(['*s', '**`spec.sessionAffinityConfig`**']);
  });
  test('an item of a List: its own path', () => {
    const list = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Secret
    metadata: {name: a}
  - apiVersion: v1
    kind: Service
    metadata: {name: b}
    spec:
      session‸Affinity: None
`;
    expect(hover(list)?.[1]).toBe('**`spec.sessionAffinity`**');
  });
  test('the document that the cursor is in', () => {
    expect(hover(`${service('  type: ClusterIP\n')}---\n${pod('  restart‸Policy: Never\n')}`)?.[1]).toBe(
      '**`spec.restartPolicy`**',
    );
  });
  test('a patch of a kustomization', () => {
    const files = `
#- kustomization.yaml
resources: [a.yaml]
patches: [{path: patch.yaml}]
#- a.yaml
${service('  type: ClusterIP\n')}
#- patch.yaml
apiVersion: v1
kind: Service
metadata:
  name: a
spec:
  external‸Name: b.example.com
`;
    expect(hover(files)?.[1]).toBe('**`spec.externalName`**');
  });
  test('what is half typed: a key without a value', () => {
    expect(hover(service('  session‸Affinity:\n'))?.[1]).toBe('**`spec.sessionAffinity`**');
  });
});

describe('silence', () => {
  test.each([
    ['a kind that is not known', 'apiVersion: example.com/v1\nkind: Web\nspec:\n  repl‸icas: 3\n'],
    ['a version of it that is not known', 'apiVersion: apps/v1beta1\nkind: StatefulSet\nspec:\n  repl‸icas: 3\n'],
    ['a field that is not known', service('  repl‸icas: 3\n')],
    ['what stands below such a field', service('  strategy: {ty‸pe: a}\n')],
    ['what is no manifest', 'on: push\njobs‸: {}\n'],
    ['a template', `#- web/Chart.yaml\nname: a\n#- web/templates/a.yaml\n${service('  ty‸pe: ClusterIP\n')}`],
    ['a comment', service('  # ty‸pe\n  type: ClusterIP\n')],
  ])('%s', (_, fixture) => {
    expect(hover(fixture)).toBeUndefined();
  });
});

test('half a manifest is no reason to fail, wherever the pointer is', () => {
  const text = service('  ports: [{name: a, port: 80}]\n  selector:\n    app: &a |\n      b\n    <<: {c: *a}\n  - x\n');
  for (let end = 0; end <= text.length; end++) {
    const workspace = workspaceOf(new Map([['a.yaml', text.slice(0, end)]]));
    for (const document of workspace.manifest('a.yaml')?.documents ?? [])
      for (let offset = 0; offset <= end; offset += 3) {
        const found = hoverAt(workspace, document, offset);
        if (found) expect(found.span.start <= offset && offset <= found.span.end).toBe(true);
      }
  }
});
