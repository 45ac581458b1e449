/** Which volumes made by hand a claim can be bound to. Source: component-helpers/storage/volume/pv_helpers.go, FindMatchingVolume. */
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
    const free = workspace
      .persistentVolumesOfClass(claim.storageClassName.value, resource)
      .filter((volume) => !taken.has(volume))
      .map((volume) => ({ volume, why: misfit(volume, claim, names, resource.namespace?.value) }));
    const volumes = free
      .flatMap(({ volume, why }) => (why === undefined ? [volume] : []))
      .sort((a, b) => Number(!a.claimRef) - Number(!b.claimRef) || bytesIn(a.capacity) - bytesIn(b.capacity))
      .slice(0, count);
    for (const volume of volumes) taken.add(volume);
    const misfits = free.flatMap(({ volume, why }) => (why === undefined ? [] : [{ volume, why }]));
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
  namespace: string | undefined,
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
  if (
    claimRef &&
    !(names.includes(claimRef.name) && [undefined, namespace ?? claimRef.namespace].includes(claimRef.namespace))
  )
    return `is kept for claim "${claimRef.name}"`;
  return undefined;
}

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
