import { isNotNull } from 'drizzle-orm'
import { type Database, type Db, run, type Steps } from './database'

/**
 * Starts to work. When no other server does, what one was doing when it died is free at once, instead of when its leases
 * end; calls that were under way keep their unknown fate.
 */
export const startWorkAfterCrash = ({ tables, startWork }: Database): Promise<void> =>
  startWork(function* (tx: Db): Steps<void> {
    const { deliveries, outbox, dueWork, calls } = tables
    yield* run(tx.update(deliveries).set({ leasedUntil: null }).where(isNotNull(deliveries.leasedUntil)))
    yield* run(tx.update(outbox).set({ leasedUntil: null }).where(isNotNull(outbox.leasedUntil)))
    yield* run(tx.update(dueWork).set({ leasedUntil: null }).where(isNotNull(dueWork.leasedUntil)))
    yield* run(tx.update(calls).set({ underWayUntil: null }).where(isNotNull(calls.underWayUntil)))
  })
