/** How names are looked up inside of a Pod. Source: pkg/apis/core/validation/validation.go (validatePodDNSConfig). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { HostAlias, PodDNSConfig } from '../types.ts';
import { ipAddress } from './ip.ts';
import { dnsSubdomain, type Grammar, named } from './names.ts';
import { isEmpty } from './values.ts';

export function dnsConfig(check: Check, at: Path, config: PodDNSConfig | undefined, dnsPolicy: string): void {
  const { nameservers = [], searches = [], options = [] } = config ?? {};
  if (dnsPolicy === 'None' && !config) {
    check.required(at, 'dnsPolicy None leaves all to dnsConfig, and there is none.');
    return;
  }
  if (dnsPolicy === 'None' && nameservers.length === 0) {
    check.required(at.child('nameservers'), 'dnsPolicy None needs at least one nameserver here.');
    return;
  }
  if (nameservers.length > 3)
    check.invalid(at.child('nameservers'), `${nameservers.length} nameservers are too many: 3 are allowed.`);
  nameservers.forEach((address, i) => {
    ipAddress(check, at.child('nameservers').index(i), address);
  });
  searchList(check, at.child('searches'), searches);
  options.forEach(({ name }, i) => {
    if (isEmpty(name)) check.required(at.child('options').index(i), 'The option has no name.');
  });
}

function searchList(check: Check, at: Path, searches: readonly string[]): void {
  const length = searches.join(' ').length;
  if (searches.length > 32) check.invalid(at, `${searches.length} domains are too many: 32 are allowed.`);
  if (length > 2048) check.invalid(at, `The domains have ${length} characters together: 2048 are allowed.`);
  const isRelaxed = check.isSince('1.33');
  searches.forEach((search, i) => {
    if (isRelaxed && search === '.') return;
    named(check, at.index(i), search.replace(/\.$/, ''), isRelaxed ? searchDomain : dnsSubdomain);
  });
}

const searchPattern = /^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/;

/** A domain to look in: names of services have underscores. */
const searchDomain: Grammar = (text) => {
  if (!searchPattern.test(text))
    return 'is no domain: lower case letters, digits, "-", "_" and ".", with a letter or digit at both ends';
  return text.length > 253 ? `has ${text.length} characters: 253 are allowed` : undefined;
};

/** Lines that are added to /etc/hosts. */
export function hostAliases(check: Check, at: Path, aliases: readonly HostAlias[] = []): void {
  aliases.forEach(({ ip = '', hostnames = [] }, i) => {
    ipAddress(check, at.index(i).child('ip'), ip);
    hostnames.forEach((hostname, j) => {
      named(check, at.index(i).child('hostnames').index(j), hostname, dnsSubdomain);
    });
  });
}
