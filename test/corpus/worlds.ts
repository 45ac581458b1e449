/** The corpus of real manifests, cut into the worlds within which its references are meant to resolve. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isKustomizationFile, readManifest, readPlain } from '../../server/src/core/manifest.ts';
import { fileNameOf } from '../../server/src/core/paths.ts';
import { dataFilesOf, kustomizationIn } from '../../server/src/core/scopes.ts';
import { Workspace } from '../../server/src/core/workspace.ts';
import { filesBelow, readText } from '../../server/src/files.ts';
import { isYamlName } from '../../server/src/globs.ts';

/** Where the corpus lies; undefined when it is not there. */
export const corpus: string | undefined = [process.env.ORDINAL_CORPUS ?? '../shared/corpus'].find((path) =>
  existsSync(join(path, 'sources.json')),
);

export interface World {
  /** `manifests/rook`, or that and a folder or file of it. */
  readonly name: string;
  readonly texts: ReadonlyMap<string, string>;
  /** Its files, read. */
  readonly workspace: Workspace;
}

/** `file`: every file is a world; `dir`: every folder; `prefix:N`: the first N steps of the path; `tree`: all of it. */
export function* worldsOf(folder: string): Iterable<World> {
  const sources = JSON.parse(readFileSync(join(folder, 'sources.json'), 'utf8')) as Readonly<
    Record<string, { readonly scope: string }>
  >;
  for (const [source, { scope }] of Object.entries(sources)) {
    const worlds = new Map<string, Map<string, string>>();
    for (const file of filesBelow(join(folder, source), () => false)) {
      if (typeof file !== 'string') continue;
      const read = readText(file);
      if (!('text' in read)) continue;
      const path = relative(join(folder, source), file).split(sep).join('/');
      const world = join(source, worldFor(path, scope)).split(sep).join('/');
      worlds.set(world, (worlds.get(world) ?? new Map<string, string>()).set(`${source}/${path}`, read.text));
    }
    for (const [name, texts] of worlds) {
      for (const path of dataFilesIn(texts)) {
        const read = texts.has(path) ? undefined : readText(join(folder, path));
        if (read && 'text' in read) texts.set(path, read.text);
      }
      yield {
        name,
        texts,
        get workspace() {
          return Workspace.of(['']).with(
            new Map(
              [...texts].map(([path, text]) => [
                path,
                (isYamlName(fileNameOf(path)) ? readManifest : readPlain)(path, text),
              ]),
            ),
          );
        },
      };
    }
  }
}

/** What its kustomizations make data of. */
function dataFilesIn(texts: ReadonlyMap<string, string>): Iterable<string> {
  const manifests = [...texts].flatMap(([path, text]) => (isKustomizationFile(path) ? [readManifest(path, text)] : []));
  return dataFilesOf(manifests.flatMap((manifest) => kustomizationIn(manifest) ?? []));
}

function worldFor(path: string, scope: string): string {
  const steps = path.split('/');
  if (scope === 'file') return path;
  if (scope === 'dir') return steps.slice(0, -1).join('/');
  if (scope.startsWith('prefix:')) return steps.slice(0, Math.min(Number(scope.slice(7)), steps.length - 1)).join('/');
  return '';
}
