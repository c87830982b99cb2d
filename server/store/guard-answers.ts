import { and, count, eq, sql } from 'drizzle-orm'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { type Db, inParts, run, type Steps } from './database'
import type { GuardAnswerRow, Tables } from './tables'

export const createGuardAnswers = ({ guardAnswers }: Tables) => ({
  /** What this person answered about this conversation. */
  of: (db: Db, conversationId: ConversationId, byId: TeammateId) =>
    db
      .select()
      .from(guardAnswers)
      .where(and(eq(guardAnswers.conversationId, conversationId), eq(guardAnswers.byId, byId))),

  /** About the same facts the later answer counts. */
  *keep(tx: Db, rows: GuardAnswerRow[]): Steps<void> {
    const set = { answer: sql`excluded.answer`, reason: sql`excluded.reason`, at: sql`excluded.at` }
    for (const part of inParts(rows))
      yield* run(tx.insert(guardAnswers).values(part).onConflictDoUpdate({ target: guardAnswers.key, set }))
  },

  counts: (db: Db) =>
    db
      .select({ code: guardAnswers.code, answer: guardAnswers.answer, count: count() })
      .from(guardAnswers)
      .groupBy(guardAnswers.code, guardAnswers.answer),
})
