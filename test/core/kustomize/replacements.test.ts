/** Values that go from one object into others. What is expected is what `kubectl kustomize` (kustomize 5.5) makes of the same files. */
import { describe, expect, test } from 'vitest';
import { check } from '../../../server/src/core/check.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import { findingJson } from '../../../server/src/json.ts';
import { filesIn, workspaceOf } from '../../harness.ts';
import { builtFrom, valueAt } from './built.ts';

const web = `#- web.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, ports: [{ port: 80 }], selector: { app: web } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { replicas: "3", host: "web-0.nginx:80", word: x }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, annotations: { a.b/c: "1" } }
spec:
  serviceName: nginx
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 80 }]
          env: [{ name: A, value: "http://HERE:80/x" }, { name: B, value: old }]
`;
const container = 'spec.template.spec.containers.0';
/** With one replacement; `source` and `target` are flow mappings. */
const replacing = (source: string, target: string, more = '') =>
  `${web}#- kustomization.yaml\nresources: [web.yaml]\n${more}replacements:\n  - source: ${source}\n    targets: [${target}]\n`;
const word = '{ kind: ConfigMap, name: settings, fieldPath: data.word }';

describe('a replacement', () => {
  test.each([
    [
      'by the name of the item of a list, with the name that the object has by then',
      replacing(
        '{ kind: Service, name: nginx }',
        '{ select: { kind: StatefulSet, name: web }, fieldPaths: ["spec.template.spec.containers.[name=main].env.[name=B].value"] }',
        'namePrefix: prod-\n',
      ),
      { [`${container}.env.1.value`]: 'prod-nginx', 'spec.serviceName': 'prod-nginx' },
    ],
    [
      'by number and for all items, as a part between delimiters',
      replacing(
        word,
        '{ select: { kind: StatefulSet }, fieldPaths: [spec.template.spec.containers.*.env.0.value], options: { delimiter: /, index: 2 } }',
      ),
      { [`${container}.env.0.value`]: 'http://x/x' },
    ],
    [
      'before all parts',
      replacing(
        word,
        '{ select: { kind: StatefulSet }, fieldPaths: [spec.template.spec.containers.*.image], options: { delimiter: ":", index: -1 } }',
      ),
      { [`${container}.image`]: 'x:web:1' },
    ],
    [
      'behind all parts',
      replacing(
        word,
        '{ select: { kind: StatefulSet }, fieldPaths: [spec.template.spec.containers.*.image], options: { delimiter: ":", index: 9 } }',
      ),
      { [`${container}.image`]: 'web:1:x' },
    ],
    [
      'of a part of the source',
      replacing(
        '{ kind: ConfigMap, fieldPath: data.host, options: { delimiter: ".", index: 1 } }',
        '{ select: { kind: StatefulSet }, fieldPaths: [spec.template.spec.containers.*.image] }',
      ),
      { [`${container}.image`]: 'nginx:80' },
    ],
    [
      'as the type that the target has',
      replacing(
        '{ kind: ConfigMap, fieldPath: data.replicas }',
        '{ select: { kind: StatefulSet }, fieldPaths: [spec.replicas, spec.template.spec.containers.0.env.1.value] }',
      ),
      { 'spec.replicas': 3, [`${container}.env.1.value`]: '3' },
    ],
    [
      'of a number into a text',
      replacing(
        '{ kind: Service, fieldPath: spec.ports.0.port }',
        '{ select: { kind: StatefulSet }, fieldPaths: [spec.template.spec.containers.0.env.1.value] }',
      ),
      { [`${container}.env.1.value`]: '80' },
    ],
    [
      'of a whole mapping',
      replacing(
        '{ kind: Service, fieldPath: spec.selector }',
        '{ select: { kind: StatefulSet }, fieldPaths: [spec.template.metadata.labels] }',
      ),
      { 'spec.template.metadata.labels': { app: 'web' } },
    ],
    [
      'that makes what is not there',
      replacing(
        word,
        '{ select: { kind: StatefulSet }, fieldPaths: [spec.template.metadata.annotations.note, "spec.template.spec.containers.[name=main].env.[name=NEW].value"], options: { create: true } }',
      ),
      { 'spec.template.metadata.annotations.note': 'x', [`${container}.env.2`]: { name: 'NEW', value: 'x' } },
    ],
    [
      'for all but the rejected',
      replacing(
        word,
        '{ select: { version: v1 }, reject: [{ kind: Service }, { kind: ConfigMap }], fieldPaths: [spec.serviceName] }',
      ),
      { 'spec.serviceName': 'x' },
    ],
    [
      'of a name, which others do not follow',
      replacing(word, '{ select: { kind: Service } }'),
      { 'spec.serviceName': 'nginx' },
    ],
    [
      'for those with a label: none',
      replacing(word, '{ select: { kind: StatefulSet, labelSelector: a=b }, fieldPaths: [spec.serviceName] }'),
      { 'spec.serviceName': 'nginx' },
    ],
    [
      'of a value that stands in the kustomization, in a file of its own',
      `${web}#- kustomization.yaml
resources: [web.yaml]
replacements: [{ path: replacements.yaml }]
#- replacements.yaml
- source: ${word}
  targets: [{ select: { kind: StatefulSet }, fieldPaths: [spec.serviceName] }]
`,
      { 'spec.serviceName': 'x' },
    ],
  ])('%s', (_, fixture, expected) => {
    const { objects, isOpen, problem } = builtFrom(fixture);
    const values = Object.keys(expected).map((path) => [path, valueAt(objects.StatefulSet, path)]);
    expect(Object.fromEntries(values)).toEqual(expected);
    expect([isOpen, problem]).toEqual([false, undefined]);
  });

  test('has keys with dots in brackets, and behind backslashes', () => {
    const paths = `["metadata.annotations.[a.b/c]", 'metadata.annotations.a\\.b/d']`;
    const { objects } = builtFrom(
      replacing(word, `{ select: { kind: StatefulSet }, fieldPaths: ${paths}, options: { create: true } }`),
    );
    expect(valueAt(objects.StatefulSet, 'metadata.annotations')).toEqual({ 'a.b/c': 'x', 'a.b/d': 'x' });
  });

  test.each([
    [
      'its source has no such field',
      '{ kind: ConfigMap, fieldPath: data.nope }',
      '{ select: { kind: StatefulSet }, fieldPaths: [spec.serviceName] }',
    ],
    [
      'there are several sources',
      '{ version: v1 }',
      '{ select: { kind: StatefulSet }, fieldPaths: [spec.serviceName] }',
    ],
    ['its target has no such field', word, '{ select: { kind: StatefulSet }, fieldPaths: [spec.nope] }'],
  ])('is refused where %s', (_, source, target) => {
    expect(builtFrom(replacing(source, target))).toMatchObject({ isOpen: true, problem: expect.any(String) });
  });
  test('leaves the build open where versions of the tool differ: a name as a pattern', () => {
    const { isOpen, objects } = builtFrom(
      replacing(word, '{ select: { kind: StatefulSet, name: we. }, fieldPaths: [spec.serviceName] }'),
    );
    expect([isOpen, valueAt(objects.StatefulSet, 'spec.serviceName')]).toEqual([true, 'nginx']);
  });
});

