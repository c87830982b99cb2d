import { existsSync } from 'node:fs'
import preact from '@preact/preset-vite'
import { defineConfig, type UserConfig } from 'vite'

const pages = ['web/panel', 'web/admin', 'web/why', 'server/playground/host']

/** The pages, under their own paths in `dist/client`; scripts and styles in `/assets/`, with a hash in their names. */
const client: UserConfig = {
  plugins: [preact()],
  build: {
    outDir: 'dist/client',
    sourcemap: true,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: pages.map((page) => `${page}/index.html`).filter((page) => existsSync(page)) },
  },
}

/** The whole server in one file, which starts faster than the same modules read one by one. */
const server: UserConfig = {
  ssr: { noExternal: true, external: ['better-sqlite3', 'pg-native'] },
  build: {
    ssr: 'server/main.ts',
    outDir: 'dist/server',
    target: 'node20',
    sourcemap: true,
    copyPublicDir: false,
    rolldownOptions: { output: { entryFileNames: 'main.js', codeSplitting: false } },
  },
}

export default defineConfig(({ isSsrBuild }) => (isSsrBuild ? server : client))
