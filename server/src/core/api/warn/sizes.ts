/** Sizes with a fraction of a byte. Source: pkg/api/pod/warnings.go, pkg/api/persistentvolumeclaim/util.go. */
import { parseQuantity } from '../../quantity.ts';
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { PersistentVolumeClaimSpec, Quantity } from '../types.ts';
import { amount } from '../validate/resources.ts';

/** How much a claim asks for. */
export function claimSize(check: Check, at: Path, { resources = {} }: PersistentVolumeClaimSpec = {}): void {
  for (const list of ['requests', 'limits'] as const)
    wholeBytes(check, at.child('resources', list).key('storage'), resources[list]?.storage);
}

/** A size in thousandths of a byte: mostly an `m` that was meant as `M` or `Mi`. */
export function wholeBytes(check: Check, path: Path, quantity: Quantity | undefined): void {
  if (quantity === undefined) return;
  if (overflows(quantity)) {
    check.warn(
      path,
      `The server counts in thousandths, for which "${quantity}" is too much: it warns of a fraction of a byte.`,
    );
    return;
  }
  const thousandths = Math.abs(amount(quantity));
  if (thousandths > Number.MAX_SAFE_INTEGER || thousandths % 1000 === 0) return;
  const mega = /^(\d+)m$/.exec(quantity)?.[1];
  const meaning = mega === undefined ? '' : ' "m" is a thousandth; mebibytes are "Mi".';
  check.warn(path, `"${quantity}" has a fraction of a byte.${meaning}`, {
    repairs: mega === undefined ? [] : [{ kind: 'replace', value: `${mega}Mi` }],
  });
}

/** Whether a thousand times as much does not fit into 64 bits, and leaves a remainder there. Source: resource.Quantity.MilliValue. */
function overflows(quantity: Quantity): boolean {
  const { value, suffix } = parseQuantity(`${quantity}`) ?? { value: 0, suffix: '' };
  const isCounted = suffix === '' || suffix.endsWith('i');
  if (!isCounted || value < 2 ** 53 || value >= 2 ** 63 || !Number.isInteger(value)) return false;
  return BigInt.asIntN(64, BigInt(value) * 1000n) % 1000n !== 0n;
}
