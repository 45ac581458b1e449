import { describe, expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import rule from '../../server/src/core/rules/claim-resize.ts';
import type { Settings } from '../../server/src/core/settings.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../harness.ts';

const set = (claim: string, spec = 'replicas: 2') => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  ${spec}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: web }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
${claim.trimEnd()}
`;
const size = (storage: string) => `        resources: { requests: { storage: ${storage} } }\n`;
const ofClass = (name: string) => `        storageClassName: ${name}\n`;
const was = (claim: string) => `#- web.yaml (as it was)\n${set(claim)}#- web.yaml\n`;
const storageClass = (more: string) =>
  `#- class.yaml\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\n${more}\n`;
const findings = (fixture: string, settings: Partial<Settings> = {}) =>
  check(workspaceOf(filesIn(fixture), settings), [rule]);

describe('the size in a claim template', () => {
  test('that grows is refused, and the way round is told', () => {
    checkFindings(
      rule,
      was(size('1Gi')) +
        set(`${size('5Gi').trimEnd()}
#                                         ^^^ error: Claim template "data" asks for 5Gi, and asked for 1Gi before: the API server refuses that for a StatefulSet "web" that exists. Grow its claims themselves, delete the set without its Pods, and apply it again.`),
    );
    const [finding] = findings(was(size('1Gi')) + set(size('5Gi')));
    expect(finding?.related.map(({ message }) => message)).toEqual([
      `1. for i in 0 1; do kubectl patch pvc -n shop data-web-$i -p '{"spec":{"resources":{"requests":{"storage":"5Gi"}}}}'; done`,
      '2. kubectl delete statefulset -n shop web --cascade=orphan',
      '3. kubectl apply -n shop -f web.yaml',
    ]);
  });
  test('is patched for all ordinals, or for none', () => {
    const steps = (spec: string) =>
      findings(was(size('1Gi')) + set(size('5Gi'), spec))[0]?.related.map(({ message }) => message);
    expect(steps('replicas: 12\n  ordinals: { start: 3 }')?.[0]).toContain('for i in $(seq 3 14); do');
    expect(steps('replicas: 0')?.[0]).toBe('1. kubectl delete statefulset -n shop web --cascade=orphan');
  });
  test('that a kustomization changes is told where it is written, and is applied from there', () => {
    const overlay = (storage: string, mark = '') =>
      `#- dev/kustomization.yaml${mark}\nresources: [../web.yaml]\npatches:\n  - patch: |-\n      - op: replace\n        path: /spec/volumeClaimTemplates/0/spec/resources/requests/storage\n        value: ${storage}\n    target: { kind: StatefulSet }\n`;
    const base = set(size('1Gi'));
    const found = findings(
      `${overlay('2Gi', ' (as it was)')}#- web.yaml (as it was)\n${base}${overlay('5Gi')}#- web.yaml\n${base}`,
    );
    expect(found.map(({ message }) => message.split(':')[0])).toEqual([
      'Claim template "data" asks for 5Gi, and asked for 2Gi before',
    ]);
    expect(found[0]?.at.document.uri).toBe('dev/kustomization.yaml');
    expect(found[0]?.related.at(-1)?.message).toBe('3. kubectl apply -n shop -k dev');
  });
  test('that shrinks has no way round', () => {
    checkFindings(
      rule,
      was(size('5Gi')) +
        set(`${size('1Gi').trimEnd()}
#                                         ^^^ error: Claim template "data" asks for 1Gi, and asked for 5Gi before: the API server refuses that for a StatefulSet "web" that exists. A claim never becomes smaller; only one made anew, and empty, would be.`),
    );
  });
  test('is the same when it is written in another way', () => {
    checkFindings(rule, was(size('1Gi')) + set(size('1024Mi')));
    checkFindings(rule, was(size('"1"')) + set(size('1000m')));
  });
  test('is not compared with what cannot be read, or is not there', () => {
    for (const other of ['{{ x }}', '$(SIZE)', 'much', '', '[]'])
      for (const [a, b] of [
        [other, '1Gi'],
        ['1Gi', other],
      ] as const)
        checkFindings(rule, was(size(`${a}`)) + set(size(`${b}`)));
  });
  test('is put back with its quotes and comments', () => {
    checkFix(rule, was(size('1Gi')) + set(size('"5Gi" } } # more')), was(size('1Gi')) + set(size('"1Gi" } } # more')), {
      title: 'Put back 1Gi',
    });
  });
  test('counts by the name of the template, wherever it stands', () => {
    const second = `${size('2Gi')}    - metadata: { name: logs }\n      spec:\n${size('1Gi')}`;
    const first = `${size('2Gi')}    - metadata: { name: other }\n      spec:\n${size('5Gi')}`;
    expect(findings(was(second) + set(first).replaceAll('name: data', 'name: logs'))).toMatchObject([
      { at: { path: 'spec.volumeClaimTemplates[0].spec.resources.requests[storage]' } },
    ]);
    expect(findings(was(size('1Gi')) + set(size('5Gi')).replace('name: data', 'name: other'))).toEqual([]);
  });
});

test('what the API server answers depends on its version', () => {
  const api = (kubernetes: '1.36' | '1.37') => findings(was(size('1Gi')) + set(size('5Gi')), { kubernetes })[0]?.api;
  expect(api('1.36')).toEqual([{ type: 'Forbidden', field: 'spec' }]);
  expect(api('1.37')).toEqual([{ type: 'Invalid value', field: 'spec.volumeClaimTemplates' }]);
});

