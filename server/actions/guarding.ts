import { createHash } from 'node:crypto'
import type { Acknowledgement, GuardCode } from '../../shared/api'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { AppError } from '../errors'
import { createGuards, type GuardFacts, type Guards, type Warned, type Warning } from '../routing/guards'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation, GuardAnswerRow } from '../store/tables'
import type { NewTrailRow } from '../store/trail'
import type { Desk } from './desk'
import { gatherFacts, gaveAwayIn } from './gather-facts'
import type { Memory } from './memory'
import { latestChange } from './two-owners'

const activeAt = ({ ownerId, lastOutgoingById, lastOutgoingAt }: Conversation, trail: readonly NewTrailRow[]) => {
  const repliedAt = ownerId !== null && lastOutgoingById === ownerId ? lastOutgoingAt : null
  const actedAt = trail.find(({ byId }) => ownerId !== null && byId === ownerId)?.at ?? null
  const isLater = repliedAt && (!actedAt || repliedAt > actedAt)
  return { ownerActiveAt: isLater ? repliedAt : actedAt, ownerRepliedAt: repliedAt }
}

/** Of a trail whose newest comes first: to whom each gave it last. */
const receivers = (trail: readonly NewTrailRow[]): GuardFacts['gaveAwayTo'] => {
  const gave = new Set(gaveAwayIn(trail).map(({ teammateId, at }) => `${teammateId} ${+at}`))
  const to = new Map<TeammateId, TeammateId>()
  for (const { fromId, toId, at } of trail)
    if (fromId && toId && !to.has(fromId) && gave.has(`${fromId} ${+at}`)) to.set(fromId, toId)
  return to
}

/** What warns the reader about this conversation; null before the first rules. */
export function* gatherGuards(
  desk: Desk,
  tx: Db,
  memory: Memory,
  conversation: Conversation,
  reader: TeammateId,
  now: Date,
): Steps<Guards | null> {
  const inForce = desk.rules()
  if (!inForce) return null
  const facts = yield* gatherFacts(memory, conversation, inForce)
  const trail = yield* memory.trailOf(conversation)
  const waiting = yield* run(desk.store.conversations.waitingOn(tx, reader))
  const more: GuardFacts = {
    ...activeAt(conversation, trail),
    ownWaiting: waiting.flatMap(({ id, subject, urgency, waitingSince }) =>
      waitingSince ? [{ id, subject, isUrgent: urgency === 'urgent', waitingSince }] : [],
    ),
    gaveAwayTo: receivers(trail),
  }
  return createGuards(facts, more, reader, now)
}

/** Of a question about a conversation: `to` null is taking it. */
export interface About {
  conversationId: ConversationId
  by: TeammateId
  to: TeammateId | null
}

const keyOf = ({ conversationId, by, to }: About, { guard, facts }: Warning): string =>
  createHash('sha256')
    .update([conversationId, by, to ?? '', guard.code, facts].join('\0'))
    .digest('base64url')

/** Those that the reader has not gone past for the same facts. */
export const withoutAnswered = (about: About, warned: Warned, answers: readonly GuardAnswerRow[]): Warned => {
  const past = new Set(answers.flatMap(({ key, answer }) => (answer === 'overridden' ? key : [])))
  return { ...warned, warnings: warned.warnings.filter((warning) => !past.has(keyOf(about, warning))) }
}

const answerRow = (
  about: About,
  warning: Warning,
  answer: GuardAnswerRow['answer'],
  reason: string,
  at: Date,
): GuardAnswerRow => ({
  key: keyOf(about, warning),
  conversationId: about.conversationId,
  byId: about.by,
  code: warning.guard.code,
  answer,
  reason,
  at,
})

/**
 * Keeps what the sender goes past and why, and gives back those acknowledgements. Throws `AppError`: `no_authority`, or
 * `guarded` with what is not acknowledged.
 */
export function* passGuards(
  desk: Desk,
  tx: Db,
  about: About,
  warned: Warned,
  acknowledged: readonly Acknowledgement[],
  now: Date,
): Steps<Acknowledgement[]> {
  if (warned.refused) throw new AppError('no_authority', warned.refused)
  const answers = yield* run(desk.store.guardAnswers.of(tx, about.conversationId, about.by))
  const { warnings } = withoutAnswered(about, warned, answers)
  const reasonFor = (code: GuardCode) => acknowledged.find((each) => each.code === code)
  const open = warnings.filter(({ guard }) => !reasonFor(guard.code))
  if (open.length > 0) {
    const guards = open.map(({ guard }) => guard)
    const sentences = guards.map(({ sentence }) => sentence).join(' ')
    throw new AppError('guarded', `${sentences} Choose somebody else, or give a reason and go on.`, { guards })
  }
  const passed = warnings.map((warning) => ({ warning, given: reasonFor(warning.guard.code) as Acknowledgement }))
  yield* desk.store.guardAnswers.keep(
    tx,
    passed.map(({ warning, given }) => answerRow(about, warning, 'overridden', given.reason, now)),
  )
  return passed.map(({ warning, given }) => ({ ...given, quick: given.quick && warning.guard.allowsQuick }))
}

/** The reader did otherwise because of these guards. Returns those that were not counted yet. */
export function* followGuards(
  desk: Desk,
  tx: Db,
  about: About,
  warned: Warned,
  codes: readonly GuardCode[],
  now: Date,
): Steps<GuardCode[]> {
  const answers = yield* run(desk.store.guardAnswers.of(tx, about.conversationId, about.by))
  const known = new Set(answers.map(({ key }) => key))
  const fresh = warned.warnings
    .filter(({ guard }) => codes.includes(guard.code))
    .map((warning) => answerRow(about, warning, 'followed', '', now))
    .filter(({ key }) => !known.has(key))
  yield* desk.store.guardAnswers.keep(tx, fresh)
  return fresh.map(({ code }) => code)
}

/** Who gave it to its owner, whom *Ask back* and *Give back* go to; null: nobody, or Baton did. */
export const givenBy = (
  { ownerId }: Pick<Conversation, 'ownerId'>,
  trail: readonly NewTrailRow[],
): TeammateId | null => {
  const latest = latestChange(trail)
  if (!latest || latest.toId !== ownerId || latest.byId === ownerId) return null
  return latest.byId
}
