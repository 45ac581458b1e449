/** What the API server refuses by itself, where no other rule says it better. */
import { addItem, insertKey, replaceScalar, replaceText } from '../../../server/src/core/edit.ts';
import type { Field } from '../../../server/src/core/yaml.ts';
import { clears, each, type Fault, key, type Mutator, type Mutators, maybe, none, often, restores } from '../fault.ts';
import { podSpecOf, specOf } from './objects.ts';

/** A field that the container has not. */
const inContainer = (name: string, value: unknown, fault: (container: Field) => Fault): Mutator =>
  each('StatefulSet', function* (set) {
    const [container] = podSpecOf(set).get('containers').items;
    if (container && !container.get(name).exists)
      yield { ...fault(container), edits: [insertKey(container, name, value)] };
  });

/** A field that the set has not. */
const inSpec = (name: string, value: unknown, fault: (spec: Field) => Fault): Mutator =>
  each('StatefulSet', function* (set) {
    const spec = specOf(set);
    if (!spec.get(name).exists) yield { ...fault(spec), edits: [insertKey(spec, name, value)] };
  });

export const api: Mutators = {
  'api-bad-quantity': inContainer('resources', { limits: { memory: '1GB' } }, (container) =>
    maybe('bytes by another name', container.get('resources', 'limits', 'memory')),
  ),
  'api-duplicate-field': each('StatefulSet', function* ({ field }) {
    const kind = field.get('kind');
    if (field.parent !== undefined || !kind.keySpan || kind.document.text.startsWith('{')) return;
    const { start } = kind.keySpan;
    yield maybe('a key twice', key(kind), replaceText(kind.document, { start, end: start }, 'kind: StatefulSet\n'));
  }),
  'api-invalid': inSpec('minReadySeconds', -5, (spec) => none('less than nothing', spec.get('minReadySeconds'))),
  'api-required': inContainer('env', [{ value: 'x' }], (container) =>
    none('a variable without a name', container.get('env', 0)),
  ),
  'api-unknown-field': inSpec('minReadySecond', 5, (spec) =>
    maybe('a field mistyped', key(spec.get('minReadySecond'))),
  ),
  'api-unsupported': each('StatefulSet', function* (set) {
    const spec = podSpecOf(set);
    const policy = spec.get('dnsPolicy');
    if (!policy.exists) yield clears('another case', policy, insertKey(spec, 'dnsPolicy', 'clusterfirst'));
  }),
  'api-warning': inSpec('revisionHistoryLimit', -1, (spec) =>
    maybe('history for ever', spec.get('revisionHistoryLimit')),
  ),
  'api-wrong-type': inSpec('minReadySeconds', '5', (spec) => clears('a number in quotes', spec.get('minReadySeconds'))),
  'api-version-removed': each('StatefulSet', function* ({ field }) {
    const apiVersion = field.get('apiVersion');
    yield restores('a version that was removed', apiVersion, replaceScalar(apiVersion, 'apps/v1beta2'));
    yield restores('a version that never was', apiVersion, replaceScalar(apiVersion, 'apps/v2'));
  }),
  'api-duplicate': each('Service', function* (service) {
    const ports = specOf(service).get('ports');
    const [first] = ports.items;
    const [port, name] = [first?.get('port').scalar, first?.get('name').text];
    if (ports.items.length !== 1 || typeof port !== 'number' || first?.get('protocol').exists) return;
    const twin = { ...(name === undefined ? {} : { name }), port };
    if (name !== undefined) yield often(none('a port twice', ports.get(1), addItem(specOf(service), 'ports', twin)));
  }),
  'api-forbidden': each('Service', function* (service) {
    const [port] = specOf(service).get('ports').items;
    if (!port || specOf(service).get('type').exists || port.get('nodePort').exists) return;
    yield restores('a port of the nodes', key(port.get('nodePort')), insertKey(port, 'nodePort', 30080));
  }),
  'api-too-long': each('StatefulSet', function* ({ field }) {
    const metadata = field.get('metadata');
    if (metadata.get('annotations').exists) return;
    const note = 'x'.repeat(2 ** 18);
    yield none('a long annotation', metadata.get('annotations'), insertKey(metadata, 'annotations', { note }));
  }),
  'api-not-found': each('StatefulSet', function* (set) {
    const [container] = podSpecOf(set).get('containers').items;
    if (!container || container.get('resources').exists) return;
    const claims = [{ name: 'one-more-device' }];
    yield none(
      'a device that the Pod has not',
      container.get('resources', 'claims', 0),
      insertKey(container, 'resources', { claims }),
    );
  }),
};
