import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const MAIN = resolve('dist/server/main.js')

export interface Ended {
  /** Null when it was killed. */
  code: number | null
  stdout: string
  stderr: string
}

export interface ServerProcess {
  process: ChildProcess
  /** Resolves with its address when it said that it is ready; rejects when it ended before. */
  ready: Promise<string>
  ended: Promise<Ended>
}

/** The built server as a process of its own, in an empty folder, with these variables and no others; `under` runs it. */
export const startServer = (variables: Record<string, string>, under: string[] = []): ServerProcess => {
  const [command, ...args] = [...under, process.execPath, MAIN]
  const child = spawn(command as string, args, {
    cwd: mkdtempSync(join(tmpdir(), 'baton-server-')),
    env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }))
  const ready = new Promise<string>((isReady, isOver) => {
    child.stdout.on('data', (chunk) => {
      said.stdout += String(chunk)
      const address = /Baton is ready at (\S+)/.exec(said.stdout)?.[1]
      if (address) isReady(address)
    })
    child.stderr.on('data', (chunk) => {
      said.stderr += String(chunk)
    })
    ended.then(({ code, stderr }) => isOver(new Error(`The server ended (${code}) before it was ready: ${stderr}`)))
  })
  ready.catch(() => {})
  return { process: child, ready, ended }
}

/** Free a moment ago: for a server that must come back to the same address. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
