import { atDesk } from '../actions/books'
import type { Desk } from '../actions/desk'
import { readDelivery } from '../actions/read-delivery'
import { type Arrived, receive } from '../actions/receive'
import { later, SECOND } from '../clock'
import type { Logger } from '../log'
import type { Metrics } from '../metrics'
import { run } from '../store/database'
import type { DeliveryRow } from '../store/tables'
import { isTrouble } from '../store/trouble'

const LEASE_MS = 30 * SECOND
const BATCH = 100
/** While more comes each round keeps Missive waiting, so it is short. */
const SHORT_BATCH = 20

interface Read {
  row: DeliveryRow
  arrived: Arrived
}

export interface IntakeDeps {
  desk: Desk
  metrics: Metrics
  log: Logger
  /** Resolves when it may be acted; false: more still comes. */
  calm: () => Promise<boolean>
  onFolded: () => void
}

/** One round of folding what has arrived: at most one delivery of each conversation, in one transaction. */
export const createIntakeRound = ({ desk, metrics, log, calm, onFolded }: IntakeDeps) => {
  const { store, clock } = desk

  const foldTogether = async (reads: Read[]): Promise<void> => {
    const { value: results, happened } = await atDesk(desk, function* (tx, books) {
      yield* books.lookUp(reads.map(({ arrived }) => arrived.snapshot.id))
      const results: ('accepted' | 'repeated')[] = []
      // In the desk's turn: nobody else folds one of them meanwhile.
      const cameBefore = yield* store.deliveries.cameBefore(
        tx,
        reads.map(({ row }) => row),
      )
      for (const { row, arrived } of reads)
        results.push(yield* receive(desk, tx, books, { ...arrived, cameBefore: cameBefore.has(row.id) }))
      for (const status of ['accepted', 'repeated'] as const) {
        const ids = reads.filter((_, index) => results[index] === status).map(({ row }) => row.id)
        if (ids.length > 0) yield* run(store.deliveries.settle(tx, ids, status))
      }
      for (const [type, times] of countBy(reads.map(({ row }) => row.type ?? 'unknown')))
        yield* run(store.deliveries.countKind(tx, type, clock(), times))
      return results
    })
    for (const [index, { row }] of reads.entries()) metrics.webhook(row.type ?? 'unknown', results[index] ?? 'accepted')
    for (const kind of happened) metrics.handoff(kind)
  }

  const setAside = async (row: DeliveryRow, reason: string): Promise<void> => {
    await store.deliveries.notUnderstood(store.db, row.id, reason)
    metrics.webhook(row.type ?? 'unknown', 'not_understood')
  }

  /** One that cannot be folded must not hold up the others: each for itself, and what still fails is set aside. */
  const foldOneByOne = async (reads: Read[]): Promise<void> => {
    for (const read of reads)
      try {
        await foldTogether([read])
      } catch (error) {
        if (isTrouble(error)) throw error
        await store.transaction(function* (tx) {
          yield* run(store.deliveries.notUnderstood(tx, read.row.id, 'Baton failed while it acted on this.'))
        })
        log.error({ err: error, delivery: read.row.id }, 'A delivery could not be folded and was set aside')
        metrics.webhook(read.row.type ?? 'unknown', 'not_understood')
      }
  }

  return async (): Promise<boolean> => {
    const limit = (await calm()) ? BATCH : SHORT_BATCH
    const now = clock()
    const leased = await store.transaction((tx) => store.deliveries.lease(tx, now, later(now, LEASE_MS), limit))
    if (leased.length === 0) return false
    const reads: Read[] = []
    for (const row of leased) {
      const read = readDelivery(desk, row)
      if (typeof read === 'string') await setAside(row, read)
      else reads.push({ row, arrived: read })
    }
    if (reads.length > 0)
      try {
        await foldTogether(reads)
      } catch (error) {
        // They are taken up again when their lease ends.
        if (isTrouble(error)) throw error
        log.warn(
          { err: error, deliveries: reads.length },
          'A batch could not be folded; its deliveries are tried one by one',
        )
        await foldOneByOne(reads)
      }
    onFolded()
    return true
  }
}

const countBy = (names: string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
