/** What the API server refuses by itself, where no other rule says it better. */
import { addItem, insertKey, replaceScalar } from '../../../server/src/core/edit.ts';
import { each, key, type Mutators, none, often, restores } from '../fault.ts';
import { podSpecOf, specOf } from './objects.ts';

export const api: Mutators = {
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
