/** A field that the API does not know: what was meant, or where it belongs. */
import { nearest } from '../did-you-mean.ts';
import type { Entry, Node } from '../yaml.ts';
import type { Check, Repair } from './field-error.ts';
import type { Path } from './path.ts';
import { type FieldShape, fieldsOf, isKnown, type Shape } from './schema.ts';

/** An object on the way from the top to the field. */
export interface Level {
  readonly type: string;
  readonly path: Path;
  readonly entries: readonly Entry[];
}

/** Reports an entry that stands in the last of these objects and is no field of it. */
export function unknownField(check: Check, levels: readonly Level[], { key, value }: Entry): void {
  const name = key.text;
  const level = levels.at(-1);
  if (!level || directives.test(name)) return;
  const fits = (field: FieldShape) => isKnown(field, check.kubernetes) && accepts(field.shape, value);
  const { hint, repairs } =
    elsewhere(name, levels, fits) ??
    amongResources(level, name, value) ??
    otherwiseCalled(name, level, fits) ??
    misspelt(name, level, fits) ??
    ofLater(name, level, check) ??
    nothingLike;
  const above = `${level.path}`;
  const where = above === '' ? `${level.type} has` : `${above} has`;
  check.report('unknown field', level.path.child(name), `${where} no field "${name}".${hint}`, { repairs });
}

interface Meant {
  /** A sentence to be put behind another one; empty for none. */
  readonly hint: string;
  readonly repairs: readonly Repair[];
}
const nothingLike: Meant = { hint: '', repairs: [{ kind: 'remove' }] };

function elsewhere(name: string, levels: readonly Level[], fits: (field: FieldShape) => boolean): Meant | undefined {
  const place = placeOf(name, levels, fits);
  if (place) return { hint: ` It belongs under ${`${place}` || 'the top'}.`, repairs: [{ kind: 'move', to: place }] };
  // Under which of several, the file does not say.
  const list = listOf(name, levels.at(-1), fits);
  return list && { hint: ` It belongs under an item of ${list}.`, repairs: [] };
}

/** A field that other kinds know by another name. */
function otherwiseCalled(name: string, level: Level, fits: (field: FieldShape) => boolean): Meant | undefined {
  const [kinds, key] = synonyms.get(`${level.type} ${name}`) ?? [];
  const field = key === undefined ? undefined : fieldsOf(level.type).get(key);
  if (!field || !fits(field) || level.entries.some((entry) => entry.key.text === key)) return undefined;
  return { hint: ` ${kinds} call it "${key}".`, repairs: [{ kind: 'rename', key: field.name }] };
}

/** By type and wrong name: who has another word for it, and which. */
const synonyms: ReadonlyMap<string, readonly [kinds: string, key: string]> = new Map([
  ['StatefulSetSpec strategy', ['StatefulSets', 'updateStrategy']],
  ['DaemonSetSpec strategy', ['DaemonSets', 'updateStrategy']],
  ['DeploymentSpec updateStrategy', ['Deployments', 'strategy']],
  ['ServiceSpec matchLabels', ['Services', 'selector']],
]);

function misspelt(name: string, level: Level, fits: (field: FieldShape) => boolean): Meant | undefined {
  const meant = meantField(name, level, fits);
  return meant === undefined
    ? undefined
    : { hint: ` Did you mean "${meant}"?`, repairs: [{ kind: 'rename', key: meant }] };
}

function ofLater(name: string, { type }: Level, { kubernetes }: Check): Meant | undefined {
  const since = fieldsOf(type).get(name)?.since;
  const hint = ` Kubernetes ${kubernetes} does not know it: it came with ${since}.`;
  return since === undefined ? undefined : { ...nothingLike, hint };
}

/** `storage: 1Gi` in a claim's spec, `memory: 1Gi` or `requests:` in a container: it stands some levels further in, which nobody has written. */
function amongResources({ type, path, entries }: Level, name: string, { kind }: Node): Meant | undefined {
  if (!fieldsOf(type).has('resources')) return undefined;
  const isQuantity = quantities.test(name) && kind === 'scalar';
  const isGroup = /^(?:requests|limits)$/.test(name) && kind === 'mapping';
  if (!isQuantity && !(isGroup && !entries.some(({ key }) => key.text === 'resources'))) return undefined;
  const into = isGroup ? ['resources'] : ['resources', 'requests'];
  return { hint: ` It belongs under ${path.child(...into)}.`, repairs: [{ kind: 'nest', into }] };
}
const quantities = /^(?:cpu|memory|storage|ephemeral-storage)$/;

/** What a strategic merge patch tells the server: such an object is a patch, although it stands alone here. */
const directives = /^\$(?:patch|retainKeys|setElementOrder|deleteFromPrimitiveList)/;

function meantField(name: string, { type, entries }: Level, fits: (field: FieldShape) => boolean): string | undefined {
  const written = new Set(entries.map(({ key }) => key.text));
  const free = [...fieldsOf(type).values()].filter((field) => !written.has(field.name) && fits(field));
  const same = free.find((field) => letters(field.name) === letters(name));
  return (same ?? nearest(name, free, (field) => field.name))?.name;
}
const letters = (name: string) => name.toLowerCase().replaceAll(/[-_]/g, '');

/** The nearest object that has a free field of this very name: above, or one below that is written already. */
function placeOf(name: string, levels: readonly Level[], fits: (field: FieldShape) => boolean): Path | undefined {
  const isFree = ({ type, entries }: Level) => {
    const field = fieldsOf(type).get(name);
    return field !== undefined && fits(field) && !entries.some(({ key }) => key.text === name);
  };
  const own = levels.at(-1);
  const below = own ? objectsBelow(own).find(isFree) : undefined;
  return (below ?? levels.slice(0, -1).findLast(isFree))?.path;
}

/** Objects that stand in one, and in those, the nearer ones first: the only item of a list, too. */
function objectsBelow(level: Level): readonly Level[] {
  const near = objectsIn(level);
  return [...near, ...near.flatMap(objectsIn)];
}

function objectsIn({ type, path, entries }: Level): readonly Level[] {
  return entries.flatMap(({ key, value }): Level[] => {
    const shape = fieldsOf(type).get(key.text)?.shape;
    if (shape?.kind === 'object' && value.kind === 'mapping')
      return [{ type: shape.name, path: path.child(key.text), entries: value.entries }];
    if (shape?.kind !== 'list' || shape.of.kind !== 'object' || value.kind !== 'sequence') return [];
    const [item, ...others] = value.items;
    return item?.kind === 'mapping' && others.length === 0
      ? [{ type: shape.of.name, path: path.child(key.text).index(0), entries: item.entries }]
      : [];
  });
}

/** The list of several objects below one that have a field of this very name. */
function listOf(name: string, level: Level | undefined, fits: (field: FieldShape) => boolean): Path | undefined {
  const inside = ({ type, path, entries }: Level) =>
    entries.flatMap(({ key, value }) => {
      const shape = fieldsOf(type).get(key.text)?.shape;
      if (shape?.kind !== 'list' || shape.of.kind !== 'object' || value.kind !== 'sequence') return [];
      const field = fieldsOf(shape.of.name).get(name);
      return value.items.length > 1 && field && fits(field) ? [path.child(key.text)] : [];
    });
  return level && [level, ...objectsIn(level)].flatMap(inside)[0];
}

/** Whether what is written may be meant for a field of that shape. */
function accepts(shape: Shape, value: Node): boolean {
  if (value.kind === 'scalar') return value.value === null || shape.kind === 'scalar';
  return value.kind === 'sequence' ? shape.kind === 'list' : shape.kind === 'map' || shape.kind === 'object';
}