/** `file:line:character rule`, counted from 1. */
function places(fixture: string): readonly string[] {
  const workspace = workspaceOf(filesIn(fixture));
  return check(workspace, rules)
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map((finding) => ({ finding, json: findingJson(workspace, finding) }))
    .map(({ finding, json: { file, range, rule } }) =>
      [
        `${file}:${range.start.line + 1}:${range.start.character + 1} ${rule}`,
        ...finding.fixes.map(({ title }) => title),
      ].join(', '),
    );
}

test('a fault that comes with data is told, and repaired, where the data are written', () => {
  const into = '{ select: { kind: StatefulSet }, fieldPaths: [spec.template.spec.containers.0.env.1.value] }';
  expect(
    places(replacing('{ kind: ConfigMap, fieldPath: data.host }', into).replace('web-0.nginx:80', 'web-7.nginx:80')),
  ).toEqual([expect.stringMatching(/^web\.yaml:9:31 dns-unknown-pod, Write "web-0" for "web-7"/)]);
});
test('a fault that comes from elsewhere is told in the kustomization, and not repaired by a change of its source', () => {
  const fixture = replacing(
    '{ kind: ConfigMap, fieldPath: metadata.name }',
    '{ select: { kind: StatefulSet }, fieldPaths: [spec.serviceName] }',
  );
  const [found, ...more] = places(fixture);
  expect([found?.split(',')[0], more]).toEqual(['kustomization.yaml:3:13 service-not-found', []]);
  expect(found).not.toContain('Change serviceName');
});
test('what is right with the replacement is not told', () => {
  const fixture = replacing(
    '{ kind: Service, name: nginx }',
    '{ select: { kind: StatefulSet }, fieldPaths: [spec.template.spec.containers.0.env.0.value], options: { delimiter: /, index: 2 } }',
    'namePrefix: prod-\n',
  );
  expect(places(fixture.replace('host: "web-0.nginx:80", ', ''))).toEqual([]);
  const without = fixture.slice(0, fixture.indexOf('replacements:')).replace('host: "web-0.nginx:80", ', '');
  expect(places(without.replace('HERE', 'nginx'))).toEqual([expect.stringContaining('dns-unknown-service')]);
});

