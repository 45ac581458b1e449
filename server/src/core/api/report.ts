/** The API server's answer → what the api-* rules report: one rule for each type of error. */
import {
  addItem,
  type Edit,
  insertKeys,
  moveEntry,
  removeItem,
  removeKey,
  renameKey,
  replaceEntry,
  replaceScalar,
} from '../edit.ts';
import { isGenerated, isPlaceholder, type Resource } from '../manifest.ts';
import { asObject } from '../objects.ts';
import type { Fix, Report } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Document, Field, ScalarNode } from '../yaml.ts';
import { answerTo, type Refusal, versionsOf, warningsOf } from './answer.ts';
import type { ErrorType, Repair } from './field-error.ts';
import { ignoredFields } from './ignored-fields.ts';
import type { Path } from './path.ts';
import { serviceRenamed } from './rename-service.ts';
import { typeOfKind } from './schema.ts';

/** What the server refuses in an object by errors of these types. */
export function* refusals(types: readonly ErrorType[], resource: Resource, workspace: Workspace): Iterable<Report> {
  yield* reports(resource, workspace, ({ error, isChange }) => !isChange && types.includes(error.type));
}

/** What it refuses because the object was otherwise before. */
export function* refusedChanges(resource: Resource, workspace: Workspace): Iterable<Report> {
  yield* reports(resource, workspace, ({ isChange }) => isChange);
}

