/**
 * Resources of a Pod as a whole, since 1.34.
 * Source: pkg/apis/core/validation/validation.go (validatePodResources), k8s.io/component-helpers/resource.
 */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Container, PodSpec, Quantity, StringMap } from '../types.ts';
import { amount, isHugePages, isOfPods, podResource, resources } from './resources.ts';

/** `isPod`: not a template; there the server has put limits in the place of requests that nobody wrote. */
export function podResources(check: Check, at: Path, spec: PodSpec, isPod: boolean): void {
  const { resources: own } = spec;
  if (!own || !check.isSince('1.34')) return;
  const path = at.child('resources');
  if (spec.os?.name === 'windows') {
    check.forbidden(path, 'A Pod of Windows has no resources as a whole: give them to its containers.', {
      repairs: [{ kind: 'remove' }],
    });
    return;
  }
  if (own.claims)
    check.forbidden(path.child('claims'), 'Claims are made by containers, not by the Pod as a whole.', {
      repairs: [{ kind: 'remove' }],
    });
  const requested = sumOf(spec, isPod, 'requests');
  resources(check, path, own, {
    claims: new Set((own.claims ?? []).map(({ name = '' }) => name)),
    isPod,
    isRequested: (name) => isOfPods(name) && (isHugePages(name) || !requested.has(name)),
    nameCheck: podResource,
  });
  for (const [name, sum] of requested) ofAll(check, path, name, sum, own.requests, own.limits, isPod);
  for (const [name, sum] of sumOf(spec, isPod, 'limits')) {
    const limit = own.limits?.[name];
    if (isHugePages(name) && limit !== undefined && sum > amount(limit))
      check.invalid(path.child('limits').key(name), `${limit} is less than the limits of the containers together.`);
  }
  (spec.containers ?? []).forEach(({ name: container, resources: { limits = {} } = {} }, i) => {
    for (const [name, quantity] of Object.entries(limits)) {
      const most = own.limits?.[name];
      if (most === undefined || amount(quantity) <= amount(most)) continue;
      // The server makes a path of its own here.
      check.invalid(
        path.named('containers').index(i).key(name).named('limits'),
        `The container "${container ?? i}" may use more ${name} (${quantity}) than the Pod as a whole (${most}).`,
      );
    }
  });
}

/** What all containers request has to fit into what the Pod requests. */
function ofAll(
  check: Check,
  path: Path,
  name: string,
  sum: number,
  requests: StringMap<Quantity> = {},
  limits: StringMap<Quantity> = {},
  isPod: boolean,
): void {
  const request = requests[name];
  if (request !== undefined && sum > amount(request))
    check.invalid(
      path.child('requests').key(name),
      `${request} is less than what the containers request together, ${shown(name, sum)}.`,
      { repairs: [{ kind: 'replace', value: shown(name, sum) }] },
    );
  // Of a Pod that has limits, the server takes the sum for the request; it may be too much for them.
  const limit = limits[name];
  if (isPod && request === undefined && limit !== undefined && !isHugePages(name) && sum > amount(limit))
    check.invalid(
      path.child('requests'),
      `The containers request ${shown(name, sum)} of ${name} together, more than the limit of ${limit}.`,
    );
}

const units: readonly (readonly [string, number])[] = [
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['Ki', 2 ** 10],
  ['', 1],
];

/** A sum as somebody would write it. */
function shown(name: string, thousandths: number): string {
  if (name === 'cpu') return thousandths % 1000 === 0 ? `${thousandths / 1000}` : `${thousandths}m`;
  const whole = Math.ceil(thousandths / 1000);
  const [unit, size] = units.find(([, each]) => whole % each === 0) ?? ['', 1];
  return `${whole / size}${unit}`;
}

/**
 * What containers ask for together, in thousandths: those that run side by side add up, and of init containers that run one after
 * the other the largest counts.
 */
function sumOf(spec: PodSpec, isPod: boolean, list: 'requests' | 'limits'): ReadonlyMap<string, number> {
  const ofOne = ({ resources: { limits = {}, requests = {} } = {} }: Container) =>
    list === 'limits' ? limits : isPod ? { ...limits, ...requests } : requests;
  const sum = new Map<string, number>();
  const sidecars = new Map<string, number>();
  const largest = new Map<string, number>();
  for (const container of spec.containers ?? []) add(sum, ofOne(container));
  for (const container of spec.initContainers ?? []) {
    const own = ofOne(container);
    if (container.restartPolicy === 'Always') {
      add(sum, own);
      add(sidecars, own);
    }
    const meanwhile = new Map(sidecars);
    if (container.restartPolicy !== 'Always') add(meanwhile, own);
    for (const [name, value] of meanwhile) largest.set(name, Math.max(value, largest.get(name) ?? 0));
  }
  for (const [name, value] of largest) sum.set(name, Math.max(value, sum.get(name) ?? 0));
  return sum;
}

function add(sum: Map<string, number>, list: StringMap<Quantity>): void {
  for (const [name, quantity] of Object.entries(list)) sum.set(name, (sum.get(name) ?? 0) + amount(quantity));
}
