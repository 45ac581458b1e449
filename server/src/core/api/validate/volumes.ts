/** The volumes of a Pod. Source: pkg/apis/core/validation/validation.go (ValidateVolumes), pkg/api/pod/util.go. */
import type { Check, FieldError } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { PersistentVolumeClaim, Volume } from '../types.ts';
import { dnsLabel, dnsSubdomain, named } from './names.ts';
import { isEmpty } from './values.ts';
import { imageReference, podSources } from './volumes/pod-sources.ts';
import { oneSource } from './volumes/sources.ts';
import { fitsSession } from './volumes/storage.ts';

/** A volume and where it stands. */
export interface PlacedVolume {
  readonly volume: Volume;
  /** Where it is written, under the index that it has for the server. */
  readonly at: (shown: number) => Path;
}

/** What mounts may name. */
export interface Volumes {
  /** The volumes that are right, by name. A mount of any other is not found. */
  readonly right: ReadonlyMap<string, Volume>;
  /** What is wrong with each of the others. */
  readonly wrong: ReadonlyMap<string, FieldError>;
  /** Names of volumes that the server forgets, with the mounts of them. */
  readonly forgotten: ReadonlySet<string>;
}

/** Whose volumes they are. */
interface Pod {
  /** The name of a Pod; empty where the server makes one up, undefined for a template, which has none yet. */
  readonly podName?: string | undefined;
}

/** The volumes of a Pod's or template's own list. */
export const placedVolumes = (at: Path, list: readonly Volume[] = []): readonly PlacedVolume[] =>
  list.map((volume, i) => ({ volume, at: (shown) => at.index(i, shown) }));

/**
 * The volumes of a StatefulSet's Pods: one for each claim template, and those of the Pod template that none has the name of.
 * `at` is the list of the Pod template, `templates` that of the claim templates.
 */
export function statefulVolumes(
  at: Path,
  list: readonly Volume[] = [],
  templates: Path,
  claims: readonly PersistentVolumeClaim[] = [],
): readonly PlacedVolume[] {
  const own = new Map(claims.map(({ metadata }, i) => [metadata?.name ?? '', i]));
  const placed: PlacedVolume[] = [...own].map(([name, i]) => ({
    volume: { name, persistentVolumeClaim: { claimName: name } },
    at: (shown) => at.index(shown).standingAt(templates.index(i).child('metadata')),
  }));
  list.forEach((volume, i) => {
    if (!own.has(volume.name ?? '')) placed.push({ volume, at: (shown) => at.index(i, shown) });
  });
  return placed;
}

/** Checks them all, and tells which of them can be mounted. */
export function volumes(check: Check, placed: readonly PlacedVolume[], { podName }: Pod = {}): Volumes {
  const isForgotten = ({ image }: Volume) => image !== undefined && !check.isSince('1.35');
  const kept = placed
    .filter(({ volume }) => !isForgotten(volume))
    .map(({ volume, at }, shown) => ({ volume, at: at(shown) }));
  const right = new Map<string, Volume>();
  const wrong = new Map<string, FieldError>();
  for (const { volume, at } of kept) {
    const name = volume.name ?? '';
    const before = check.errors.length;
    nameOf(check, at.child('name'), name, right);
    one(check, at, volume, podName);
    const error = check.errors[before];
    if (error) wrong.set(name, error);
    else right.set(name, volume);
  }
  if (!isEmpty(podName)) ownClaims(check, kept, podName);
  return {
    right,
    wrong,
    forgotten: new Set(placed.flatMap(({ volume }) => (isForgotten(volume) ? [volume.name ?? ''] : []))),
  };
}

function nameOf(check: Check, path: Path, name: string, others: ReadonlyMap<string, Volume>): void {
  if (isEmpty(name)) check.required(path, 'The volume has no name.');
  else named(check, path, name, dnsLabel);
  if (others.has(name)) check.duplicate(path, `Another volume is called "${name}" already.`);
}

function one(check: Check, at: Path, volume: Volume, podName: string | undefined): void {
  const name = volume.name ?? '';
  // A volume without a source is an emptyDir.
  oneSource(check, at, volume, podSources);
  // Of templates, up to 1.36, it may be filled in later.
  if (volume.image && podName !== undefined && !check.isSince('1.37'))
    imageReference(check, at.child('image'), volume.image);
  if (volume.iscsi && !fitsSession(name, volume.iscsi))
    check.invalid(
      at.child('name'),
      'With an initiatorName, the name and the targetPortal have 64 characters together.',
    );
  if (volume.ephemeral && !isEmpty(podName) && !isEmpty(name) && dnsSubdomain(`${podName}-${name}`, check))
    check.invalid(at.child('name'), `The claim of this volume would be called "${podName}-${name}", which is no name.`);
}

interface Placed {
  readonly volume: Volume;
  readonly at: Path;
}

/** Claims that come with ephemeral volumes of the same Pod are not for its other volumes. */
function ownClaims(check: Check, placed: readonly Placed[], podName: string): void {
  const made = new Set(
    placed.flatMap(({ volume: { ephemeral, name } }) => (ephemeral ? [`${podName}-${name ?? ''}`] : [])),
  );
  for (const { volume, at } of placed) {
    const claimName = volume.persistentVolumeClaim?.claimName ?? '';
    if (volume.persistentVolumeClaim && made.has(claimName))
      check.invalid(
        at.child('persistentVolumeClaim', 'claimName'),
        `"${claimName}" is made for an ephemeral volume of this Pod: it cannot be another volume as well.`,
      );
  }
}
