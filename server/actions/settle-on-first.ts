import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Note } from '../../shared/note'
import type { Db, Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Books } from './books'
import { changeOwner, PRIORITY } from './change-owner'
import { composeNote } from './compose-note'
import type { Desk } from './desk'

/** Everyone had it, and one of them answered the customer: they own it, and the others are removed. */
export function* settleOnFirst(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
  to: TeammateId,
): Steps<void> {
  const now = desk.clock()
  const id = desk.newId() as HandoffId
  const name = desk.people().teammateById.get(to)?.name ?? 'A teammate'
  const note: Note = { why: `${name} was the first to answer.`, whatsNeeded: '', byWhen: null, context: '' }
  const headline = { kind: 'corrected', name } as const
  const rendered = composeNote(desk, conversation, { handoffId: id, headline, note, reader: to, urgency: null }, now)
  yield* changeOwner(
    desk,
    tx,
    books,
    conversation,
    {
      id,
      kind: 'corrected',
      to,
      by: null,
      why: note.why,
      note,
      drafted: ['why'],
      acknowledged: [],
      decisionId: null,
      undoesId: null,
      owed: {
        call: { ...rendered, assign: [to], teamInbox: null, reopen: false, color: null },
        priority: PRIORITY.routed,
      },
    },
    {},
    now,
  )
}
