import { sql } from 'drizzle-orm'
import type { TeammateId } from '../../shared/ids'
import type { LoadFacts } from '../routing/facts'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

export const createLoads = ({ loads }: Tables) => ({
  *all(tx: Db): Steps<Record<TeammateId, LoadFacts>> {
    const rows = yield* run(tx.select().from(loads))
    return Object.fromEntries(
      rows.map(({ teammateId, drainedAt, ...load }) => [
        teammateId,
        { ...load, drainedAt: drainedAt.map((at) => new Date(at)) },
      ]),
    )
  },

  /** What these teammates hold now. Only for who holds the desk's turn. */
  *set(tx: Db, byTeammate: ReadonlyMap<TeammateId, LoadFacts>): Steps<void> {
    if (byTeammate.size === 0) return
    const rows = [...byTeammate].map(([teammateId, { drainedAt, ...load }]) => ({
      teammateId,
      ...load,
      drainedAt: drainedAt.map((at) => at.toISOString()),
    }))
    const set = {
      openLoad: sql`excluded.open_load`,
      conversations: sql`excluded.conversations`,
      lastGivenWorkAt: sql`excluded.last_given_work_at`,
      drainedAt: sql`excluded.drained_at`,
    }
    yield* run(tx.insert(loads).values(rows).onConflictDoUpdate({ target: loads.teammateId, set }))
  },
})
