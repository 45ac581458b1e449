/** `.ordinal.yaml`: the settings that a repository keeps with its files. Editor and command line read the same one. */
import { nearest } from './did-you-mean.ts';
import { addItem, type Edit, insertKey, setKey } from './edit.ts';
import type { Manifest } from './manifest.ts';
import type { Fix, Place } from './rule.ts';
import { type KubernetesVersion, kubernetesVersions, type Settings, type Severity } from './settings.ts';
import type { Workspace } from './workspace.ts';
import { Document, type Field, writeYaml } from './yaml.ts';

export const configName = '.ordinal.yaml';

/** What may stand in the file, and what it says: for its refusals, its completion and its JSON schema. */
export const configKeys = {
  rules: 'How loud each rule is, or that it is `off`. Rules that are not named stay as loud as they are.',
  kubernetesVersion:
    'The Kubernetes version that the manifests are for. What the API server refuses and what the controllers do is told for this version.',
  clusterDomain: 'What the DNS names of the cluster end in, when it is not `cluster.local`.',
  storageClasses:
    'Names of StorageClasses that the cluster has although no manifest defines them, or the name of a platform, which stands for the classes that it ships.',
  exclude: 'Files that are not read, as glob patterns relative to this folder.',
} as const;
export type ConfigKey = keyof typeof configKeys;
const known = Object.keys(configKeys).join(', ');

export const severities = ['error', 'warning', 'information', 'hint', 'off'] as const;

export interface Config {
  readonly settings: Partial<Settings>;
  /** Globs of files that are not read. */
  readonly exclude: readonly string[];
  /** The rules that it names. */
  readonly rules: readonly Field[];
  /** What the file says that means nothing. */
  readonly problems: readonly { readonly at: Place; readonly message: string }[];
}

export const isConfig = (uri: string): boolean => uri === configName || uri.endsWith(`/${configName}`);

/** Reads the file. What is wrong is a problem and otherwise as if it were not there. */
export function readConfig({ documents }: Manifest): Config {
  const document = documents.find(({ root }) => root.exists) ?? documents[0] ?? new Document('', '');
  const { root } = document;
  const problems: { at: Place; message: string }[] = document.problems.map(({ message, span }) => ({
    at: { document, span, path: '' },
    message,
  }));
  const refuse = (field: Field, message: string) => void problems.push({ at: field, message });
  const settings: { -readonly [K in keyof Settings]?: Settings[K] } = {};
  let exclude: readonly string[] = [];

  if (root.exists && root.kind !== 'mapping') refuse(root, `A mapping is expected here: ${known}.`);
  for (const entry of root.entries) {
    switch (entry.step) {
      case 'rules':
        if (entry.scalar !== null && entry.kind !== 'mapping')
          refuse(entry, 'A mapping of rules to severities is expected, like `name-too-long: off`.');
        settings.rules = Object.fromEntries(
          entry.entries.flatMap((rule): [string, Severity | 'off'][] => {
            // YAML 1.1 reads `off` as false.
            const severity = rule.scalar === false ? 'off' : rule.text;
            if (isSeverity(severity)) return [[String(rule.step), severity]];
            refuse(rule, `"${rule.text ?? ''}" is none of ${severities.join(', ')}.`);
            return [];
          }),
        );
        break;
      case 'kubernetesVersion': {
        const version = entry.text;
        if (isVersion(version)) settings.kubernetes = version;
        else refuse(entry, `"${version ?? ''}" is none of ${kubernetesVersions.join(', ')}.`);
        break;
      }
      case 'clusterDomain':
        if (entry.text === undefined) refuse(entry, 'A domain is expected, like cluster.local.');
        else settings.clusterDomain = entry.text;
        break;
      case 'storageClasses':
        settings.storageClasses = entry.items.flatMap(({ text }) => text ?? []);
        if (entry.exists && entry.scalar !== null && entry.kind !== 'sequence')
          refuse(entry, 'A list of names is expected.');
        break;
      case 'exclude':
        exclude = entry.items.flatMap(({ text }) => text ?? []);
        if (entry.exists && entry.scalar !== null && entry.kind !== 'sequence')
          refuse(entry, 'A list of globs is expected.');
        break;
      default:
        refuse(entry, `"${entry.step}" means nothing here; known are ${known}.`);
    }
  }
  return { settings, exclude, problems, rules: root.get('rules').entries };
}

/** All that is wrong with the file, also rules that are none of `ids`. */
export function problemsIn({ problems, rules }: Config, ids: readonly string[]): Config['problems'] {
  const unknown = rules.filter(({ step }) => !ids.includes(String(step)));
  return [
    ...problems,
    ...unknown.map((field) => {
      const meant = nearest(String(field.step), ids, (id) => id);
      const { document, keySpan = field.span, path } = field;
      return {
        at: { document, span: keySpan, path },
        message: `There is no rule "${field.step}".${meant ? ` Did you mean "${meant}"?` : ''}`,
      };
    }),
  ];
}

export function isSeverity(text: unknown): text is Severity | 'off' {
  return severities.some((severity) => severity === text);
}
export function isVersion(text: unknown): text is KubernetesVersion {
  return kubernetesVersions.some((version) => version === text);
}

/** Lays settings over others: rules one by one, classes together, the rest as a whole. */
export function mergeSettings(base: Settings, over: Partial<Settings>): Settings {
  return {
    ...base,
    ...over,
    rules: { ...base.rules, ...over.rules },
    storageClasses: [...base.storageClasses, ...(over.storageClasses ?? [])],
  };
}

/** The fix that tells Ordinal of a class that the cluster has: an entry in the folder's `.ordinal.yaml`. */
export function knowClass(workspace: Workspace, from: string, name: string): readonly Fix[] {
  const uri = workspace.configUri(from);
  if (uri === undefined) return [];
  return [
    {
      title: `It exists: add "${name}" to the known classes (${configName})`,
      safe: false,
      edits: [classEntry(workspace, uri, name)],
    },
  ];
}

/** The fix that switches a rule off for the whole folder. */
export function switchOff(workspace: Workspace, from: string, rule: string): Edit | undefined {
  const uri = workspace.configUri(from);
  if (uri === undefined) return undefined;
  const text = writeYaml({ rules: { [rule]: 'off' } });
  const root = mappingIn(workspace, uri);
  if (!root) return workspace.hasFile(uri) ? { kind: 'append', uri, text } : { kind: 'create', uri, text };
  const rules = root.get('rules');
  return rules.kind === 'mapping' ? setKey(rules, rule, 'off') : insertKey(root, 'rules', { [rule]: 'off' });
}

function mappingIn(workspace: Workspace, uri: string): Field | undefined {
  return workspace.manifest(uri)?.documents.find((document) => document.root.kind === 'mapping')?.root;
}

function classEntry(workspace: Workspace, uri: string, name: string): Edit {
  const text = writeYaml({ storageClasses: [name] });
  const root = mappingIn(workspace, uri);
  if (!root) return workspace.hasFile(uri) ? { kind: 'append', uri, text } : { kind: 'create', uri, text };
  return addItem(root, 'storageClasses', name);
}
