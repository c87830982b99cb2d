import { eq, sql } from 'drizzle-orm'
import type { TeammateId } from '../../shared/ids'
import type { LoadFacts } from '../routing/facts'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

export const createLoads = ({ loads }: Tables) => ({
  *all(tx: Db): Steps<Record<TeammateId, LoadFacts>> {
    const rows = yield* run(tx.select().from(loads))
    return Object.fromEntries(rows.map(({ teammateId, ...load }) => [teammateId, load]))
  },

  change: (tx: Db, teammateId: TeammateId, by: 1 | -1) =>
    tx
      .insert(loads)
      .values({ teammateId, openLoad: by, lastGivenWorkAt: null })
      .onConflictDoUpdate({ target: loads.teammateId, set: { openLoad: sql`${loads.openLoad} + ${by}` } }),

  /** Call after `change`, which makes the row. */
  wasGivenWork: (tx: Db, teammateId: TeammateId, at: Date) =>
    tx.update(loads).set({ lastGivenWorkAt: at }).where(eq(loads.teammateId, teammateId)),
})
