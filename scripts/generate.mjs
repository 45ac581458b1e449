// Writes the list of all rules, the schema of .ordinal.yaml, and into package.json what it offers for each rule below the setting
// `ordinal.rules`.
// Part of `npm run fix`.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const rulesFolder = 'server/src/core/rules';
const ids = (await readdir(rulesFolder))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((id) => id !== 'index')
  .sort();
const nameOf = (id) => id.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());
await writeFile(
  `${rulesFolder}/index.ts`,
  `/** All rules, one for each file beside this one. Written by scripts/generate.mjs (\`npm run fix\`). */
import type { Rule } from '../rule.ts';
${ids.map((id) => `import ${nameOf(id)} from './${id}.ts';\n`).join('')}
export const rules: readonly Rule[] = [
${ids.map((id) => `  ${nameOf(id)},\n`).join('')}];
`,
);

const folder = await mkdtemp(join(tmpdir(), 'ordinal-generate-'));
try {
  const outfile = join(folder, 'docs.mjs');
  await build({
    stdin: {
      contents: `export { configSchema, ruleSettings } from './server/src/docs.ts'; export { rules } from './server/src/core/rules/index.ts';`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'warning',
    banner: { js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);" },
  });
  const { configSchema, rules, ruleSettings } = await import(pathToFileURL(outfile).href);
  await writeFile('client/ordinal.schema.json', `${JSON.stringify(configSchema(rules), undefined, 2)}\n`);
  const manifest = JSON.parse(await readFile('package.json', 'utf8'));
  const sections = [manifest.contributes.configuration].flat();
  for (const { properties } of sections)
    if (properties['ordinal.rules']) properties['ordinal.rules'].properties = ruleSettings(rules);
  await writeFile('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
} finally {
  await rm(folder, { recursive: true });
}
