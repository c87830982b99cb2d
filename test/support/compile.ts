import { mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const built = new Map<string, Promise<string>>()

/** A file of the tests as one that Node runs in a process of its own; made once for each run, as the server itself is built. */
export const compile = (path: string): Promise<string> => {
  const known = built.get(path)
  if (known) return known
  const outDir = mkdtempSync(join(tmpdir(), 'compiled-'))
  symlinkSync(resolve('node_modules'), join(outDir, 'node_modules'))
  const making = build({
    logLevel: 'error',
    define: { __BUILD_ID__: JSON.stringify('test') },
    build: {
      ssr: path,
      outDir,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'main.js' } },
    },
  }).then(() => join(outDir, 'main.js'))
  built.set(path, making)
  return making
}
