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
  const place = placeOf(name, levels, fits);
  const meant = place ? undefined : meantField(name, level, fits);
  const future = fieldsOf(level.type).get(name);
  const repairs: Repair[] = place
    ? [{ kind: 'move', to: place }]
    : meant
      ? [{ kind: 'rename', key: meant }]
      : [{ kind: 'remove' }];
  const hint = place
    ? ` It belongs under ${`${place}` || 'the top'}.`
    : meant
      ? ` Did you mean "${meant}"?`
      : future?.since
        ? ` Kubernetes ${check.kubernetes} does not know it: it came with ${future.since}.`
        : '';
  const above = `${level.path}`;
  const where = above === '' ? `${level.type} has` : `${above} has`;
  check.report('unknown field', level.path.child(name), `${where} no field "${name}".${hint}`, { repairs });
}

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

/** Objects that stand in one, and in those, the nearer ones first. */
function objectsBelow(level: Level): readonly Level[] {
  const inside = ({ type, path, entries }: Level) =>
    entries.flatMap(({ key, value }): Level[] => {
      const shape = fieldsOf(type).get(key.text)?.shape;
      return shape?.kind === 'object' && value.kind === 'mapping'
        ? [{ type: shape.name, path: path.child(key.text), entries: value.entries }]
        : [];
    });
  const near = inside(level);
  return [...near, ...near.flatMap(inside)];
}

/** Whether what is written may be meant for a field of that shape. */
function accepts(shape: Shape, value: Node): boolean {
  if (value.kind === 'scalar') return value.value === null || shape.kind === 'scalar';
  return value.kind === 'sequence' ? shape.kind === 'list' : shape.kind === 'map' || shape.kind === 'object';
}
