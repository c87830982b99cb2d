import type { TeammateId } from '../../shared/ids'
import { absence, createSpeaking, standingOf } from './availability'
import type { Rules, Teammate } from './facts'
import { promiseOf } from './promise'
import { sayMoment, sayZone } from './spoken'
import { nextToTell } from './tell-next'
import { type ClockFacts, doneOf, policyFor, type Timer } from './timers'

/** A moment in the reader's own zone, which is named unless it is that of the rules. */
export const sayTo = (reader: Teammate | null, moment: Date, rules: Rules, now: Date): string => {
  const zone = reader?.schedule.timeZone ?? rules.timeZone
  return sayMoment(moment, now, zone) + (zone === rules.timeZone ? '' : ` in ${sayZone(zone)}`)
}

/** "Lukas Brandt is not there (off hours, back Mon 09:00)" as of a moment. */
const sayAbsent = (owner: Teammate, at: Date, rules: Rules, now: Date): string => {
  const verdict = absence(standingOf(owner, { loads: {}, rules }, at), createSpeaking(now, rules.timeZone))
  return `${owner.name} is not there${verdict ? ` (${verdict.sentence})` : ''}`
}

const sayDueAs = (facts: ClockFacts, reader: Teammate | null, rules: Rules, now: Date): string | null => {
  const { dueAt } = promiseOf(facts, facts.urgency, facts.team, rules)
  return dueAt && `the first response ${dueAt > now ? 'is' : 'was'} due ${sayTo(reader, dueAt, rules, now)}`
}

/** Why it moves: "Lukas Brandt is not there (away until 2 Jan), and the first response is due 16:00". */
export const sayMove = (timer: Pick<Timer, 'kind' | 'since'>, facts: ClockFacts, rules: Rules, now: Date): string => {
  const owner = facts.owner?.name ?? 'Its owner'
  if (timer.kind === 'acceptance')
    return `${owner} neither opened, answered nor commented it since ${sayTo(null, timer.since, rules, now)}`
  const due = sayDueAs(facts, null, rules, now)
  const absent = facts.owner ? sayAbsent(facts.owner, now, rules, now) : `${owner} is not there`
  return due ? `${absent}, and ${due}` : absent
}

/** What a timer tells its reader, who is the owner or the next of the chain. */
export const sayReminder = (
  { kind, since }: Pick<Timer, 'kind' | 'since'>,
  facts: ClockFacts,
  reader: Teammate | null,
  rules: Rules,
  now: Date,
): string => {
  const owner = facts.owner?.name ?? 'Somebody who has left Missive'
  const due = sayDueAs(facts, reader, rules, now) ?? 'the customer waits'
  const from = sayTo(reader, since, rules, now)
  switch (kind) {
    case 'reminder':
      return `${due.replace(/^t/, 'T')}.`
    case 'late':
      return `${due.replace(/^t/, 'T')}, and nobody has answered. ${owner} owns it.`
    case 'follow-up':
      return `You have done nothing with it since ${from}. Answer, hand it over, snooze or close it.`
    case 'follow-up chain':
      return `${owner} owns it, and has done nothing with it since ${from}.`
    case 'quick answer':
      return 'You took it to answer at once, and the customer still waits. Answer, or put it back in the queue.'
    case 'absent owner':
    case 'acceptance':
      return `${sayMove({ kind, since }, facts, rules, now)}.`
  }
}

const NOBODY_LEFT = 'Nobody is left in the escalation chain to be told.'

/** What is late, for those who look after the team; `isChainLeft` false: it needs their attention. */
export const sayLate = (
  timer: Pick<Timer, 'kind' | 'since'>,
  facts: ClockFacts,
  isChainLeft: boolean,
  rules: Rules,
  now: Date,
): string => {
  const sentence = sayReminder(timer, facts, null, rules, now)
  return isChainLeft ? sentence : `${sentence} ${NOBODY_LEFT}`
}

const sayNext = (timer: Timer, facts: ClockFacts, ownerId: TeammateId | null, rules: Rules): string => {
  const told = doneOf(facts, timer.kind, timer.since)
  const next = nextToTell(facts.team, ownerId, told, rules, timer.at)
  return next ? `${next.teammate.name} is told` : 'it needs attention'
}

/** What will happen then, unless somebody does something before; reads on after the time. */
export const sayRunning = (
  timer: Timer,
  facts: ClockFacts,
  ownerId: TeammateId | null,
  rules: Rules,
  now: Date,
): string => {
  const owner = facts.owner?.name ?? 'its owner'
  switch (timer.kind) {
    case 'reminder':
      return `Baton reminds ${owner} that the first response is nearly due`
    case 'late':
      return `the first response is late, and ${sayNext(timer, facts, ownerId, rules)}`
    case 'follow-up':
      return `Baton reminds ${owner}, unless something is done before`
    case 'follow-up chain':
      return `nothing has been done, and ${sayNext(timer, facts, ownerId, rules)}`
    case 'absent owner': {
      const isMoved = policyFor(facts, rules.clock).action === 'reassign'
      const absent = facts.owner ? sayAbsent(facts.owner, timer.at, rules, now) : `${owner} is not there`
      return `${isMoved ? 'goes to somebody who is there' : 'goes back to the queue'}, as ${absent}`
    }
    case 'acceptance':
      return `goes to somebody else, unless ${owner} opens it, answers or comments`
    case 'quick answer':
      return `Baton asks ${owner} about the quick answer`
  }
}
