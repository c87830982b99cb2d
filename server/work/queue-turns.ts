import type { BudgetLeft } from '../actions/admin-now'
import type { TurnOf } from '../actions/conversation-view'
import type { Desk } from '../actions/desk'
import { later, MINUTE } from '../clock'
import type { Limits } from './budget'
import { shareOf } from './outbox'
import type { Purse } from './paced'

/** What the budget leaves, and when a call that waits has its turn. */
export const createQueueTurns = ({ store, clock }: Desk, purse: Purse, limits: Limits) => {
  const turnOf: TurnOf = (row) =>
    store.transaction(function* (tx) {
      const now = clock()
      const opensAt = yield* purse.opensAt(tx, shareOf(row), now)
      const minutes = Math.floor((yield* store.outbox.countAhead(tx, row)) / limits.perMinute)
      const turn = later(opensAt, minutes * MINUTE)
      return turn > now ? turn : null
    })

  const left = (): Promise<BudgetLeft> => store.transaction((tx) => purse.left(tx, clock()))

  return { turnOf, left }
}
