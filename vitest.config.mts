import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/vscode/**'],
          // The core is pure, so files may share a process and what it has loaded: most files are tested faster than they are loaded.
          isolate: false,
          maxWorkers: '100%',
          // Only for what hangs: a busy machine makes a sweep slow, not wrong.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'ui',
          include: ['test/vscode/*.test.ts'],
          // One VS Code, and one window of it, at a time.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
