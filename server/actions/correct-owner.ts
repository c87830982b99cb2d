import type { HandoffId } from '../../shared/ids'
import type { Note } from '../../shared/note'
import { sayList } from '../routing/spoken'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Books } from './books'
import { changeOwner, PRIORITY } from './change-owner'
import { composeNote } from './compose-note'
import type { Desk } from './desk'
import { teamOf } from './pauses'
import { personOf } from './person'
import { hasTwoOwners, latestChange, othersOfBaton } from './two-owners'

/** Of the trail so much is looked at. */
const LATEST = 10

/**
 * Somebody chose another owner in Missive, beside whom Baton had added: those go, with one correcting line. It is said once
 * for each choice, whether Missive follows or not.
 */
export function* correctOwner(desk: Desk, tx: Db, books: Books, conversation: Conversation): Steps<void> {
  const { ownerId } = conversation
  const gone = othersOfBaton(conversation)
  const team = desk.rules()?.rules.teams.find(({ name }) => name === teamOf(desk, conversation))
  if (!ownerId || gone.length === 0 || !hasTwoOwners(conversation) || team?.mode !== 'route') return
  const trail = yield* run(desk.store.trail.of(tx, conversation.id, LATEST))
  if (latestChange(trail)?.kind !== 'adopted') return
  const now = desk.clock()
  const id = desk.newId() as HandoffId
  const { name } = personOf(desk, ownerId)
  const earlier = sayList(gone.map((each) => personOf(desk, each).name))
  const why = `${name} was chosen in Missive, after Baton had assigned ${earlier}.`
  const note: Note = { why, whatsNeeded: '', byWhen: null, context: '' }
  const headline = { kind: 'corrected', name } as const
  const composition = { handoffId: id, headline, note, reader: ownerId, urgency: null }
  yield* changeOwner(
    desk,
    tx,
    books,
    conversation,
    {
      id,
      kind: 'corrected',
      to: ownerId,
      by: null,
      why,
      note,
      drafted: ['why'],
      acknowledged: [],
      decisionId: null,
      undoesId: null,
      owed: {
        call: {
          ...composeNote(desk, conversation, composition, now),
          assign: [ownerId],
          teamInbox: null,
          reopen: false,
          color: null,
        },
        priority: PRIORITY.routed,
      },
    },
    // The line says who has it, not what is needed.
    { noteMissing: conversation.noteMissing },
    now,
  )
}
