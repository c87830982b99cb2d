import type { BudgetLeft } from '../actions/admin-now'
import { PRIORITY } from '../actions/change-owner'
import type { TurnOf } from '../actions/conversation-view'
import type { Desk } from '../actions/desk'
import { pauseOf, readPauses, sayPause } from '../actions/pauses'
import { later, MINUTE } from '../clock'
import type { Db, Steps } from '../store/database'
import type { OutboxRow } from '../store/tables'
import type { Limits } from './budget'
import { shareOf } from './outbox'
import type { Purse } from './paced'

/** What the budget leaves, and when a call that waits has its turn. */
export const createQueueTurns = (desk: Desk, purse: Purse, limits: Limits) => {
  const { store, clock } = desk

  function* sayPaused(tx: Db, { priority, team }: OutboxRow, now: Date): Steps<string | null> {
    if (priority === PRIORITY.people) return null
    const pause = pauseOf(yield* readPauses(store, tx), [team])
    return pause && sayPause(desk, pause, now)
  }

  const turnOf: TurnOf = (row) =>
    store.transaction(function* (tx) {
      const now = clock()
      const heldBy = (yield* sayPaused(tx, row, now)) ?? (yield* purse.sayLockedOut(tx))
      if (heldBy) return { at: null, heldBy }
      const opensAt = yield* purse.opensAt(tx, shareOf(row), now)
      const minutes = Math.floor((yield* store.outbox.countAhead(tx, row)) / limits.perMinute)
      const turn = later(opensAt, minutes * MINUTE)
      return { at: turn > now ? turn : null, heldBy: null }
    })

  const left = (): Promise<BudgetLeft> => store.transaction((tx) => purse.left(tx, clock()))

  return { turnOf, left }
}
