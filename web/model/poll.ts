import { effect, type ReadonlySignal, untracked } from '@preact/signals-core'
import type { Timers } from '../timers'

const SLOWEST_MS = 5_000

export interface PollDeps {
  timers: Timers
  /** A page that nobody sees asks nothing. */
  isVisible: ReadonlySignal<boolean>
  everyMs: number
  /** True: it went well. After a failure the next one waits twice as long, 5 seconds at most: that late may what is shown be. */
  ask: () => Promise<boolean>
}

/** Asks again and again from `start` on, one at a time; `soon` asks at once, anew even when an answer is under way. */
export const createPoll = ({ timers, isVisible, everyMs, ask }: PollDeps) => {
  let failures = 0
  let isAsking = false
  let isWantedAgain = false
  let isRunning = false
  let cancel = () => {}

  const rest = () => Math.min(everyMs * 2 ** failures, SLOWEST_MS)

  const soon = async (): Promise<void> => {
    cancel()
    if (!isRunning || !isVisible.peek()) return
    if (isAsking) {
      isWantedAgain = true
      return
    }
    isAsking = true
    failures = (await ask()) ? 0 : failures + 1
    isAsking = false
    const wait = isWantedAgain ? 0 : rest()
    isWantedAgain = false
    cancel = timers.after(wait, soon)
  }

  return {
    /** Gives what stops it. */
    start: (): (() => void) => {
      isRunning = true
      const stopWatching = effect(() => {
        if (isVisible.value) void untracked(soon)
        else cancel()
      })
      return () => {
        isRunning = false
        stopWatching()
        cancel()
      }
    },
    soon,
  }
}
