import preact from '@preact/preset-vite'
import { defineConfig, type Plugin, type UserConfig } from 'vite'

/** Parts that a page loads later bring no styles and no imports of their own: Vite's preloader would weigh more than they do. */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load()' : undefined),
}

/** A schema that a page does not read is left out of it: making one changes nothing else, which the bundler cannot know. */
const unusedSchemas: Plugin = {
  name: 'unused-schemas',
  enforce: 'pre',
  transform: (code, id) =>
    /\/shared\/[\w-]+\.ts$/.test(id)
      ? { code: code.replace(/(?<=[ (\n])z\.(?=\w+\()/g, '/* @__PURE__ */ z.'), map: null }
      : undefined,
}

/** What parts that are loaded later share with the first view stays in one file: it packs better than several. */
const BASE =
  /[\\/](preact|@preact|zod|shared[\\/](panel-api|owner-api|guard-api|pause-api|no-owner-reason|ids|instant|note|urgency|next-step|access)|text[\\/](language|plural|formats|en[\\/]first))[\\/.]/

/** One page, under its own path in `dist/client`; its scripts and styles in `/assets/`, with a hash in their names. */
const page: UserConfig = {
  plugins: [preact(), plainImports, unusedSchemas],
  build: {
    sourcemap: true,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: BASE }] } } },
  },
}

/** One character beyond Latin-1 doubles what V8 needs for the whole text of a program. */
const plainAscii: Plugin = {
  name: 'plain-ascii',
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle))
      if (part.type === 'chunk') part.code = part.code.replace(/[\u0080-\uffff]/g, escaped)
  },
}

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A whole program in one file, which starts faster than the same modules read one by one. */
const server: UserConfig = {
  plugins: [plainAscii],
  ssr: { noExternal: true, external: ['better-sqlite3', 'pg-native'] },
  build: {
    target: 'node20',
    sourcemap: true,
    rolldownOptions: { output: { entryFileNames: '[name].js', codeSplitting: false } },
  },
}

/** `server/build.mjs` names what is built and where to. */
export default defineConfig(({ isSsrBuild }) => ({ publicDir: false, ...(isSsrBuild ? server : page) }))
