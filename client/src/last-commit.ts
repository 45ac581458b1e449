import type { BeforeParams } from '../../server/src/protocol.ts';

/** The part of a `vscode.Uri` that is needed here. */
export interface FileUri {
  readonly scheme: string;
  readonly path: string;
  readonly fsPath: string;
  toString(): string;
}

/** The part of VS Code's own git extension that is needed here. Source: extensions/git/src/api/git.d.ts, version 1. */
export interface Repository {
  readonly rootUri: FileUri;
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    readonly mergeChanges: readonly GitChange[];
    readonly onDidChange: (listener: () => void) => { dispose(): void };
  };
  /** The text of a file in a revision; refuses when it is not there. */
  show(revision: string, path: string): Promise<string>;
}
interface GitChange {
  readonly uri: FileUri;
  /** Where a renamed file was. */
  readonly originalUri: FileUri;
}

/** Texts by revision and file; null for a file that is not in it. Git is asked once for each. */
export type Known = ReadonlyMap<string, string | null>;

/** More changed manifests than this are a merge or a move of everything, and nobody reads what would be said. */
const most = 1000;

/** The manifests that were changed or are open, as they are in the last commit of their repository; null for those that are new. */
export async function lastCommit(
  repositories: readonly Repository[],
  open: readonly FileUri[],
  known: Known,
): Promise<BeforeParams & { readonly known: Known }> {
  const files: { uri: string; text: string | null }[] = [];
  const next = new Map<string, string | null>();
  const commits = new Set<string>();
  for (const { repository, uri } of wantedFrom(repositories, open)) {
    const { commit } = repository.state.HEAD ?? {};
    if (commit === undefined) continue; // nothing was committed yet
    const key = `${commit} ${uri.toString()}`;
    const text = known.get(key) ?? (known.has(key) ? null : await textIn(repository, commit, uri));
    next.set(key, text);
    commits.add(commit);
    files.push({ uri: uri.toString(), text });
  }
  const [commit] = commits;
  return { files, ...(commit !== undefined && commits.size === 1 ? { commit } : {}), known: next };
}

function wantedFrom(repositories: readonly Repository[], open: readonly FileUri[]) {
  const changed = repositories.flatMap(({ state }) =>
    [...state.indexChanges, ...state.workingTreeChanges, ...state.mergeChanges].flatMap(({ uri, originalUri }) => [
      uri,
      originalUri,
    ]),
  );
  const wanted = new Map(
    [...changed, ...open]
      .filter(({ scheme, path }) => scheme === 'file' && /\.ya?ml$|\/Kustomization$/i.test(path))
      .map((uri) => [uri.toString(), uri]),
  );
  return [...wanted.values()].slice(0, most).flatMap((uri) => {
    const repository = repositoryOf(repositories, uri);
    return repository ? [{ repository, uri }] : [];
  });
}

/** The innermost: a submodule is a repository inside of another. */
function repositoryOf(repositories: readonly Repository[], { path }: FileUri): Repository | undefined {
  return repositories
    .filter(({ rootUri }) => path.startsWith(`${rootUri.path}/`))
    .sort((a, b) => b.rootUri.path.length - a.rootUri.path.length)[0];
}

async function textIn(repository: Repository, commit: string, { fsPath }: FileUri): Promise<string | null> {
  try {
    return await repository.show(commit, fsPath);
  } catch {
    return null;
  }
}
