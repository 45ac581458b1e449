/** Volumes of Pods. Source: pkg/api/pod/warnings.go. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { KeyToPath, Volume, VolumeProjection } from '../types.ts';
import { withoutGated } from '../validate/volumes/projected.ts';
import { claimSize } from './sizes.ts';

/** Drivers that are gone, with the last version that had each. */
const gone = {
  photonPersistentDisk: '1.15',
  scaleIO: '1.21',
  flocker: '1.24',
  storageos: '1.24',
  quobyte: '1.24',
  glusterfs: '1.25',
  cephfs: '1.30',
  rbd: '1.30',
} as const satisfies Partial<Record<keyof Volume, string>>;
export type GoneDriver = keyof typeof gone;

export function goneDriver(check: Check, at: Path, field: GoneDriver): void {
  check.warn(
    at.child(field),
    `The driver of ${field} is gone since Kubernetes ${gone[field]}: use one with a CSI driver.`,
    {
      effect: 'ignored',
    },
  );
}

export function podVolumes(check: Check, at: Path, volumes: readonly Volume[] = []): void {
  volumes.forEach((volume, i) => {
    const path = at.index(i);
    for (const field of Object.keys(gone) as GoneDriver[]) if (volume[field]) goneDriver(check, path, field);
    if (volume.gitRepo)
      check.warn(
        path.child('gitRepo'),
        check.isSince('1.33')
          ? 'gitRepo is off by default since Kubernetes 1.33: clone in an init container instead.'
          : 'gitRepo is deprecated: clone in an init container instead.',
      );
    const template = volume.ephemeral?.volumeClaimTemplate;
    claimSize(check, path.child('ephemeral', 'volumeClaimTemplate', 'spec'), template?.spec);
    if (check.isSince('1.32')) overlaps(check, path, volume);
  });
}

/** A file of a volume. */
interface File {
  readonly path: string;
  readonly place: Path;
}

/** Files that stand in each other's way within one volume. */
function overlaps(check: Check, at: Path, volume: Volume): void {
  for (const field of ['configMap', 'secret', 'downwardAPI'] as const)
    among(check, filesOf(at.child(field, 'items'), volume[field]?.items));
  const sources = at.child('projected', 'sources');
  const projected = (volume.projected?.sources ?? []).flatMap((source, i) => {
    const kept = withoutGated(check, source);
    if (Object.keys(kept).length > 0) return projectedFiles(sources.index(i), kept);
    check.warn(
      sources.index(i),
      Object.keys(source).length > 0
        ? `${Object.keys(source).join(' and ')} is off by default before Kubernetes 1.37: the source is forgotten.`
        : 'The source is empty.',
      { effect: 'ignored' },
    );
    return [];
  });
  among(check, projected);
}

const filesOf = (at: Path, items: readonly Pick<KeyToPath, 'path'>[] = []): readonly File[] =>
  items.map(({ path = '' }, i) => ({ path, place: at.index(i).child('path') }));

function projectedFiles(at: Path, source: VolumeProjection): readonly File[] {
  for (const field of ['configMap', 'secret', 'downwardAPI'] as const)
    if (source[field]?.items) return filesOf(at.child(field, 'items'), source[field].items);
  for (const field of ['serviceAccountToken', 'clusterTrustBundle'] as const)
    if (source[field]) return [{ path: source[field].path ?? '', place: at.child(field, 'path') }];
  return [];
}

function among(check: Check, files: readonly File[]): void {
  const before: string[] = [];
  for (const { path, place } of files) {
    const name = path.replace(/\/+$/, '');
    if (name === '') continue;
    const other = before.find((each) => `${each}/`.startsWith(`${name}/`) || `${name}/`.startsWith(`${each}/`));
    if (other !== undefined)
      check.warn(
        place,
        other === name
          ? `"${name}" is a file of this volume already: one of the two is lost.`
          : `"${name}" and "${other}" stand in each other's way: one would be a file and a directory.`,
      );
    before.push(name);
  }
}
