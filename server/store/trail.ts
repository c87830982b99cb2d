import { desc, eq, inArray } from 'drizzle-orm'
import type { ConversationId, HandoffId } from '../../shared/ids'
import { type Db, inParts, run, type Steps } from './database'
import type { Tables, TrailRow } from './tables'

/** `order` is given by the database. */
export type NewTrailRow = Omit<TrailRow, 'order' | 'askedId' | 'coversId'> &
  Partial<Pick<TrailRow, 'askedId' | 'coversId'>>

export const createTrail = ({ trail }: Tables) => ({
  *addMany(tx: Db, rows: NewTrailRow[]): Steps<void> {
    for (const part of inParts(rows)) yield* run(tx.insert(trail).values(part))
  },

  *find(tx: Db, id: HandoffId): Steps<TrailRow | null> {
    const [row] = yield* run(tx.select().from(trail).where(eq(trail.id, id)))
    return row ?? null
  },

  /** Newest first. */
  of: (db: Db, conversationId: ConversationId, limit: number) =>
    db.select().from(trail).where(eq(trail.conversationId, conversationId)).orderBy(desc(trail.order)).limit(limit),

  /** Newest first. */
  ofMany: (db: Db, conversationIds: ConversationId[]) =>
    db.select().from(trail).where(inArray(trail.conversationId, conversationIds)).orderBy(desc(trail.order)),
})
