import { and, count, desc, eq, gt, isNull, lt, max, sql } from 'drizzle-orm'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

export type SignInCode = Tables['signInCodes']['$inferSelect']
export type Session = Tables['sessions']['$inferSelect']

/** Codes, sessions and the private conversations in which codes arrive. Codes and tokens stand here hashed only. */
export const createSignIn = ({ signInCodes, sessions, personalConversations }: Tables) => ({
  addCode: (tx: Db, code: SignInCode) => tx.insert(signInCodes).values(code),

  *countCodes(tx: Db, since: Date, askedHash?: string): Steps<number> {
    const asked = askedHash === undefined ? undefined : eq(signInCodes.askedHash, askedHash)
    const [row] = yield* run(
      tx
        .select({ count: count() })
        .from(signInCodes)
        .where(and(gt(signInCodes.createdAt, since), asked)),
    )
    return row?.count ?? 0
  },

  /** Asking for a new code ends those before. */
  endCodes: (tx: Db, askedHash: string, now: Date) =>
    tx
      .update(signInCodes)
      .set({ expiresAt: now })
      .where(and(eq(signInCodes.askedHash, askedHash), gt(signInCodes.expiresAt, now))),

  /** The one code that can still be used. */
  *liveCode(tx: Db, askedHash: string, now: Date): Steps<SignInCode | null> {
    const [row] = yield* run(
      tx
        .select()
        .from(signInCodes)
        .where(and(eq(signInCodes.askedHash, askedHash), isNull(signInCodes.usedAt), gt(signInCodes.expiresAt, now))),
    )
    return row && row.triesLeft > 0 ? row : null
  },

  /** Null when it was used up meanwhile. */
  *useTry(tx: Db, id: string): Steps<SignInCode | null> {
    const [row] = yield* run(
      tx
        .update(signInCodes)
        .set({ triesLeft: sql`${signInCodes.triesLeft} - 1` })
        .where(and(eq(signInCodes.id, id), gt(signInCodes.triesLeft, 0), isNull(signInCodes.usedAt)))
        .returning(),
    )
    return row ?? null
  },

  markUsed: (tx: Db, id: string, now: Date) =>
    tx.update(signInCodes).set({ usedAt: now }).where(eq(signInCodes.id, id)),

  forgetCodesBefore: (tx: Db, before: Date) => tx.delete(signInCodes).where(lt(signInCodes.createdAt, before)),

  addSession: (tx: Db, session: Session) => tx.insert(sessions).values(session),

  *session(tx: Db, tokenHash: string): Steps<Session | null> {
    const [row] = yield* run(tx.select().from(sessions).where(eq(sessions.tokenHash, tokenHash)))
    return row ?? null
  },

  keepSession: (tx: Db, tokenHash: string, seenAt: Date, expiresAt: Date) =>
    tx.update(sessions).set({ seenAt, expiresAt }).where(eq(sessions.tokenHash, tokenHash)),

  endSession: (tx: Db, tokenHash: string) => tx.delete(sessions).where(eq(sessions.tokenHash, tokenHash)),

  /** Null: everybody's. */
  endSessions: (tx: Db, teammateId: TeammateId | null) =>
    tx
      .delete(sessions)
      .where(teammateId === null ? undefined : eq(sessions.teammateId, teammateId))
      .returning({ teammateId: sessions.teammateId }),

  /** The latest seen first. */
  *signedIn(tx: Db, now: Date): Steps<{ teammateId: TeammateId; places: number; seenAt: Date }[]> {
    const rows = yield* run(
      tx
        .select({ teammateId: sessions.teammateId, places: count(), seenAt: max(sessions.seenAt) })
        .from(sessions)
        .where(gt(sessions.expiresAt, now))
        .groupBy(sessions.teammateId)
        .orderBy(desc(max(sessions.seenAt)), sessions.teammateId),
    )
    return rows.map((row) => ({ ...row, seenAt: row.seenAt ?? now }))
  },

  forgetSessionsExpiredBefore: (tx: Db, now: Date) => tx.delete(sessions).where(lt(sessions.expiresAt, now)),

  *personalConversation(tx: Db, teammateId: TeammateId): Steps<ConversationId | null> {
    const [row] = yield* run(
      tx.select().from(personalConversations).where(eq(personalConversations.teammateId, teammateId)),
    )
    return row?.conversationId ?? null
  },

  keepPersonalConversation: (tx: Db, teammateId: TeammateId, conversationId: ConversationId, now: Date) => {
    const row = { teammateId, conversationId, foundPrivateAt: now }
    return tx
      .insert(personalConversations)
      .values(row)
      .onConflictDoUpdate({ target: personalConversations.teammateId, set: row })
  },
})
