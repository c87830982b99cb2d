import { and, eq, inArray, isNotNull, max } from 'drizzle-orm'
import type { MissiveTeamId } from '../../shared/ids'
import { type Db, run, type Steps } from './database'
import type { SweepKind, SweepRow, Tables } from './tables'

export const createSweeps = ({ sweeps }: Tables) => {
  const keyOf = (kind: SweepKind, teamId: MissiveTeamId) => `${kind}:${teamId}`

  return {
    /** The latest of this kind, whether it has ended or not; null: there was none. */
    *find(tx: Db, kind: SweepKind, teamId: MissiveTeamId): Steps<SweepRow | null> {
      const [row] = yield* run(
        tx
          .select()
          .from(sweeps)
          .where(eq(sweeps.key, keyOf(kind, teamId))),
      )
      return row ?? null
    },

    /** In the place of the one before. */
    *begin(tx: Db, kind: SweepKind, teamId: MissiveTeamId, startedAt: Date): Steps<SweepRow> {
      const row = {
        key: keyOf(kind, teamId),
        kind,
        teamId,
        startedAt,
        until: null,
        newestAt: null,
        conversations: 0,
        finishedAt: null,
      }
      yield* run(tx.insert(sweeps).values(row).onConflictDoUpdate({ target: sweeps.key, set: row }))
      return row
    },

    keep: (tx: Db, row: SweepRow) => tx.update(sweeps).set(row).where(eq(sweeps.key, row.key)),

    ofTeams: (db: Db, kind: SweepKind, teamIds: readonly MissiveTeamId[]) =>
      db
        .select()
        .from(sweeps)
        .where(and(eq(sweeps.kind, kind), inArray(sweeps.teamId, [...teamIds]))),

    /** When the latest of this kind ended; null: none did. */
    *lastFinishedAt(tx: Db, kind: SweepKind): Steps<Date | null> {
      const [row] = yield* run(
        tx
          .select({ at: max(sweeps.finishedAt) })
          .from(sweeps)
          .where(and(eq(sweeps.kind, kind), isNotNull(sweeps.finishedAt))),
      )
      return row?.at ?? null
    },
  }
}
