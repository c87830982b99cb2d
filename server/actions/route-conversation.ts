import type { Decision } from '../../shared/decision'
import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Note } from '../../shared/note'
import type { Headline } from '../missive/note'
import { followingAfter } from '../routing/choose'
import { decide } from '../routing/decide'
import type { Facts, Rules } from '../routing/facts'
import { sayList } from '../routing/spoken'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Books } from './books'
import { changeOwner, PRIORITY } from './change-owner'
import { composeNote } from './compose-note'
import type { Desk } from './desk'
import { draftContext } from './draft-context'
import { gatherFacts } from './gather-facts'
import { asked, modeOf } from './mode-of'
import { notify } from './notices'
import { pressureOf } from './pressure'

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
  const facts = yield* gatherFacts(desk, tx, conversation, books, inForce)
  const decision = decide(facts, now)
  if (yield* stillStands(desk, tx, conversation, decision)) return decision
  const decisionId = desk.newId()
  books.decided({
    id: decisionId,
    conversationId: conversation.id,
    at: now,
    rulesSnapshotId: inForce.snapshotId,
    facts: {
      conversation: facts.conversation,
      loads: relevantLoads(facts, decision),
      relations: facts.relations,
      turns: relevantTurns(facts, decision),
    },
    decision,
  })
  const alsoWeighed = weighedBeside(inForce.rules, decision)
  const known = { ...decided(decision), alsoWeighed, decisionId, updatedAt: now }
  const { outcome } = decision
  const gives = outcome.kind === 'assign' || outcome.kind === 'assign all'
  if (gives && modeOf(decision, inForce.rules) === 'shadow')
    yield* wait({ waitStatus: 'shadow', waitSentence: `Shadow mode: Baton only watches. ${outcome.sentence}` }, null)
  else if (gives) yield* assign(desk, tx, books, conversation, decision, known, now)
  else if (outcome.kind === 'leave')
    yield* wait({ waitStatus: 'left', waitSentence: outcome.sentence, leaveReason: outcome.reason }, null)
  else
    yield* wait(
      { waitStatus: statusOf(outcome.kind), waitSentence: outcome.sentence, leaveReason: null },
      outcome.decideAgainAt,
    )
  yield* notify(desk, tx, books, conversation, decision, inForce, now)
  return decision

  function* wait(values: Partial<Conversation>, decideAgainAt: Date | null): Steps<void> {
    books.keep({ ...conversation, ...known, ...values })
    yield* planDecision(desk, tx, conversation, decision, decideAgainAt)
  }
}

const statusOf = (kind: 'wait' | 'needs attention') => (kind === 'wait' ? 'waiting' : kind)

function* planDecision(
  { store }: Desk,
  tx: Db,
  { id }: Conversation,
  decision: Decision,
  at: Date | null,
): Steps<void> {
  if (at) yield* run(store.dueWork.plan(tx, 'decide', [id], at, pressureOf(decision)))
  else yield* run(store.dueWork.cancel(tx, 'decide', id))
}

/** What a decision says about the conversation itself. */
const decided = (decision: Decision): Partial<Conversation> => ({
  routingTeam: decision.team?.name ?? null,
  topic: decision.topic?.name ?? null,
  urgency: decision.urgency,
  weight: decision.weight,
  dueAt: decision.dueAt,
})

/** It waits as it waited, for the same moment: the decision that stands says all that this one would. */
function* stillStands({ store }: Desk, tx: Db, conversation: Conversation, decision: Decision): Steps<boolean> {
  const { outcome } = decision
  if (outcome.kind !== 'wait' && outcome.kind !== 'needs attention') return false
  const values = { ...decided(decision), waitStatus: statusOf(outcome.kind), waitSentence: outcome.sentence }
  const isSame = Object.entries(values).every(([name, value]) => {
    const known = conversation[name as keyof Conversation]
    return value instanceof Date && known instanceof Date ? +value === +known : value === known
  })
  if (!isSame || conversation.decisionId === null) return false
  const plannedAt = yield* store.dueWork.dueAtOf(tx, 'decide', conversation.id)
  return plannedAt?.getTime() === outcome.decideAgainAt?.getTime()
}

