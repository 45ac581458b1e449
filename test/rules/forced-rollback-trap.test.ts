import { describe, expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import rule from '../../server/src/core/rules/forced-rollback-trap.ts';
import { checkFindings, filesIn, workspaceOf } from '../harness.ts';

const set = (spec: string, containers = '[{ name: main, image: "web:2" }]', namespace = '') => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web${namespace && `, namespace: ${namespace}`} }
spec:
  ${spec}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: ${containers}
`;
const changed = (spec: string, marks: string, was = '[{ name: main, image: "web:1" }]', is?: string) => `
#- web.yaml (as it was)
${set(spec, was)}
#- web.yaml
${set(spec, is).trimEnd()}
${marks && `${marks}\n`}`;
const mark = (text: string) => `#                                       ^^^^^^^ information: ${text}`;

describe('another image is told', () => {
  test('with the Pod that gets it first, and the one that gets it last', () => {
    checkFindings(
      rule,
      changed(
        'replicas: 3',
        mark(
          'The new image starts with Pod "web-2", and goes down to "web-0". If that Pod never becomes Ready, the set waits for it for ever: putting the old image back helps only once the Pod is deleted.',
        ),
      ),
    );
  });
  test('with the ordinals that the set has, down to its partition', () => {
    checkFindings(
      rule,
      changed(
        'replicas: 4\n  ordinals: { start: 10 }\n  updateStrategy: { rollingUpdate: { partition: 2 } }',
        mark(
          'The new image starts with Pod "web-13", and goes down to "web-12". If that Pod never becomes Ready, the set waits for it for ever: putting the old image back helps only once the Pod is deleted.',
        ),
      ),
    );
  });
  test('of the only Pod, once for the set, and with the command that frees it', () => {
    const fixture = changed(
      'podManagementPolicy: OrderedReady',
      '',
      '[{ name: main, image: "web:1" }, { name: side, image: "side:1" }]',
      '[{ name: side, image: "side:2" }, { name: main, image: "web:2" }]',
    ).replaceAll('name: web }', 'name: web, namespace: shop }');
    const [finding, ...more] = check(workspaceOf(filesIn(fixture)), [rule]);
    expect(more).toEqual([]);
    expect(finding?.message).toMatch(/^The new image starts with Pod "web-0"\. If/);
    expect(finding?.related.map(({ message }) => message)).toEqual([
      'When it sticks: kubectl delete pod -n shop web-0',
      'Changed, too',
    ]);
  });
});

describe('nothing is told', () => {
  test.each([
    ['with Parallel, which waits for nobody', 'podManagementPolicy: Parallel'],
    ['with OnDelete, which rolls nothing', 'updateStrategy: { type: OnDelete }'],
    ['with a partition that holds all', 'replicas: 2\n  updateStrategy: { rollingUpdate: { partition: 2 } }'],
    ['without Pods', 'replicas: 0'],
  ])('%s', (_, spec) => {
    checkFindings(rule, changed(spec, ''));
  });
  test('when the image is the same', () => {
    checkFindings(rule, changed('replicas: 3', '', '[{ name: main, image: "web:2" }]'));
  });
  test('of a container that is new, or has another name', () => {
    checkFindings(rule, changed('replicas: 3', '', '[{ name: other, image: "web:1" }]'));
  });
  test('of a placeholder on either side', () => {
    checkFindings(rule, changed('replicas: 3', '', '[{ name: main, image: "$(IMAGE)" }]'));
    checkFindings(
      rule,
      changed('replicas: 3', '', '[{ name: main, image: a }]', '[{ name: main, image: "$(IMAGE)" }]'),
    );
  });
  test('when nothing is known of what was', () => {
    checkFindings(rule, set('replicas: 3'));
  });
  test('of a set of another namespace', () => {
    checkFindings(
      rule,
      `#- web.yaml (as it was)\n${set('replicas: 3', undefined, 'shop').replace('web:2', 'web:1')}#- web.yaml\n${set('replicas: 3', undefined, 'test')}`,
    );
  });
});
