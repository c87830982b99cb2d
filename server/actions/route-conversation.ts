import type { Decision } from '../../shared/decision'
import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Note } from '../../shared/note'
import { decide } from '../routing/decide'
import type { ConversationFacts, Facts, Mode } from '../routing/facts'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Books } from './books'
import { changeOwner, PRIORITY } from './change-owner'
import { composeNote } from './compose-note'
import type { Desk, RulesInForce } from './desk'
import { draftContext } from './draft-context'

export const factsOf = (conversation: Conversation): ConversationFacts => ({
  id: conversation.id,
  subject: conversation.incoming?.subject ?? conversation.subject,
  preview: conversation.incoming?.preview ?? null,
  from: conversation.incoming?.from ?? null,
  replyTo: conversation.incoming?.replyTo ?? [],
  to: conversation.incoming?.to ?? [],
  labels: conversation.labels,
  missiveTeamId: conversation.missiveTeamId,
  ownerId: conversation.ownerId,
  isClosed: conversation.isClosed,
  isTrashed: conversation.isTrashed,
  isJunk: conversation.isJunk,
  isPrivate: conversation.isPrivate,
  waitingSince: conversation.waitingSince,
})

export const gatherFacts = (
  conversation: Conversation,
  books: Pick<Books, 'loads' | 'turns'>,
  inForce: RulesInForce,
): Facts => ({
  conversation: factsOf(conversation),
  rules: inForce.rules,
  loads: books.loads,
  turns: books.turns,
})

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
  const facts = gatherFacts(conversation, books, inForce)
  const decision = decide(facts, now)
  const decisionId = desk.newId()
  books.decided({
    id: decisionId,
    conversationId: conversation.id,
    at: now,
    rulesSnapshotId: inForce.snapshotId,
    facts: {
      conversation: facts.conversation,
      loads: relevantLoads(facts, decision),
      turns: relevantTurns(facts, decision),
    },
    decision,
  })
  const known = { ...decided(decision), decisionId, updatedAt: now }
  const { outcome } = decision
  if (outcome.kind === 'assign') {
    if (modeOf(decision, inForce) === 'route')
      yield* assign(desk, tx, books, conversation, decision, outcome.to, decisionId, known, now)
    else yield* wait('shadow', `Shadow mode: Baton only watches. ${outcome.sentence}`, null)
  } else if (outcome.kind === 'leave') yield* wait('left', outcome.sentence, null)
  else yield* wait(outcome.kind === 'wait' ? 'waiting' : 'needs attention', outcome.sentence, outcome.decideAgainAt)
  return decision

  function* wait(
    waitStatus: NonNullable<Conversation['waitStatus']>,
    waitSentence: string,
    decideAgainAt: Date | null,
  ): Steps<void> {
    books.keep({ ...conversation, ...known, waitStatus, waitSentence })
    if (decideAgainAt) yield* run(desk.store.dueWork.plan(tx, 'decide', [conversation.id], decideAgainAt))
    else yield* run(desk.store.dueWork.cancel(tx, 'decide', conversation.id))
  }
}

/** What a decision says about the conversation itself. */
const decided = (decision: Decision): Partial<Conversation> => ({
  routingTeam: decision.team?.name ?? null,
  topic: decision.topic?.name ?? null,
  urgency: decision.urgency,
  dueAt: decision.dueAt,
})

/** A team that is only watched keeps its conversations from everybody, and is given none. */
const modeOf = (decision: Decision, { rules }: RulesInForce): Mode =>
  rules.teams.some(({ name, mode }) => mode === 'shadow' && asked(decision).includes(name)) ? 'shadow' : 'route'

function* assign(
  desk: Desk,
  tx: Db,
  books: Books,
  conversation: Conversation,
  decision: Decision,
  to: TeammateId,
  decisionId: string,
  values: Partial<Conversation>,
  now: Date,
): Steps<void> {
  const id = desk.newId() as HandoffId
  const note: Note = {
    why: decision.outcome.sentence,
    whatsNeeded: decision.topic?.needs ?? '',
    byWhen: decision.dueAt,
    context: yield* draftContext(desk, tx, conversation, decision.topic, decision.urgency, now),
  }
  const name = desk.people().teammateById.get(to)?.name ?? 'a teammate'
  const headline = { kind: 'routed', name, by: null } as const
  const rendered = composeNote(
    desk,
    { ...conversation, ...values },
    { handoffId: id, headline, note, reader: to, urgency: decision.urgency },
    now,
  )
  yield* changeOwner(
    desk,
    tx,
    books,
    conversation,
    {
      id,
      kind: 'routed',
      to,
      by: null,
      why: decision.outcome.sentence,
      note,
      drafted: ['why', 'whatsNeeded', 'byWhen', 'context'],
      acknowledged: [],
      decisionId,
      undoesId: null,
      owed: {
        call: { ...rendered, assign: to, teamInbox: null, reopen: false },
        priority: decision.urgency === 'urgent' ? PRIORITY.urgent : PRIORITY.routed,
      },
    },
    values,
    now,
  )
  const byTurns = (decision.backup ?? decision.team)?.name
  if (byTurns && decision.outcome.kind === 'assign' && decision.outcome.method === 'round_robin') {
    books.moveTurn(byTurns, to)
  }
}

/** The loads that the decision could look at: a replay needs no others. */
const relevantLoads = ({ rules, loads }: Facts, decision: Decision): Facts['loads'] => {
  const ids = new Set(rules.teams.filter((team) => asked(decision).includes(team.name)).flatMap((team) => team.members))
  return Object.fromEntries(Object.entries(loads).filter(([id]) => ids.has(id as TeammateId)))
}

const relevantTurns = ({ turns }: Facts, decision: Decision): Facts['turns'] =>
  Object.fromEntries(Object.entries(turns).filter(([team]) => asked(decision).includes(team)))

const asked = ({ team, backup }: Decision): string[] => [team?.name, backup?.name].filter((name) => name !== undefined)
