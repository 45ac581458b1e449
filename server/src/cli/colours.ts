/** Colours of a terminal, and whether they are wanted. */
import type { Output, Shell } from './shell.ts';

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const;
type Style = keyof typeof codes;

/** Puts text in these styles, or leaves it as it is where colours are not wanted. */
export type Paint = (text: string, ...styles: readonly Style[]) => string;

const plain: Paint = (text) => text;
const coloured: Paint = (text, ...styles) =>
  text === ''
    ? ''
    : styles.reduceRight((inner, style) => `\x1b[${codes[style][0]}m${inner}\x1b[${codes[style][1]}m`, text);

/**
 * On a terminal, unless `--no-color` or NO_COLOR says no; elsewhere only when FORCE_COLOR says so.
 * Source: https://no-color.org, https://force-color.org
 */
export function paintFor({ env }: Shell, output: Output, isRefused: boolean): Paint {
  if (isRefused || env.NO_COLOR) return plain;
  const { FORCE_COLOR: forced } = env;
  if (forced !== undefined && forced !== '') return forced === '0' || forced === 'false' ? plain : coloured;
  return output.isTTY === true && env.TERM !== 'dumb' ? coloured : plain;
}
