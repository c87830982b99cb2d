import type * as z from 'zod/mini'
import type { Explanation } from '../../shared/api'
import type { ConversationId, HandoffId } from '../../shared/ids'
import { run } from '../store/database'
import type { TrailRow } from '../store/tables'
import { sayTrail, TRAIL_SHOWN, type TurnOf } from './conversation-view'
import type { Desk } from './desk'
import { type Reader, requireSight } from './rights'

const noteOf = ({ note }: TrailRow) => note && { ...note, byWhen: note.byWhen === null ? null : new Date(note.byWhen) }

/** One handoff, or one conversation as it stands, explained. `id` names either. Throws `AppError` `not_found`. */
export const explain = async (
  desk: Desk,
  reader: Reader,
  id: string,
  turnOf: TurnOf,
): Promise<z.output<typeof Explanation>> => {
  const { store } = desk
  const found = await store.transaction(function* (tx) {
    const entry = yield* store.trail.find(tx, id as HandoffId)
    const conversation = requireSight(
      desk,
      reader,
      yield* store.conversations.find(tx, entry?.conversationId ?? (id as ConversationId)),
    )
    const decisionId = entry ? entry.decisionId : conversation.decisionId
    const decided = decisionId ? yield* store.decisions.find(tx, decisionId) : null
    const trail = yield* run(store.trail.of(tx, conversation.id, TRAIL_SHOWN))
    const outbox =
      trail.length > 0
        ? yield* run(
            store.outbox.ofMany(
              tx,
              trail.map((row) => row.id),
            ),
          )
        : []
    return { entry, conversation, decided, trail, outbox }
  })
  const { entry, conversation, decided } = found
  const trail = await sayTrail(desk, found.trail, found.outbox, turnOf)
  return {
    conversation: {
      id: conversation.id,
      subject: conversation.subject,
      url: conversation.webUrl ?? `https://mail.missiveapp.com/#inbox/conversations/${conversation.id}`,
    },
    entry: trail.find((each) => each.id === entry?.id) ?? null,
    note: entry && noteOf(entry),
    decision: decided?.decision ?? null,
    decidedAt: decided?.at ?? null,
    trail,
  }
}
