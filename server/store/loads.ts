import { sql } from 'drizzle-orm'
import type { TeammateId } from '../../shared/ids'
import type { LoadFacts } from '../routing/facts'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

export const createLoads = ({ loads }: Tables) => ({
  *all(tx: Db): Steps<Record<TeammateId, LoadFacts>> {
    const rows = yield* run(tx.select().from(loads))
    return Object.fromEntries(rows.map(({ teammateId, ...load }) => [teammateId, load]))
  },

  /** What these teammates hold now. Only for who holds the desk's turn. */
  *set(tx: Db, rows: Tables['loads']['$inferSelect'][]): Steps<void> {
    if (rows.length === 0) return
    const set = { openLoad: sql`excluded.open_load`, lastGivenWorkAt: sql`excluded.last_given_work_at` }
    yield* run(tx.insert(loads).values(rows).onConflictDoUpdate({ target: loads.teammateId, set }))
  },
})
