/** What the files say of a ConfigMap, Secret, ServiceAccount or claim that a Pod names: whether it is missing, and how sure that is. */
import { nearest } from './did-you-mean.ts';
import { builtInConfigMaps, type DataKind, madeBy, type NeededKind } from './known/makers.ts';
import type { Resource } from './manifest.ts';
import { inSameNamespace, type Workspace } from './workspace.ts';
import { type Located, writtenName } from './yaml.ts';

export interface Missing {
  /** `certain`: a slip of a name that stands beside it; `likely`: others of the kind stand beside it, or it is in another namespace;
   * `possible`: the cluster may simply have it. */
  readonly evidence: 'certain' | 'likely' | 'possible';
  /** The one that was probably meant. */
  readonly meant: Located<string> | undefined;
  /** One of that name in another namespace, which its Pods cannot use. */
  readonly elsewhere: Resource | undefined;
  /** All that stand beside it. */
  readonly beside: readonly Located<string>[];
}

/** Undefined when it is there, or when what cannot be seen may hold it. */
export function missingObject(
  workspace: Workspace,
  from: Resource,
  kind: NeededKind,
  name: string,
): Missing | undefined {
  if (workspace.isOpen(from) || workspace.namedOther(kind, name, from).length > 0) return undefined;
  if (kind === 'ConfigMap' && builtInConfigMaps.includes(name)) return undefined;
  if (kind === 'ServiceAccount' && name === 'default') return undefined;
  if (isData(kind) && workspace.makersOf(kind, name, from).length > 0) return undefined;
  const siblings = workspace.siblingsOfKind(kind, from);
  // One whose name something fills in later may be it.
  if (siblings.some((sibling) => !sibling.name)) return undefined;
  const beside = namesBeside(workspace, from, kind, siblings);
  const meant = nearest(
    name,
    beside.filter((each) => isSlip(name, writtenName(each))),
    writtenName,
  );
  if (!meant && workspace.hasOpaque(kind, from)) return undefined;
  const [elsewhere] = workspace.namedElsewhere(kind, name, from);
  return {
    // Secrets are kept out of files on purpose: those that stand there say nothing of the others.
    evidence: meant ? 'certain' : elsewhere || (beside.length > 0 && kind !== 'Secret') ? 'likely' : 'possible',
    meant,
    elsewhere,
    beside,
  };
}

function namesBeside(
  workspace: Workspace,
  from: Resource,
  kind: NeededKind,
  siblings: readonly Resource[],
): readonly Located<string>[] {
  const written = siblings.filter((sibling) => inSameNamespace(sibling, from)).flatMap(({ name }) => name ?? []);
  if (!isData(kind)) return written;
  const made = workspace.makersBeside(kind, from).flatMap(madeBy);
  return [...written, ...made.flatMap((each) => (each.kind === kind ? [each.name] : []))];
}

const isData = (kind: NeededKind): kind is DataKind => kind === 'ConfigMap' || kind === 'Secret';

/** `redis` and `redis2`, `app` and `app-1` are two names. */
const isSlip = (name: string, other: string) => withoutNumbers(name) !== withoutNumbers(other);
const withoutNumbers = (name: string) => name.replaceAll(/-?[0-9]+/g, '');
