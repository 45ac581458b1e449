/** A line on the terminal that says how far a long piece of work has come, and goes when it is done. */
import type { Output } from './shell.ts';

/** Called often; asks for its words only when it is time to write them. */
export type Progress = (words: () => string) => void;

const patience = 500;
const pace = 100;

/** Writes to a terminal alone, and only after half a second. `end` takes the line away. */
export function progressOn(output: Output, now: () => number = () => performance.now()) {
  if (output.isTTY !== true) return { progress: (() => {}) satisfies Progress, end: () => {} };
  const started = now();
  let next = started + patience;
  let isShown = false;
  const clear = '\r\x1b[K';
  const progress: Progress = (words) => {
    const time = now();
    if (time < next) return;
    next = time + pace;
    isShown = true;
    output.write(`${clear}${words()}…`);
  };
  const end = () => {
    if (isShown) output.write(clear);
    isShown = false;
    next = Number.POSITIVE_INFINITY;
  };
  return { progress, end };
}
