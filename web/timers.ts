/** The page's clock: the moment now, and something to be done later; `after` gives what cancels it. */
export interface Timers {
  now: () => Date
  after: (ms: number, act: () => void) => () => void
}

export const browserTimers: Timers = {
  now: () => new Date(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
}
