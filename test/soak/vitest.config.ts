import { defineConfig } from 'vitest/config'

/** `npm run soak`: the same as in the tests, for longer. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  define: { __BUILD_ID__: JSON.stringify('soak') },
  test: {
    include: ['test/soak/**/*.soak.ts'],
    globalSetup: ['test/support/temporary-files.ts', 'test/support/global-setup.ts'],
    fileParallelism: false,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
    reporters: [['default', { summary: false }]],
  },
})
