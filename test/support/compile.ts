import { basename, join, resolve } from 'node:path'
import { build } from 'vite'

const built = new Map<string, Promise<string>>()

/** A file of the tests as one that Node runs in a process of its own; made once for each run, as the server itself is built. */
export const compile = (path: string): Promise<string> => {
  const known = built.get(path)
  if (known) return known
  const outDir = resolve('node_modules/.cache/baton-tests', basename(path, '.ts'))
  const making = build({
    configFile: false,
    logLevel: 'error',
    define: { __BUILD_ID__: JSON.stringify('test') },
    ssr: { noExternal: true, external: ['better-sqlite3', 'pg-native'] },
    build: {
      ssr: path,
      outDir,
      target: 'node20',
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: 'main.js', codeSplitting: false } },
    },
  }).then(() => join(outDir, 'main.js'))
  built.set(path, making)
  return making
}
