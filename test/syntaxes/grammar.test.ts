import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { IGrammar } from 'vscode-textmate';
import { loadGrammar, type Token, tokenize } from './tokenize.ts';

/**
 * A fixture is YAML whose marker lines say what Ordinal colours in the line above them, by the innermost scope:
 * `#   ^^^ constant.numeric.ordinal.kubernetes`. What has no marker must not be coloured. Markers are taken out before the text is
 * read and written again afterwards, so a failure is a readable difference, and `vitest run -u` marks what is coloured now. A marker
 * at the first column has no `#`.
 */
const folder = fileURLToPath(new URL('fixtures/', import.meta.url));
const fixtures = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

describe.each(['today', 'older'] as const)('with the YAML grammar of %s', (version) => {
  let grammar: IGrammar;
  let plain: IGrammar;
  beforeAll(async () => {
    grammar = await loadGrammar(version);
    plain = await loadGrammar(version, { injected: false });
  });

  test.each(fixtures)('$name is coloured as marked', async ({ name, text }) => {
    const lines = withoutMarkers(text);
    await expect(withMarkers(lines, tokenize(grammar, lines))).toMatchFileSnapshot(join(folder, name));
  });

  // A template action is no YAML: the YAML grammar guesses at what surrounds one.
  test.each(fixtures.filter(({ name }) => name !== 'templates.yaml.txt'))(
    '$name keeps the colours of YAML wherever Ordinal has none',
    ({ text }) => {
      const lines = withoutMarkers(text);
      const injected = tokenize(grammar, lines);
      const expected = tokenize(plain, lines).map((tokens, line) => perCharacter(tokens, injected[line] ?? []));
      expect(injected.map((tokens) => perCharacter(tokens, tokens))).toEqual(expected);
    },
  );
});

function withoutMarkers(text: string): string[] {
  return text.split('\n').filter((line) => !/^(# *)?\^+ /.test(line));
}

function withMarkers(lines: readonly string[], tokens: readonly Token[][]): string {
  return lines.flatMap((line, index) => [line, ...spans(tokens[index] ?? []).map(marker)]).join('\n');
}

function marker({ start, end, scopes }: Token): string {
  const indent = start === 0 ? '' : `#${' '.repeat(start - 1)}`;
  return `${indent}${'^'.repeat(end - start)} ${innermost(scopes)}`;
}

/** What Ordinal colours in a line; neighbours of one colour are one. */
function spans(tokens: readonly Token[]): Token[] {
  const spans: Token[] = [];
  for (const token of tokens.filter(({ scopes }) => innermost(scopes) !== undefined)) {
    const last = spans.at(-1);
    if (last?.end === token.start && innermost(last.scopes) === innermost(token.scopes)) {
      spans[spans.length - 1] = { ...last, end: token.end };
    } else spans.push(token);
  }
  return spans;
}

function innermost(scopes: readonly string[]): string | undefined {
  const scope = scopes.at(-1);
  return scope && isOurs(scope) && !scope.startsWith('meta.') ? scope : undefined;
}

function isOurs(scope: string): boolean {
  return scope.endsWith('.kubernetes') || scope.endsWith('.template');
}

/** The scopes of each character of a line, except those characters that Ordinal colours in `injected`. */
function perCharacter(tokens: readonly Token[], injected: readonly Token[]): (string | null)[] {
  return tokens.flatMap(({ start, end, scopes }) =>
    Array.from({ length: Math.max(0, end - start) }, (_, offset) => {
      const at = start + offset;
      const ours = injected.some((token) => token.start <= at && at < token.end && token.scopes.some(isOurs));
      return ours ? null : scopes.join(' ');
    }),
  );
}
