/** What the API's table knows of a field under the cursor: facts, in Markdown. */
import { isSilent } from '../check.ts';
import { type Resource, resourcesOf } from '../manifest.ts';
import { pathInside } from '../rule.ts';
import { type KubernetesVersion, kubernetesVersions } from '../settings.ts';
import type { Workspace } from '../workspace.ts';
import type { Document, Field, Span } from '../yaml.ts';
import { isGatedOff } from './ignored.ts';
import { type FieldShape, fieldsOf, isKnown, type ScalarType, type Shape, typeOfKind } from './schema.ts';

export interface Hover {
  /** The key or the value that it is about. */
  readonly span: Span;
  readonly markdown: string;
}

/** A place in an object, with what may stand there. */
interface Typed {
  readonly field: Field;
  readonly shape: Shape;
  /** What the table has of it; of an item or of a value in a map, what it has of the field that holds it. */
  readonly facts: Facts;
}
interface Facts extends FieldShape {
  /** The type whose field it is. */
  readonly type: string;
}

/**
 * The facts about the field whose key or value stands at an offset of a document. Undefined where none stands, for objects
 * and fields that the table does not know, and in templates.
 */
export function hoverAt(workspace: Workspace, document: Document, offset: number): Hover | undefined {
  if (isSilent(document, workspace)) return undefined;
  for (const resource of resourcesOf(document)) {
    const name = holds(resource.field.valueSpan, offset) && typeOfKind(resource.apiVersion, resource.kind);
    const found = name && typedAt(resource.field, { kind: 'object', name }, undefined, offset);
    if (found) return { span: found.span, markdown: markdown(found.typed, resource, workspace) };
  }
  return undefined;
}

const holds = (span: Span | undefined, offset: number): span is Span =>
  span !== undefined && span.start <= offset && offset <= span.end;

/** The innermost key or value at an offset below a field. `facts`: what the table has of that field, below the top. */
function typedAt(
  field: Field,
  shape: Shape,
  facts: Facts | undefined,
  offset: number,
): { readonly typed: Typed; readonly span: Span } | undefined {
  const below = field.kind === 'sequence' ? field.items : field.entries;
  // Before the values: a block ends where the next key begins.
  const named = below.find(({ keySpan }) => holds(keySpan, offset));
  if (named?.keySpan) {
    const typed = typedIn(named, shape, facts);
    return typed && { typed, span: named.keySpan };
  }
  const child = below.findLast(({ valueSpan }) => holds(valueSpan, offset));
  const typed = child && typedIn(child, shape, facts);
  if (!typed) return undefined;
  // What an alias stands for is written elsewhere.
  if (child.isShared || child.kind === 'scalar') return child.valueSpan && { typed, span: child.valueSpan };
  return typedAt(child, typed.shape, typed.facts, offset);
}

function typedIn(field: Field, above: Shape, facts: Facts | undefined): Typed | undefined {
  if (above.kind === 'object') {
    const known = fieldsOf(above.name).get(`${field.step}`);
    return known && { field, shape: known.shape, facts: { ...known, type: above.name } };
  }
  const isItem = typeof field.step === 'number';
  return facts && above.kind === (isItem ? 'list' : 'map') ? { field, shape: above.of, facts } : undefined;
}

// ---- in words ----

function markdown({ field, shape, facts }: Typed, resource: Resource, workspace: Workspace): string {
  const { kubernetes } = workspace.settingsOf(field.document.uri);
  const isOwn = field.step === facts.name;
  const lines = [
    inWords(shape) + (isOwn && facts.isRequired ? ', required' : ''),
    ...(facts.values.length > 0 ? [`Allowed: ${facts.values.map(code).join(', ')}`] : []),
    ...(isOwn && facts.defaultValue !== undefined ? [`Default: ${code(facts.defaultValue)}`] : []),
    ...(isOwn && facts.listKeys.length > 0
      ? [`Items are told apart by ${facts.listKeys.map(code).join(' and ')}`]
      : []),
    ...versions(facts, kubernetes),
  ];
  return [`**${code(pathInside(field.path, resource))}**`, ...lines].join('\n\n');
}

const code = (text: string) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

function versions(facts: Facts, kubernetes: KubernetesVersion): readonly string[] {
  const { since, removed, type, name } = facts;
  const knows = isKnown(facts, kubernetes);
  const last = removed && kubernetesVersions[kubernetesVersions.indexOf(removed) - 1];
  const span =
    since && last
      ? `Kubernetes ${since === last ? `${since} only` : `${since} to ${last}`}`
      : since
        ? `Since Kubernetes ${since}`
        : last && `Up to Kubernetes ${last}`;
  return [
    ...(span ? [span] : []),
    ...(knows ? [] : [`**Kubernetes ${kubernetes}, which this file is for, does not know it.**`]),
    ...(knows && isGatedOff(type, name, kubernetes)
      ? [`**Kubernetes ${kubernetes}, which this file is for, drops it: its feature gate is off by default.**`]
      : []),
  ];
}

/** A type as one says it: `list of Container`, `map of text`, `whole number (int32)`. */
function inWords(shape: Shape): string {
  switch (shape.kind) {
    case 'list':
      return `list of ${inWords(shape.of)}`;
    case 'map':
      return `map of ${inWords(shape.of)}`;
    case 'object':
      return shape.name;
    case 'scalar':
      return scalars[shape.type];
  }
}

const scalars: Readonly<Record<ScalarType, string>> = {
  string: 'text',
  int32: 'whole number (int32)',
  int64: 'whole number (int64)',
  bool: 'true or false',
  double: 'number',
  bytes: 'text in base64',
  Quantity: 'quantity',
  IntOrString: 'whole number or text',
  Time: 'time',
  MicroTime: 'time',
  any: 'anything',
};
