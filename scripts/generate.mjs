// Writes into package.json what it offers for each rule below the setting `ordinal.rules`. Part of `npm run fix`.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = await mkdtemp(join(tmpdir(), 'ordinal-generate-'));
try {
  const outfile = join(folder, 'docs.mjs');
  await build({
    stdin: {
      contents: `export { ruleSettings } from './server/src/docs.ts'; export { rules } from './server/src/core/rules/index.ts';`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'warning',
    banner: { js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);" },
  });
  const { rules, ruleSettings } = await import(pathToFileURL(outfile).href);
  const manifest = JSON.parse(await readFile('package.json', 'utf8'));
  const sections = [manifest.contributes.configuration].flat();
  for (const { properties } of sections)
    if (properties['ordinal.rules']) properties['ordinal.rules'].properties = ruleSettings(rules);
  await writeFile('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
} finally {
  await rm(folder, { recursive: true });
}
