import type { ClockRules, OwnerAbsent, Team } from '../routing/facts'
import type { RulesDocument } from './schema'

type Document = RulesDocument['clock']
type OwnAbsent = NonNullable<RulesDocument['teams'][string]['owner_absent']>
type Absent = NonNullable<OwnAbsent['low']>

/** What is said of something, and nothing of what is not. */
const said = <Value extends object>(value: Value): { [Key in keyof Value]?: NonNullable<Value[Key]> } =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never

const absentIn = ({ after, then: action, move }: Absent): Partial<OwnerAbsent> => said({ after, action, move })

const byUrgencyIn = ({ low, normal, high, urgent }: OwnAbsent): ClockRules['ownerAbsent']['byUrgency'] =>
  said({
    low: low && absentIn(low),
    normal: normal && absentIn(normal),
    high: high && absentIn(high),
    urgent: urgent && absentIn(urgent),
  })

export const ownerAbsentIn = (absent: OwnAbsent): NonNullable<Team['ownerAbsent']> => ({
  ...absentIn(absent),
  byUrgency: byUrgencyIn(absent),
})

export const clockIn = ({ remind_at, follow_up, owner_absent, accept_within }: Document): ClockRules => ({
  remindAt: remind_at,
  followUp: { after: follow_up.after, escalateAfter: follow_up.escalate_after },
  ownerAbsent: {
    after: owner_absent.after,
    action: owner_absent.then,
    move: owner_absent.move,
    byUrgency: byUrgencyIn(owner_absent),
  },
  acceptWithin: accept_within ?? null,
})
