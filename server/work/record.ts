import type { Arrival } from '../store/deliveries'
import type { Store } from '../store/store'

/**
 * Stores webhooks durably, all that arrive in one tick in one commit: "answered" means on disk, and a burst costs few
 * commits. The promise rejects when its arrival could not be stored.
 */
export const createRecorder = (store: Pick<Store, 'db' | 'deliveries'>, onStored: () => void) => {
  interface Waiting {
    arrival: Arrival
    resolve: () => void
    reject: (reason: unknown) => void
  }
  let waiting: Waiting[] = []
  let isStoring = false

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
        onStored()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    isStoring = false
  }

  return (arrival: Arrival): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ arrival, resolve, reject })
      if (!isStoring && waiting.length === 1) setImmediate(flush)
    })
}