function* reports(resource: Resource, workspace: Workspace, isAsked: (refusal: Refusal) => boolean): Iterable<Report> {
  // Nobody wrote it, and its data may be those of a file that cannot be seen.
  if (isGenerated(resource)) return;
  const { kubernetes } = workspace.settingsOf(resource.field.document.uri);
  const before = workspace.before(resource);
  const was = before === resource ? undefined : before;
  for (const refusal of answerTo(resource, kubernetes, was)) {
    if (!isAsked(refusal)) continue;
    const { error, answers } = refusal;
    const field = error.path.in(resource.field);
    const at = placeOf(field, marksKey(error.type) || isTruthValue(field.key));
    const isOpen = isPlaceholder(field.text ?? '');
    yield {
      at,
      message: [
        error.message,
        isTruthValue(field.key)
          ? `The key "${field.key?.text}" is not text either: YAML 1.1 reads it as ${field.key?.value}. Quote it.`
          : '',
        versionsOf(refusal, resource, kubernetes, was),
        isOpen ? 'It may still be right: something seems to fill in this value before the cluster sees it.' : '',
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
      ...(isOpen || error.dependsOnCluster ? { severity: 'information' } : {}),
      effect: error.effect,
      hasNoPods: !refusal.isChange,
      fixes:
        serviceRenamed(error.path, resource, workspace) ??
        error.repairs.flatMap((repair) => fixOf(repair, error.path, resource)),
      api: answers.map(({ type, path }) => ({ type, field: `${path}` })),
    };
  }
}

/** What the server takes with a warning, but for what api-ignored tells. */
export function* warnings(resource: Resource, workspace: Workspace): Iterable<Report> {
  if (isGenerated(resource)) return;
  const { kubernetes } = workspace.settingsOf(resource.field.document.uri);
  const found = warningsOf(resource, kubernetes);
  const type = typeOfKind(resource.apiVersion, resource.kind);
  const dropped = found.length > 0 && type ? ignoredFields(resource.field, type, kubernetes) : [];
  for (const { path, message, effect, repairs } of found) {
    const field = path.in(resource.field);
    const isDropped = dropped.some((each) => `${each.dropped.path}.`.startsWith(`${field.path}.`));
    if (effect === 'ignored' && isDropped) continue;
    yield {
      at: placeOf(field, field.kind !== 'scalar'),
      message,
      effect,
      fixes: repairs.flatMap((repair) => fixOf(repair, path, resource)),
      api: [{ type: 'warning', field: field.path }],
    };
  }
}

/** Objects that stand in a list of their own, not in that of a `kind: List`. */
export function* listed({ root }: Document): Iterable<Report> {
  const object = root.items.find((item) => item.get('apiVersion').string && item.get('kind').string);
  if (!object) return;
  yield {
    at: object.get('kind'),
    message: `This ${object.get('kind').text} stands in a list. A document holds one object, or a list of them under "items" of a kind List.`,
    api: [{ type: 'decoding', field: '' }],
  };
}

/** `on`, `yes`, `n`: to YAML 1.1, which Kubernetes reads, no text. */
const isTruthValue = (key: ScalarNode | undefined) => key?.style === 'plain' && typeof key.value === 'boolean';

/** A field that should not be there is marked by its name. */
export const marksKey = (type: ErrorType) =>
  ['unknown field', 'duplicate key', 'Forbidden', 'Required value'].includes(type);

/** What is missing is marked by the name of what it is missing in. */
export function placeOf(field: Field, isKeyMarked: boolean) {
  let there = field;
  while (!there.exists && there.parent) there = there.parent;
  const span = (isKeyMarked || there !== field ? there.keySpan : undefined) ?? there.span;
  const document = there.keySpan === span ? (there.key?.document ?? there.document) : there.document;
  return { document, span, path: field.path };
}

function fixOf(repair: Repair, path: Path, resource: Resource): readonly Fix[] {
  const field = path.in(resource.field);
  const name = `${field.step ?? ''}`;
  const safe = repair.isSafe ?? false;
  switch (repair.kind) {
    case 'replace':
      if (!field.exists || field.kind !== 'scalar') return [];
      return [{ title: `Write ${shown(repair.value)}`, safe, edits: [replaceScalar(field, repair.value)] }];
    case 'remove':
      if (!field.exists) return [];
      return [
        {
          title: `Remove ${name}`,
          safe,
          ...(field.items.length + field.entries.length > 0 ? { isLossy: true } : {}),
          edits: [typeof field.step === 'number' ? removeItem(field) : removeKey(field)],
        },
      ];
    case 'rename':
      return [{ title: `Rename "${name}" to "${repair.key}"`, safe, edits: [renameKey(field, repair.key)] }];
    case 'move': {
      const edits = moveEntry(field, repair.to.in(resource.field));
      return edits.length > 0 ? [{ title: `Move "${name}" to ${`${repair.to}` || 'the top'}`, safe, edits }] : [];
    }
    case 'nest': {
      const edits = nested(field, repair.into);
      return edits.length > 0 ? [{ title: `Move "${name}" under ${repair.into.join('.')}`, safe, edits }] : [];
    }
    case 'add': {
      const edit = added(field, repair.value);
      const isListed = Array.isArray(repair.value) && typeof field.scalar === 'string';
      const title = isListed ? 'Write it as a list' : `Add ${name}`;
      return edit ? [{ title, safe, edits: [edit] }] : [];
    }
  }
}

const shown = (value: unknown) => (typeof value === 'string' ? `"${value}"` : `${value}`);

/** Puts an entry under keys beside it; empty where something else is in the way. */
function nested(field: Field, keys: readonly string[]): readonly Edit[] {
  const { parent } = field;
  const [outer = '', ...inner] = keys;
  if (!parent || typeof field.step !== 'string') return [];
  const target = parent.get(...keys);
  if (target.entries.length > 0) return moveEntry(field, target);
  const value = asObject(field);
  const wrap = (steps: readonly string[]): unknown =>
    steps.reduceRight<unknown>((below, step) => ({ [step]: below }), { [`${field.step}`]: value });
  if (!parent.get(outer).exists) return [replaceEntry(field, outer, wrap(inner))];
  const edit = inner.length > 0 && !target.exists ? added(target, { [field.step]: value }) : undefined;
  return edit ? [edit, removeKey(field)] : [];
}

/** Puts a value where nothing stands, or something of another kind; undefined where there is no map to put it in. */
function added(field: Field, value: unknown): Edit | undefined {
  const { parent, step } = field;
  if (!parent || step === undefined) return undefined;
  if (typeof step === 'number')
    return parent.parent && typeof parent.step === 'string' && !field.exists
      ? addItem(parent.parent, parent.step, value)
      : undefined;
  if (field.exists) return replaceEntry(field, step, value);
  if (parent.kind === 'mapping' || (parent.exists && parent.scalar === null))
    return insertKeys(parent, { [step]: value });
  return parent.exists ? undefined : added(parent, { [step]: value });
}
