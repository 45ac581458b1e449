/** What real API servers take as a change is taken here; of sets and claims, what they refuse is refused. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ApiServer } from '../../../server/src/core/cluster/api-server.ts';
import { documentsOf } from '../../../server/src/core/cluster/simulation.ts';
import { Cluster } from '../../../server/src/core/cluster/store.ts';
import type { KubernetesVersion } from '../../../server/src/core/settings.ts';

interface Update {
  readonly kind: string;
  readonly mutation: string;
  readonly field?: string;
  readonly old: string;
  readonly oldStatus?: { readonly phase?: string };
  readonly yaml: string;
  readonly answers: readonly {
    readonly versions: readonly string[];
    readonly accepted: boolean;
    readonly code?: number;
    readonly skipped?: unknown;
    readonly errors?: readonly { readonly field?: string; readonly detail?: string }[];
  }[];
}

const file = `${process.env.ORDINAL_CONFORMANCE ?? '../shared/conformance'}/admission/update.jsonl`;
const updates: readonly Update[] = existsSync(file)
  ? readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Update => JSON.parse(line))
  : [];
const kinds = new Set(['StatefulSet', 'Service', 'PersistentVolumeClaim', 'PersistentVolume', 'StorageClass', 'Pod']);
const classes = ['expandable', 'fixed'].map((name) => ({
  kind: 'StorageClass',
  metadata: { name },
  provisioner: 'disk.example.com',
  allowVolumeExpansion: name === 'expandable',
}));

/** Why the change is refused here. */
function refusalOf({ old, oldStatus, yaml }: Update, kubernetes: KubernetesVersion): string | undefined {
  const cluster = new Cluster();
  const api = new ApiServer(cluster, { kubernetes, gates: {} });
  for (const document of [...classes, ...documentsOf(old)]) expect(api.apply(document), old).toBeUndefined();
  const [claim] = cluster.all('PersistentVolumeClaim');
  if (claim && oldStatus?.phase === 'Bound') cluster.replace({ ...claim, phase: 'Bound' });
  return documentsOf(yaml)
    .map((document) => api.apply(document))
    .find((refusal) => refusal !== undefined);
}

/** Changes that a version accepted, or refused for what they say; not what it could not even read. */
const answered = (accepted: boolean, version: KubernetesVersion) =>
  updates.filter(
    ({ kind, answers }) =>
      kinds.has(kind) &&
      answers.some(
        (answer) =>
          answer.versions.includes(version) &&
          answer.accepted === accepted &&
          !answer.skipped &&
          (accepted || answer.code === 422),
      ),
  );
// dataSource and dataSourceRef are one field with two names, and default to each other.
const isKnownDeviation = ({ kind, field }: Update) => kind === 'PersistentVolumeClaim' && field === 'spec.dataSource';

describe.skipIf(updates.length === 0)(`changes put to API servers (${file})`, () => {
  test.each(['1.33', '1.37'] as const)('%s: what it takes is taken', (version) => {
    const refused = answered(true, version)
      .filter((update) => !isKnownDeviation(update))
      .map((update) => [update.kind, update.mutation, update.field, refusalOf(update, version)])
      .filter(([, , , refusal]) => refusal !== undefined);
    expect(refused).toEqual([]);
  });

  test.each(['1.33', '1.37'] as const)('%s: fields that cannot be changed are refused', (version) => {
    const immutable = answered(false, version).filter(
      ({ kind, answers }) =>
        kind === 'StatefulSet' &&
        answers.some(
          ({ versions, errors }) =>
            versions.includes(version) &&
            errors?.some(
              ({ field = '', detail = '' }) => /^spec\b/.test(field) && /immutable|fields other than/.test(detail),
            ),
        ),
    );
    const taken = immutable.filter((update) => refusalOf(update, version) === undefined);
    expect(immutable.length).toBeGreaterThan(50);
    expect(taken.map(({ mutation, field }) => [mutation, field])).toEqual([]);
  });
});
