/** The words of a command line → options and paths, by the table of what a command knows. */
import { parseArgs } from 'node:util';
import { nearest } from '../core/did-you-mean.ts';
import { listed } from '../words.ts';
import { UsageError } from './shell.ts';

/** One option of a command. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  /** What its value is called in the help; undefined for a switch. */
  readonly value?: string;
  /** The only values that it takes. */
  readonly choices?: readonly string[];
  readonly isRepeatable?: boolean;
  readonly help: string;
}

/** What was given. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly has: (name: string) => boolean;
  /** The value of an option; the last one, when it was given twice. */
  readonly one: (name: string) => string | undefined;
  readonly all: (name: string) => readonly string[];
}

/** Reads the words behind the command's name. Throws a UsageError that says what is wrong with them. */
export function readArguments(words: readonly string[], options: readonly Option[]): Arguments {
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      options.map(({ name, short, value }) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = options.find(({ name }) => name === token.name);
    if (!option) throw new UsageError(unknownOption(token.rawName, options));
    given.set(option.name, [...(given.get(option.name) ?? []), givenValue(option, token.value, token.inlineValue)]);
  }
  return {
    positionals,
    has: (name) => given.has(name),
    one: (name) => given.get(name)?.at(-1),
    all: (name) => given.get(name) ?? [],
  };
}

function givenValue(
  { name, value, choices }: Option,
  given: string | undefined,
  isInline: boolean | undefined,
): string {
  if (value === undefined) {
    if (given !== undefined) throw new UsageError(`--${name} takes no value`);
    return '';
  }
  // `--format --quiet` has forgotten the format; `--format=--quiet` has not.
  if (given === undefined || given === '' || (given.startsWith('--') && !isInline))
    throw new UsageError(`--${name} needs a value: --${name} ${choices ? choices.join('|') : value}`);
  if (choices && !choices.includes(given))
    throw new UsageError(`unknown ${name} "${given}"; known ${choices.length === 1 ? 'is' : 'are'} ${listed(choices)}`);
  return given;
}

function unknownOption(raw: string, options: readonly Option[]): string {
  const meant = nearest(raw.replace(/^-+/, ''), options, ({ name }) => name);
  return `unknown option ${raw}${meant ? `; did you mean --${meant.name}?` : ''}`;
}
