/** A command line → its command, and the exit code. */

import { nearest } from '../core/did-you-mean.ts';
import { rules } from '../core/rules/index.ts';
import { readArguments } from './arguments.ts';
import { runCheck } from './check.ts';
import { type Paint, paintFor } from './colours.ts';
import { type Command, commands } from './commands.ts';
import { runExplain } from './explain.ts';
import { runFix } from './fix.ts';
import { commandHelp, generalHelp, versionLine } from './help.ts';
import { runPlan } from './plan.ts';
import { runPreview } from './preview.ts';
import { complain, type ExitCode, type Shell, UsageError } from './shell.ts';

const runs = { check: runCheck, fix: runFix, preview: runPreview, plan: runPlan, explain: runExplain } as const;

/** What running `ordinal` with these words ends with. Undefined: the language server has been started, and ends the process itself. */
export async function run(words: readonly string[], shell: Shell): Promise<ExitCode | undefined> {
  try {
    return await runCommand(words, shell);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    for (const line of error.message.split('\n')) complain(shell, line);
    return 2;
  }
}

async function runCommand([name, ...words]: readonly string[], shell: Shell): Promise<ExitCode | undefined> {
  const paint = paintFor(shell, shell.stdout, [name, ...words].includes('--no-color'));
  if (name === undefined) {
    shell.stderr.write(generalHelp(paintFor(shell, shell.stderr, false)));
    return 2;
  }
  if (name === '--version' || name === '-V') return printed(shell, `${versionLine}\n`);
  if (name === 'help' || name === '--help' || name === '-h') {
    const [about] = words.filter((word) => !word.startsWith('-'));
    return printed(shell, about === undefined ? generalHelp(paint) : helpOf(commandNamed(about), shell, paint));
  }
  const command = commandNamed(name);
  // Whoever asks for help has not finished the command line yet: the rest of it may be wrong.
  const end = words.indexOf('--');
  const before = end < 0 ? words : words.slice(0, end);
  if (before.some((word) => word === '--help' || word === '-h')) return printed(shell, helpOf(command, shell, paint));
  if (before.includes('--version')) return printed(shell, `${versionLine}\n`);
  const given = readArguments(words, command.options);
  if (command.name in runs) return runs[command.name as keyof typeof runs](given, shell);
  const { start } = await import('../lsp/node.ts');
  start(true);
  return undefined;
}

function printed({ stdout }: Shell, text: string): ExitCode {
  stdout.write(text);
  return 0;
}

const helpOf = (command: Command, { stdout }: Shell, paint: Paint) =>
  commandHelp(command, paint, Math.max(60, Math.min(100, stdout.columns ?? 80)));

function commandNamed(name: string): Command {
  const command = commands.find((each) => each.name === name);
  if (command) return command;
  if (name.startsWith('-')) throw new UsageError(`unknown option ${name}; "ordinal --help" lists commands and options`);
  const meant =
    nearest(name, commands, (each) => each.name)?.name ??
    (rules.some(({ id }) => id === name) ? `explain ${name}` : undefined);
  throw new UsageError(
    `unknown command "${name}"; ${meant === undefined ? '"ordinal --help" lists the commands' : `did you mean "ordinal ${meant}"?`}`,
  );
}
