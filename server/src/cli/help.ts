/** What `--help` prints. */
import { version } from '../../../package.json';
import type { Option } from './arguments.ts';
import { padded } from './cells.ts';
import type { Paint } from './colours.ts';
import { type Command, commands } from './commands.ts';
import { wrapped } from './markdown.ts';

export const versionLine = `ordinal ${version}`;

/** Help for the program as a whole. */
export function generalHelp(paint: Paint): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Ordinal tells what the cluster will do with your StatefulSets.',
    '',
    `${paint('Usage:', 'bold')} ordinal COMMAND [OPTIONS] [PATH…]`,
    '',
    paint('Commands:', 'bold'),
    ...commands.map(({ name, summary }) => `  ${paint(padded(name, width), 'cyan')}  ${summary}`),
    '',
    paint('Options:', 'bold'),
    `  ${paint('--help', 'cyan')}     Print this; behind a command, what that command knows.`,
    `  ${paint('--version', 'cyan')}  Print the version.`,
    '',
  ].join('\n');
}

/** Help for one command. */
export function commandHelp(
  { usage, summary, about, options, examples }: Command,
  paint: Paint,
  width: number,
): string {
  const shown = options.map((option) => [spelt(option), option.help] as const);
  const column = Math.max(...shown.map(([name]) => name.length)) + 4;
  return [
    summary,
    '',
    `${paint('Usage:', 'bold')} ${usage}`,
    ...about.flatMap((paragraph) => ['', ...wrapped(paragraph, width)]),
    '',
    paint('Options:', 'bold'),
    ...shown.flatMap(([name, text]) => {
      const [first = '', ...rest] = wrapped(text, Math.max(30, width - column));
      return [
        `  ${paint(padded(name, column - 4), 'cyan')}  ${first}`,
        ...rest.map((line) => ' '.repeat(column) + line),
      ];
    }),
    ...(examples.length === 0 ? [] : ['', paint('Examples:', 'bold')]),
    ...examples.map(([command, what]) => `  ${command}${what === '' ? '' : paint(`   # ${what}`, 'dim')}`),
    '',
  ].join('\n');
}

const spelt = ({ name, short, value }: Option) =>
  `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
