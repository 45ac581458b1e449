/** What the rules `config-map-key-not-found` and `secret-key-not-found` have in common: they differ in the kind. */
import { nearest } from './did-you-mean.ts';
import { type Edit, insertKey, replaceScalar } from './edit.ts';
import { type DataKind, madeBy } from './known/makers.ts';
import { type ConfigMap, isGenerated, type Resource, type Secret } from './manifest.ts';
import { distance } from './paths.ts';
import { isKey, type Reference, referencesOf, sourcesOf } from './references.ts';
import { remember } from './remember.ts';
import type { Fix, Report } from './rule.ts';
import type { PodOwner, Workspace } from './workspace.ts';
import type { Field, Located } from './yaml.ts';

/** An object whose keys are all known. */
interface Known {
  readonly keys: readonly string[];
  /** Where it is written; undefined when only a generator makes it. */
  readonly object: ConfigMap | Secret | undefined;
  /** In the same folder or kustomization. From further off it may be meant for another application. */
  readonly isBeside: boolean;
}

export function* missingKeys(kind: DataKind, owner: PodOwner, workspace: Workspace): Iterable<Report> {
  const mentions = new Map<string, Wanted[]>();
  for (const wanted of wantedKeys(owner))
    if (wanted.reference.kind === kind)
      remember(mentions, `${wanted.reference.name.value}/${wanted.key.value}`, () => []).push(wanted);
  for (const [first, ...others] of mentions.values()) {
    const known = first && knownKeys(kind, first.reference.name.value, owner, workspace);
    if (!known || known.keys.includes(first.key.value)) continue;
    if (owner.type === 'StatefulSet' || workspace.hasStatefulSets(owner)) yield report(first, others, known);
  }
}

interface Wanted {
  readonly reference: Reference;
  readonly key: Located<string>;
  /** Not named as a key, but as the file that it becomes. */
  readonly isFile: boolean;
}

/** The keys that the Pods cannot do without. */
export function wantedKeys({ pods }: PodOwner): readonly Wanted[] {
  return [
    ...referencesOf(pods)
      .filter(({ isOptional }) => !isOptional)
      .flatMap((reference) => reference.keys.map((key) => ({ reference, key, isFile: false }))),
    ...pods.containers.flatMap(({ field }) =>
      field.get('volumeMounts').items.flatMap((mount) => filesOf(mount, pods.field.get('spec', 'volumes'))),
    ),
  ];
}

/** `subPath: my.cnf` of a volume that holds all keys of one object: the key of that name, or an empty directory. */
function filesOf(mount: Field, volumes: Field): readonly Wanted[] {
  const subPath = mount.get('subPath').string;
  const volume = volumes.items.find((each) => each.get('name').text === mount.get('name').text);
  if (!subPath || !volume || !isKey(subPath.value)) return [];
  if (volume.get('projected').exists) return [];
  return sourcesOf(volume, '')
    .filter(({ keys, isOptional }) => keys.length === 0 && !isOptional)
    .filter(({ name }) => !name.field.parent?.get('items').exists)
    .map((reference) => ({ reference, key: subPath, isFile: true }));
}

/** Undefined when there is no such object in sight, or when more keys may be in it than can be seen. */
function knownKeys(kind: DataKind, name: string, owner: PodOwner, workspace: Workspace): Known | undefined {
  const objects = workspace.named(kind, name, owner);
  const made = workspace
    .makersOf(kind, name, owner)
    .flatMap(madeBy)
    .filter((each) => each.kind === kind && each.name.value === name);
  if (objects.length + made.length === 0 || workspace.isOpen(owner)) return undefined;
  if (made.some(({ keys }) => !keys) || objects.some((object) => isFilledLater(object, workspace))) return undefined;
  const [object] = objects;
  const steps = object ? distance(owner.field.document.uri, object.field.document.uri) : 0;
  const isBeside = !object || steps <= sameFolder || workspace.shareKustomization(owner, object);
  if (!isBeside && steps > folderBeside) return undefined;
  return {
    keys: [...objects.flatMap(({ data }) => [...data.keys()]), ...made.flatMap(({ keys }) => keys ?? [])],
    object,
    isBeside,
  };
}
const sameFolder = 1;
const folderBeside = 3;

