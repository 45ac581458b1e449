/** The ConfigMaps and Secrets that a Pod needs before it runs: in env, envFrom, volumes and imagePullSecrets. */
import type { DataKind } from './known/makers.ts';
import { isPlaceholder, type PodTemplate } from './manifest.ts';
import type { Field, Located } from './yaml.ts';

export interface Reference {
  readonly kind: DataKind;
  readonly name: Located<string>;
  /** Of the object; empty where all of it is meant. */
  readonly keys: readonly Located<string>[];
  /** The Pod runs without it. */
  readonly isOptional: boolean;
  /** `volume`: a volume that some container mounts; the kubelet does not look at the others. */
  readonly use: 'env' | 'volume' | 'pull';
  /** The container, or the volume, that it is for. */
  readonly user: string;
}

export function referencesOf(pods: PodTemplate): readonly Reference[] {
  const spec = pods.field.get('spec');
  const mounted = new Set(pods.containers.flatMap(({ mounts }) => mounts.map(({ value }) => value)));
  return [
    ...pods.containers.flatMap(({ field, name }) => [
      ...field.get('env').items.flatMap((item) => fromEnv(item.get('valueFrom'), name)),
      ...field
        .get('envFrom')
        .items.flatMap((item) => [
          ...reference('ConfigMap', item.get('configMapRef'), 'name', 'env', name),
          ...reference('Secret', item.get('secretRef'), 'name', 'env', name),
        ]),
    ]),
    ...spec.get('volumes').items.flatMap((volume) => {
      const name = volume.get('name').text ?? '';
      return mounted.has(name) ? sourcesOf(volume, name) : [];
    }),
    ...spec.get('imagePullSecrets').items.flatMap((item) => reference('Secret', item, 'name', 'pull', '')),
  ];
}

const fromEnv = (valueFrom: Field, user: string) => [
  ...reference(
    'ConfigMap',
    valueFrom.get('configMapKeyRef'),
    'name',
    'env',
    user,
    valueFrom.get('configMapKeyRef', 'key'),
  ),
  ...reference('Secret', valueFrom.get('secretKeyRef'), 'name', 'env', user, valueFrom.get('secretKeyRef', 'key')),
];

/** What a volume is made of: a ConfigMap, a Secret, or several of them. */
export function sourcesOf(volume: Field, user: string): readonly Reference[] {
  const items = (source: Field) => source.get('items').items.map((item) => item.get('key'));
  const [configMap, secret] = [volume.get('configMap'), volume.get('secret')];
  return [
    ...reference('ConfigMap', configMap, 'name', 'volume', user, ...items(configMap)),
    ...reference('Secret', secret, 'secretName', 'volume', user, ...items(secret)),
    ...volume
      .get('projected', 'sources')
      .items.flatMap((source) => [
        ...reference('ConfigMap', source.get('configMap'), 'name', 'volume', user, ...items(source.get('configMap'))),
        ...reference('Secret', source.get('secret'), 'name', 'volume', user, ...items(source.get('secret'))),
      ]),
  ];
}

function reference(
  kind: DataKind,
  field: Field,
  nameKey: string,
  use: Reference['use'],
  user: string,
  ...keys: readonly Field[]
): readonly Reference[] {
  const name = field.get(nameKey).string;
  if (!isWritten(name)) return [];
  return [
    {
      kind,
      name,
      keys: keys.flatMap(({ string }) => (string && isKey(string.value) ? [string] : [])),
      isOptional: field.get('optional').boolean?.value ?? false,
      use,
      user,
    },
  ];
}
/** What can be a key; a placeholder cannot. `MAX_WORKERS` is a key, though it would be none as a name. */
export const isKey = (text: string): boolean => /^[-._a-zA-Z0-9]+$/.test(text) && !/^\.+$/.test(text);

const isWritten = (text: Located<string> | undefined): text is Located<string> =>
  text !== undefined && text.value !== '' && !isPlaceholder(text.value);
