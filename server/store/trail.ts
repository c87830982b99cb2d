import { and, desc, eq, gte, inArray } from 'drizzle-orm'
import type { ConversationId, HandoffId, TeammateId } from '../../shared/ids'
import { type Db, inParts, run, type Steps } from './database'
import type { Tables, TrailRow } from './tables'

/** `order` is given by the database; most entries have none of the others. */
export type NewTrailRow = Omit<TrailRow, 'order' | Seldom> & Partial<Pick<TrailRow, Seldom>>
type Seldom = 'askedId' | 'coversId' | 'timer'

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

  /** What moved because they were away, newest first. */
  covering: (db: Db, teammateId: TeammateId, since: Date) =>
    db
      .select()
      .from(trail)
      .where(and(eq(trail.coversId, teammateId), gte(trail.at, since)))
      .orderBy(desc(trail.order)),

  /** Newest first. */
  ofMany: (db: Db, conversationIds: ConversationId[]) =>
    db.select().from(trail).where(inArray(trail.conversationId, conversationIds)).orderBy(desc(trail.order)),
})
