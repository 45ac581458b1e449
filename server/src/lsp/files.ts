/** How files come to the server: from a disk (node.ts), or through the client (browser.ts). */

/** A file's text, or why there is none. `isHarmless`: nothing is lost by it. */
export type ReadResult = { readonly text: string } | { readonly reason: string; readonly isHarmless: boolean };

/** URIs are written as VS Code writes them. */
export interface Files {
  /** The YAML files below a folder; with a reason, what could not be entered. */
  list(
    folder: string,
    isExcluded: (path: string) => boolean,
  ): AsyncIterable<string | { readonly uri: string; readonly reason: string; readonly isHarmless: boolean }>;
  /** Undefined when there is no such file (any more). `most`: bytes of the largest file that is read. */
  read(uri: string, most?: number): Promise<ReadResult | undefined>;
  /** Whether it is read when found in a folder. */
  isYaml(uri: string): boolean;
  isFolder(uri: string): Promise<boolean>;
  excludes(globs: readonly string[]): (path: string) => boolean;
  /** One spelling for each URI. */
  normal(uri: string): string;
}
