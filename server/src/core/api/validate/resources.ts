/**
 * Resources that containers ask for and may use at most.
 * Source: pkg/apis/core/validation/validation.go (validateResourceRequirements), pkg/apis/core/helper/helpers.go.
 */
import { parseQuantity } from '../../quantity.ts';
import type { Check, FieldError } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Quantity, ResourceClaim, ResourceRequirements, StringMap } from '../types.ts';
import { dnsLabel, named, qualifiedName } from './names.ts';
import { isEmpty, meant } from './values.ts';

/** A quantity in thousandths, which is as fine as the server counts; it rounds up. `Gi` alone is 0. */
export function amount(quantity: Quantity | undefined): number {
  const value = (quantity === undefined ? undefined : parseQuantity(quantity)?.value) ?? 0;
  // Digits past the fifteenth are what binary fractions leave behind.
  return Math.ceil(Number((value * 1000).toPrecision(15)));
}

type NameCheck = (check: Check, path: Path, name: string) => FieldError | undefined;

interface Rules {
  /** Names of the Pod's resourceClaims. */
  readonly claims: ReadonlySet<string>;
  /** Of a Pod, not of a template: there the server has put limits in the place of requests that nobody wrote. */
  readonly isPod: boolean;
  /** Which limits it does that with; all without it. */
  readonly isRequested?: (name: string) => boolean;
  readonly nameCheck?: NameCheck;
}

/** Requests, limits and claims of a container, or of a Pod as a whole. */
export function resources(check: Check, at: Path, requirements: ResourceRequirements = {}, rules: Rules): void {
  const { limits = {}, requests = {} } = requirements;
  const { nameCheck = containerResource, isRequested = () => true } = rules;
  for (const [name, quantity] of Object.entries(limits)) {
    const errors = resource(check, at.child('limits').key(name), name, quantity, nameCheck);
    if (rules.isPod && requests[name] === undefined && isRequested(name))
      for (const error of errors)
        check.report(error.type, at.child('requests').key(name), error.message, { follows: error });
  }
  for (const [name, quantity] of Object.entries(requests)) {
    resource(check, at.child('requests').key(name), name, quantity, nameCheck);
    requestAndLimit(check, at, name, quantity, limits[name]);
  }
  hugePagesAlone(check, at, [...Object.keys(limits), ...Object.keys(requests)]);
  // Claims are a matter of versions that know them; before, the server loses them.
  if (check.isSince('1.34')) resourceClaims(check, at.child('claims'), requirements.claims, rules.claims);
}

/** What a Pod costs beside its containers. */
export function overhead(check: Check, at: Path, list: StringMap<Quantity> | undefined): void {
  // The server takes it for limits.
  for (const [name, quantity] of Object.entries(list ?? {}))
    resource(check, at.named('limits').key(name), name, quantity, containerResource);
  hugePagesAlone(check, at, Object.keys(list ?? {}));
}

function hugePagesAlone(check: Check, at: Path, names: readonly string[]): void {
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory'))
    check.forbidden(at, 'Huge pages go with cpu or memory only: neither is asked for here.');
}

function resource(check: Check, path: Path, name: string, quantity: Quantity, nameCheck: NameCheck) {
  const errors = [nameCheck(check, path, name)];
  const wrong = wrongQuantity(name, quantity);
  if (wrong !== undefined) errors.push(check.invalid(path, wrong));
  return errors.filter((error) => error !== undefined);
}

function wrongQuantity(name: string, quantity: Quantity): string | undefined {
  const value = amount(quantity);
  if (value < 0) return `${quantity} is negative: it must be 0 or more.`;
  if (isExtended(name) && value % 1000 !== 0) return `${name} comes in whole numbers only, not ${quantity}.`;
  if (isHugePages(name) && !isMultiple(name, quantity))
    return `${quantity} is no multiple of the size of a page, ${name.slice('hugepages-'.length)}.`;
  return undefined;
}

