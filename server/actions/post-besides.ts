import type { TrailKind } from '../../shared/api'
import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Note } from '../../shared/note'
import type { Conversation, OwedCall } from '../store/tables'
import type { Books } from './books'
import { PRIORITY } from './change-owner'

export interface Besides {
  id: HandoffId
  kind: TrailKind
  by: TeammateId
  /** Who is given access, and asked; null: nobody. */
  asked: TeammateId | null
  why: string
  note: Note | null
  drafted: (keyof Note)[]
  rendered: Pick<OwedCall, 'markdown' | 'notification'>
}

/** One post of a person's that changes no owner, with its entry in the trail. */
export const postBesides = (
  books: Books,
  { id: conversationId, ownerId, routingTeam }: Conversation,
  { id, kind, by, asked, why, note, drafted, rendered }: Besides,
  now: Date,
): void => {
  books.trailed({
    id,
    conversationId,
    at: now,
    kind,
    fromId: ownerId,
    toId: ownerId,
    byId: by,
    askedId: asked,
    why,
    note: note && { ...note, byWhen: note.byWhen?.toISOString() ?? null },
    drafted,
    acknowledged: [],
    decisionId: null,
    undoesId: null,
  })
  const unchanged = { assign: null, teamInbox: null, reopen: false, color: null }
  books.owe({
    handoffId: id,
    lane: conversationId,
    priority: PRIORITY.people,
    team: routingTeam,
    call: { ...rendered, ...unchanged, ...(asked ? { asks: asked } : {}) },
    createdAt: now,
  })
}
