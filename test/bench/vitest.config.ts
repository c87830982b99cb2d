import { defineConfig } from 'vitest/config'

/** `npm run bench`: one file at a time, since each wants the machine for itself. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  define: { __BUILD_ID__: JSON.stringify('bench') },
  test: {
    include: ['test/bench/**/*.bench.ts'],
    globalSetup: ['test/support/temporary-files.ts', 'test/support/global-setup.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
    reporters: [['default', { summary: false }]],
  },
})
