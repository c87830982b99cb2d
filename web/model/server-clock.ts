import { signal } from '@preact/signals-core'
import type { Timers } from '../timers'

/** HTTP dates have whole seconds: a difference below this is noise. */
const NOISE_MS = 2_000
const TICK_MS = 500

/** The server's clock, as far as its answers tell, ticking twice a second: a laptop's own may be minutes off. */
export const createServerClock = (timers: Timers) => {
  const aheadMs = signal(0)
  const now = signal(timers.now())
  const read = () => new Date(+timers.now() + aheadMs.peek())
  const tick = () => {
    now.value = read()
    timers.after(TICK_MS, tick)
  }
  return {
    now,
    start: tick,
    /** `at` is when the server says it answered; null: it did not say. */
    learn: (at: Date | null) => {
      if (!at) return
      const difference = +at + 500 - +timers.now()
      aheadMs.value = Math.abs(difference) > NOISE_MS ? difference : 0
      now.value = read()
    },
  }
}
export type ServerClock = ReturnType<typeof createServerClock>
