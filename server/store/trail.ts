import { desc, eq } from 'drizzle-orm'
import type { ConversationId, HandoffId } from '../../shared/ids'
import { type Db, run, type Steps } from './database'
import type { Tables, TrailRow } from './tables'

export const createTrail = ({ trail }: Tables) => ({
  *addMany(tx: Db, rows: Omit<TrailRow, 'order'>[]): Steps<void> {
    if (rows.length > 0) yield* run(tx.insert(trail).values(rows))
  },

  *find(tx: Db, id: HandoffId): Steps<TrailRow | null> {
    const [row] = yield* run(tx.select().from(trail).where(eq(trail.id, id)))
    return row ?? null
  },

  /** Newest first. */
  of: (db: Db, conversationId: ConversationId, limit: number) =>
    db.select().from(trail).where(eq(trail.conversationId, conversationId)).orderBy(desc(trail.order)).limit(limit),
})
