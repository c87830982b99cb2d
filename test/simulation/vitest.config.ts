import { defineConfig } from 'vitest/config'

/** `npm run simulate`: writes docs/simulation.md. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: { include: ['test/simulation/**/*.sim.ts'], testTimeout: 1_200_000 },
})
