/** IP addresses and ranges, as k8s.io/utils/net reads them: like Go of old, with leading zeros. Since 1.36 that is too sloppy. */
import type { Check, FieldError } from '../field-error.ts';
import type { Path } from '../path.ts';

export interface IpAddress {
  readonly family: 4 | 6;
  /** 4 or 16 of them. */
  readonly bytes: readonly number[];
  /** Written with zeros before a number, which other programs read as octal. */
  readonly isPadded: boolean;
}
export interface IpRange extends IpAddress {
  /** How many bits the addresses of the range have in common. */
  readonly prefix: number;
}

/** Undefined for what is no address. */
export function parseIp(text: string): IpAddress | undefined {
  const mark = /[.:]/.exec(text)?.[0];
  if (mark === '.') return parseIpv4(text);
  return mark === ':' ? parseIpv6(text) : undefined;
}

function parseIpv4(text: string): IpAddress | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^[0-9]+$/.test(part) && Number(part) <= 255)) return undefined;
  return { family: 4, bytes: parts.map(Number), isPadded: parts.some((part) => /^0[0-9]/.test(part)) };
}

function parseIpv6(text: string): IpAddress | undefined {
  const lastColon = text.lastIndexOf(':');
  const tail = text.slice(lastColon + 1);
  const embedded = tail.includes('.') ? parseIpv4(tail) : undefined;
  if (tail.includes('.') && !embedded) return undefined;
  // The IPv4 address at the end stands for two groups.
  const whole = embedded ? `${text.slice(0, lastColon + 1)}0:0` : text;
  const halves = whole.split('::');
  if (halves.length > 2) return undefined;
  const [before = [], after = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups = [...before, ...after];
  if (!groups.every((group) => /^[0-9a-fA-F]+$/.test(group) && Number.parseInt(group, 16) <= 0xffff)) return undefined;
  if (halves.length === 2 ? groups.length > 7 : groups.length !== 8) return undefined;
  const gap = Array.from({ length: 8 - groups.length }, () => '0');
  const bytes = [...before, ...gap, ...after].flatMap((group) => {
    const number = Number.parseInt(group, 16);
    return [number >> 8, number & 255];
  });
  return {
    family: 6,
    bytes: embedded ? [...bytes.slice(0, 12), ...embedded.bytes] : bytes,
    isPadded: embedded?.isPadded === true || groups.some((group) => group.length > 4),
  };
}

/** `10.0.0.0/8`; undefined for what is no range. */
export function parseCidr(text: string): IpRange | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? undefined : parseIp(text.slice(0, slash));
  const prefix = text.slice(slash + 1);
  if (!address || !/^[0-9]+$/.test(prefix) || Number(prefix) > address.bytes.length * 8) return undefined;
  return { ...address, prefix: Number(prefix), isPadded: address.isPadded || /^0[0-9]/.test(prefix) };
}

/** Whether both have the range's leading bits. */
export const contains = (range: IpRange, { bytes }: IpAddress): boolean =>
  bytes.length === range.bytes.length &&
  bytes.every((byte, i) => {
    const mask = maskOf(i, range.prefix);
    return (byte & mask) === ((range.bytes[i] ?? 0) & mask);
  });

/** The bits of a byte that belong to the prefix. */
export const maskOf = (i: number, prefix: number) => (0xff00 >> Math.max(0, Math.min(8, prefix - 8 * i))) & 0xff;

/** An IPv4 address in the clothes of an IPv6 one: `::ffff:10.0.0.1`. */
export const isMapped = ({ family, bytes }: IpAddress) =>
  family === 6 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;

/** The IPv4 address that it is or stands for. */
const plain = (address: IpAddress) => (isMapped(address) ? address.bytes.slice(12) : address.bytes);

const unpadded = (text: string) => text.replaceAll(/(^|[./])0+(?=[0-9])/g, '$1');

/** An address; answers the error, if there is one. */
export function ipAddress(check: Check, at: Path, text: string): FieldError | undefined {
  const address = parseIp(text);
  if (!address)
    return check.invalid(at, `"${text}" is no IP address: four numbers such as 10.9.8.7, or IPv6 such as 2001:db8::1.`);
  if (!check.isSince('1.36')) return undefined;
  if (address.isPadded)
    return check.invalid(at, `"${text}" has zeros before a number, which some programs read as octal.`, {
      repairs: address.family === 4 ? [{ kind: 'replace', value: unpadded(text) }] : [],
    });
  return isMapped(address)
    ? check.invalid(at, `"${text}" is an IPv4 address written as IPv6: write it as IPv4.`, {
        repairs: [{ kind: 'replace', value: plain(address).join('.') }],
      })
    : undefined;
}

/** A range of addresses; answers the error, if there is one. */
export function cidr(check: Check, at: Path, text: string): FieldError | undefined {
  const range = parseCidr(text);
  if (!range) {
    const address = parseIp(text);
    return check.invalid(at, `"${text}" is no range of addresses: an address, "/" and a number, such as 10.9.8.0/24.`, {
      repairs: address ? [{ kind: 'replace', value: `${text}/${address.bytes.length * 8}` }] : [],
    });
  }
  if (!check.isSince('1.36')) return undefined;
  if (range.isPadded)
    return check.invalid(at, `"${text}" has zeros before a number, which some programs read as octal.`, {
      repairs: range.family === 4 ? [{ kind: 'replace', value: unpadded(text) }] : [],
    });
  if (isMapped(range)) return check.invalid(at, `"${text}" is an IPv4 range written as IPv6: write it as IPv4.`);
  const first = range.bytes.map((byte, i) => byte & maskOf(i, range.prefix));
  if (first.every((byte, i) => byte === range.bytes[i])) return undefined;
  return check.invalid(
    at,
    `"${text}" is an address inside of a range, not the range: after the first ${range.prefix} bits all have to be 0.`,
    { repairs: range.family === 4 ? [{ kind: 'replace', value: `${first.join('.')}/${range.prefix}` }] : [] },
  );
}

/** An address that something in the network can have: not of this machine, of the link, or none at all. */
export function routableAddress(check: Check, at: Path, text: string): void {
  const address = ipAddress(check, at, text) ? undefined : parseIp(text);
  if (!address) return;
  const bytes = plain(address);
  const [first = 0, second = 0, third = 0] = bytes;
  const refuse = (what: string) => check.invalid(at, `"${text}" is ${what}: nothing outside can reach it.`);
  if (bytes.every((byte) => byte === 0)) refuse('no address at all');
  else if (bytes.length === 4) {
    if (first === 127) refuse('the loopback address, which every machine has for itself');
    else if (first === 169 && second === 254) refuse('a link-local address');
    else if (first === 224 && second === 0 && third === 0) refuse('a multicast address');
  } else {
    if (bytes.at(-1) === 1 && bytes.slice(0, -1).every((byte) => byte === 0))
      refuse('the loopback address, which every machine has for itself');
    else if (first === 0xfe && (second & 0xc0) === 0x80) refuse('a link-local address');
    else if (first === 0xff && (second & 0x0f) === 2) refuse('a multicast address');
  }
}
