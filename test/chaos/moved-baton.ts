import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { compile } from '../support/compile'

/** What the parent tells a server; each `number` is answered once. */
export type Told = { kind: 'time'; at: number } | { kind: 'settle' | 'stop'; number: number }
/** 0: it routes. */
export interface Said {
  done: number
}

export interface MovedBaton {
  /** Resolves when it routes. */
  ready: Promise<void>
  moveTo(now: Date): void
  /** Resolves when nothing is left to do by its clock. */
  settle(): Promise<void>
  /** Ends it as an operator would. */
  stop(): Promise<void>
  /** Ends it at once; resolves when it is gone. */
  kill(): Promise<void>
}

/** A server in a process of its own whose clock stands still until it is moved. */
export const startMovedBaton = async (variables: Record<string, string>, now: Date): Promise<MovedBaton> => {
  const child: ChildProcess = fork(await compile('test/chaos/moved-process.ts'), [String(+now)], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...variables },
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  const waiting = new Map<number, () => void>()
  let asked = 0
  let isOver = false
  child.on('message', ({ done }: Said) => waiting.get(done)?.())
  child.on('error', () => {})
  const answer = (number: number) =>
    new Promise<void>((resolve, reject) => {
      waiting.set(number, resolve)
      ended.then(() => (isOver ? resolve() : reject(new Error('The server ended by itself'))))
    })
  const tell = (told: Told) => {
    if (!isOver) child.send(told)
  }
  const ask = async (kind: 'settle' | 'stop') => {
    if (isOver) return
    const number = ++asked
    tell({ kind, number })
    await answer(number)
    waiting.delete(number)
  }
  const kill = async () => {
    isOver = true
    child.kill('SIGKILL')
    await ended
  }
  const ready = answer(0)
  ready.catch(() => {})
  return {
    ready,
    moveTo: (moment) => tell({ kind: 'time', at: +moment }),
    settle: () => ask('settle'),
    async stop() {
      await ask('stop')
      await kill()
    },
    kill,
  }
}