describe('vars', () => {
  const vars = (given: string, text: string, more = '') =>
    `${web.replace('value: old', () => `value: "${text}"`)}#- base/kustomization.yaml\nresources: [../web.yaml]\n${given}#- kustomization.yaml\nresources: [base]\n${more}`;
  const service = 'vars: [{ name: SVC, objref: { kind: Service, name: nginx, apiVersion: v1 } }]\n';
  test.each([
    ['the name that the object has at last', service, '$(SVC):80', 'namePrefix: prod-\n', 'prod-nginx:80'],
    [
      'a field of it',
      service.replace('v1 } }', 'v1 }, fieldref: { fieldpath: "spec.ports[0].port" } }'),
      'nginx:$(SVC)',
      '',
      'nginx:80',
    ],
    ['what is no variable stays', service, '$(OTHER).$(SVC)', '', '$(OTHER).nginx'],
    ['what is escaped loses its escape', service, '$$(SVC)', '', '$(SVC)'],
  ])('%s', (_, given, text, more, expected) => {
    const { objects, isOpen } = builtFrom(vars(given, text, more));
    expect([valueAt(objects.StatefulSet, `${container}.env.1.value`), isOpen]).toEqual([expected, false]);
  });
  test('of an object that is not there leave the build open', () => {
    const { isOpen } = builtFrom(vars(service.replace('nginx', 'nope'), '$(SVC)'));
    expect(isOpen).toBe(true);
  });
  test('are a part of the names that they stand in', () => {
    expect(places(vars(service, 'web-0.$(SVC):80'))).toEqual([]);
    expect(places(vars(service, 'web-7.$(SVC):80'))).toEqual(['web.yaml:25:75 dns-unknown-pod']);
  });
});

