import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import manifest from '../../package.json'
import { compile } from '../support/compile'

/** What `npm start` gives to Node. */
const FLAGS: string[] = manifest.scripts.start.match(/--\S+/g) ?? []

export interface Spawned {
  url: string
  process: ChildProcess
  /** Resident memory in bytes. */
  memory(): Promise<number>
  stop(): Promise<void>
}

/** Starts a compiled file and resolves when it says where it listens. */
export const spawnServer = async (name: string, args: string[], env: Record<string, string> = {}): Promise<Spawned> => {
  const child = fork(await compile(`test/bench/${name}.ts`), args, {
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
