import type { ConversationId, HandoffId, TeammateId } from '../../shared/ids'
import type { TimerKind } from '../../shared/timer'
import { type ReminderLine, renderReminder } from '../missive/reminder'
import { countedFrom } from '../routing/timers'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation, ReminderRow, TeammateRow } from '../store/tables'
import { atDesk, type Books } from './books'
import { PRIORITY } from './change-owner'
import type { Desk } from './desk'
import { pauseOf, teamOf } from './pauses'
import { urlOf } from './url-of'
import { clockFactsOf } from './wind'

const TO_OWNER: readonly TimerKind[] = ['reminder', 'follow-up', 'quick answer']

/** Nobody has done meanwhile what it reminds of, and it is still theirs. */
const isStillSo = (desk: Desk, conversation: Conversation, { timer, since, teammateId }: ReminderRow): boolean => {
  const facts = clockFactsOf(desk, conversation)
  if (!facts || countedFrom(timer, facts)?.getTime() !== since.getTime()) return false
  return (conversation.ownerId === teammateId) === TO_OWNER.includes(timer)
}

interface Gathered {
  /** What is to be told. */
  wanted: { reminder: ReminderRow; conversation: Conversation }[]
  /** Told in vain by now. */
  moot: number[]
}

function* gathered(desk: Desk, tx: Db, books: Books, teammateId: TeammateId): Steps<Gathered> {
  const rows = yield* run(desk.store.reminders.of(tx, teammateId))
  yield* books.lookUp([...new Set(rows.map(({ conversationId }) => conversationId))])
  const found: Gathered = { wanted: [], moot: [] }
  for (const reminder of rows) {
    const conversation = yield* books.find(reminder.conversationId)
    if (!conversation || !isStillSo(desk, conversation, reminder)) found.moot.push(reminder.id)
    // It is told when routing goes on.
    else if (!pauseOf(yield* books.pauses(), [teamOf(desk, conversation)]))
      found.wanted.push({ reminder, conversation })
  }
  return found
}

/** The teammate, if anything is to be told to them now; what is moot is forgotten. */
export const whoIsReminded = async (desk: Desk, id: TeammateId): Promise<TeammateRow | null> => {
  const { value } = await atDesk(desk, function* (tx, books): Steps<TeammateRow | null> {
    const { wanted, moot } = yield* gathered(desk, tx, books, id)
    yield* desk.store.reminders.forget(tx, moot)
    const teammate = desk.people().teammateById.get(id)
    return teammate && !teammate.goneAt && wanted.length > 0 ? teammate : null
  })
  return value
}

/** Owes one post to the private conversation with a teammate: all that has gathered and still is so. */
export const owesReminder = (desk: Desk, teammate: TeammateRow, lane: ConversationId) =>
  atDesk(desk, function* (tx, books): Steps<void> {
    const { wanted, moot } = yield* gathered(desk, tx, books, teammate.id)
    yield* desk.store.reminders.forget(tx, [...moot, ...wanted.map(({ reminder }) => reminder.id)])
    const id = desk.newId() as HandoffId
    const [first, ...rest] = wanted.map(
      ({ reminder, conversation }): ReminderLine => ({
        subject: conversation.subject,
        url: urlOf(conversation),
        sentence: reminder.sentence,
        // What stands behind # changes nothing for who follows it, and marks the post.
        link: `${desk.whyLink(conversation.id)}#${id}`,
      }),
    )
    if (!first) return
    books.owe({
      handoffId: id,
      lane,
      priority: PRIORITY.notices,
      team: null,
      call: {
        ...renderReminder([first, ...rest]),
        assign: null,
        teamInbox: null,
        reopen: true,
        toInbox: true,
        color: null,
      },
      createdAt: desk.clock(),
    })
  })
