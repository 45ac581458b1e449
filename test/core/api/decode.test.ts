/** How the API server's decoder reads YAML, as recorded from real servers. */

import { expect, test } from 'vitest';
import { decode } from '../../../server/src/core/api/decode.ts';
import { meantQuantity } from '../../../server/src/core/api/quantity.ts';
import wrongType from '../../../server/src/core/rules/api-wrong-type.ts';
import { Document } from '../../../server/src/core/yaml.ts';
import { checkFindings } from '../../harness.ts';

const errorsIn = (text: string, type = 'Service') => {
  const { fatal, strict } = decode(new Document('', text).root, type, '1.37');
  return [...fatal, ...strict].map((error) => `${error.type} ${error.path}`);
};

test.each([
  ['replicas: "3"', 'StatefulSetSpec', ['wrong type replicas']],
  ['replicas: 3.0', 'StatefulSetSpec', []],
  ['replicas: 1e1', 'StatefulSetSpec', []],
  ['replicas: 3.5', 'StatefulSetSpec', ['wrong type replicas']],
  ['replicas: 2147483648', 'StatefulSetSpec', ['wrong type replicas']],
  ['replicas: 1e400', 'StatefulSetSpec', ['wrong type replicas']],
  ['replicas: .inf', 'StatefulSetSpec', ['decoding replicas']],
  ['replicas: null', 'StatefulSetSpec', []],
  ['serviceName: yes', 'StatefulSetSpec', ['wrong type serviceName']],
  ['serviceName: 0644', 'StatefulSetSpec', ['wrong type serviceName']],
  ['serviceName: 2024-01-01', 'StatefulSetSpec', []],
  ['matchLabels: {1: a}', 'LabelSelector', []],
  ['matchLabels: {1: a, "1": b}', 'LabelSelector', []],
  ['matchLabels: {yes: a, true: b}', 'LabelSelector', ['duplicate key matchLabels[true]']],
  ['matchLabels: {a: 1}', 'LabelSelector', ['wrong type matchLabels[a]']],
  ['matchLabels: {a: ~}', 'LabelSelector', []],
  ['matchLabels: {~: a}', 'LabelSelector', ['decoding matchLabels[null]']],
  ['capacity: {storage: 10Gi}', 'PersistentVolumeSpec', []],
  ['capacity: {storage: " 10Gi "}', 'PersistentVolumeSpec', []],
  ['capacity: {storage: 10}', 'PersistentVolumeSpec', []],
  ['capacity: {storage: Gi}', 'PersistentVolumeSpec', []],
  ['capacity: {storage: 10GB}', 'PersistentVolumeSpec', ['bad quantity capacity[storage]']],
  ['capacity: {storage: ""}', 'PersistentVolumeSpec', ['bad quantity capacity[storage]']],
  ['capacity: {storage: true}', 'PersistentVolumeSpec', ['bad quantity capacity[storage]']],
  ['creationTimestamp: 2024-01-01', 'ObjectMeta', ['decoding creationTimestamp']],
  ['creationTimestamp: "2024-01-01T00:00:00Z"', 'ObjectMeta', []],
  ['binaryData: {a: YQ==}', 'ConfigMap', []],
  ['binaryData: {a: YQ}', 'ConfigMap', ['decoding binaryData[a]']],
] as const)('%s as %s', (text, type, errors) => {
  expect(errorsIn(text, type)).toEqual(errors);
});

test('types that read themselves end decoding, whatever stands before them', () => {
  const text = 'spec:\n  ipFamilyPolicy: true\n  ports:\n    - targetPort: {}\n';
  expect(errorsIn(text)[0]).toBe('wrong type spec.ports[0].targetPort');
});

test('of other wrong types, the first by the letters of the keys', () => {
  expect(errorsIn('spec:\n  type: 1\n  clusterIP: 2\n')[0]).toBe('wrong type spec.clusterIP');
});

test('a key that a merge brings, too, stands twice', () => {
  const text = 'metadata:\n  labels: &l {a: b}\n  annotations:\n    <<: *l\n    a: c\n';
  expect(errorsIn(text)).toEqual(['duplicate key metadata.annotations[a]']);
});

test('what cannot be read is left out of the object, the rest is in it', () => {
  const { value } = decode(
    new Document('', 'spec:\n  clusterIP: 1\n  type: ClusterIP\n  foo: 1\n').root,
    'Service',
    '1.37',
  );
  expect(value).toEqual({ spec: { type: 'ClusterIP' } });
});

test('a key that YAML reads as a truth value is marked itself, and told of', () => {
  checkFindings(
    wrongType,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template:
    metadata:
      labels:
        app: nginx
        on: true
#       ^^ error: The truth value true stands here, where text is asked for. The key "on" is not text either: YAML 1.1 reads it as true. Quote it.
        "off": true
#              ^^^^ error: The truth value true stands here, where text is asked for.
    spec: { containers: [{ name: nginx, image: nginx }] }
`,
  );
});

test.each([
  ['10GB', '10G'],
  ['512 mi', '512Mi'],
  ['0.5c', '0.5'],
  ['2 cores', '2'],
  ['1,5cpu', '1.5'],
  ['0.5x', undefined],
  ['half', undefined],
])('%j for a quantity was probably meant for %j', (text, meant) => {
  expect(meantQuantity(text)).toBe(meant);
});
