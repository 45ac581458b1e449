/**
 * What if a field had another value? The answer is the preview of the files with just that written into them, so that what is
 * shown is what writing it will give. Nothing is written here.
 */
import { applyEdits, type Edit, type FileEdit, fileEdit, insertKeys, removeKey, replaceScalar } from './edit.ts';
import { readManifest, type Service, type StatefulSet } from './manifest.ts';
import { textOf } from './position.ts';
import { remember } from './remember.ts';
import type { Workspace } from './workspace.ts';
import type { Field, ScalarValue } from './yaml.ts';

/** The fields that can be asked about; one that is absent is as the files say. The last two are those of the governing Service. */
export interface WhatIf {
  readonly replicas?: number;
  readonly start?: number;
  readonly podManagementPolicy?: 'OrderedReady' | 'Parallel';
  readonly partition?: number;
  readonly whenScaled?: 'Retain' | 'Delete';
  readonly whenDeleted?: 'Retain' | 'Delete';
  readonly headless?: boolean;
  readonly publishNotReadyAddresses?: boolean;
}

/** What the files say to each of these fields. The Service's are undefined where there is no Service. */
export function asInFiles(workspace: Workspace, statefulSet: StatefulSet): WhatIf {
  const { replicas, start, podManagementPolicy, updateStrategy, retention } = statefulSet;
  const { service } = workspace.governingService(statefulSet);
  return {
    replicas,
    start,
    podManagementPolicy,
    partition: updateStrategy.partition,
    ...retention,
    ...(service
      ? { headless: service.isHeadless, publishNotReadyAddresses: service.publishNotReadyAddresses }
      : undefined),
  };
}

/** Those of the wanted values that differ from what the files say. What no field can hold (a Service that is not there) is left out. */
export function differing(workspace: Workspace, statefulSet: StatefulSet, wanted: WhatIf): WhatIf {
  const files: Readonly<Record<string, unknown>> = { ...asInFiles(workspace, statefulSet) };
  return Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => files[key] !== undefined && files[key] !== value),
  );
}

/** The edits that write the wanted values into the files: of a field that is there its value alone, of another one a new entry. */
export function whatIfEdits(workspace: Workspace, statefulSet: StatefulSet, wanted: WhatIf): readonly Edit[] {
  const { replicas, start, podManagementPolicy, partition, whenScaled, whenDeleted, ...ofService } = differing(
    workspace,
    statefulSet,
    wanted,
  );
  const { service } = workspace.governingService(statefulSet);
  return [
    ...written(statefulSet.field.get('spec'), {
      replicas,
      ordinals: { start },
      podManagementPolicy,
      updateStrategy: { rollingUpdate: { partition } },
      persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted },
    }),
    ...(service ? serviceEdits(service, ofService) : []),
  ];
}

function serviceEdits(service: Service, { headless, publishNotReadyAddresses }: WhatIf): readonly Edit[] {
  const spec = service.field.get('spec');
  const isOther = service.serviceType !== 'ClusterIP';
  return [
    ...written(spec, {
      clusterIP: headless === true ? 'None' : undefined,
      type: headless === true && isOther ? 'ClusterIP' : undefined,
      publishNotReadyAddresses,
    }),
    // Written twice, in singular and plural; both must agree.
    ...[
      ...(headless === false ? [spec.get('clusterIP')] : []),
      ...(headless === undefined ? [] : [spec.get('clusterIPs')]),
    ]
      .filter(({ exists }) => exists)
      .map(removeKey),
  ];
}

interface Values {
  readonly [key: string]: ScalarValue | undefined | Values;
}
type Given = { readonly [key: string]: ScalarValue | Given };

/** Sets these values below a mapping. New entries of one mapping come together: two insertions at one place would be in each other's way. */
function written(mapping: Field, values: Values): readonly Edit[] {
  const edits: Edit[] = [];
  const added: Record<string, ScalarValue | Given> = {};
  for (const [key, value] of Object.entries(values)) {
    const field = mapping.get(key);
    if (isScalar(value)) {
      if (field.exists && field.kind === 'scalar') edits.push(replaceScalar(field, value));
      else added[key] = value;
    } else if (value !== undefined) {
      const given = withoutAbsent(value);
      if (Object.keys(given).length === 0) continue;
      if (field.exists) edits.push(...written(field, value));
      else added[key] = given;
    }
  }
  return Object.keys(added).length === 0 ? edits : [...edits, insertKeys(mapping, added)];
}

const isScalar = (value: ScalarValue | undefined | Values): value is ScalarValue =>
  value === null || (value !== undefined && typeof value !== 'object');

function withoutAbsent(values: Values): Given {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]): [string, ScalarValue | Given][] => {
      if (value === undefined) return [];
      if (isScalar(value)) return [[key, value]];
      const given = withoutAbsent(value);
      return Object.keys(given).length === 0 ? [] : [[key, given]];
    }),
  );
}

/** The Workspace after these edits. Those whose text is gone are left out. */
export function withEdits(workspace: Workspace, edits: readonly Edit[]): Workspace {
  const byFile = new Map<string, FileEdit[]>();
  for (const edit of edits) {
    const resolved = fileEdit(workspace, edit);
    if (resolved) remember(byFile, resolved.uri, () => []).push(resolved);
  }
  return workspace.with(
    new Map(
      [...byFile].map(([uri, those]) => {
        const before = workspace.manifest(uri);
        return [uri, readManifest(uri, applyEdits(before ? textOf(before) : '', those), before)] as const;
      }),
    ),
  );
}
