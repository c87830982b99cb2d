import type * as z from 'zod/mini'
import type { Against } from '../../shared/guard-api'
import type { TeammateId } from '../../shared/ids'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Desk } from './desk'
import { gatherGuards, withoutAnswered } from './guarding'
import type { Memory } from './memory'
import type { Reader } from './rights'

/** What stands against giving it to somebody, or against the reader's taking it. */
export type WarnedOf = (receiver: TeammateId) => z.output<typeof Against>

/** For who reads it: the guards that they have not gone past for the same facts. Null before the first rules. */
export function* warnedFor(
  desk: Desk,
  tx: Db,
  memory: Memory,
  conversation: Conversation,
  { teammateId: by }: Reader,
): Steps<WarnedOf | null> {
  const guards = yield* gatherGuards(desk, tx, memory, conversation, by, desk.clock())
  if (!guards) return null
  const { id: conversationId } = conversation
  const answers = yield* run(desk.store.guardAnswers.of(tx, conversationId, by))
  return (receiver) => {
    const to = receiver === by ? null : receiver
    const warned = to ? guards.giving(to) : guards.taking()
    const { teammateId, refused, warnings } = withoutAnswered({ conversationId, by, to }, warned, answers)
    return { teammateId, refused, guards: warnings.map(({ guard }) => guard) }
  }
}
