import type { Urgency } from '../../shared/decision'
import { dueAt, partOf, postponed, type WorkingTime } from './deadline'
import type { ConversationFacts, Rules, Team } from './facts'
import { workingTimeOf } from './roster'

/** When a first response is due, and when that nears; null: nobody waits, the clock stands still, or nobody ever works. */
export interface FirstResponse {
  dueAt: Date | null
  nearsAt: Date | null
}

export const workingTimeFor = (team: Team | null, rules: Rules): WorkingTime =>
  team ? workingTimeOf(rules, team) : { schedules: [], timeZone: rules.timeZone }

/** What the customer was promised when they began to wait. */
export const promiseOf = (
  { waitingSince, stoodStill }: Pick<ConversationFacts, 'waitingSince' | 'stoodStill'>,
  urgency: Urgency,
  team: Team | null,
  rules: Rules,
): FirstResponse => {
  if (!waitingSince) return { dueAt: null, nearsAt: null }
  const { targets, pauseSnoozed } = rules.urgency
  const target = targets[urgency]
  const working = workingTimeFor(team, rules)
  const postpone = (moment: Date | null) => postponed(moment, pauseSnoozed ? stoodStill : [], target, working)
  return {
    dueAt: postpone(dueAt(target, waitingSince, working)),
    nearsAt: postpone(partOf(target, rules.clock.remindAt, waitingSince, working)),
  }
}
