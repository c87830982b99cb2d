import type { ConversationId, HandoffId, TeammateId } from '../../shared/ids'
import type { TimerKind } from '../../shared/timer'
import { later, SECOND } from '../clock'
import { type ReminderLine, renderReminder } from '../missive/reminder'
import { countedFrom } from '../routing/timers'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation, ReminderRow, TeammateRow } from '../store/tables'
import { atDesk, type Books } from './books'
import { PRIORITY } from './change-owner'
import type { Desk } from './desk'
import { pauseOf, teamOf } from './pauses'
import { askFirst, sureOf } from './sure'
import { urlOf } from './url-of'
import { clockFactsOf } from './wind'

/** What Missive is asked about first, it may have answered by then. */
const ASKED_MS = 5 * SECOND
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
  /** What Missive is to be asked about before. */
  unsure: Conversation[]
  /** Told in vain by now. */
  moot: number[]
}

function* gathered(desk: Desk, tx: Db, books: Books, teammateId: TeammateId): Steps<Gathered> {
  const rows = yield* run(desk.store.reminders.of(tx, teammateId))
  yield* books.lookUp([...new Set(rows.map(({ conversationId }) => conversationId))])
  const isSure = yield* sureOf(desk, tx)
  const found: Gathered = { wanted: [], unsure: [], moot: [] }
  for (const reminder of rows) {
    const conversation = yield* books.find(reminder.conversationId)
    if (!conversation || !isStillSo(desk, conversation, reminder)) found.moot.push(reminder.id)
    // It is told when routing goes on.
    else if (pauseOf(yield* books.pauses(), [teamOf(desk, conversation)])) continue
    else if (isSure(conversation)) found.wanted.push({ reminder, conversation })
    else found.unsure.push(conversation)
  }
  return found
}

export interface Reminded {
  /** Null: nothing is to be told to them now. */
  teammate: TeammateRow | null
  /** When to look again, as Missive is asked about some of it first; null: it is asked about nothing. */
  again: Date | null
}

/** What is moot is forgotten. */
export const whoIsReminded = async (desk: Desk, id: TeammateId): Promise<Reminded> => {
  const { value } = await atDesk(desk, function* (tx, books): Steps<Reminded> {
    const { wanted, unsure, moot } = yield* gathered(desk, tx, books, id)
    yield* desk.store.reminders.forget(tx, moot)
    const teammate = desk.people().teammateById.get(id)
    if (!teammate || teammate.goneAt) return { teammate: null, again: null }
    for (const conversation of unsure) yield* run(askFirst(desk, tx, conversation))
    const again = unsure.length > 0 ? later(desk.clock(), ASKED_MS) : null
    return { teammate: wanted.length > 0 ? teammate : null, again }
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
