import type { Urgency } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import type { TimerKind } from '../../shared/timer'
import { type Absence, absencesFrom } from './absence'
import { dueAt, partOf, type Still } from './deadline'
import type { ClockRules, OwnerAbsent, Rules, Target, Team, Teammate } from './facts'
import { isAtWork, nextThere } from './presence'
import { promiseOf, workingTimeFor } from './promise'
import { MINUTE_MS } from './wall-clock'

/** What a clock did once; moments in milliseconds since 1970. */
export interface Done {
  timer: TimerKind
  /** From when the timer was counted: another moment starts it anew. */
  since: number
  at: number
  /** Who was told. */
  to?: TeammateId
  /** The step of the chain that they stand for; its length: nobody is left. */
  step?: number
  /** Nobody was found: it is tried again then. */
  again?: number
}

export interface Timer {
  kind: TimerKind
  at: Date
  /** From when it is counted. */
  since: Date
  /** The owner's, that led to it. */
  absence?: Absence
}

/** An open conversation that has an owner, as far as its timers depend on it. */
export interface ClockFacts {
  /** Null: they have left Missive. */
  owner: Teammate | null
  ownerSince: Date | null
  ownerActedAt: Date | null
  unacceptedSince: Date | null
  quickSince: Date | null
  waitingSince: Date | null
  lastOutgoingAt: Date | null
  stoodStill: readonly Still[]
  isSnoozed: boolean
  isWriterUnknown: boolean
  urgency: Urgency
  team: Team
  clockDone: readonly Done[]
}

/** How long somebody has who said that they answer at once. */
export const QUICK_MS = 30 * MINUTE_MS
/** Of a target, what the next in the chain has before the one after them is told. */
const STEP_PART = 0.25
/** So many absences ahead are looked at. */
const ABSENCES_AHEAD = 60

export const latestOf = (...moments: (Date | null | undefined)[]): Date | null =>
  moments.reduce<Date | null>((latest, moment) => (moment && (!latest || moment > latest) ? moment : latest), null)

/** What was done of a timer that is counted from `since`, oldest first. */
export const doneOf = ({ clockDone }: Pick<ClockFacts, 'clockDone'>, kind: TimerKind, since: Date): Done[] =>
  clockDone.filter((done) => done.timer === kind && done.since === +since)

/** Our last message is later than theirs; unknown counts as waiting on us. */
export const waitsOnCustomer = ({ waitingSince, lastOutgoingAt }: ClockFacts): boolean =>
  waitingSince === null && lastOutgoingAt !== null

/** At `moment`, or when the owner is next there; null: never. */
const whenThere = (owner: Teammate, moment: Date, now: Date): Date | null => {
  const earliest = moment > now ? moment : now
  if (isAtWork(owner, earliest)) return moment
  const next = nextThere(owner, +earliest)
  return next === null ? null : new Date(next)
}

const isStill = ({ isSnoozed }: ClockFacts, rules: Rules): boolean => isSnoozed && rules.urgency.pauseSnoozed

const afterwards = (facts: ClockFacts, rules: Rules, target: Target, since: Date): Date | null =>
  dueAt(target, since, workingTimeFor(facts.team, rules))

/** Who was given it after that moment knows. */
const isBeforeTheirs = (moment: Date, { ownerSince }: ClockFacts): boolean =>
  ownerSince !== null && moment <= ownerSince

const reminder = (facts: ClockFacts, rules: Rules, now: Date): Timer | null => {
  const { owner, waitingSince: since, urgency, team } = facts
  if (!owner || !since || isStill(facts, rules) || doneOf(facts, 'reminder', since).length > 0) return null
  const { nearsAt } = promiseOf(facts, urgency, team, rules)
  if (!nearsAt || isBeforeTheirs(nearsAt, facts)) return null
  const at = whenThere(owner, nearsAt, now)
  return at && { kind: 'reminder', at, since }
}

/** Whether the whole chain was told. */
const isOver = (told: readonly Done[], { escalation }: Rules): boolean =>
  told.some(({ step = 0 }) => step >= escalation.chain.length)

const late = (facts: ClockFacts, rules: Rules): Timer | null => {
  const { waitingSince: since, urgency, team, ownerSince } = facts
  if (!since || isStill(facts, rules)) return null
  const told = doneOf(facts, 'late', since)
  const due = promiseOf(facts, urgency, team, rules).dueAt
  if (!due || isOver(told, rules)) return null
  const last = told.at(-1)
  if (!last && !isBeforeTheirs(due, facts)) return { kind: 'late', at: due, since }
  const from = latestOf(last && new Date(last.at), ownerSince) ?? due
  const at = partOf(rules.urgency.targets[urgency], STEP_PART, from, workingTimeFor(team, rules))
  return at && { kind: 'late', at, since }
}

/** From when an owner does nothing; the customer's message starts it too. */
const idleSince = ({ ownerActedAt, waitingSince }: ClockFacts): Date | null => latestOf(ownerActedAt, waitingSince)

const followUp = (facts: ClockFacts, rules: Rules, now: Date): Timer | null => {
  const { owner, isSnoozed } = facts
  const since = idleSince(facts)
  if (!owner || !since || isSnoozed || doneOf(facts, 'follow-up', since).length > 0) return null
  const moment = afterwards(facts, rules, rules.clock.followUp.after, since)
  const at = moment && whenThere(owner, moment, now)
  return at && { kind: 'follow-up', at, since }
}

