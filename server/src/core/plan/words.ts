/** How Pods and claims are named in the sentences of a plan. */
import type { StatefulSet } from '../manifest.ts';
import { listed } from '../words.ts';
import type { Ordinals } from './told.ts';

/** `web-2`; `web-2 and web-1`; `web-9 to web-0`. */
export const listedPods = ({ name }: Pick<StatefulSet, 'name'>, ranges: readonly Ordinals[]): string =>
  listedNames(`${name?.value ?? ''}-`, '', ranges);

/** Names with the ordinal between the two texts, in the order of the ranges. */
export function listedNames(before: string, after: string, ranges: readonly Ordinals[]): string {
  const words = ranges.flatMap(({ from, to }) => {
    const name = (ordinal: number) => `${before}${ordinal}${after}`;
    const count = Math.abs(to - from) + 1;
    if (count === 1) return [name(from)];
    return count === 2 ? [name(from), name(to)] : [`${name(from)} to ${name(to)}`];
  });
  return listed(words);
}

/** How many ordinals they are. */
export const countOf = (ranges: readonly Ordinals[]): number =>
  ranges.reduce((sum, { from, to }) => sum + Math.abs(to - from) + 1, 0);

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
/** `three`, `1,000`. */
export const inWords = (count: number): string => small[count] ?? count.toLocaleString('en');

/** `three Pods`. */
export const counted = (count: number, one: string): string => `${inWords(count)} ${one}${count === 1 ? '' : 's'}`;
