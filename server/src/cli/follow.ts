/** What kustomizations name out of the paths that were asked for: without it their builds are not whole. */
import type { Manifest } from '../core/manifest.ts';
import { folderOf, resolvePath } from '../core/paths.ts';
import { findKustomization, kustomizationIn } from '../core/scopes.ts';

export interface Surroundings {
  /** What is there on the disk, or was read already. */
  readonly kindOf: (uri: string) => 'file' | 'folder' | undefined;
  /** The file, now read; undefined for one that was read before, or cannot be. */
  readonly read: (uri: string) => Manifest | undefined;
  /** Reads a file as text that becomes data. What is not there, or is not text, may come from elsewhere: nothing is said. */
  readonly readPlain: (uri: string) => void;
  readonly complain: (message: string) => void;
}

/** Reads the files that the kustomizations among these name, and those that they name in turn. What is not there is told once. */
export function follow(manifests: Iterable<Manifest>, { kindOf, read, readPlain, complain }: Surroundings): void {
  const isFile = (uri: string) => kindOf(uri) === 'file';
  const todo = [...manifests];
  // Also over those that come in meanwhile.
  for (const manifest of todo) {
    const { uri } = manifest;
    const kustomization = kustomizationIn(manifest);
    if (!kustomization) continue;
    const take = (path: string, find: (target: string) => string | undefined) => {
      const target = isPath(path) ? resolvePath(folderOf(uri), path) : undefined;
      if (target === undefined) return;
      const found = find(target);
      const next = found === undefined ? undefined : read(found);
      if (next) todo.push(next);
      if (found === undefined && !isAddress(path))
        complain(
          `${uri} names ${path}, ${kindOf(target) === 'folder' ? 'where there is no kustomization.yaml' : 'which is not there'}`,
        );
    };
    for (const path of new Set(kustomization.resources))
      take(path, (target) => (isFile(target) ? target : findKustomization(target, isFile)));
    for (const path of new Set(kustomization.patches)) take(path, (target) => (isFile(target) ? target : undefined));
    for (const path of new Set(kustomization.texts)) {
      const target = isPath(path) ? resolvePath(folderOf(uri), path) : undefined;
      if (target !== undefined && isFile(target) && isBeside(target, uri)) readPlain(target);
    }
  }
}

/** Below the kustomization, as the real tool wants it, or below the current folder. Whoever writes one cannot have any file read. */
const isBeside = (target: string, kustomization: string) =>
  !target.startsWith('../') || target.startsWith(`${folderOf(kustomization)}/`);

/** Not a patch as text, and nothing that something else fills in. */
const isPath = (path: string) => path !== '' && !/[\n{}$]/.test(path);

/** What is not there may be in another repository: `example.com/team/base`. */
const isAddress = (path: string) => /^[\w-]+(?:\.[\w-]+)+\/|\/\/|\.git(?:\/|$)/.test(path);
