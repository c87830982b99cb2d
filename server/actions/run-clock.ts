import type { ConversationId } from '../../shared/ids'
import { later, MINUTE } from '../clock'
import type { Rules, Teammate } from '../routing/facts'
import { sayLate, sayReminder } from '../routing/say-timer'
import { nextToTell } from '../routing/tell-next'
import { type ClockFacts, type Done, doneOf, type Timer, timersOf } from '../routing/timers'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { atDesk, type Books } from './books'
import type { Desk } from './desk'
import { moveOn } from './move-on'
import { tellChannel } from './notices'
import { pauseOf } from './pauses'
import { byPressure, pressureOf } from './pressure'
import { askFirst, sureOf } from './sure'
import { clockFactsOf } from './wind'

/** When a try that found nobody is made again. */
const TRY_AGAIN_MS = 10 * MINUTE
/** What Missive is asked about first, it should have answered by then. */
const ASKED_MS = MINUTE

/**
 * Does what has come due in these conversations, the most pressing first; while people pause routing it waits for them, and
 * where Missive may show something else by now, for its answer.
 */
export const runClocks = (desk: Desk, ids: ConversationId[]) =>
  atDesk(desk, function* (tx, books) {
    const found = yield* books.lookUp(ids)
    const isSure = yield* sureOf(desk, tx)
    for (const conversation of found.sort(byPressure))
      yield* runClock(desk, tx, books, conversation, isSure(conversation))
  })

function* runClock(desk: Desk, tx: Db, books: Books, conversation: Conversation, isSure: boolean): Steps<void> {
  const rules = desk.rules()?.rules
  const facts = clockFactsOf(desk, conversation)
  // The row of the moment goes; when routing goes on, what is past is planned anew.
  if (!rules || !facts || pauseOf(yield* books.pauses(), [facts.team.name])) return
  const now = desk.clock()
  const due = timersOf(facts, rules, now).filter(({ at }) => at <= now)
  if (due.length > 0 && !isSure) {
    yield* run(askFirst(desk, tx, conversation))
    const again = { dueAt: later(now, ASKED_MS), rank: pressureOf(conversation) }
    books.plan({ kind: 'clock', subjectId: conversation.id, ...again })
    return
  }
  for (const timer of due) {
    const current = yield* books.find(conversation.id)
    // One that moved it leaves nothing for the others to do.
    if (current?.ownerId !== conversation.ownerId) return
    const done = yield* fire(desk, tx, books, current, facts, timer, rules)
    if (done) books.keep({ ...current, clockDone: withDone(current, timer, done, now) })
  }
  // Whatever was due, the row that woke it is used up.
  const kept = yield* books.find(conversation.id)
  if (kept === conversation) books.keep({ ...conversation })
}

type Outcome = Pick<Done, 'to' | 'step' | 'again'>

/** What is remembered of it; null: somebody else has it now, so there is nothing to remember. */
function* fire(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
  facts: ClockFacts,
  timer: Timer,
  rules: Rules,
): Steps<Outcome | null> {
  switch (timer.kind) {
    case 'reminder':
    case 'follow-up':
    case 'quick answer':
      remind(desk, books, conversation, facts, timer, facts.owner, rules)
      return { to: facts.owner?.id }
    case 'late':
    case 'follow-up chain':
      return yield* tellChain(desk, tx, books, conversation, facts, timer, rules)
    case 'absent owner':
    case 'acceptance': {
      const hasMoved = yield* moveOn(desk, tx, books, conversation, { timer, facts })
      return hasMoved ? null : { again: +later(desk.clock(), TRY_AGAIN_MS) }
    }
  }
}

const remind = (
  { clock }: Desk,
  books: Books,
  { id: conversationId }: Conversation,
  facts: ClockFacts,
  timer: Timer,
  teammate: Teammate | null,
  rules: Rules,
): void => {
  if (!teammate) return
  const sentence = sayReminder(timer, facts, teammate, rules, clock())
  books.remind({ teammateId: teammate.id, conversationId, timer: timer.kind, since: timer.since, sentence })
}

/** Tells the next of the chain; the first step of what is late, and its end, go to the team's channel too. */
function* tellChain(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
  facts: ClockFacts,
  timer: Timer,
  rules: Rules,
): Steps<Outcome> {
  const now = desk.clock()
  const told = doneOf(facts, timer.kind, timer.since)
  const next = nextToTell(facts.team, conversation.ownerId, told, rules, now)
  if (timer.kind === 'late' && (!next || told.length === 0)) {
    const sentence = sayLate(timer, facts, next !== null, rules, now)
    yield* tellChannel(desk, tx, books, conversation, facts.team, { about: 'late', sentence })
  }
  remind(desk, books, conversation, facts, timer, next?.teammate ?? null, rules)
  return next ? { to: next.teammate.id, step: next.step } : { step: rules.escalation.chain.length }
}

const withDone = ({ clockDone }: Conversation, { kind, since }: Timer, done: Outcome, now: Date): Done[] => [
  ...clockDone,
  { timer: kind, since: +since, at: +now, ...done },
]