function requestAndLimit(check: Check, at: Path, name: string, request: Quantity, limit: Quantity | undefined): void {
  const canBeLess = isNative(name) && !isHugePages(name);
  const place = at.child('requests').unnamed(name);
  const repairs = { repairs: limit === undefined ? [] : [{ kind: 'replace', value: limit } as const] };
  if (limit === undefined) {
    if (!canBeLess)
      check.required(
        at.child('limits').unnamed(name),
        `"${name}" is requested without a limit: the two must be the same.`,
        { repairs: [{ kind: 'add', value: request }] },
      );
  } else if (amount(request) > amount(limit))
    check.invalid(place, `A request of ${request} is more than the limit of ${limit} for ${name}.`, repairs);
  else if (amount(request) < amount(limit) && !canBeLess)
    check.invalid(
      place,
      `A request of ${request} is not the limit of ${limit} for ${name}: the two must be the same.`,
      repairs,
    );
}

function resourceClaims(check: Check, at: Path, list: readonly ResourceClaim[] = [], names: ReadonlySet<string>): void {
  const seen = new Set<string>();
  list.forEach(({ name, request }, i) => {
    const path = at.index(i);
    if (isEmpty(name)) {
      check.required(path, "The claim has no name: it must be one of the Pod's resourceClaims.");
      return;
    }
    if (!isEmpty(request) && !seen.has(name)) named(check, path.child('request'), request, dnsLabel);
    const key = isEmpty(request) ? name : `${name}/${request}`;
    const isTaken =
      seen.has(name) || seen.has(key) || (isEmpty(request) && [...seen].some((other) => other.startsWith(`${name}/`)));
    if (isTaken) check.duplicate(path, `"${key}" is claimed above already.`);
    if (!seen.has(name)) seen.add(key);
    if (!names.has(name))
      check.notFound(
        path,
        names.size === 0
          ? `The Pod has no resourceClaims, so there is no "${name}".`
          : `The Pod's resourceClaims have no "${name}".`,
      );
  });
}

const standard = new Set([
  ...['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
  ...['storage', 'requests.storage', 'pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets'],
  ...['configmaps', 'persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers'],
]);
const ofContainers = ['cpu', 'memory', 'ephemeral-storage'];

export const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
/** Resources of Kubernetes itself, not those that a vendor brings. */
const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/');
const isExtended = (name: string) =>
  !isNative(name) && !name.startsWith('requests.') && /^[^/]{1,244}\/[^/]+$/.test(name);
const isStandard = (name: string) => standard.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-');

/** A resource by its full name; undefined when nothing is wrong. */
function resourceName(check: Check, path: Path, name: string): FieldError | undefined {
  const error = named(check, path, name, qualifiedName);
  if (error || name.includes('/') || isStandard(name)) return error;
  const [near] = meant(name, ofContainers);
  const known = 'Kubernetes knows cpu, memory and ephemeral-storage; others start with a domain, as nvidia.com/gpu.';
  return near?.kind === 'replace'
    ? check.invalid(path, `"${name}" is no resource. Did you mean "${near.value}"?`, {
        repairs: [{ kind: 'rename', key: `${near.value}` }],
      })
    : check.invalid(path, `"${name}" is no resource. ${known}`);
}

/** A resource that a container may ask for. */
export function containerResource(check: Check, path: Path, name: string): FieldError | undefined {
  const error = resourceName(check, path, name);
  if (!name.includes('/')) {
    if (ofContainers.includes(name) || isHugePages(name) || error) return error;
    return check.invalid(path, `"${name}" is counted for namespaces, not for containers.`);
  }
  if (isNative(name) || isExtended(name) || error) return error;
  return check.invalid(path, `"${name}" is no name of a resource that a vendor may bring.`);
}

/** Resources that can be given to all containers of a Pod together. */
export const isOfPods = (name: string): boolean => name === 'cpu' || name === 'memory' || isHugePages(name);

/** A resource that a Pod as a whole may ask for. */
export function podResource(check: Check, path: Path, name: string): FieldError | undefined {
  const error = resourceName(check, path, name);
  if (error || isOfPods(name)) return error;
  return check.report(
    'Unsupported value',
    path,
    `A Pod as a whole can ask for cpu, memory and huge pages, not for "${name}": ask for it in a container.`,
  );
}

function isMultiple(name: string, quantity: Quantity): boolean {
  const page = amount(name.slice('hugepages-'.length));
  return page > 0 && page % 1000 === 0 && (Math.ceil(amount(quantity) / 1000) * 1000) % page === 0;
}
