import { setImmediate } from 'node:timers/promises'
import type { Logger } from 'pino'

export interface Loop {
  /** Runs it soon: what it waits for may have come. */
  wake(): void
  /** Resolves when the round under way has ended; no other begins. */
  stop(): Promise<void>
  /** Resolves when nothing is left to do right now. */
  idle(): Promise<void>
}

export interface LoopOptions {
  name: string
  /** One round; true: there may be more to do at once. */
  round: () => Promise<boolean>
  /** How often it looks by itself, since another replica may have left work. */
  everyMs: number
  log: Logger
}

const AFTER_ERROR_MS = 1000

/** Does rounds while there is work, then waits to be woken. A round that throws is logged and tried again. */
export const startLoop = ({ name, round, everyMs, log }: LoopOptions): Loop => {
  let isWoken = true
  let isStopped = false
  let isIdle = false
  let wakeUp = () => {}
  let waiters: (() => void)[] = []

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const becomeIdle = () => {
    isIdle = true
    for (const resolve of waiters) resolve()
    waiters = []
  }

  const run = async () => {
    while (!isStopped) {
      isWoken = false
      isIdle = false
      try {
        const mayBeMore = await round()
        // A round over SQLite never waits by itself: without this, nothing else would run until a backlog is done.
        await setImmediate()
        if (mayBeMore || isWoken) continue
      } catch (error) {
        log.error({ err: error, loop: name }, 'A round failed; it is tried again')
        if (!isStopped) await pause(AFTER_ERROR_MS)
        continue
      }
      becomeIdle()
      if (!isStopped && !isWoken) await pause(everyMs)
    }
    becomeIdle()
  }
  const ended = run()

  return {
    wake() {
      isWoken = true
      isIdle = false
      wakeUp()
    },
    async stop() {
      isStopped = true
      wakeUp()
      await ended
    },
    idle: () => (isIdle || isStopped ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
  }
}
