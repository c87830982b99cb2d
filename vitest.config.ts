import preact from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [preact()],
  define: { __BUILD_ID__: JSON.stringify('test') },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/temporary-files.ts', 'test/support/global-setup.ts'],
    // Left alone, vitest empties style sheets that are imported as text.
    css: true,
    // Each file may run a server, a browser and a database of its own beside it.
    maxWorkers: 2,
    // No file leaves anything behind, and each would load the whole server anew.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
})
