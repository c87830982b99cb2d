import { eq, inArray } from 'drizzle-orm'
import type { ConversationId } from '../../shared/ids'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

export const createAliases = ({
  aliases,
  conversations,
  decisions,
  deliveries,
  dueWork,
  guardAnswers,
  notices,
  outbox,
  trail,
}: Tables) => ({
  /**
   * The old id leads to the new one from now on, and with it all that belongs to the conversation: trail, decisions, calls
   * owed. What was to be done with the old one by itself is moot. Both must be kept; the old one goes.
   */
  *lead(tx: Db, from: ConversationId, to: ConversationId): Steps<void> {
    yield* run(tx.update(aliases).set({ conversationId: to }).where(eq(aliases.conversationId, from)))
    yield* run(tx.insert(aliases).values({ id: from, conversationId: to }))
    for (const table of [trail, decisions, notices, guardAnswers])
      yield* run(tx.update(table).set({ conversationId: to }).where(eq(table.conversationId, from)))
    yield* run(tx.update(deliveries).set({ conversationId: to }).where(eq(deliveries.conversationId, from)))
    yield* run(tx.update(outbox).set({ lane: to }).where(eq(outbox.lane, from)))
    const keys = (['decide', 'read', 'doubt', 'adopted'] as const).map((kind) => `${kind}:${from}`)
    yield* run(tx.delete(dueWork).where(inArray(dueWork.key, keys)))
    yield* run(tx.delete(conversations).where(eq(conversations.id, from)))
  },
})