type Given = Extract<Decision['outcome'], { kind: 'assign' | 'assign all' }>

const headlineOf = (desk: Desk, outcome: Given): Headline => {
  const nameOf = (id: TeammateId) => desk.people().teammateById.get(id)?.name ?? 'a teammate'
  if (outcome.kind === 'assign all') return { kind: 'everyone', name: sayList(outcome.to.map(nameOf), 5) }
  const kind = outcome.chosenBy === 'escalation chain' ? 'escalated' : 'routed'
  return { kind, name: nameOf(outcome.to), by: null }
}

function* assign(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
  decision: Decision,
  values: Partial<Conversation>,
  now: Date,
): Steps<void> {
  const outcome = decision.outcome as Given
  const id = desk.newId() as HandoffId
  const { urgency, dueAt, topic } = decision
  const note: Note = {
    why: outcome.sentence,
    whatsNeeded: topic?.needs ?? '',
    byWhen: dueAt,
    context: yield* draftContext(desk, tx, conversation, decision, now),
  }
  const reader = outcome.kind === 'assign' ? outcome.to : null
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
      why: outcome.sentence,
      note,
      drafted: ['why', 'whatsNeeded', 'byWhen', 'context'],
      acknowledged: [],
      decisionId: values.decisionId ?? null,
      undoesId: null,
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
    isAlone ? values : { ...values, ...withEveryone(conversation, outcome.sentence) },
    now,
  )
  if (!isAlone) yield* planDecision(desk, tx, conversation, decision, outcome.decideAgainAt)
  else if (outcome.chosenBy === 'the method' && outcome.method === 'round_robin')
    moveTurn(books, decision, outcome.to, rules)
}

/** Nobody owns it until the first who answers or takes it. */
const withEveryone = ({ unownedSince }: Conversation, waitSentence: string): Partial<Conversation> => ({
  isWithEveryone: true,
  waitStatus: 'waiting',
  waitSentence,
  leaveReason: null,
  unownedSince,
})

const moveTurn = (books: Books, decision: Decision, to: TeammateId, rules: Rules | undefined): void => {
  const name = (decision.backup ?? decision.team)?.name
  const team = rules?.teams.find((each) => each.name === name)
  if (team) books.moveTurn(team.name, followingAfter(team.members, to))
}

/** The loads that the decision could look at: a replay needs no others. */
const relevantLoads = ({ rules, loads }: Facts, decision: Decision): Facts['loads'] => {
  const routed = new Set(rules.teams.flatMap(({ members }) => members))
  const weighed = decision.verdicts.map(({ teammateId }) => teammateId)
  // The escalation chain may look at anybody.
  const isStuck = decision.backup !== null || decision.notice !== null || decision.outcome.kind === 'needs attention'
  const ids = new Set<string>(isStuck ? [...routed, ...weighed] : [...membersAsked(rules, decision), ...weighed])
  return Object.fromEntries(Object.entries(loads).filter(([id]) => ids.has(id)))
}

const membersAsked = ({ teams }: Rules, decision: Decision): TeammateId[] =>
  teams.filter(({ name }) => asked(decision).includes(name)).flatMap(({ members }) => members)

/** Whom the decision looked at who is of none of the teams that were asked. */
const weighedBeside = (rules: Rules, decision: Decision): TeammateId[] => {
  const members = new Set(membersAsked(rules, decision))
  return decision.verdicts.flatMap(({ teammateId }) => (members.has(teammateId) ? [] : [teammateId]))
}

const relevantTurns = ({ turns }: Facts, decision: Decision): Facts['turns'] =>
  Object.fromEntries(Object.entries(turns).filter(([team]) => asked(decision).includes(team)))
