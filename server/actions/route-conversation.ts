import type { Decision } from '../../shared/decision'
import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Note } from '../../shared/note'
import type { Headline } from '../missive/note'
import { followingAfter } from '../routing/choose'
import { decide } from '../routing/decide'
import type { Rules } from '../routing/facts'
import { sayList } from '../routing/spoken'
import type { Db, Steps } from '../store/database'
import type { NewDecision } from '../store/decisions'
import type { Plan } from '../store/due-work'
import type { Conversation, TrailRow } from '../store/tables'
import type { Books } from './books'
import { changeOwner, PRIORITY } from './change-owner'
import { composeNote } from './compose-note'
import type { Desk, RulesInForce } from './desk'
import { draftContext } from './draft-context'
import { gatherFacts } from './gather-facts'
import { lookedAt } from './looked-at'
import { asked, modeOf } from './mode-of'
import { notify } from './notices'
import { pauseOf, sayPause } from './pauses'
import { pressureOf } from './pressure'
import { decided, stillStands, waitsForRoomOf, withoutOwner } from './without-owner'

/**
 * Decides a conversation and does what was decided: owner, load, trail and the owed call, or the wait with its next
 * moment, all in the caller's transaction. Returns the decision; null before the first rules.
 */
export function* routeConversation(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
): Steps<Decision | null> {
  const inForce = desk.rules()
  const now = desk.clock()
  if (!inForce) return null
  const looked = lookedAt(yield* gatherFacts(books, conversation, inForce))
  const decision = decide(looked.facts, now)
  const found = { decision, facts: looked.soFar() }
  const isWatched = modeOf(decision, inForce.rules) === 'shadow'
  const pause = gives(decision) && !isWatched ? pauseOf(yield* books.pauses(), asked(decision)) : null
  if (gives(decision) && !isWatched && !pause) {
    const decisionId = keepDecision(desk, books, conversation, found, inForce)
    yield* assign(desk, tx, books, conversation, decision, { ...decided(decision), decisionId, updatedAt: now }, now)
  } else {
    const waits = withoutOwner(decision, waitsForRoomOf(found, inForce.rules), pause && sayPause(desk, pause, now))
    // Other rules may have planned it for now.
    books.plan(planOf(conversation, decision, waits.decideAgainAt))
    if (stillStands(conversation, waits)) {
      books.keep({ ...conversation, waitsForRoomOf: waits.waitsForRoomOf })
      return decision
    }
    const decisionId = keepDecision(desk, books, conversation, found, inForce)
    books.keep({ ...conversation, ...waits, decisionId, updatedAt: now })
  }
  if (!pause) yield* notify(desk, tx, books, conversation, decision, inForce, now)
  return decision
}

/** Returns its id. */
export const keepDecision = (
  { newId, clock }: Desk,
  books: Books,
  { id: conversationId }: Conversation,
  found: Pick<NewDecision, 'decision' | 'facts'>,
  { snapshotId }: RulesInForce,
): string => {
  const id = newId()
  books.decided({ id, conversationId, at: clock(), rulesSnapshotId: snapshotId, ...found })
  return id
}

/** When it is decided again, the most pressing first. */
const planOf = ({ id }: Conversation, decision: Decision, dueAt: Date | null): Plan => ({
  kind: 'decide',
  subjectId: id,
  dueAt,
  rank: pressureOf(decision),
})

type Given = Extract<Decision['outcome'], { kind: 'assign' | 'assign all' }>

/** It had an owner, and a timer takes it from them. */
export interface Moved {
  /** Why it moves, in words that end in no full stop. */
  because: string
  timer: NonNullable<TrailRow['timer']>
  /** Whose absence moves it; null: nobody's. */
  coversId: TeammateId | null
  /** The note of who had it; null: there is none. */
  earlier: TrailRow['note']
}

const gives = ({ outcome }: Decision): boolean => outcome.kind === 'assign' || outcome.kind === 'assign all'

const headlineOf = (desk: Desk, outcome: Given): Headline => {
  const nameOf = (id: TeammateId) => desk.people().teammateById.get(id)?.name ?? 'a teammate'
  if (outcome.kind === 'assign all') return { kind: 'everyone', name: sayList(outcome.to.map(nameOf), 5) }
  const kind = outcome.chosenBy === 'escalation chain' ? 'escalated' : 'routed'
  return { kind, name: nameOf(outcome.to), by: null }
}

export function* assign(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
  decision: Decision,
  values: Partial<Conversation>,
  now: Date,
  moved: Moved | null = null,
): Steps<void> {
  const outcome = decision.outcome as Given
  const id = desk.newId() as HandoffId
  const { urgency, dueAt, topic } = decision
  const why = moved ? `${moved.because}. ${outcome.sentence}` : outcome.sentence
  const reader = outcome.kind === 'assign' ? outcome.to : null
  const context = yield* draftContext(desk, books, conversation, decision, reader, now)
  const note: Note = {
    why,
    whatsNeeded: moved?.earlier?.whatsNeeded || (topic?.needs ?? ''),
    byWhen: dueAt,
    context: moved?.earlier?.context ? `${context}\nEarlier note: ${moved.earlier.context}` : context,
  }
  const rules = desk.rules()?.rules
  const headline = headlineOf(desk, outcome)
  const form = rules?.handoff.routedNote ?? 'full'
  const composition = { handoffId: id, headline, note, reader, urgency, form }
  const rendered = composeNote(desk, { ...conversation, ...values }, composition, now)
  const isAlone = outcome.kind === 'assign'
  yield* changeOwner(
    desk,
    tx,
    books,
    conversation,
    {
      id,
      kind: headline.kind === 'escalated' ? 'escalated' : 'routed',
      to: isAlone ? outcome.to : null,
      by: null,
      why,
      note,
      drafted: ['why', 'whatsNeeded', 'byWhen', 'context'],
      acknowledged: [],
      decisionId: values.decisionId ?? null,
      undoesId: null,
      ...(moved ? { timer: moved.timer, coversId: moved.coversId } : {}),
      owed: {
        call: {
          ...rendered,
          assign: isAlone ? [outcome.to] : outcome.to,
          teamInbox: null,
          reopen: false,
          color: rules?.urgency.color[urgency] ?? null,
        },
        priority: urgency === 'urgent' ? PRIORITY.urgent : PRIORITY.routed,
      },
    },
    outcome.kind === 'assign' ? values : { ...values, ...withEveryone(conversation, outcome) },
    now,
  )
  if (outcome.kind === 'assign all') books.plan(planOf(conversation, decision, outcome.decideAgainAt))
  else if (outcome.chosenBy === 'the method' && outcome.method === 'round_robin')
    moveTurn(books, decision, outcome.to, rules)
}

/** Nobody owns it until the first who answers or takes it. */
const withEveryone = (
  { unownedSince }: Conversation,
  { sentence, decideAgainAt }: Extract<Given, { kind: 'assign all' }>,
): Partial<Conversation> => ({
  isWithEveryone: true,
  waitStatus: 'waiting',
  waitSentence: sentence,
  leaveReason: null,
  decideAgainAt,
  waitsForRoomOf: [],
  unownedSince,
})

const moveTurn = (books: Books, decision: Decision, to: TeammateId, rules: Rules | undefined): void => {
  const name = (decision.backup ?? decision.team)?.name
  const team = rules?.teams.find((each) => each.name === name)
  if (team) books.moveTurn(team.name, followingAfter(team.members, to))
}
