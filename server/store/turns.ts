import { eq, sql } from 'drizzle-orm'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

/** `desk`: conversations, owners and loads · `missive`: the budget of calls · `sign-in`: how many codes were asked for. */
export type Turn = 'desk' | 'missive' | 'sign-in'

export const createTurns = ({ turns }: Tables) => ({
  /** Until the transaction ends nobody else holds this turn, on any replica. Taken first, so that all wait in one order. */
  *take(tx: Db, name: Turn): Steps<void> {
    const [taken] = yield* run(
      tx
        .update(turns)
        .set({ revision: sql`${turns.revision} + 1` })
        .where(eq(turns.name, name))
        .returning(),
    )
    if (taken) return
    yield* run(tx.insert(turns).values({ name, revision: 0 }).onConflictDoNothing())
    yield* this.take(tx, name)
  },
})
