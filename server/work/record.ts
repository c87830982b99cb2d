import { setTimeout as sleep } from 'node:timers/promises'
import { SECOND } from '../clock'
import type { Arrival } from '../store/deliveries'
import type { Store } from '../store/store'

/** More than so many in so short a time are a burst. */
const BURST = { arrivals: 20, withinMs: 10 }
/** A burst holds up what came before it no longer than this; so long after one, another is looked out for. */
const AT_MOST_MS = SECOND

export interface Recorder {
  /** Rejects when the arrival could not be stored. */
  record(arrival: Arrival): Promise<void>
  /** Resolves between bursts: answering Missive comes before acting on what it told. False: one has lasted too long. */
  calm(): Promise<boolean>
}

/**
 * Stores webhooks durably, all that arrive in one tick in one commit: "answered" means on disk, and a burst costs few
 * commits.
 */
export const createRecorder = (store: Pick<Store, 'db' | 'deliveries'>, onStored: () => void): Recorder => {
  interface Waiting {
    arrival: Arrival
    resolve: () => void
    reject: (reason: unknown) => void
  }
  let waiting: Waiting[] = []
  let isStoring = false
  let stored: { at: number; arrivals: number }[] = []
  let burstAt = Number.NEGATIVE_INFINITY

  const recently = () => stored.filter(({ at }) => performance.now() - at < BURST.withinMs)

  const isBurst = () => recently().reduce((sum, { arrivals }) => sum + arrivals, 0) >= BURST.arrivals

  const flush = async () => {
    isStoring = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await store.deliveries.add(
          store.db,
          batch.map(({ arrival }) => arrival),
        )
        for (const { resolve } of batch) resolve()
        stored = [...recently(), { at: performance.now(), arrivals: batch.length }]
        if (isBurst()) burstAt = performance.now()
        onStored()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    isStoring = false
  }

  return {
    record: (arrival) =>
      new Promise((resolve, reject) => {
        waiting.push({ arrival, resolve, reject })
        if (!isStoring && waiting.length === 1) setImmediate(flush)
      }),
    calm: async () => {
      const started = performance.now()
      if (started - burstAt > AT_MOST_MS) return true
      // Acting may just have kept arrivals waiting: whether they still come shows only once they were let in.
      do await sleep(BURST.withinMs)
      while (isBurst() && performance.now() - started < AT_MOST_MS)
      return !isBurst()
    },
  }
}
