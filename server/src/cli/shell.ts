/** What a command gets from its surroundings: so that a test is a call, not a process. */
import { visible } from './cells.ts';

/** Standard output or standard error; `process.stdout` is one. */
export interface Output {
  write(text: string | Uint8Array): unknown;
  readonly isTTY?: boolean;
  /** The width of the terminal. */
  readonly columns?: number;
}

export interface Shell {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of standard input. */
  readonly readInput: () => Uint8Array;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** 0: nothing at or above `--fail-on`; 1: findings; 2: wrong usage, unreadable path, broken config. */
export type ExitCode = 0 | 1 | 2;

/** The caller must change something before the command can do its work. The message ends up on standard error. */
export class UsageError extends Error {}

/** One line on standard error, under the name of the program. */
export function complain(shell: Shell, message: string): void {
  shell.stderr.write(`ordinal: ${visible(message)}\n`);
}
