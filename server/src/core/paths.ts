/** Paths inside URIs. The core takes a URI, or a plain path, for a name with `/` in it, and asks nobody whether it exists. */

/** Everything up to the last `/`, without it. */
export const folderOf = (uri: string): string => uri.slice(0, Math.max(0, uri.lastIndexOf('/')));

export const fileNameOf = (uri: string): string => decode(uri.slice(uri.lastIndexOf('/') + 1));

/** The URI that `path`, as written in a file of `folder`, means; undefined for an address or an absolute path. */
export function resolvePath(folder: string, path: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^\/|^git@|\?ref=|^github\.com\//i.test(path)) return undefined;
  const isUri = folder.includes('://');
  const steps = folder.split('/');
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(isUri ? encode(step) : step);
    else if (steps.length > 0 && steps.at(-1) !== '..' && steps.at(-1) !== '') steps.pop();
    else steps.push('..');
  }
  const joined = steps.join('/');
  return folder === '' ? joined.replace(/^\//, '') : joined;
}

/** How many steps up and down lie between two files: 0 in the same file, 1 in the same folder. */
export function distance(a: string, b: string): number {
  if (a === b) return 0;
  const x = a.split('/');
  const y = b.split('/');
  let shared = 0;
  while (shared < x.length - 1 && shared < y.length - 1 && x[shared] === y[shared]) shared++;
  return x.length - shared + (y.length - shared) - 1;
}

/** As VS Code writes a part of a URI's path: all but letters, digits and `-._~`. */
function encode(step: string): string {
  return encodeURIComponent(step).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
