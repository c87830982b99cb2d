import type * as z from 'zod/mini'
import type { Delivery, TrailEntry, WholeView } from '../../shared/api'
import type { Decision, NextStep, Suggestions } from '../../shared/decision'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { later, SECOND } from '../clock'
import { AppError } from '../errors'
import { suggest } from '../routing/decide'
import { saysEscalate } from '../routing/urgency'
import { sayEvidence } from '../routing/why'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation, OutboxRow, TrailRow } from '../store/tables'
import { acceptIfSeen } from './accept'
import type { Desk } from './desk'
import { draftContext } from './draft-context'
import { isOpen } from './fold'
import { gatherFacts } from './gather-facts'
import { givenBy } from './guarding'
import { recall } from './memory'
import { type Pause, pauseOf, readPauses, sayPause, teamOf, viewPause } from './pauses'
import { personOf } from './person'
import { mayRelease, type Reader, requireSight } from './rights'
import { runningOf } from './running'
import { importProgress } from './truth-view'
import { hasTwoOwners, isOnlySaid, leftToRemove, sayTwoOwners } from './two-owners'
import { undoableUntil } from './undo'
import { type WarnedOf, warnedFor } from './warned'

export const TRAIL_SHOWN = 50
/** Of what its clock will do, so much is shown at once. */
const RUNNING_SHOWN = 2
/** A call that waits longer than this waits for its turn, and people are told. */
const TURN_SHOWN_AFTER_MS = 2 * SECOND

export interface Turn {
  /** When it comes, as far as the budget tells; null: now, or unknown. */
  at: Date | null
  /** What else it waits for, in a sentence; null: nothing. */
  heldBy: string | null
}

export type TurnOf = (row: OutboxRow) => Promise<Turn>

interface Gathered {
  conversation: Conversation
  suggestions: Suggestions
  context: string
  trail: TrailRow[]
  outbox: OutboxRow[]
  decision: Decision | null
  pauses: Pause[]
  /** Why the panel suggests to escalate it; null: it does not. */
  escalates: string | null
  warnedOf: WarnedOf | null
}

/**
 * Everything that the panel shows of one conversation. Throws `AppError` `not_found`, or `unavailable` with how far it has
 * come while what is open in Missive is still being read.
 */
export const viewConversation = async (
  desk: Desk,
  reader: Reader,
  id: ConversationId,
  turnOf: TurnOf,
): Promise<z.output<typeof WholeView>> => {
  const now = desk.clock()
  const gathered = await desk.store
    .transaction((tx) => gather(desk, tx, reader, id, now))
    .catch((error: unknown) => orStillReading(desk, error))
  const { conversation, suggestions, trail, warnedOf } = gathered
  await acceptIfSeen(desk, conversation, reader.teammateId)
  const running = runningOf(desk, conversation)
  const listed = [...suggestions.suggested, ...suggestions.leftOut]
  const teams = [suggestions.team?.name ?? null, teamOf(desk, conversation)]
  const pause = isOpen(conversation) ? pauseOf(gathered.pauses, teams) : null
  const entries = await sayTrail(desk, trail, gathered.outbox, turnOf)
  const latest = trail.find((entry) => !isOnlySaid(entry))
  const undoUntil = latest ? undoableUntil(latest, reader.teammateId, now) : null
  const inForce = desk.rules()
  return {
    id: conversation.id,
    subject: conversation.subject,
    state: stateOf(conversation),
    team: desk.people().teams.find((team) => team.id === conversation.missiveTeamId)?.name ?? null,
    owners: ownersOf(conversation).map((owner) => personOf(desk, owner)),
    waitingSince: conversation.waitingSince,
    urgency: suggestions.urgency,
    topic: suggestions.topic && { name: suggestions.topic.name, evidence: sayEvidence(suggestions.topic.evidence) },
    language: conversation.language,
    dueAt: suggestions.dueAt,
    why: sayWhy(conversation, latest, inForce !== null, pause && sayPause(desk, pause, now)),
    next: conversation.ownerId ? running.slice(0, RUNNING_SHOWN) : nextSteps(conversation, gathered.decision, now),
    whyId: conversation.ownerId && latest ? latest.id : conversation.id,
    suggestions,
    draft: {
      whatsNeeded: suggestions.topic?.needs ?? '',
      byWhen: suggestions.dueAt,
      context: gathered.context,
    },
    trail: entries,
    undo: latest && undoUntil ? { handoffId: latest.id, until: undoUntil } : null,
    rulesVersion: inForce?.rules.version ?? null,
    running,
    pause: pause && viewPause(desk, pause),
    twoOwners: hasTwoOwners(conversation) ? sayTwoOwners(desk, conversation, now) : null,
    noteWanted: conversation.noteMissing === 'ask' && conversation.ownerId === reader.teammateId,
    removeInMissive: leftToRemove(conversation, trail),
    taking: conversation.ownerId === reader.teammateId ? null : (warnedOf?.(reader.teammateId) ?? null),
    giving: warnedOf ? listed.map(({ teammateId }) => warnedOf(teammateId)) : [],
    givenBy: sayGivenBy(desk, conversation, trail, reader),
    suggestsEscalating: gathered.escalates,
    mayRelease: mayRelease(reader, conversation),
    noOwnerReason: conversation.noOwnerReason,
    mode: inForce?.rules.teams.find(({ name }) => name === suggestions.team?.name)?.mode ?? inForce?.mode ?? 'shadow',
  }
}

