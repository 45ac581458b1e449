// Packages dist/ as the extension that users install: out/ordinal.vsix.
import { mkdir } from 'node:fs/promises';
import { createVSIX } from '@vscode/vsce';

await mkdir('out', { recursive: true });
// esbuild has bundled what is needed of node_modules.
await createVSIX({ packagePath: 'out/ordinal.vsix', dependencies: false });
