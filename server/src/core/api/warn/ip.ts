/** Addresses that are read today, and by later versions no more, or that stand there in another form than the server prints. */
import { isPlaceholder } from '../../placeholder.ts';
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import { type IpAddress, isMapped, maskOf, parseCidr, parseIp } from '../validate/ip.ts';

/** An address in a form that has a better one. */
export function addressForm(check: Check, path: Path, text: string): void {
  if (isPlaceholder(text)) return;
  const address = parseIp(text);
  if (!address) {
    // Later versions let pass what no address can be made of.
    if (!check.isSince('1.33')) check.warn(path, `"${text}" is no IP address, and later versions will refuse it.`);
    return;
  }
  const better = addressText(address);
  if (address.isPadded)
    check.warn(path, `"${text}" has zeros before a number, and later versions refuse that: write ${better}.`, {
      repairs: [{ kind: 'replace', value: better }],
    });
  else if (isMapped(address)) {
    if (check.isSince('1.33'))
      check.warn(
        path,
        `"${text}" is an IPv4 address written as IPv6, and later versions refuse that: write ${better}.`,
        {
          repairs: [{ kind: 'replace', value: better }],
        },
      );
  } else if (better !== text)
    check.warn(path, `The usual form of "${text}" is ${better}: controllers compare addresses as text.`, {
      repairs: [{ kind: 'replace', value: better }],
    });
}

/** A range of addresses in a form that has a better one. */
export function rangeForm(check: Check, path: Path, text: string): void {
  if (isPlaceholder(text)) return;
  const range = parseCidr(text);
  if (!range || range.isPadded) {
    if (range || !check.isSince('1.33'))
      check.warn(path, `"${text}" is no range of addresses as later versions read them: 10.9.8.0/24 is one.`);
    return;
  }
  const first = range.bytes.map((byte, i) => byte & maskOf(i, range.prefix));
  if (check.isSince('1.33') && first.some((byte, i) => byte !== range.bytes[i]))
    check.warn(
      path,
      `"${text}" is an address within a range, and later versions refuse that: write ${addressText({ ...range, bytes: first })}/${range.prefix} for the range.`,
      { repairs: [{ kind: 'replace', value: `${addressText({ ...range, bytes: first })}/${range.prefix}` }] },
    );
  const better = `${addressText(range)}/${range.prefix}`;
  if (isMapped(range) ? check.isSince('1.33') : range.family === 6 && better !== text)
    check.warn(path, `The usual form of "${text}" is ${better}.`, { repairs: [{ kind: 'replace', value: better }] });
}

/** As Go prints it: IPv6 as RFC 5952 wants it, and IPv4 as IPv4. */
function addressText(address: IpAddress): string {
  if (address.family === 4) return address.bytes.join('.');
  if (isMapped(address)) return address.bytes.slice(12).join('.');
  const groups = Array.from(
    { length: 8 },
    (_, i) => (address.bytes[2 * i] ?? 0) * 256 + (address.bytes[2 * i + 1] ?? 0),
  );
  const { start, length } = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, i) => {
    if (group !== 0) start = i + 1;
    else if (i + 1 - start > best.length) best = { start, length: i + 1 - start };
  });
  return best;
}