/** What is not known may only not be known yet. */
const orStillReading = async (desk: Desk, error: unknown): Promise<never> => {
  const isUnknown = error instanceof AppError && error.code === 'not_found'
  const progress = isUnknown ? await importProgress(desk) : null
  throw progress ? new AppError('unavailable', progress.sentence) : error
}

function* gather(desk: Desk, tx: Db, reader: Reader, id: ConversationId, now: Date): Steps<Gathered> {
  const { store } = desk
  const conversation = requireSight(desk, reader, yield* store.conversations.find(tx, id))
  const inForce = desk.rules()
  const memory = yield* recall(store, tx)
  const facts = inForce && (yield* gatherFacts(memory, conversation, inForce))
  const suggestions = facts ? suggest(facts, now) : NO_SUGGESTIONS
  const warnedOf = yield* warnedFor(desk, tx, memory, conversation, reader)
  const escalates = facts && saysEscalate(facts)
  const trail = yield* run(store.trail.of(tx, conversation.id, TRAIL_SHOWN))
  const outbox =
    trail.length > 0
      ? yield* run(
          store.outbox.ofMany(
            tx,
            trail.map((entry) => entry.id),
          ),
        )
      : []
  const context = yield* draftContext(desk, memory, conversation, suggestions, null, now)
  const decided = conversation.decisionId ? yield* store.decisions.find(tx, conversation.decisionId) : null
  const pauses = yield* readPauses(store, tx)
  const decision = decided?.decision ?? null
  return { conversation, suggestions, context, trail, outbox, decision, pauses, warnedOf, escalates }
}

const sayGivenBy = (desk: Desk, conversation: Conversation, trail: TrailRow[], { teammateId }: Reader) => {
  const giver = conversation.ownerId === teammateId ? givenBy(conversation, trail) : null
  return giver && personOf(desk, giver)
}

const NO_SUGGESTIONS: Suggestions = {
  topic: null,
  urgency: 'normal',
  weight: 1,
  authority: 'agent',
  dueAt: null,
  team: null,
  suggested: [],
  leftOut: [],
}

const stateOf = (conversation: Conversation) => {
  if (conversation.isTrashed) return 'trashed'
  if (conversation.isJunk) return 'junk'
  return conversation.isClosed ? 'closed' : 'open'
}

/**
 * The owner first; whoever else Missive shows besides. While a handoff is on its way only its owner; where everyone was
 * asked, nobody yet.
 */
const ownersOf = ({ ownerId, assignees, pendingHandoffId, isWithEveryone }: Conversation): TeammateId[] =>
  pendingHandoffId || isWithEveryone
    ? [ownerId].filter((id) => id !== null)
    : [...new Set([ownerId, ...assignees])].filter((id) => id !== null)

/** Why its owner owns it, or why nobody does. */
export const sayWhy = (
  conversation: Conversation,
  latest: TrailRow | undefined,
  hasRules: boolean,
  paused: string | null,
): string => {
  const { ownerId, noteMissing, waitStatus, waitSentence, unheard } = conversation
  const besides = inOne(unheard, waitStatus === 'paused' ? null : paused)
  if (ownerId) return inOne(latest?.why ?? 'Assigned in Missive.', noteMissing && 'It came without a note.', besides)
  if (waitStatus === 'paused' && paused) return paused
  if (waitSentence) return inOne(waitSentence, besides)
  return inOne(hasRules ? 'Nobody owns it.' : 'There are no rules yet, so Baton assigns nobody.', besides)
}

const inOne = (...sentences: (string | null)[]): string => sentences.filter(Boolean).join(' ')

/** What happens next by itself while nobody owns it. */
export const nextSteps = (
  { waitStatus, decideAgainAt }: Pick<Conversation, 'waitStatus' | 'decideAgainAt'>,
  decision: Decision | null,
  now: Date,
): NextStep[] => {
  const { outcome } = decision ?? {}
  if (waitStatus === 'paused') return []
  if (waitStatus && outcome && 'next' in outcome) return outcome.next.filter(({ at }) => at > now)
  return waitStatus === 'held' && decideAgainAt
    ? [{ at: decideAgainAt, sentence: 'Baton looks for an owner again' }]
    : []
}

/** The trail as people read it, with what became of each call. */
export const sayTrail = async (
  desk: Desk,
  trail: TrailRow[],
  outbox: OutboxRow[],
  turnOf: TurnOf,
): Promise<z.output<typeof TrailEntry>[]> => {
  const person = (id: TeammateId | null) => (id ? personOf(desk, id) : null)
  const said = []
  for (const { id, kind, at, fromId, toId, byId, askedId, why } of trail) {
    const row = outbox.find(({ handoffId }) => handoffId === id)
    const delivery = row ? await sayDelivery(row, desk.clock(), turnOf) : null
    said.push({ id, kind, at, from: person(fromId), to: person(askedId ?? toId), by: person(byId), why, delivery })
  }
  return said
}

const sayDelivery = async (row: OutboxRow, now: Date, turnOf: TurnOf): Promise<z.output<typeof Delivery>> => {
  if (row.status !== 'waiting')
    return { state: row.status, reason: row.status === 'sent' ? null : row.reason, turnAt: null }
  if (row.leasedUntil !== null && row.leasedUntil > now) return { state: 'sending', reason: null, turnAt: null }
  const isLong = later(row.createdAt, TURN_SHOWN_AFTER_MS) <= now
  const turn = await turnOf(row)
  const turnAt = isLong && !turn.heldBy ? (turn.at ?? (row.dueAt > now ? row.dueAt : null)) : null
  return { state: 'waiting', reason: turn.heldBy ?? row.reason, turnAt }
}
