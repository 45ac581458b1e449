/**
 * The addresses of a Service and their families. The server gives them out before it validates anything, so that what is wrong with
 * them is all that it answers. What only the cluster knows (its range, whether it has IPv6) is taken to be as in most clusters.
 * Source: pkg/apis/core/validation (ValidateServiceClusterIPsRelatedFields), pkg/registry/core/service/storage/alloc.go.
 */
import { isNone } from '../../headless.ts';
import type { Check, FieldError } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { ServiceSpec } from '../types.ts';
import { contains, ipAddress, parseCidr, parseIp } from './ip.ts';
import { isEmpty, oneOf, unique } from './values.ts';

/** Of a Service with defaults filled in. */
export const isHeadless = ({ clusterIPs = [] }: ServiceSpec): boolean =>
  clusterIPs.length === 1 && clusterIPs[0] === 'None';

const families = ['IPv4', 'IPv6'];
const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** `clusterIP`, `clusterIPs`, `ipFamilies`, `ipFamilyPolicy`, with defaults filled in. */
export function clusterAddresses(check: Check, at: Path, spec: ServiceSpec): void {
  if (spec.type === 'ExternalName') return;
  const known = check.errors.length;
  agreement(check, at, spec);
  ipFamilies(check, at, spec);
  addresses(check, at, spec);
  if (check.errors.length === known) stacks(check, at, spec);
  if (check.errors.length === known) usualCluster(check, at, spec);
}

/** What kubeadm gives to Services, unless one asks for another range. */
const usualRange = parseCidr('10.96.0.0/12');

/** Most clusters have IPv4 alone, and give Services addresses of that range. */
function usualCluster(check: Check, at: Path, spec: ServiceSpec): void {
  const { clusterIP, clusterIPs = [], ipFamilies = [], ipFamilyPolicy, selector = {} } = spec;
  // Nothing is given to one whose endpoints somebody makes by hand.
  if (isHeadless(spec) && Object.keys(selector).length === 0) return;
  const dependsOnCluster = true;
  const known = check.errors.length;
  const only = 'Most clusters have IPv4 alone for Services, and refuse this.';
  if (ipFamilyPolicy === 'RequireDualStack') check.invalid(at.child('ipFamilyPolicy'), only, { dependsOnCluster });
  ipFamilies.forEach((family, i) => {
    if (family === 'IPv6') check.invalid(at.child('ipFamilies').index(i), only, { dependsOnCluster });
  });
  const parsed = isHeadless(spec) ? [] : clusterIPs.map(parseIp);
  const one = clusterIPs.length === 1 && clusterIP === clusterIPs[0];
  parsed.forEach((address, i) => {
    if (address?.family !== 6) return;
    const path = one ? at.unnamed('clusterIP').named('clusterIPs[0]') : at.child('clusterIPs').index(i);
    check.invalid(path, only, { dependsOnCluster });
  });
  const [first] = parsed;
  if (check.errors.length > known || !first || !usualRange || contains(usualRange, first)) return;
  check.invalid(
    one ? at.unnamed('clusterIP').named('clusterIPs') : at.child('clusterIPs'),
    `${clusterIPs[0]} is not of the range that clusters give to Services by default (10.96.0.0/12), and they refuse others. Left out, the cluster chooses one.`,
    { repairs: [{ kind: 'remove' }], dependsOnCluster },
  );
}

/** `clusterIP` is the first of `clusterIPs`, or neither is there. */
function agreement(check: Check, at: Path, { clusterIP, clusterIPs = [] }: ServiceSpec): void {
  if (isEmpty(clusterIP)) {
    if (clusterIPs.length > 0)
      check.invalid(
        at.child('clusterIPs'),
        'The first of "clusterIPs" has to stand in "clusterIP" as well, which is not there.',
      );
  } else if (clusterIPs[0] !== clusterIP)
    check.invalid(at.child('clusterIPs'), `The first of "clusterIPs" has to be that of "clusterIP", "${clusterIP}".`);
}

function ipFamilies(check: Check, at: Path, { ipFamilies = [], ipFamilyPolicy }: ServiceSpec): void {
  ipFamilies.forEach((family, i) => {
    oneOf(check, at.child('ipFamilies').index(i), family, families);
  });
  unique(
    check,
    ipFamilies,
    (family) => family,
    (i) => at.child('ipFamilies').index(i),
    (family) => `"${family}" stands here twice.`,
  );
  oneOf(check, at.child('ipFamilyPolicy'), ipFamilyPolicy, policies);
}

function addresses(check: Check, at: Path, { clusterIP, clusterIPs = [], ipFamilies = [] }: ServiceSpec): void {
  const list = at.child('clusterIPs');
  let isBroken = false;
  clusterIPs.forEach((ip, i) => {
    if (i === 0 && ip === 'None') {
      if (clusterIPs.length === 1) return;
      isBroken = true;
      check.invalid(list, '"None" stands alone: a headless Service has no other address.');
      return;
    }
    // What was written in `clusterIP` is called by the other name.
    const path =
      i === 0 && clusterIPs.length === 1 && clusterIP === ip
        ? at.unnamed('clusterIP').named('clusterIPs[0]')
        : list.index(i);
    isBroken = (isNone(ip) ? notNone(check, path, ip) : ipAddress(check, path, ip)) !== undefined || isBroken;
  });
  if (clusterIPs.length > 2) check.invalid(list, 'A Service has at most two addresses, one for each family.');
  if (isBroken) return;
  const parsed = clusterIPs.map(parseIp);
  if (clusterIPs.length > 1 && new Set(parsed.map((each) => each?.family)).size < 2)
    check.invalid(list, 'Two addresses have to be one of IPv4 and one of IPv6.');
  parsed.forEach((address, i) => {
    const family = ipFamilies[i];
    if (address && family !== undefined && families.includes(family) && family !== `IPv${address.family}`)
      check.invalid(
        list.index(i),
        `"${clusterIPs[i]}" is of IPv${address.family}, and ipFamilies[${i}] says ${family}: both lists go together.`,
      );
  });
}

function notNone(check: Check, at: Path, text: string): FieldError {
  return check.invalid(at, `"${text}" is no address. A headless Service says "None", spelt exactly so.`, {
    repairs: [{ kind: 'replace', value: 'None' }],
  });
}

/** Two families or addresses want a policy that allows two; without one, it is SingleStack. */
function stacks(check: Check, at: Path, spec: ServiceSpec): void {
  const { clusterIPs = [], ipFamilies = [], ipFamilyPolicy, selector = {} } = spec;
  const isFree = isHeadless(spec) && Object.keys(selector).length === 0;
  if ((ipFamilyPolicy ?? (isFree ? 'RequireDualStack' : 'SingleStack')) !== 'SingleStack') return;
  if (clusterIPs.length < 2 && ipFamilies.length < 2) return;
  check.invalid(
    at.child('ipFamilyPolicy'),
    `With two ${ipFamilies.length > 1 ? 'families' : 'addresses'} the policy has to be "PreferDualStack" or "RequireDualStack"${
      ipFamilyPolicy === undefined ? ', and without one it is "SingleStack"' : ''
    }.`,
    { repairs: [{ kind: ipFamilyPolicy === undefined ? 'add' : 'replace', value: 'PreferDualStack' }] },
  );
}
