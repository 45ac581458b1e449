import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar, type IRawGrammar } from 'vscode-textmate';

const require = createRequire(import.meta.url);

const injections: Readonly<Record<string, string>> = {
  'ordinal.values.injection': require.resolve('../../syntaxes/ordinal.injection.tmLanguage.json'),
  'ordinal.template.injection': require.resolve('../../syntaxes/ordinal.template.injection.tmLanguage.json'),
};

/** The YAML grammars that VS Code has shipped, by scope name: today's, and the one that other editors still have. */
export const yamlGrammars = {
  today: {
    'source.yaml': require.resolve('@codingame/monaco-vscode-yaml-default-extension/resources/yaml.tmLanguage.json'),
    'source.yaml.1.2': require.resolve(
      '@codingame/monaco-vscode-yaml-default-extension/resources/yaml-1.2.tmLanguage.json',
    ),
    'source.yaml.embedded': require.resolve(
      '@codingame/monaco-vscode-yaml-default-extension/resources/yaml-embedded.tmLanguage.json',
    ),
  },
  older: { 'source.yaml': require.resolve('tm-grammars/grammars/yaml.json') },
} as const;

/** A piece of one line, in UTF-16 columns, with its scopes from the outermost to the innermost. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

const onigLib = oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'))).then(() => ({
  createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
  createOnigString: (text: string) => new oniguruma.OnigString(text),
}));

/** A YAML grammar with Ordinal's injected into it, or without. */
export async function loadGrammar(version: keyof typeof yamlGrammars, options = { injected: true }): Promise<IGrammar> {
  const files: Readonly<Record<string, string>> = { ...yamlGrammars[version], ...injections };
  const registry = new textmate.Registry({
    onigLib,
    loadGrammar: async (scopeName): Promise<IRawGrammar | null> => {
      const file = files[scopeName];
      return file ? textmate.parseRawGrammar(readFileSync(file, 'utf8'), file) : null;
    },
    getInjections: (scopeName) => (options.injected && scopeName === 'source.yaml' ? Object.keys(injections) : []),
  });
  const grammar = await registry.loadGrammar('source.yaml');
  if (!grammar) throw new Error('The YAML grammar could not be loaded.');
  return grammar;
}

/** The tokens of each line. */
export function tokenize(grammar: IGrammar, lines: readonly string[]): Token[][] {
  let state = textmate.INITIAL;
  return lines.map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      start: startIndex,
      end: Math.min(endIndex, line.length),
      scopes,
    }));
  });
}
