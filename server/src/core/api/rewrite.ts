/**
 * What has to change beside the `apiVersion` when a removed version becomes the one that took its place: fields that were moved, and
 * defaults that are none any more. Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/.
 */
import { type Edit, insertKey, replaceEntry } from '../edit.ts';
import type { Resource } from '../manifest.ts';
import type { Field } from '../yaml.ts';

export interface Rewrite {
  /** Empty where nothing was moved, or nothing of it is written. */
  readonly edits: readonly Edit[];
  /** What they do, to go on with: `, and …`. */
  readonly does: string;
  /** The field that was filled in before and is written down now; undefined where fields were moved. */
  readonly fills?: string;
}

export function rewrite({ group, kind, field }: Resource): Rewrite {
  const spec = field.get('spec');
  if (kind === 'Ingress') return { edits: ingress(spec), does: 'say the backends as it wants them' };
  if (kind === 'HorizontalPodAutoscaler') return { edits: autoscaler(spec), does: 'say the metrics as it wants them' };
  const isWorkload = group === 'apps' || group === 'extensions';
  return {
    edits: isWorkload ? selector(spec) : [],
    does: 'the selector that was the default',
    fills: 'spec.selector',
  };
}

/** The labels of the template were the default. */
function selector(spec: Field): readonly Edit[] {
  const labels = spec.get('template', 'metadata', 'labels').entries;
  if (spec.get('selector').exists || labels.length === 0 || !labels.every(({ string }) => string)) return [];
  const matchLabels = Object.fromEntries(labels.map(({ step, string }) => [`${step}`, string?.value]));
  return [insertKey(spec, 'selector', { matchLabels }, 'replicas')];
}

// ---- Ingress ----

function ingress(spec: Field): readonly Edit[] {
  const own = spec.get('backend');
  return [
    ...(own.exists ? [replaceEntry(own, 'defaultBackend', backend(own))] : []),
    ...spec.get('rules').items.flatMap((rule) => rule.get('http', 'paths').items.flatMap(path)),
  ];
}

function path(path: Field): readonly Edit[] {
  const to = path.get('backend');
  return [
    ...(to.get('serviceName').exists ? [replaceEntry(to, 'backend', backend(to))] : []),
    // Both edits would meet at the end of the path.
    ...(!path.get('pathType').exists && path.get('path').exists
      ? [insertKey(path, 'pathType', 'ImplementationSpecific', 'path')]
      : []),
  ];
}

function backend(backend: Field): object {
  const [name, port] = [backend.get('serviceName').scalar, backend.get('servicePort').scalar];
  const isNumber = typeof port === 'number' || /^[0-9]+$/.test(`${port}`);
  return { service: { name, port: isNumber ? { number: Number(port) } : { name: port } } };
}

// ---- HorizontalPodAutoscaler ----

/** The field of a metric by its type, what was called a target there, and what it is called now. */
function autoscaler(spec: Field): readonly Edit[] {
  return spec
    .get('metrics')
    .items.flatMap((metric) => [
      ...resource(metric.get('resource')),
      ...named(metric.get('pods'), 'metricName', 'selector'),
      ...named(metric.get('external'), 'metricName', 'metricSelector'),
      ...object(metric.get('object')),
    ]);
}

const targets = {
  targetAverageUtilization: ['Utilization', 'averageUtilization'],
  targetAverageValue: ['AverageValue', 'averageValue'],
  averageValue: ['AverageValue', 'averageValue'],
  targetValue: ['Value', 'value'],
} as const;

function targetOf(source: Field): object | undefined {
  for (const [old, [type, field]] of Object.entries(targets)) {
    const value = source.get(old).scalar;
    if (value !== undefined && value !== null) return { type, [field]: value };
  }
  return undefined;
}

function resource(source: Field): readonly Edit[] {
  const target = targetOf(source);
  return target ? [replaceEntry(source, 'resource', { name: source.get('name').scalar, target })] : [];
}

function named(source: Field, name: string, labels: string): readonly Edit[] {
  const target = targetOf(source);
  const metric = metricOf(source, name, labels);
  return target && metric && typeof source.step === 'string'
    ? [replaceEntry(source, source.step, { metric, target })]
    : [];
}

function object(source: Field): readonly Edit[] {
  const target = targetOf(source);
  const metric = metricOf(source, 'metricName', 'selector');
  const described = source.get('target');
  if (!target || !metric || described.kind !== 'mapping') return [];
  const describedObject = Object.fromEntries(described.entries.map(({ step, scalar }) => [`${step}`, scalar]));
  return [replaceEntry(source, 'object', { describedObject, metric, target })];
}

/** Undefined without a name, and where the labels are more than pairs. */
function metricOf(source: Field, name: string, labels: string): object | undefined {
  const selector = source.get(labels);
  const pairs = selector.get('matchLabels').entries;
  if (!source.get(name).exists || selector.entries.some(({ step }) => step !== 'matchLabels')) return undefined;
  const matchLabels = Object.fromEntries(pairs.map(({ step, scalar }) => [`${step}`, scalar]));
  return { name: source.get(name).scalar, ...(pairs.length > 0 ? { selector: { matchLabels } } : {}) };
}
