/** What the rules `config-map-not-found` and `secret-not-found` have in common: they differ in the kind. */
import { bringObject, type Edit, replaceScalar } from './edit.ts';
import type { DataKind } from './known/makers.ts';
import { wantedKeys } from './missing-keys.ts';
import { type Missing, missingObject } from './missing-object.ts';
import { dataObject } from './objects.ts';
import { type Reference, referencesOf } from './references.ts';
import type { Fix, Report } from './rule.ts';
import type { PodOwner, Workspace } from './workspace.ts';
import { writtenName } from './yaml.ts';

/** One report for each name, at its first mention. */
export function* missingReferences(kind: DataKind, owner: PodOwner, workspace: Workspace): Iterable<Report> {
  const wanted = referencesOf(owner.pods).filter((reference) => reference.kind === kind && !reference.isOptional);
  for (const name of new Set(wanted.map(({ name }) => name.value))) {
    const mentions = wanted.filter((reference) => reference.name.value === name);
    const missing = missingObject(workspace, owner, kind, name);
    if (missing && isWorthSaying(missing, owner, mentions, workspace))
      yield report(kind, owner, mentions, missing, workspace);
  }
}

function isWorthSaying(
  { evidence }: Missing,
  owner: PodOwner,
  mentions: readonly Reference[],
  workspace: Workspace,
): boolean {
  if (evidence === 'certain') return owner.type === 'StatefulSet' || workspace.hasStatefulSets(owner);
  // Credentials of registries are made by hand, beside all files.
  return owner.type === 'StatefulSet' && mentions.some(({ use }) => use !== 'pull');
}

const severities = { certain: 'error', likely: 'warning', possible: 'information' } as const;

function report(
  kind: DataKind,
  owner: PodOwner,
  mentions: readonly Reference[],
  missing: Missing,
  workspace: Workspace,
): Report {
  const { evidence, meant, elsewhere } = missing;
  const [first, ...others] = mentions.toSorted((a, b) => Number(a.use === 'pull') - Number(b.use === 'pull'));
  const { name, use } = first as Reference;
  const isPull = use === 'pull';
  return {
    at: name,
    // A public image needs no credentials.
    severity: isPull ? 'warning' : severities[evidence],
    effect: isPull ? 'broken' : 'stuck',
    message: messageOf(kind, owner, first as Reference, missing),
    related: [
      ...(meant ? [{ at: meant, message: `${kind} "${meant.value}"` }] : []),
      ...(elsewhere?.namespace
        ? [{ at: elsewhere.namespace, message: `${kind} "${name.value}" of another namespace` }]
        : []),
      ...others.slice(0, 3).map(({ name }) => ({ at: name, message: 'Also named here' })),
    ],
    fixes: [
      ...(meant
        ? [
            {
              title: `Use ${kind} "${writtenName(meant)}"`,
              safe: mentions.every(({ use }) => use !== 'pull'),
              edits: renamed(mentions, writtenName(meant)),
            },
          ]
        : []),
      ...(isPull ? [] : creations(kind, owner, mentions, workspace)),
    ],
  };
}

const renamed = (mentions: readonly Reference[], name: string): readonly Edit[] =>
  mentions.map((mention) => replaceScalar(mention.name.field, name));

function creations(
  kind: DataKind,
  owner: PodOwner,
  mentions: readonly Reference[],
  workspace: Workspace,
): readonly Fix[] {
  const [first] = mentions;
  if (!first) return [];
  const name = writtenName(first.name);
  const wanted = wantedKeys(owner).filter(
    ({ reference }) => reference.kind === kind && reference.name.value === first.name.value,
  );
  const keys = [...new Set(wanted.map(({ key }) => key.value))];
  return bringObject(
    workspace,
    owner.field.document.uri,
    `${kind} "${name}"`,
    `${name}-${kind.toLowerCase()}`,
    dataObject(kind, name, keys, owner),
  ).map((fix) => ({ ...fix, safe: false }));
}

function messageOf(
  kind: DataKind,
  owner: PodOwner,
  { name, use, user }: Reference,
  { evidence, meant, elsewhere, beside }: Missing,
): string {
  const object = `${kind} "${name.value}"`;
  const effect = {
    env: `container "${user}" does not start (CreateContainerConfigError).`,
    volume: `the Pods stay in ContainerCreating, because volume "${user}" cannot be mounted.`,
    pull: 'images that need credentials are not pulled.',
  }[use];
  if (meant) return `There is no ${object}; did you mean "${meant.value}"? Without it, ${effect}`;
  if (elsewhere)
    return `${object} is in namespace "${elsewhere.namespace?.value}", and Pods read only those of their own, "${owner.namespace?.value}". Unless it is there, too, ${effect}`;
  const names = [...new Set(beside.map(({ value }) => value))];
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '');
  return evidence === 'likely'
    ? `${object} is not among those beside this ${owner.kind} (${shown}). Unless the cluster has it, ${effect}`
    : `${object} is not in these files; the cluster may have it. If not, ${effect}`;
}
