// Builds dist/ when the package is installed from its repository (pre-commit, npx). `npm install --global` of a repository does not
// install what the build needs, so that is done here.
import { execFileSync, execSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (!existsSync('node_modules/esbuild')) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(?!cache|registry|userconfig)/i.test(name)),
  );
  execSync('npm ci --ignore-scripts --no-audit --no-fund', { env, stdio: 'inherit' });
}
execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