/** Counted from when its owner is reminded; who never comes back is reminded of nothing. */
const followUpChain = (facts: ClockFacts, rules: Rules, now: Date): Timer | null => {
  const since = idleSince(facts)
  if (!since || facts.isSnoozed || waitsOnCustomer(facts)) return null
  const { after, escalateAfter } = rules.clock.followUp
  const told = doneOf(facts, 'follow-up chain', since)
  if (isOver(told, rules)) return null
  const last = told.at(-1) ?? doneOf(facts, 'follow-up', since).at(-1)
  const reminder = last ? null : followUp(facts, rules, now)
  const from = last ? new Date(last.at) : reminder ? latestOf(reminder.at, now) : afterwards(facts, rules, after, since)
  const at = from && afterwards(facts, rules, escalateAfter, from)
  return at && { kind: 'follow-up chain', at, since }
}

/** What the rules say of an absent owner, by team and urgency. */
export const policyFor = ({ team, urgency }: ClockFacts, { ownerAbsent }: ClockRules): OwnerAbsent => ({
  ...ownerAbsent,
  ...team.ownerAbsent,
  ...ownerAbsent.byUrgency[urgency],
  ...team.ownerAbsent?.byUrgency[urgency],
})

/** Whether it may move while its owner is not there; `never`: not in a later absence either. */
const moves = (facts: ClockFacts, rules: Rules, { move }: OwnerAbsent, { until }: Absence): boolean | 'never' => {
  if (move === 'all') return true
  if (!facts.waitingSince || facts.isWriterUnknown) return 'never'
  if (move === 'waiting') return true
  const due = promiseOf(facts, facts.urgency, facts.team, rules).dueAt
  if (!due) return 'never'
  return until === null || due < until
}

/** When a try that found nobody is made again. */
const notBefore = (at: Date, tried: readonly Done[]): Date =>
  latestOf(at, ...tried.map(({ again }) => again && new Date(again)).filter((each) => each instanceof Date)) ?? at

const absentOwner = (facts: ClockFacts, rules: Rules, now: Date): Timer | null => {
  const { owner, ownerActedAt, waitingSince } = facts
  const policy = policyFor(facts, rules.clock)
  if (!owner || policy.action === 'keep' || isStill(facts, rules)) return null
  let looked = 0
  for (const absence of absencesFrom(owner, now)) {
    const isMoved = moves(facts, rules, policy, absence)
    if (isMoved === 'never' || looked++ > ABSENCES_AHEAD) return null
    const since = latestOf(absence.from, absence.knownAt, ownerActedAt, waitingSince)
    if (!isMoved || !since) continue
    const after = afterwards(facts, rules, policy.after, since)
    const at = after && notBefore(after, doneOf(facts, 'absent owner', since))
    if (at && (absence.until === null || at < absence.until)) return { kind: 'absent owner', at, since, absence }
  }
  return null
}

const acceptance = (facts: ClockFacts, rules: Rules): Timer | null => {
  const { acceptWithin } = rules.clock
  const since = facts.unacceptedSince
  if (!acceptWithin || !since || facts.isSnoozed || facts.isWriterUnknown) return null
  const at = afterwards(facts, rules, acceptWithin, since)
  return at && { kind: 'acceptance', at: notBefore(at, doneOf(facts, 'acceptance', since)), since }
}

const quickAnswer = (facts: ClockFacts, _: Rules, now: Date): Timer | null => {
  const { owner, quickSince: since, waitingSince } = facts
  if (!owner || !since || !waitingSince || doneOf(facts, 'quick answer', since).length > 0) return null
  const at = whenThere(owner, new Date(+since + QUICK_MS), now)
  return at && { kind: 'quick answer', at, since }
}

const TIMERS = [reminder, late, followUp, followUpChain, absentOwner, acceptance, quickAnswer]

/**
 * What happens by itself with a conversation that has an owner, and when, soonest first: nothing but its row, the rules, who
 * is there and the moment decide it. What has come due and was not done stays due.
 */
export const timersOf = (facts: ClockFacts, rules: Rules, now: Date): Timer[] =>
  TIMERS.flatMap((timer) => timer(facts, rules, now) ?? []).sort((a, b) => +a.at - +b.at)

/** From when a timer of this kind is counted now; null: it is not. That of an absence has no moment of its own. */
export const countedFrom = (kind: TimerKind, facts: ClockFacts): Date | null => {
  switch (kind) {
    case 'reminder':
    case 'late':
      return facts.waitingSince
    case 'follow-up':
    case 'follow-up chain':
      return idleSince(facts)
    case 'acceptance':
      return facts.unacceptedSince
    case 'quick answer':
      return facts.waitingSince && facts.quickSince
    case 'absent owner':
      return null
  }
}

/** What was done and still says something: of timers that are counted from the same moment, and tries still to come. */
export const stillDone = (facts: ClockFacts, now: Date): Done[] =>
  facts.clockDone.filter(({ timer, since, again }) =>
    again === undefined ? countedFrom(timer, facts)?.getTime() === since : again > +now,
  )

/** The timer that had nobody of the chain left to tell; null: none. */
export const toldAll = ({ clockDone }: Pick<ClockFacts, 'clockDone'>, { escalation }: Rules): Done | null =>
  clockDone.find(({ step = -1 }) => step >= escalation.chain.length) ?? null
