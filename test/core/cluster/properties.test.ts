/** Whatever is done to a cluster, some things hold. */
import { describe, expect, test } from 'vitest';
import { readScript, type Script } from '../../../server/src/core/cluster/actions.ts';
import { play, type Run } from '../../../server/src/core/cluster/run.ts';

type Json = Record<string, unknown>;
interface Shape {
  readonly isParallel: boolean;
  readonly start: number;
  readonly retention: string;
}

/** The same numbers for the same seed. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 12)) >>> 0) % below;
  };
}

function manifests({ isParallel, start, retention }: Shape): string {
  return `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: disk.ordinal.example
---
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: web }, ports: [{ name: web, port: 80 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  ordinals: { start: ${start} }
  podManagementPolicy: ${isParallel ? 'Parallel' : 'OrderedReady'}
  persistentVolumeClaimRetentionPolicy: { whenDeleted: ${retention}, whenScaled: ${retention} }
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: 'nginx:1' }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { storageClassName: fast, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;
}

function actionsFrom(next: (below: number) => number, { start }: Shape): readonly Json[] {
  const pod = () => [`web-${start + next(5)}`];
  const patch = (spec: Json) => ({ do: 'patch', kind: 'StatefulSet', name: 'web', merge: { spec } });
  const any: readonly (() => Json)[] = [
    () => ({ do: 'apply' }),
    () => ({ do: 'scale', set: 'web', replicas: next(6) }),
    () => ({ do: 'set-image', set: 'web', image: `nginx:${next(3)}` }),
    () => ({ do: 'set-image', set: 'web', image: 'nginx:broken' }),
    () => ({ do: 'delete', kind: 'Pod', name: pod()[0] }),
    () => ({
      do: 'delete',
      kind: 'StatefulSet',
      name: 'web',
      cascade: ['background', 'foreground', 'orphan'][next(3)],
    }),
    ...['not-ready', 'crash', 'fail', 'succeed', 'force-delete', 'hold', 'release'].map((verb) => () => ({
      do: verb,
      pods: pod(),
    })),
    () => ({ do: 'hold-termination', pods: ['*'] }),
    () => ({ do: 'release-termination', pods: ['*'] }),
    () => ({ do: 'node-failure', of: pod()[0] }),
    () => ({ do: 'node-recovery' }),
    () =>
      patch({
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: next(4), maxUnavailable: 1 + next(3) } },
      }),
    () => patch({ updateStrategy: { type: 'OnDelete', rollingUpdate: null } }),
    () => patch({ minReadySeconds: next(10) }),
  ];
  return [{ do: 'apply' }, ...Array.from({ length: 12 }, () => any[next(any.length)]?.() ?? {})];
}

/** Nothing is held, all nodes are up, and whoever hangs is deleted: then the set gets what it wants. */
const rescue: readonly Json[] = [
  { do: 'node-recovery' },
  { do: 'release', pods: ['*'] },
  { do: 'release-termination', pods: ['*'] },
  { do: 'apply' },
  { do: 'force-delete', pods: ['*'] },
];

function playAll(shape: Shape, actions: readonly Json[]): Run {
  const script = readScript({ manifests: manifests(shape), actions }) as Script;
  return play(script, {
    kubernetes: '1.37',
    gates: {},
    clusterDomain: 'cluster.local',
    provisions: () => true,
  });
}

const seeds = Array.from({ length: 60 }, (_, i) => i + 1);
describe.each([false, true])('Parallel: %s', (isParallel) => {
  test.each(seeds)('seed %i', (seed) => {
    const next = numbersFrom(seed);
    const shape = { isParallel, start: next(2) * 3, retention: next(2) ? 'Delete' : 'Retain' };
    const run = playAll(shape, [...actionsFrom(next, shape), ...rescue]);
    expect(run.cut).toBeUndefined();

    const there = new Set<string>();
    const ready = new Set<string>();
    for (const { event, target, detail } of run.log) {
      if (event === 'pod-created') {
        expect(there, 'one Pod for each ordinal').not.toContain(target);
        there.add(target);
        const ordinal = Number(target.slice('web-'.length));
        if (!isParallel && detail !== '')
          for (let below = shape.start; below < ordinal; below++)
            expect(ready, `${target} was created`).toContain(`web-${below}`);
      }
      if (event === 'pod-ready') ready.add(target);
      if (event === 'pod-not-ready' || event === 'pod-deleting') ready.delete(target);
      if (event === 'pod-deleted') there.delete(target);
      if (event === 'claim-deleting') expect(shape.retention, 'claims are deleted').toBe('Delete');
    }

    const pods = run.states.at(-1)?.pods ?? [];
    expect(pods.map(({ name, ready, terminating }) => [name, ready, terminating])).toEqual(
      [0, 1, 2].map((i) => [`web-${shape.start + i}`, true, false]),
    );
    // The manifests say image nginx:1 and no partition.
    expect(pods.flatMap(({ images }) => images)).toEqual(['nginx:1', 'nginx:1', 'nginx:1']);
  });
});

test('replicas without end are said to be too many, at once', () => {
  const shape = { isParallel: true, start: 0, retention: 'Retain' };
  const run = playAll(shape, [{ do: 'apply' }, { do: 'scale', set: 'web', replicas: 2 ** 31 - 1 }]);
  expect(run.cut).toBe('web has 2,147,483,647 replicas; at most 5,000 are played one by one');
});

const odd = [null, 0, '', [], {}, 'web', -1, 1.5, true, [null], { a: [] }];
test('fields of any type are refused or survived', () => {
  const shape = { isParallel: false, start: 0, retention: 'Retain' };
  const paths = [
    'replicas',
    'ordinals',
    'updateStrategy',
    'template',
    'volumeClaimTemplates',
    'selector',
    'serviceName',
  ];
  for (const value of odd)
    for (const field of paths) {
      const merge = { spec: { [field]: value } };
      expect(() =>
        playAll(shape, [
          { do: 'apply' },
          { do: 'patch', kind: 'StatefulSet', name: 'web', merge },
          { do: 'scale', set: 'web', replicas: 1 },
        ]),
      ).not.toThrow();
      for (const kind of ['Service', 'StorageClass', 'PersistentVolumeClaim', 'Pod']) {
        const name = { Service: 'nginx', StorageClass: 'fast', PersistentVolumeClaim: 'data-web-0', Pod: 'web-0' }[
          kind
        ];
        expect(() =>
          playAll(shape, [{ do: 'apply' }, { do: 'patch', kind, name, merge: { spec: value } }]),
        ).not.toThrow();
        expect(() =>
          playAll(shape, [{ do: 'apply' }, { do: 'patch', kind, name, merge: { metadata: value } }]),
        ).not.toThrow();
      }
    }
});
