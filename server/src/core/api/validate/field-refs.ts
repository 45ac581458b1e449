/**
 * What a Pod may be told of itself: its fields, and the resources of its containers.
 * Source: pkg/apis/core/validation/validation.go (validateObjectFieldSelector, validateContainerResourceFieldSelector).
 */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { ObjectFieldSelector, ResourceFieldSelector } from '../types.ts';
import { named, qualifiedName } from './names.ts';
import { amount } from './resources.ts';
import { isEmpty, listed, meant } from './values.ts';

/** The fields that an environment variable may have. */
export const fieldsOfEnv = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
/** The fields that a file of a downwardAPI volume may have. */
export const fieldsOfFile = [
  'metadata.name',
  'metadata.namespace',
  'metadata.labels',
  'metadata.annotations',
  'metadata.uid',
];
/** What the server knows by name at all; other names are refused at an earlier step. */
const known = new Set([...fieldsOfEnv, ...fieldsOfFile, 'spec.restartPolicy', 'spec.schedulerName', 'status.phase']);

/** A reference to a field of the Pod, out of the allowed ones, or to one of its labels or annotations. */
export function fieldRef(check: Check, at: Path, ref: ObjectFieldSelector, allowed: readonly string[]): void {
  const { apiVersion, fieldPath } = ref;
  const path = at.child('fieldPath');
  if (isEmpty(fieldPath)) {
    check.required(path, `The reference names no field: ${listed(allowed)}.`);
    return;
  }
  const subscripted = /^([\s\S]+?)\['([\s\S]*)'\]$/.exec(fieldPath);
  if (!isEmpty(apiVersion) && apiVersion !== 'v1') {
    check.invalid(path, `Fields of a Pod are known as of v1 only, not of "${apiVersion}".`);
  } else if (subscripted) {
    const [, map = '', key = ''] = subscripted;
    if (map !== 'metadata.labels' && map !== 'metadata.annotations')
      check.invalid(path, `"${map}" has no keys to choose from: metadata.labels and metadata.annotations have.`);
    // The server names the reference here, not its fieldPath.
    else named(check, at.unnamed('fieldPath'), map === 'metadata.labels' ? key : key.toLowerCase(), qualifiedName);
  } else {
    const field = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
    if (allowed.includes(field)) return;
    const message = `"${fieldPath}" is no field that can be had here: ${listed(allowed)}, or a key such as metadata.labels['app'].`;
    const repairs = meant(fieldPath, allowed);
    if (known.has(field)) check.report('Unsupported value', path, message, { repairs });
    else check.invalid(path, message, { repairs });
  }
}

const resourcesOfContainer = [
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
];
const hugePages = /^(?:requests|limits)\.hugepages-/;
const sizeDivisors = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const cpuDivisors = ['1m', '1'];

/** A reference to a limit or request of a container. Files have to name the container, variables need not. */
export function resourceFieldRef(check: Check, at: Path, ref: ResourceFieldSelector, isFile: boolean): void {
  const { containerName, resource = '', divisor } = ref;
  if (isFile && isEmpty(containerName))
    check.required(at.child('containerName'), 'The reference needs the name of the container whose resource it means.');
  else if (resource === '')
    check.required(at.child('resource'), `The reference names no resource: ${listed(resourcesOfContainer)}.`);
  else if (!resourcesOfContainer.includes(resource) && !hugePages.test(resource))
    check.report(
      'Unsupported value',
      at.child('resource'),
      `"${resource}" is not allowed here: it must be ${listed(resourcesOfContainer)}.`,
      { repairs: meant(resource, resourcesOfContainer) },
    );
  const divisors = divisorsOf(resource);
  if (divisor === undefined || divisors === undefined || amount(divisor) === 0) return;
  if (divisors.some((each) => amount(each) === amount(divisor))) return;
  check.invalid(
    at.child('divisor'),
    `${resource} cannot be counted in units of "${divisor}": it must be ${listed(divisors)}.`,
  );
}

function divisorsOf(resource: string): readonly string[] | undefined {
  if (/^(?:requests|limits)\.cpu$/.test(resource)) return cpuDivisors;
  return resourcesOfContainer.includes(resource) || hugePages.test(resource) ? sizeDivisors : undefined;
}
