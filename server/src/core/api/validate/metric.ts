/** What a HorizontalPodAutoscaler measures. Source: pkg/apis/autoscaling/validation/validation.go (validateMetricSpec). */
import { parseQuantity } from '../../quantity.ts';
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type {
  ContainerResourceMetricSource,
  ExternalMetricSource,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
  Quantity,
} from '../types.ts';
import { named, pathSegment } from './names.ts';
import { objectReference } from './object-reference.ts';
import { containerResource } from './resources.ts';
import { isEmpty, listed, meant, oneOf, required } from './values.ts';

/** The field of each type, in the order in which the server looks. */
const sources = [
  ['Object', 'object'],
  ['External', 'external'],
  ['Pods', 'pods'],
  ['Resource', 'resource'],
  ['ContainerResource', 'containerResource'],
] as const;

export function metricSpec(check: Check, at: Path, spec: MetricSpec): void {
  const type = spec.type ?? '';
  const types = sources.map(([name]) => name);
  const missing = isEmpty(spec.type) ? check.required(at.child('type'), 'The metric needs a type.') : undefined;
  if (missing) check.report('Unsupported value', at.child('type'), missing.message, { follows: missing });
  else oneOf(check, at.child('type'), type, types);
  const present = sources.map(([, field]) => field).filter((field) => spec[field] !== undefined);
  const [first] = present;
  if (first !== undefined) source(check, at.child(first), spec, first);
  const expected = sources.find(([name]) => name === type)?.[1];
  if (expected !== undefined && spec[expected] === undefined)
    check.required(at.child(expected), `A metric of type ${type} says in "${expected}" what is measured.`);
  if (present.length === 1) return;
  for (const field of present)
    if (field !== expected)
      check.forbidden(
        at.child(field),
        expected === undefined
          ? 'A metric has one source only.'
          : `A metric of type ${type} has the source "${expected}" only.`,
        { repairs: [{ kind: 'remove' }] },
      );
}

function source(check: Check, at: Path, spec: MetricSpec, field: (typeof sources)[number][1]): void {
  switch (field) {
    case 'object': {
      const { describedObject = {}, metric = {}, target = {} } = spec.object ?? {};
      objectReference(check, at.child('describedObject'), describedObject);
      identifier(check, at.child('metric'), metric);
      metricTarget(check, at.child('target'), target);
      if (target.value === undefined && target.averageValue === undefined) noValue(check, at);
      return;
    }
    case 'external':
      external(check, at, spec.external ?? {});
      return;
    case 'pods': {
      const { metric = {}, target = {} } = spec.pods ?? {};
      identifier(check, at.child('metric'), metric);
      metricTarget(check, at.child('target'), target);
      if (!isPositive(target.averageValue))
        check.required(
          at.child('target', 'averageValue'),
          'A metric of Pods aims at an "averageValue", which must be more than 0.',
        );
      return;
    }
    case 'resource':
      resource(check, at, spec.resource ?? {});
      return;
    case 'containerResource': {
      const each = spec.containerResource ?? {};
      if (!isEmpty(each.name)) containerResource(check, at.child('name'), each.name);
      required(check, at.child('container'), each.container, 'The name of the container is missing.');
      resource(check, at, each);
    }
  }
}

function external(check: Check, at: Path, { metric = {}, target = {} }: ExternalMetricSource): void {
  identifier(check, at.child('metric'), metric);
  metricTarget(check, at.child('target'), target);
  if (target.value === undefined && target.averageValue === undefined) noValue(check, at);
  if (target.value !== undefined && target.averageValue !== undefined)
    check.forbidden(at.child('target', 'value'), 'A target is either a "value" or an "averageValue", for each Pod.', {
      repairs: [{ kind: 'remove' }],
    });
}

const noValue = (check: Check, at: Path) =>
  check.required(at.child('target', 'averageValue'), 'The target needs a "value", or an "averageValue" for each Pod.');

function resource(
  check: Check,
  at: Path,
  { name, target = {} }: Pick<ContainerResourceMetricSource, 'name' | 'target'>,
): void {
  required(check, at.child('name'), name, 'The name of the resource is missing, such as cpu.');
  metricTarget(check, at.child('target'), target);
  if (target.averageUtilization === undefined && target.averageValue === undefined)
    check.required(
      at.child('target', 'averageUtilization'),
      'The target needs an "averageUtilization" in percent, or an "averageValue".',
    );
  if (target.averageUtilization !== undefined && target.averageValue !== undefined)
    check.forbidden(
      at.child('target', 'averageValue'),
      'A target is either an "averageUtilization" or an "averageValue".',
      {
        repairs: [{ kind: 'remove' }],
      },
    );
}

function identifier(check: Check, at: Path, { name }: MetricIdentifier): void {
  if (required(check, at.child('name'), name, 'The metric needs a name.'))
    named(check, at.child('name'), name, pathSegment);
}

const targetTypes = ['Utilization', 'Value', 'AverageValue'];

function metricTarget(
  check: Check,
  at: Path,
  { type = '', value, averageValue, averageUtilization }: MetricTarget,
): void {
  const missing = type === '' ? check.required(at.child('type'), 'The target needs a type.') : undefined;
  if (!targetTypes.includes(type))
    check.invalid(at.child('type'), `"${type}" is not allowed here: it must be ${listed(targetTypes)}.`, {
      follows: missing,
      repairs: meant(type, targetTypes),
    });
  if (value !== undefined && !isPositive(value)) check.invalid(at.child('value'), `${value} is not more than 0.`);
  if (averageValue !== undefined && !isPositive(averageValue))
    check.invalid(at.child('averageValue'), `${averageValue} is not more than 0.`);
  if (averageUtilization !== undefined && averageUtilization < 1)
    check.invalid(at.child('averageUtilization'), `${averageUtilization} % is not allowed here: it must be 1 or more.`);
}

const isPositive = (quantity: Quantity | undefined) =>
  quantity !== undefined && (parseQuantity(`${quantity}`)?.value ?? 0) > 0;
