/** How a shell asks: the program `ordinal`. */
import { readFileSync } from 'node:fs';
import { run } from './cli/run.ts';

// `ordinal check | head` closes the pipe early; there is nobody left to tell anything.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  readInput: () => readFileSync(0),
  stdout: process.stdout,
  stderr: process.stderr,
}).then((code) => {
  process.exitCode = code;
});
