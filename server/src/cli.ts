/** How a shell asks: the program `ordinal`. */
import { readFileSync } from 'node:fs';
import { run } from './cli/run.ts';

// `ordinal check | head` closes the pipe early: nobody listens any more, and the exit code still counts.
for (const output of [process.stdout, process.stderr])
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

async function main(): Promise<void> {
  const code = await run(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    readInput: () => readFileSync(0),
    stdout: process.stdout,
    stderr: process.stderr,
  });
  if (code !== undefined) process.exitCode = code;
}

// 1, which Node would end with, means that there are findings.
main().catch((error: unknown) => {
  process.exitCode = 2;
  process.stderr.write(
    `ordinal: this is a mistake in Ordinal, please report it: ${(error instanceof Error && error.stack) || String(error)}\n`,
  );
});