/** Parts of its kustomization cannot be seen, a controller writes into it, or it is empty so that somebody does. */
function isFilledLater(object: ConfigMap | Secret, workspace: Workspace): boolean {
  const { field } = object;
  const metadata = [...field.get('metadata', 'annotations').entries, ...field.get('metadata', 'labels').entries];
  return (
    object.isOpaque ||
    object.data.size === 0 ||
    ![...object.data.keys()].every(isKey) ||
    workspace.isCutOff(object) ||
    field.get('type').text === 'kubernetes.io/service-account-token' ||
    metadata.some(({ step }) => fillers.test(String(step))) ||
    workspace.isOpen(object)
  );
}

/**
 * Annotations and labels by which controllers write keys into an object: kubernetes-replicator and secret-generator of
 * mittwald, emberstack's reflector, OpenShift's CA bundles, cert-manager's injector.
 */
const fillers =
  /^(?:replicator\.v1\.mittwald\.de|secret-generator\.v1\.mittwald\.de|reflector\.v1\.k8s\.emberstack\.com|config\.openshift\.io|service\.beta\.openshift\.io|cert-manager\.io)\//;

function report({ reference, key, isFile }: Wanted, others: readonly Wanted[], known: Known): Report {
  const { kind, name, use, user } = reference;
  const { object, keys, isBeside } = known;
  const meant = nearest(key.value, keys, (each) => each) ?? sameWord(key.value, keys);
  const has = keys.length > 3 ? `${keys.slice(0, 3).join(', ')}, …` : keys.join(', ');
  const effect = isFile
    ? 'an empty directory is mounted in the place of the file.'
    : use === 'env'
      ? `container "${user}" does not start (CreateContainerConfigError).`
      : `the Pods stay in ContainerCreating, because volume "${user}" cannot be mounted.`;
  const located = meant === undefined ? object?.name : object?.data.get(meant);
  return {
    at: key,
    severity: isFile || !isBeside ? 'warning' : 'error',
    effect: isFile ? 'broken' : 'stuck',
    message: `${kind} "${name.value}" has no key "${key.value}"${meant === undefined ? ` (it has ${has})` : `; did you mean "${meant}"?`}${meant === undefined ? ': ' : ' Without it, '}${effect}`,
    related: located
      ? [{ at: located, message: `${kind} "${name.value}"${meant === undefined ? '' : ` has "${meant}"`}` }]
      : [],
    fixes: fixesOf(reference, [key, ...others.map((other) => other.key)], meant, isFile, known),
  };
}

/** `rootPassword` for `root-password`, `PASSWORD` for `password`. */
const sameWord = (key: string, keys: readonly string[]): string | undefined => {
  const plain = (text: string) => text.replaceAll(/[-_.]/g, '').toLowerCase();
  return keys.find((each) => plain(each) === plain(key));
};

function fixesOf(
  { kind, name: { value: name } }: Reference,
  mentions: readonly Located<string>[],
  meant: string | undefined,
  isFile: boolean,
  { keys, object, isBeside }: Known,
): readonly Fix[] {
  const only = keys.length === 1 ? keys[0] : undefined;
  const target = meant ?? only;
  const key = mentions[0]?.value ?? '';
  const data = object && added(object, key);
  return [
    ...(target === undefined
      ? []
      : [
          {
            title: `Use key "${target}"`,
            safe: meant !== undefined && !isFile && isBeside,
            edits: mentions.map(({ field }) => replaceScalar(field, target)),
          },
        ]),
    ...(data ? [{ title: `Add key "${key}" to ${kind} "${name}"`, safe: false, edits: [data] }] : []),
  ];
}

function added(object: Resource, key: string): Edit | undefined {
  const { field } = object;
  if (isGenerated(object)) return undefined;
  const data = field.get(field.get('stringData').exists ? 'stringData' : 'data');
  return data.kind === 'mapping' && !data.isShared ? insertKey(data, key, '') : undefined;
}
