import type { HandoffId } from '../../shared/ids'
import type { Note } from '../../shared/note'
import { later } from '../clock'
import { decide } from '../routing/decide'
import type { Facts } from '../routing/facts'
import { gaveAwayAt } from '../routing/fitness'
import { sayMove } from '../routing/say-timer'
import { type ClockFacts, policyFor, type Timer } from '../routing/timers'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Books } from './books'
import { changeOwner, PRIORITY } from './change-owner'
import { composeNote } from './compose-note'
import type { Desk, RulesInForce } from './desk'
import { gatherFacts } from './gather-facts'
import { lookedAt } from './looked-at'
import { asked, modeOf } from './mode-of'
import { pauseOf } from './pauses'
import { pressureOf } from './pressure'
import { assign, keepDecision, type Moved } from './route-conversation'
import { HOLD_MS, sayHeld } from './undo'
import { decided } from './without-owner'

/** Of a trail so much is looked at for the latest note. */
const LATEST = 10

/** How its owner comes to be somebody else by a timer: what the timer is, and what it counts from. */
export interface Moving {
  timer: Timer
  facts: ClockFacts
}

/** Somebody else gets it, or nobody for now. False: nobody can, so it stays with its owner. */
export function* moveOn(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
  { timer, facts }: Moving,
): Steps<boolean> {
  const inForce = desk.rules()
  if (!inForce) return false
  const because = sayMove(timer, facts, inForce.rules, desk.clock())
  const kept = { kind: timer.kind, at: timer.at.toISOString(), sentence: `${because}.` }
  const trail = yield* run(desk.store.trail.of(tx, conversation.id, LATEST))
  const earlier = trail.find(({ note }) => note !== null)?.note ?? null
  const coversId = timer.kind === 'absent owner' ? conversation.ownerId : null
  const moved: Moved = { because, timer: kept, coversId, earlier }
  if (timer.kind === 'absent owner' && policyFor(facts, inForce.rules.clock).action === 'return_to_queue')
    return yield* returnToQueue(desk, tx, books, conversation, moved)
  return yield* reassign(desk, tx, books, conversation, moved, inForce)
}

/** As if nobody owned it: it had to wait, and who did not accept it gave it away. */
const asUnowned = (facts: Facts, { ownerId }: Conversation, { timer }: Moved, now: Date): Facts => ({
  ...facts,
  conversation: { ...facts.conversation, ownerId: null, hadToWait: true },
  relations: {
    ...facts.relations,
    gaveAway: [
      ...(timer.kind === 'acceptance' && ownerId ? [{ teammateId: ownerId, at: now }] : []),
      ...facts.relations.gaveAway,
    ],
  },
})

function* reassign(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
  moved: Moved,
  inForce: RulesInForce,
): Steps<boolean> {
  const now = desk.clock()
  const facts = asUnowned(yield* gatherFacts(books, conversation, inForce), conversation, moved, now)
  const looked = lookedAt(facts)
  const decision = decide(looked.facts, now)
  const { outcome } = decision
  if (outcome.kind !== 'assign' || outcome.to === conversation.ownerId) return false
  // Among those who accept nothing it would go round and round.
  if (moved.timer.kind === 'acceptance' && gaveAwayAt(facts, outcome.to, now)) return false
  if (modeOf(decision, inForce.rules) === 'shadow' || pauseOf(yield* books.pauses(), asked(decision))) return false
  const decisionId = keepDecision(desk, books, conversation, { decision, facts: looked.soFar() }, inForce)
  yield* assign(desk, tx, books, conversation, decision, { ...decided(decision), decisionId }, now, moved)
  return true
}

/** Until when people may take it before Baton looks for an owner. */
const heldUntil = ({ dueAt }: Conversation, now: Date): Date => {
  const soonest = later(now, HOLD_MS)
  return dueAt && dueAt > soonest ? dueAt : soonest
}

function* returnToQueue(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
  { because, timer, earlier }: Moved,
): Steps<boolean> {
  const now = desk.clock()
  const id = desk.newId() as HandoffId
  const until = heldUntil(conversation, now)
  const note: Note = {
    why: `${because}.`,
    whatsNeeded: earlier?.whatsNeeded ?? '',
    byWhen: conversation.dueAt,
    context: earlier?.context ?? '',
  }
  const headline = { kind: 'queued', by: 'Baton' } as const
  const composition = { handoffId: id, headline, note, reader: null, urgency: conversation.urgency }
  yield* changeOwner(
    desk,
    tx,
    books,
    conversation,
    {
      id,
      kind: 'queued',
      to: null,
      by: null,
      why: note.why,
      note,
      drafted: ['why', 'whatsNeeded', 'byWhen', 'context'],
      acknowledged: [],
      decisionId: null,
      undoesId: null,
      coversId: conversation.ownerId,
      timer,
      owed: {
        call: {
          ...composeNote(desk, conversation, composition, now),
          assign: [],
          teamInbox: conversation.missiveTeamId,
          reopen: false,
          color: null,
        },
        priority: PRIORITY.routed,
      },
    },
    { waitStatus: 'held', waitSentence: `${note.why} ${sayHeld(desk, until, now)}`, decideAgainAt: until },
    now,
  )
  books.plan({ kind: 'decide', subjectId: conversation.id, dueAt: until, rank: pressureOf(conversation) })
  return true
}
