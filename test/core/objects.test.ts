/** The objects that fixes bring into being. */
import { expect, test } from 'vitest';
import { resourcesOf } from '../../server/src/core/manifest.ts';
import { headlessService } from '../../server/src/core/objects.ts';
import { Document } from '../../server/src/core/yaml.ts';

test('a headless Service has each number and protocol once, and each under a name of its own', () => {
  const [set] = resourcesOf(
    new Document(
      'web.yaml',
      `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: dns }
spec:
  selector: { matchLabels: { app: dns } }
  template:
    metadata: { labels: { app: dns } }
    spec:
      initContainers: [{ name: init, ports: [{ containerPort: 1 }] }]
      containers:
        - { name: a, ports: [{ containerPort: 53 }, { containerPort: 53, protocol: UDP }] }
        - { name: b, ports: [{ name: a, containerPort: 9000 }, { name: b, containerPort: 9000 }] }
`,
    ),
  );
  if (set?.type !== 'StatefulSet') throw new Error('no set');
  expect(headlessService('dns', set)).toMatchObject({
    spec: {
      selector: { app: 'dns' },
      ports: [
        { name: 'port-53', port: 53 },
        { name: 'udp-53', port: 53, protocol: 'UDP' },
        { name: 'a', port: 9000 },
      ],
    },
  });
});