describe('the class in a claim template', () => {
  test('that is another one is refused', () => {
    checkFindings(
      rule,
      was(ofClass('slow')) +
        set(`${ofClass('fast').trimEnd()}
#                         ^^^^ error: Claim template "data" names class "fast", and named "slow" before: the API server refuses that for a StatefulSet "web" that exists. A claim keeps its class for ever; only one made anew, and empty, gets the other.`),
    );
    checkFix(rule, was(ofClass('slow')) + set(ofClass('"fast"')), was(ofClass('slow')) + set(ofClass('"slow"')));
  });
  test('that comes or goes is another one, too', () => {
    expect(findings(was(size('1Gi')) + set(ofClass('fast'))).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Claim template "data" names class "fast", and named none before: /),
    ]);
    expect(findings(was(ofClass('fast')) + set(size('1Gi')))).toMatchObject([
      { at: { path: 'spec.volumeClaimTemplates[0].metadata.name' }, fixes: [] },
    ]);
    expect(findings(was(ofClass('""')) + set(size('1Gi')))).toHaveLength(1);
  });
  test('may be written in the annotation, and may be a placeholder', () => {
    const annotated = set(size('1Gi')).replace(
      '{ name: data }',
      '{ name: data, annotations: { volume.beta.kubernetes.io/storage-class: fast } }',
    );
    checkFindings(rule, was(ofClass('fast') + size('1Gi')) + annotated);
    checkFindings(rule, was(ofClass('fast')) + set(ofClass('"{{ x }}"')));
    checkFindings(rule, was(ofClass('"{{ x }}"')) + set(ofClass('fast')));
  });
});

describe('claims that are to grow', () => {
  const growing = (more: string, name = 'fast') =>
    `${was(ofClass(name) + size('1Gi'))}${set(ofClass(name) + size('5Gi'))}${more}`;
  const second = (fixture: string) => findings(fixture)[1];

  test('do not on a class that does not say so', () => {
    expect(second(growing(storageClass('provisioner: x')))).toMatchObject({
      severity: 'warning',
      effect: 'stuck',
      message:
        'The claims of template "data" cannot grow to 5Gi: StorageClass "fast" does not say allowVolumeExpansion: true.',
      related: [{ at: { path: 'metadata.name' }, message: 'StorageClass "fast"' }],
    });
    expect(second(growing(storageClass('allowVolumeExpansion: false')))).toBeDefined();
  });
  test('do on one that does, and perhaps on one that is not seen', () => {
    expect(second(growing(storageClass('allowVolumeExpansion: true')))).toBeUndefined();
    expect(second(growing(''))).toBeUndefined();
  });
  test('do not where volumes are made by hand, and no flag helps', () => {
    expect(second(growing(storageClass('provisioner: kubernetes.io/no-provisioner')))).toMatchObject({
      message: expect.stringContaining('volumes of StorageClass "fast" are made by hand, and do not grow'),
      fixes: [{ title: 'Put back 1Gi' }],
    });
    expect(second(growing('', '""'))?.message).toContain('volumes without a class are made by hand');
  });
  test('ask the only default class, when they name none', () => {
    const isDefault = '  annotations: { storageclass.kubernetes.io/is-default-class: "true" }\nprovisioner: x';
    const one = storageClass(isDefault);
    expect(second(was(size('1Gi')) + set(size('5Gi')) + one)?.message).toContain('StorageClass "fast" does not say');
    const other = one.replace('name: fast', 'name: other').replace('class.yaml', 'other.yaml');
    expect(second(was(size('1Gi')) + set(size('5Gi')) + one + other)).toBeUndefined();
  });
});

describe('a claim that is written by hand', () => {
  const claim = (spec: string) =>
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec:\n${spec}\n`;
  const storage = (text: string) => `  resources: { requests: { storage: ${text} } }`;
  const claimWas = (spec: string) => `#- claim.yaml (as it was)\n${claim(spec)}#- claim.yaml\n`;

  test('grows, where its class lets it, or is not seen', () => {
    const fast = '  storageClassName: fast\n';
    const grown = claimWas(fast + storage('1Gi')) + claim(fast + storage('5Gi'));
    checkFindings(rule, grown);
    checkFindings(rule, grown + storageClass('allowVolumeExpansion: true'));
    checkFindings(
      rule,
      claimWas(fast + storage('1Gi')) +
        claim(`${fast}${storage('5Gi')}
#                                   ^^^ error: PersistentVolumeClaim "data" asks for 5Gi, and asked for 1Gi before: once it is bound, the API server refuses that, because StorageClass "fast" does not say allowVolumeExpansion: true.`) +
        storageClass('provisioner: x'),
    );
    checkFix(
      rule,
      grown + storageClass('provisioner: x # ours'),
      grown + storageClass('provisioner: x # ours\nallowVolumeExpansion: true'),
    );
  });
  test('does not shrink below its volume', () => {
    checkFindings(
      rule,
      claimWas(storage('5Gi')) +
        claim(`${storage('1Gi')}
#                                   ^^^ warning: PersistentVolumeClaim "data" asks for 1Gi, and asked for 5Gi before: a claim never becomes smaller than its volume, and the API server refuses it.`),
    );
  });
  test('keeps its class; one that was not written may have become any', () => {
    const named = (name: string) => `  storageClassName: ${name}`;
    checkFindings(
      rule,
      claimWas(named('slow')) +
        claim(`${named('fast')}
#                   ^^^^ error: PersistentVolumeClaim "data" names class "fast", and named "slow" before: a claim keeps its class for ever, and the API server refuses another.`),
    );
    checkFindings(rule, claimWas(storage('1Gi')) + claim(named('fast')));
    checkFindings(rule, claimWas(named('fast')) + claim(storage('1Gi')));
  });
});

test('nothing is said when nothing is known of what was', () => {
  checkFindings(rule, set(size('5Gi')));
});
