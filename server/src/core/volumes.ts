/** Which volumes made by hand a claim can be bound to. Source: component-helpers/storage/volume/pv_helpers.go, FindMatchingVolume. */
import { nearest } from './did-you-mean.ts';
import { appendDocument } from './edit.ts';
import { readLabels, readSelector, selects } from './labels.ts';
import type { ClaimSpec, PersistentVolume, PersistentVolumeClaim, StatefulSet } from './manifest.ts';
import { bytesIn, isEnough } from './quantity.ts';
import type { Fix } from './rule.ts';
import type { Workspace } from './workspace.ts';
import { writeYaml } from './yaml.ts';

/** What one claim template, or one claim, finds among the volumes of its class. */
export interface Supply {
  readonly claim: ClaimSpec;
  /** How many claims there are, and the names of the first thousand. */
  readonly count: number;
  readonly names: readonly string[];
  /** The volumes that serve them, one each; those that fit best. */
  readonly volumes: readonly PersistentVolume[];
  /** The other volumes of the class, and what is wrong with each. */
  readonly misfits: readonly { readonly volume: PersistentVolume; readonly why: string }[];
}

/** A volume serves one claim, so the templates of one set do not share them. Only for claims that name a class, even if it is empty. */
export function* supplies(workspace: Workspace, resource: StatefulSet | PersistentVolumeClaim): Iterable<Supply> {
  const taken = new Set<PersistentVolume>();
  for (const { claim, count, names } of claimsOf(resource)) {
    if (!claim.storageClassName) continue;
    const found = workspace.persistentVolumesOfClass(claim.storageClassName.value, resource).map((volume) => ({
      volume,
      why: taken.has(volume)
        ? 'serves another claim of the set'
        : misfit(volume, claim, names, () => meantClaim(volume, workspace)?.statefulSet === resource),
    }));
    const volumes = found
      .flatMap(({ volume, why }) => (why === undefined ? [volume] : []))
      .sort((a, b) => Number(!a.claimRef) - Number(!b.claimRef) || bytesIn(a.capacity) - bytesIn(b.capacity))
      .slice(0, count);
    for (const volume of volumes) taken.add(volume);
    const misfits = found.flatMap(({ volume, why }) => (why === undefined ? [] : [{ volume, why }]));
    yield { claim, count, names, volumes, misfits };
  }
}

function claimsOf(
  resource: StatefulSet | PersistentVolumeClaim,
): readonly { readonly claim: ClaimSpec; readonly count: number; readonly names: readonly string[] }[] {
  if (resource.type === 'PersistentVolumeClaim')
    return [{ claim: resource.claim, count: 1, names: [resource.name?.value ?? ''] }];
  const { name, replicas, start, claimTemplates } = resource;
  return claimTemplates.map((claim) => ({
    claim,
    count: replicas,
    names: Array.from(
      { length: Math.min(replicas, 1000) },
      (_, i) => `${claim.name?.value}-${name?.value}-${start + i}`,
    ),
  }));
}

/** Why a volume of the right class cannot be bound to any of these claims, as the rest of "it …"; undefined when it can. */
function misfit(
  { field, capacity, accessModes, claimRef }: PersistentVolume,
  claim: ClaimSpec,
  names: readonly string[],
  isMeantForThem: () => boolean,
): string | undefined {
  const spec = claim.field.get('spec');
  if (!isEnough(capacity, claim.storage)) return `is too small: ${capacity.text} < ${claim.storage.text}`;
  const lacking = claim.accessModes.filter((mode) => !accessModes.includes(mode));
  if (accessModes.length > 0 && lacking.length > 0) return `is not ${lacking.join(', ')}`;
  const [wanted, mode] = [spec, field.get('spec')].map((each) => each.get('volumeMode').text ?? 'Filesystem');
  if (wanted !== mode) return `is of volumeMode ${mode}`;
  const selector = readSelector(spec.get('selector'));
  const labels = readLabels(field.get('metadata', 'labels'));
  if (selector.labels.isKnown && labels.isKnown && !selects(selector, labels))
    return "is not chosen by the claim's selector";
  // A wrong namespace or a slip of the name is one fault, and persistent-volume-claim-ref says it.
  if (claimRef && !names.includes(claimRef.name) && !isMeantForThem()) return `is kept for claim "${claimRef.name}"`;
  return undefined;
}

/**
 * The claim that a volume was probably meant to be kept for: its claimRef is a slip of the name of one that a set beside it makes, or holds the
 * parts of that name in another order, or not all of them. Undefined when the claim of its claimRef is made, and when nothing is near.
 */
export function meantClaim(
  volume: PersistentVolume,
  workspace: Workspace,
): { readonly statefulSet: StatefulSet; readonly name: string } | undefined {
  const { claimRef } = volume;
  if (!claimRef || workspace.setsClaiming(claimRef.name, volume).length > 0) return undefined;
  if (workspace.named('PersistentVolumeClaim', claimRef.name, volume).length > 0) return undefined;
  const [, stem = claimRef.name, ordinal] = /^(.+)-(\d+)$/.exec(claimRef.name) ?? [];
  const templates = workspace
    .siblingsOfKind('StatefulSet', volume)
    .flatMap((statefulSet) => (statefulSet.type === 'StatefulSet' ? templatesOf(statefulSet) : []))
    .filter(({ namespace }) => namespace === undefined || (claimRef.namespace ?? namespace) === namespace);
  const rearranged = templates.filter(({ set, template }) =>
    ordinal === undefined ? stem === `${template}-${set}` : [`${set}-${template}`, set, template].includes(stem),
  );
  if (rearranged.length > 1) return undefined;
  const found = rearranged[0] ?? nearest(stem, templates, ({ set, template }) => `${template}-${set}`);
  if (!found) return undefined;
  const { statefulSet, set, template } = found;
  return { statefulSet, name: `${template}-${set}-${ordinal ?? statefulSet.start}` };
}
const templatesOf = (statefulSet: StatefulSet) =>
  statefulSet.claimTemplates.flatMap(({ name }) =>
    name && statefulSet.name
      ? [{ statefulSet, set: statefulSet.name.value, template: name.value, namespace: statefulSet.namespace?.value }]
      : [],
  );

/** Brings a volume for each of these claims. */
export function volumesFor(claim: ClaimSpec, names: readonly string[]): readonly Fix[] {
  if (names.length > 20 || claim.storage.text === undefined || names.some((name) => name.includes('undefined')))
    return [];
  const storageClassName = claim.storageClassName?.value;
  const objects = names.map((name) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      ...(storageClassName ? { storageClassName } : {}),
      capacity: { storage: claim.storage.text },
      accessModes: claim.accessModes,
      persistentVolumeReclaimPolicy: 'Retain',
      hostPath: { path: `/mnt/${name}`, type: 'DirectoryOrCreate' },
    },
  }));
  const [first, ...others] = objects;
  const append = appendDocument(claim.field.document.uri, first);
  const text = others.map((object) => `---\n${writeYaml(object)}`).join('');
  const title =
    names.length === 1
      ? `Create PersistentVolume "${names[0]}" in this file`
      : `Create ${names.length} PersistentVolumes in this file`;
  return [{ title, safe: false, edits: [append.kind === 'append' ? { ...append, text: append.text + text } : append] }];
}
