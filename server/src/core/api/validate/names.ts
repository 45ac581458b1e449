/**
 * The grammars of names: DNS labels and subdomains, label keys and values, ports, variables.
 * Each function says what is wrong with a text in words that go on from `"text" `, or undefined when nothing is.
 * Source: apimachinery pkg/util/validation, pkg/api/validate/content.
 */
import { dnsLabelFrom, isDnsSubdomain } from '../../dns-label.ts';
import type { Check, FieldError } from '../field-error.ts';
import type { Path } from '../path.ts';

export type Grammar = (text: string, check: Check) => string | undefined;

const labelPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const qualifiedPattern = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const encoder = new TextEncoder();
/** Lengths of labels and keys are counted in bytes since 1.35, in code points before. */
export const lengthOf = (text: string, check: Check): number =>
  check.isSince('1.35') ? encoder.encode(text).length : [...text].length;

const tooLong = (length: number, most: number) =>
  length > most ? `has ${length} characters: ${most} are allowed` : undefined;

/** A DNS label (RFC 1123): `web-0`. */
export const dnsLabel: Grammar = (text) => {
  const long = tooLong(text.length, 63);
  if (labelPattern.test(text)) return long;
  if (isDnsSubdomain(text)) return 'has dots, and a single DNS label may have none';
  return 'is no DNS label: lower case letters, digits and "-", with a letter or digit at both ends';
};

/** A DNS label that starts with a letter (RFC 1035): the name of a Service before 1.36. */
export const dnsLabelWithLetter: Grammar = (text) => {
  if (/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text)) return tooLong(text.length, 63);
  return 'is no DNS label that starts with a letter: lower case letters, digits and "-"';
};

/** DNS labels with dots between them: `shop.example.com`. */
export const dnsSubdomain: Grammar = (text) => {
  if (isDnsSubdomain(text)) return tooLong(text.length, 253);
  return 'is no DNS name: lower case letters, digits, "-" and ".", with a letter or digit at both ends';
};

/** The same with `*` as its first label: `*.example.com`. */
export const wildcardSubdomain: Grammar = (text) => {
  if (text.startsWith('*.') && isDnsSubdomain(text.slice(2))) return tooLong(text.length, 253);
  return 'is no DNS name with a wildcard: "*." and a DNS name after it';
};

/** A name with an optional prefix, as label keys have it: `app.kubernetes.io/name`. */
export const qualifiedName: Grammar = (text, check) => {
  const parts = text.split('/');
  if (parts.length > 2) return 'has more than one "/": a key is a name, or a DNS name, "/" and a name';
  const [name = '', prefix] = parts.toReversed();
  if (prefix === '') return 'has nothing before its "/"';
  if (prefix !== undefined && dnsSubdomain(prefix, check)) return `starts with "${prefix}", which is no DNS name`;
  if (name === '') return parts.length === 2 ? 'has nothing after its "/"' : 'is empty';
  return (
    tooLong(lengthOf(name, check), 63) ??
    (qualifiedPattern.test(name)
      ? undefined
      : 'is no key: letters, digits, "-", "_" and ".", with a letter or digit at both ends')
  );
};

/** What a label may say: empty, or letters, digits, `-`, `_`, `.`. */
export const labelValue: Grammar = (text, check) => {
  if (text === '') return undefined;
  return (
    tooLong(lengthOf(text, check), 63) ??
    (qualifiedPattern.test(text)
      ? undefined
      : 'is no label value: letters, digits, "-", "_" and ".", with a letter or digit at both ends')
  );
};

/** The name of a container's port, which probes and Services may call it by (an IANA service name). */
export const portName: Grammar = (text) => {
  if (text.length > 15) return `has ${text.length} characters: a port's name may have 15`;
  if (!/^[-a-z0-9]+$/.test(text)) return 'is no name for a port: lower case letters, digits and "-"';
  if (!/[a-z]/.test(text)) return 'is no name for a port: it needs a letter';
  if (text.includes('--')) return 'is no name for a port: it has two dashes in a row';
  return /^-|-$/.test(text) ? 'is no name for a port: it may not start or end with "-"' : undefined;
};

/** The name of an environment variable. Since 1.32 nearly anything that can be printed. */
export const envName: Grammar = (text, check) => {
  if (check.isSince('1.32'))
    return /^[ -<>-~]+$/.test(text) ? undefined : 'is no name for a variable: printable ASCII characters but "="';
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(text))
    return 'is no name for a variable: letters, digits, "_", "-" and ".", not starting with a digit';
  return /^\.\.?$|^\.\./.test(text) ? 'is no name for a variable: it may not be or start with ".."' : undefined;
};

/** A key of a ConfigMap or Secret: it becomes a file's name. */
export const configKey: Grammar = (text) => {
  if (!/^[-._a-zA-Z0-9]+$/.test(text)) return 'is no key: letters, digits, "-", "_" and "."';
  if (/^\.\.?$|^\.\./.test(text)) return 'is no key: it may not be "." or start with ".."';
  return tooLong(text.length, 253);
};

/** A name that stands in a URL's path, which is all that some kinds ask for. */
export const pathSegment: Grammar = (text) => {
  if (text === '.' || text === '..') return 'cannot stand in a URL';
  return /[/%]/.test(text) ? 'cannot stand in a URL: it has "/" or "%"' : undefined;
};

/** Reports a text that a grammar refuses; undefined when it does not. */
export function named(check: Check, path: Path, text: string, grammar: Grammar): FieldError | undefined {
  const wrong = grammar(text, check);
  if (wrong === undefined) return undefined;
  const slug = grammar === dnsLabel || grammar === dnsLabelWithLetter ? dnsLabelFrom(serviceOf(text)) : '';
  const isBetter = slug !== '' && slug !== text && grammar(slug, check) === undefined;
  return check.invalid(
    path,
    text === '' ? 'It is empty, where a name is asked for.' : `"${shortened(text)}" ${wrong}.`,
    {
      repairs: isBetter ? [{ kind: 'replace', value: slug }] : [],
    },
  );
}

/** An address that stands in the place of a name starts with it: `nginx.shop.svc.cluster.local`. */
const serviceOf = (text: string) => /^([^.]+)\.[^.]+\.svc(?:\.|$)/.exec(text)?.[1] ?? text;

const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 77)}…` : text);
