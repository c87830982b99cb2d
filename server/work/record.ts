import { setTimeout as sleep } from 'node:timers/promises'
import { SECOND } from '../clock'
import type { Arrival } from '../store/deliveries'
import type { Store } from '../store/store'

/** So many since intake last looked may be the beginning of a burst. */
const MANY = 5
/** It lasts while so many come in each millisecond of a look in which nothing else is done. */
const BURST = { perMs: 0.5, lookMs: 10 }
/** A burst holds up what came before it no longer than this; so long after many, a burst is looked out for. */
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
export const createRecorder = ({ arrivals }: Pick<Store, 'arrivals'>, onStored: () => void): Recorder => {
  interface Waiting {
    arrival: Arrival
    resolve: () => void
    reject: (reason: unknown) => void
  }
  let waiting: Waiting[] = []
  let isStoring = false
  let cameSince = 0
  let manyAt = Number.NEGATIVE_INFINITY

  const flush = async () => {
    isStoring = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await arrivals.add(batch.map(({ arrival }) => arrival))
        for (const { resolve } of batch) resolve()
        onStored()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    isStoring = false
  }

  /** Acting may just have kept arrivals waiting: whether they still come shows only while they are let in. */
  const isBurst = async (): Promise<boolean> => {
    const started = performance.now()
    cameSince = 0
    await sleep(BURST.lookMs)
    return cameSince >= BURST.perMs * (performance.now() - started)
  }

  return {
    record: (arrival) =>
      new Promise((resolve, reject) => {
        cameSince++
        waiting.push({ arrival, resolve, reject })
        if (!isStoring && waiting.length === 1) setImmediate(flush)
      }),
    calm: async () => {
      const started = performance.now()
      if (cameSince >= MANY) manyAt = started
      cameSince = 0
      if (started - manyAt > AT_MOST_MS) return true
      while (await isBurst()) if (performance.now() - started >= AT_MOST_MS) return false
      return true
    },
  }
}
