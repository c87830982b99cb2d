import type { BudgetLeft } from '../actions/admin-now'
import type { TurnOf } from '../actions/conversation-view'
import type { Desk } from '../actions/desk'
import { later, MINUTE } from '../clock'
import { type Db, run, type Steps } from '../store/database'
import { type Limits, WINDOW_MS } from './budget'
import type { Purse } from './paced'

/** What the budget leaves, and when a call that waits has its turn. */
export const createQueueTurns = (desk: Desk, purse: Purse, limits: Limits) => {
  const { store, clock } = desk

  const roomForPeople = () =>
    store.transaction(function* (tx: Db): Steps<Date | null> {
      const rooms = yield* purse.rooms(tx, clock())
      return rooms('people').at
    })

  const turnOf: TurnOf = async (row) => {
    const ahead = await store.outbox.ahead(store.db, row)
    const opensAt = (await roomForPeople()) ?? clock()
    const minutes = Math.floor((ahead.length - 1) / limits.perMinute)
    const turn = later(opensAt, minutes * MINUTE)
    return turn > clock() ? turn : null
  }

  const left = (): Promise<BudgetLeft> =>
    store.transaction(function* (tx) {
      const now = clock()
      const spent = yield* run(store.calls.since(tx, later(now, -WINDOW_MS)))
      const inMinute = spent.filter(({ at }) => +at > +now - MINUTE).length
      return { perMinute: Math.max(0, limits.perMinute - inMinute), per15Minutes: Math.max(0, limits.per15Minutes - spent.length) }
    })

  return { turnOf, left }
}
