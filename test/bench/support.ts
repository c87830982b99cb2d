import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import manifest from '../../package.json'

/** What `npm start` gives to Node. */
const FLAGS: string[] = manifest.scripts.start.match(/--\S+/g) ?? []

const built = new Map<string, Promise<string>>()

/** A file of this folder as one that Node runs; made once for each run, as the server itself is built. */
export const compile = (name: string): Promise<string> => {
  const known = built.get(name)
  if (known) return known
  const outDir = resolve('node_modules/.cache/baton-bench', name)
  const making = build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3', 'pg-native'] },
    build: {
      ssr: `test/bench/${name}.ts`,
      outDir,
      target: 'node20',
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: 'main.js', codeSplitting: false } },
    },
  }).then(() => join(outDir, 'main.js'))
  built.set(name, making)
  return making
}

export interface Spawned {
  url: string
  process: ChildProcess
  /** Resident memory in bytes. */
  memory(): Promise<number>
  stop(): Promise<void>
}

/** Starts a compiled file and resolves when it says where it listens. */
export const spawnServer = async (name: string, args: string[], env: Record<string, string> = {}): Promise<Spawned> => {
  const child = fork(await compile(name), args, {
    execArgv: FLAGS,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const answer = <T>() =>
    new Promise<T>((done, failed) => {
      child.once('message', (message) => done(message as T))
      child.once('exit', (code) => failed(new Error(`${name} ended with ${code}`)))
    })
  const { url } = await answer<{ url: string }>()
  return {
    url,
    process: child,
    memory: async () => {
      child.send('memory')
      return (await answer<{ memory: number }>()).memory
    },
    stop: () =>
      new Promise((done) => {
        child.once('exit', () => done())
        child.kill('SIGTERM')
      }),
  }
}

export const temporaryFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Prints rows under a title, the first of them as headings. */
export const print = (title: string, rows: (string | number)[][]): void => {
  const texts = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en', { maximumFractionDigits: 2 }) : cell)),
  )
  const widths = (texts[0] ?? []).map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)))
  const lines = texts.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  )
  process.stdout.write(`\n${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
}
