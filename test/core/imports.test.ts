/** The core is pure: whatever it imports is in it, whatever else there may be beside it one day. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const core = new URL('../../server/src/core/', import.meta.url);
const files = readdirSync(core, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));

/** What a file imports, types included: `from '…'`, `import '…'` and `import('…')`. */
const importsIn = (text: string): readonly string[] =>
  [
    ...text.matchAll(
      /^(?:import|export)[\w\s{},*$]*?\sfrom\s*['"](.+)['"]|^import\s*['"](.+)['"]|\bimport\(\s*['"](.+)['"]/gm,
    ),
  ].map(([, from, alone, called]) => from ?? alone ?? called ?? '');

/** Undefined where it stays in the core. */
function outside(file: string, imported: string): string | undefined {
  if (imported === 'yaml' && file === 'yaml.ts') return undefined;
  const target = imported.startsWith('.') ? fileURLToPath(new URL(imported, new URL(file, core))) : '';
  return target.startsWith(fileURLToPath(core)) ? undefined : `${file}: ${imported}`;
}

test('what the core imports is in the core; only yaml.ts reads YAML', () => {
  const imports = files.flatMap((file) =>
    importsIn(readFileSync(new URL(file, core), 'utf8')).map((each) => [file, each] as const),
  );
  expect(imports.length).toBeGreaterThan(1000);
  expect(imports.flatMap(([file, imported]) => outside(file, imported) ?? [])).toEqual([]);
});

test.each([
  ['check.ts', "import { answerJson } from '../answers.ts';"],
  ['rules/a.ts', "import { shapes } from '../../export/svg.ts';"],
  ['scenario/a.ts', "import type { Run } from '../../timeline-json.ts';"],
  ['a.ts', "import {\n  readFileSync,\n} from 'node:fs';"],
  ['a.ts', "export * from '../json.ts';"],
  ['a.ts', "import 'vscode';"],
  ['a.ts', "const fs = await import('node:fs');"],
  ['rules/yaml.ts', "import { parse } from 'yaml';"],
])('%s with %j goes out of it', (file, text) => {
  expect(importsIn(text).map((imported) => outside(file, imported))).not.toContain(undefined);
  expect(importsIn(text)).toHaveLength(1);
});
