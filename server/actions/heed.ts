import type * as z from 'zod/mini'
import { GuardCode, type GuardCount } from '../../shared/guard-api'
import type { ConversationId, TeammateId } from '../../shared/ids'
import type { Steps } from '../store/database'
import type { Desk } from './desk'
import { followGuards, gatherGuards } from './guarding'
import { recall } from './memory'
import { type Reader, requireSight } from './rights'

export interface Heeded {
  /** To whom it was to be given; null: it was to be taken. */
  to: TeammateId | null
  codes: GuardCode[]
}

/** The reader saw guards and did otherwise. Returns those that this counts, each once for the same facts. */
export const heedGuards = (
  desk: Desk,
  reader: Reader,
  id: ConversationId,
  { to, codes }: Heeded,
): Promise<GuardCode[]> =>
  desk.store.transaction(function* (tx): Steps<GuardCode[]> {
    const now = desk.clock()
    const conversation = requireSight(desk, reader, yield* desk.store.conversations.find(tx, id))
    const by = reader.teammateId
    const guards = yield* gatherGuards(desk, tx, yield* recall(desk.store, tx), conversation, by, now)
    if (!guards) return []
    const warned = to ? guards.giving(to) : guards.taking()
    return yield* followGuards(desk, tx, { conversationId: conversation.id, by, to }, warned, codes, now)
  })

/** How often each guard was followed, and how often somebody went past it. */
export const countGuards = async ({ store }: Desk): Promise<z.output<typeof GuardCount>[]> => {
  const counts = await store.guardAnswers.counts(store.db)
  const countOf = (code: GuardCode, answer: 'followed' | 'overridden') =>
    counts.find((each) => each.code === code && each.answer === answer)?.count ?? 0
  return GuardCode.options.map((code) => ({
    code,
    followed: countOf(code, 'followed'),
    overridden: countOf(code, 'overridden'),
  }))
}
