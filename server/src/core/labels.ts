/** Labels and the selectors that choose by them. */
import { isPlaceholder } from './placeholder.ts';
import type { Field, Located } from './yaml.ts';

export interface Labels {
  /** By key, in the order of the text. */
  readonly values: ReadonlyMap<string, Located<string>>;
  /** False when a label is a placeholder or not text: then nothing can be said about what does not match. */
  readonly isKnown: boolean;
  readonly field: Field;
  /**
   * What the workload's own selector asks for, where its template carries something else. One of the two is a slip, which
   * selector-mismatch reports; who chooses by either is not to be blamed for it.
   */
  readonly asked?: ReadonlyMap<string, Located<string>>;
}
interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}
export interface Selector {
  readonly labels: Labels;
  readonly expressions: readonly Expression[];
  readonly field: Field;
}

export function readLabels(field: Field): Labels {
  const values = new Map(
    field.entries.flatMap((entry) => (entry.string ? [[String(entry.step), entry.string] as const] : [])),
  );
  const isKnown =
    (!field.exists || field.scalar === null || field.kind === 'mapping') &&
    values.size === new Set(field.entries.map(({ step }) => step)).size &&
    ![...values].some(([key, { value }]) => isPlaceholder(value) || isPlaceholder(key));
  return { values, isKnown, field };
}

/** A LabelSelector: `matchLabels` and `matchExpressions`. */
export function readSelector(field: Field): Selector {
  return {
    field,
    labels: readLabels(field.get('matchLabels')),
    expressions: field.get('matchExpressions').items.map((item) => ({
      key: item.get('key').text ?? '',
      operator: item.get('operator').text ?? '',
      values: item.get('values').items.flatMap((value) => value.text ?? []),
    })),
  };
}

/** Whether the selector chooses Pods with these labels. Only meaningful when both are known. */
export function selects(selector: Selector, labels: Labels): boolean {
  for (const [key, { value }] of selector.labels.values) if (!carries(labels, key, value)) return false;
  return selector.expressions.every((expression) => holds(expression, labels.values.get(expression.key)?.value));
}

/** Whether the Pods have the label, or have it but for a slip that selector-mismatch tells of. */
export const carries = ({ values, asked }: Labels, key: string, value: string): boolean =>
  values.get(key)?.value === value || asked?.get(key)?.value === value;

/** The labels of a template, with what the workload's selector asks for instead. */
export function withAsked(labels: Labels, { labels: { values, isKnown } }: Selector): Labels {
  const asked = [...values].filter(([key, { value }]) => labels.values.get(key)?.value !== value);
  return asked.length > 0 && isKnown && labels.isKnown ? { ...labels, asked: new Map(asked) } : labels;
}
/** The labels as they are written. */
export const asWritten = ({ values, isKnown, field }: Labels): Labels => ({ values, isKnown, field });

function holds({ operator, values }: Expression, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false; // an operator that the server refuses chooses nothing
  }
}

/** `app=nginx,tier=web`, as kubectl writes it. */
export function printLabels(labels: Labels): string {
  return [...labels.values].map(([key, { value }]) => `${key}=${value}`).join(',');
}

/** The selector's labels that these Pods lack or carry with another value. */
export function mismatches(selector: Selector, labels: Labels): readonly Located<string>[] {
  return [...selector.labels.values]
    .filter(([key, { value }]) => !carries(labels, key, value))
    .map(([, located]) => located);
}

/** Labels that Pods carry although no template has them: their controllers add them. */
export const isGivenByController = (key: string): boolean =>
  /^(?:statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|(?:controller-revision|pod-template)-hash|pod-template-generation|(?:batch\.kubernetes\.io\/)?(?:job-name|controller-uid))$/.test(
    key,
  );
