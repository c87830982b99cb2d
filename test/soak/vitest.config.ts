import { defineConfig } from 'vitest/config'

const { BATON_TEST_SEED = String(Date.now() % 1_000_000) } = process.env

/** `npm run soak`: what the tests draw, drawn anew, and more of it. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  define: { __BUILD_ID__: JSON.stringify('soak') },
  test: {
    include: [
      'test/soak/**/*.soak.ts',
      'test/routing/{always,fairness,hours,match}.test.ts',
      'test/actions/{looked-at,without-owner}.test.ts',
      'test/rules/{parse,reach}.test.ts',
    ],
    env: { BATON_TEST_SEED, BATON_TEST_TIMES: '40' },
    globalSetup: ['test/support/temporary-files.ts', 'test/support/global-setup.ts'],
    fileParallelism: false,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
    reporters: [['default', { summary: false }]],
  },
})
