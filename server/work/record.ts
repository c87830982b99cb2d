import { setTimeout as sleep, setImmediate as turnOfLoop } from 'node:timers/promises'
import { SECOND } from '../clock'
import type { Arrival } from '../store/deliveries'
import type { Store } from '../store/store'

/** So many since it was last asked may be the beginning of a burst; it goes on while so many come during a look. */
const BURST = { begins: 5, goesOn: 10 }
const LOOK_MS = 10
/** A burst holds up what came before it no longer than this; so long after many, a burst is looked out for. */
const AT_MOST_MS = SECOND

export interface Recorder {
  /** Rejects when the arrival could not be stored. */
  record(arrival: Arrival): Promise<void>
  /**
   * Resolves between bursts: answering Missive comes before acting on what it told. False: some still come, or a burst has
   * lasted too long, so each step should be short.
   */
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

  /** How many come. Acting may just have kept them waiting, so nothing else is done meanwhile. */
  const look = async (): Promise<number> => {
    cameSince = 0
    await sleep(LOOK_MS)
    // A busy machine may have kept this process still all the time: what waits at its door counts.
    await turnOfLoop()
    return cameSince
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
      if (cameSince >= BURST.begins) manyAt = started
      cameSince = 0
      if (started - manyAt > AT_MOST_MS) return true
      for (;;) {
        const came = await look()
        if (came < BURST.goesOn) return came === 0
        if (performance.now() - started >= AT_MOST_MS) return false
      }
    },
  }
}