describe('a transformer', () => {
  const transforming = (kind: string, fields: string, more = '') =>
    `${web}#- kustomization.yaml
resources: [web.yaml]
transformers:
  - |-
    apiVersion: builtin
    kind: ${kind}
    metadata: { name: x }
${fields.replaceAll(/^(?=.)/gm, '    ')}${more}`;
  test.each([
    [
      'of names, which others follow',
      transforming('PrefixSuffixTransformer', 'prefix: p-\nsuffix: -s\nfieldSpecs: [{ path: metadata/name }]\n'),
      { 'metadata.name': 'p-web-s', 'spec.serviceName': 'p-nginx-s' },
    ],
    [
      'of a kind, through lists',
      transforming(
        'PrefixTransformer',
        'prefix: p-\nfieldSpecs: [{ path: metadata/name, kind: StatefulSet }, { path: spec/template/spec/containers/name }]\n',
      ),
      { 'metadata.name': 'p-web', 'spec.serviceName': 'nginx', [`${container}.name`]: 'p-main' },
    ],
    [
      'of labels, made where that is said',
      transforming(
        'LabelTransformer',
        'labels: { a: b }\nfieldSpecs: [{ path: metadata/labels }, { path: spec/selector/matchLabels, group: apps }, { path: spec/template/metadata/labels, create: true, kind: StatefulSet }]\n',
      ),
      {
        'metadata.labels': undefined,
        'spec.selector.matchLabels': { app: 'web', a: 'b' },
        'spec.template.metadata.labels': { app: 'web', a: 'b' },
      },
    ],
    [
      'of annotations',
      transforming(
        'AnnotationsTransformer',
        'annotations: { a: b }\nfieldSpecs: [{ path: metadata/annotations, create: true }]\n',
      ),
      { 'metadata.annotations.a': 'b' },
    ],
    [
      'of counts',
      transforming(
        'ReplicaCountTransformer',
        'replica: { name: web, count: 5 }\nfieldSpecs: [{ path: spec/replicas, kind: StatefulSet }]\n',
      ),
      { 'spec.replicas': 5 },
    ],
    [
      'of images',
      transforming('ImageTagTransformer', 'imageTag: { name: web, newTag: "7" }\n'),
      { [`${container}.image`]: 'web:7' },
    ],
    [
      'of patches, as text',
      transforming(
        'PatchTransformer',
        'target: { kind: StatefulSet }\npatch: |-\n  - op: replace\n    path: /spec/replicas\n    value: 4\n',
      ),
      { 'spec.replicas': 4 },
    ],
    [
      'of patches, in files',
      transforming(
        'PatchStrategicMergeTransformer',
        'paths: [patch.yaml]\n',
        '#- patch.yaml\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: web }\nspec: { replicas: 6 }\n',
      ),
      { 'spec.replicas': 6 },
    ],
    [
      'of replacements',
      transforming(
        'ReplacementTransformer',
        `replacements: [{ source: ${word}, targets: [{ select: { kind: StatefulSet }, fieldPaths: [spec.serviceName] }] }]\n`,
      ),
      { 'spec.serviceName': 'x' },
    ],
    [
      'in files, one behind the other, after the fields of the kustomization',
      `${web}#- kustomization.yaml
resources: [web.yaml]
transformers: [both.yaml]
namePrefix: a-
#- both.yaml
apiVersion: builtin
kind: PrefixTransformer
metadata: { name: x }
prefix: p-
fieldSpecs: [{ path: metadata/name }]
---
apiVersion: builtin
kind: NamespaceTransformer
metadata: { name: y, namespace: shop }
`,
      { 'metadata.name': 'p-a-web', 'metadata.namespace': 'shop' },
    ],
  ])('%s', (_, fixture, expected) => {
    const { objects, isOpen, problem } = builtFrom(fixture);
    const values = Object.keys(expected).map((path) => [path, valueAt(objects.StatefulSet, path)]);
    expect(Object.fromEntries(values)).toEqual(expected);
    expect([isOpen, problem]).toEqual([false, undefined]);
  });
  test.each([
    ['of a program', transforming('X', '').replace('builtin', 'example.com/v1')],
    ['in a folder', `${web}#- kustomization.yaml\nresources: [web.yaml]\ntransformers: [folder]\n`],
  ])('%s leaves the build open', (_, fixture) => {
    expect(builtFrom(fixture).isOpen).toBe(true);
  });
});
