import type { Still } from '../routing/deadline'
import { promiseOf } from '../routing/promise'
import { teamByName, teammateById } from '../routing/roster'
import { type ClockFacts, stillDone, timersOf, toldAll } from '../routing/timers'
import type { Conversation } from '../store/tables'
import type { NewTrailRow } from '../store/trail'
import type { Desk } from './desk'
import { isOpen } from './fold'
import { teamOf } from './pauses'

type Winding = Pick<Desk, 'rules' | 'clock'>

/** What its timers depend on; null: nothing is timed, as nobody owns it, it is not open, or Baton only watches. */
export const clockFactsOf = (desk: Winding, conversation: Conversation): ClockFacts | null => {
  const rules = desk.rules()?.rules
  const { ownerId, isFromBefore, isPrivate, outOfSightAt } = conversation
  if (!rules || !ownerId || !isOpen(conversation) || isFromBefore || isPrivate || outOfSightAt) return null
  const team = teamByName(rules, teamOf(desk, conversation))
  if (team?.mode !== 'route') return null
  const urgency = conversation.urgency ?? rules.urgency.default
  return { ...conversation, owner: teammateById(rules, ownerId) ?? null, urgency, team }
}

const isSameMoment = (a: Date | null | undefined, b: Date | null | undefined): boolean =>
  (a?.getTime() ?? null) === (b?.getTime() ?? null)

/** Missive seldom tells who did something: what may have been the owner counts as theirs. */
const hasActed = (before: Conversation, after: Conversation, entries: readonly NewTrailRow[]): boolean =>
  !isSameMoment(before.lastOutgoingAt, after.lastOutgoingAt) ||
  isOpen(before) !== isOpen(after) ||
  before.isSnoozed !== after.isSnoozed ||
  entries.some(({ byId, conversationId }) => conversationId === after.id && byId === after.ownerId)

const stoodStill = (before: Conversation | null, after: Conversation, now: Date): Still[] => {
  const isSameWait = before !== null && isSameMoment(before.waitingSince, after.waitingSince)
  const stills = isSameWait ? after.stoodStill : []
  const last = stills.at(-1)
  const isStill = last !== undefined && last.to === null
  if (!after.waitingSince || isStill === after.isSnoozed) return stills
  return isStill
    ? [...stills.slice(0, -1), { ...last, to: +now }]
    : [...stills, { from: Math.max(+now, +after.waitingSince), to: null }]
}

/** Whose it is since when, and what its owner did. Who changed the owner through an action has said so already. */
const ownership = (
  before: Conversation | null,
  after: Conversation,
  entries: readonly NewTrailRow[],
  now: Date,
): Partial<Conversation> => {
  const isSaid = !isSameMoment(before?.ownerSince, after.ownerSince)
  if (isSaid || before?.ownerId !== after.ownerId) {
    const given = isSaid ? {} : { unacceptedSince: null, quickSince: null }
    const since = after.ownerId ? now : null
    return { ...given, ownerSince: since, ownerActedAt: since }
  }
  const isAnswered = !isSameMoment(before?.lastOutgoingAt, after.lastOutgoingAt)
  return {
    ...(before && hasActed(before, after, entries) ? { ownerActedAt: now } : {}),
    ...(isAnswered ? { unacceptedSince: null, quickSince: null } : {}),
  }
}

/** The conversation as it is kept, with what its clock counts from, and when that next does something. */
export const wind = (
  desk: Winding,
  before: Conversation | null,
  kept: Conversation,
  entries: readonly NewTrailRow[],
): Conversation => {
  const now = desk.clock()
  const rules = desk.rules()?.rules
  const after = { ...kept, ...ownership(before, kept, entries, now), stoodStill: stoodStill(before, kept, now) }
  const facts = clockFactsOf(desk, after)
  if (!rules || !facts) return { ...after, clockDone: [], clockAt: null, unansweredSince: null }
  const counted = { ...facts, clockDone: stillDone(facts, now) }
  const end = toldAll(counted, rules)
  return {
    ...after,
    dueAt: promiseOf(counted, counted.urgency, counted.team, rules).dueAt,
    clockDone: counted.clockDone,
    clockAt: timersOf(counted, rules, now)[0]?.at ?? null,
    unansweredSince: end && new Date(end.at),
  }
}
