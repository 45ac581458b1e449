// Bundles the extension (node and browser), the language server (node and browser), the command line and the webview into dist/.
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { build } from 'esbuild';

const production = !process.argv.includes('--dev');
const common = {
  bundle: true,
  outdir: 'dist',
  minify: production,
  keepNames: false,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
};
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs', external: ['vscode'] };
const web = { ...common, platform: 'browser', target: 'es2022', external: ['vscode'] };

await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
await Promise.all([
  build({
    ...node,
    entryPoints: { extension: 'client/src/extension.ts', server: 'server/src/lsp/main.ts' },
    outExtension: { '.js': '.cjs' },
  }),
  build({ ...node, entryPoints: { cli: 'server/src/cli.ts' }, banner: { js: '#!/usr/bin/env node' } }),
  build({ ...web, format: 'cjs', entryPoints: { 'extension-web': 'client/src/extension-web.ts' } }),
  build({ ...web, format: 'iife', entryPoints: { 'server-web': 'server/src/lsp/browser.ts' } }),
  build({
    ...web,
    format: 'iife',
    entryPoints: { preview: 'client/webview/main.tsx' },
    jsx: 'automatic',
    jsxImportSource: 'preact',
  }),
  build({
    ...web,
    entryPoints: { 'preview-style': 'client/webview/style.css' },
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
  }),
]);
await copyFile('node_modules/@vscode/codicons/dist/codicon.ttf', 'dist/codicon.ttf');
