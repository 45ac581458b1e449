/** `ordinal explain`: the page of a rule, or the list of all. */
import { rules } from '../core/rules/index.ts';
import { effects, rulePage, rulesByEffect } from '../docs.ts';
import type { Arguments } from './arguments.ts';
import { type Paint, paintFor } from './colours.ts';
import { terminalText, wrapped } from './markdown.ts';
import { ruleNamed } from './settings.ts';
import { type ExitCode, type Shell, UsageError } from './shell.ts';

export function runExplain({ positionals, has }: Arguments, shell: Shell): ExitCode {
  if (positionals.length > 1) throw new UsageError('explain takes one rule');
  const [id] = positionals;
  const paint = paintFor(shell, shell.stdout, has('no-color'));
  const width = Math.max(60, Math.min(100, shell.stdout.columns ?? 80));
  shell.stdout.write(id === undefined ? listText(paint, width) : terminalText(rulePage(ruleNamed(id)), paint, width));
  return 0;
}

function listText(paint: Paint, width: number): string {
  const groups = rulesByEffect(rules).map(([effect, those]) =>
    [
      `${paint(effect, 'bold')}: ${effects[effect]}`,
      ...those.flatMap(({ id, severity, isOffByDefault, summary }) => [
        `  ${paint(id, 'cyan')} ${paint(`(${isOffByDefault ? 'off' : severity})`, 'dim')}`,
        ...wrapped(summary.replaceAll('`', ''), width - 4).map((line) => `    ${line}`),
      ]),
    ].join('\n'),
  );
  return `${groups.join('\n\n')}\n\n"ordinal explain RULE" says why, with examples.\n`;
}
