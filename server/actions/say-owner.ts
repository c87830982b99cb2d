import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Note } from '../../shared/note'
import type { Db, Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Books } from './books'
import { changeOwner, PRIORITY } from './change-owner'
import { composeNote } from './compose-note'
import type { Desk } from './desk'
import { personOf } from './person'

interface Said {
  to: TeammateId
  /** The correcting line. */
  why: string
  /** What else of the conversation is written. */
  values?: Partial<Conversation>
}

/** Of several who are assigned, one owns it by what people did: the others go, with one correcting line. */
export function* sayOwner(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
  { to, why, values = {} }: Said,
): Steps<void> {
  const now = desk.clock()
  const id = desk.newId() as HandoffId
  const note: Note = { why, whatsNeeded: '', byWhen: null, context: '' }
  const headline = { kind: 'corrected', name: personOf(desk, to).name } as const
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
      why,
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
    values,
    now,
  )
}
