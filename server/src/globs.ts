/** Which files are read, by name. */
import picomatch from 'picomatch/posix';
import { configName } from './core/config.ts';

/** Whether a file of this name is read when it is found in a folder. */
export const isYamlName = (name: string): boolean =>
  /\.ya?ml$/i.test(name) || name === 'Kustomization' || name === configName;

/** A matcher of paths relative to a folder, with `/`. Folders are asked with a `/` at the end. What excludes a folder excludes all in it. */
export function excludes(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const matches = picomatch([...globs], { dot: true });
  return (path) => {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
      if (matches(path.slice(0, end)) || matches(`${path.slice(0, end)}/x`)) return true;
    return matches(path);
  };
}
