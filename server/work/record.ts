import { setTimeout as sleep } from 'node:timers/promises'
import { SECOND } from '../clock'
import type { Arrival } from '../store/deliveries'
import type { Store } from '../store/store'

/** With nothing stored for so long, a burst is over. */
const CALM_MS = 5
/** A burst holds up what came before it no longer than this. */
const AT_MOST_MS = SECOND

export interface Recorder {
  /** Rejects when the arrival could not be stored. */
  record(arrival: Arrival): Promise<void>
  /** Resolves between bursts: answering Missive comes before acting on what it told. */
  calm(): Promise<void>
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
  let storedAt = 0

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
        storedAt = performance.now()
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
      const isCalm = () => performance.now() - storedAt > CALM_MS || performance.now() - started > AT_MOST_MS
      while (!isCalm()) await sleep(CALM_MS)
    },
  }
}
