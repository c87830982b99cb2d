import type { Outcome } from '../../shared/decision'
import { earliest, isAbsent } from './arrivals'
import { chainGroups } from './chain'
import type { Facts, Team } from './facts'
import { hasAuthority } from './fitness'
import type { LeftOut } from './gates'
import { createJudge, type Judge, leftOutOf } from './judge'
import { type Matter, worksNow } from './matter'
import { presence } from './presence'
import { membersOf } from './roster'

/** Whether time alone lets them have it. */
const waitsForTime = (left: LeftOut): boolean =>
  isAbsent(left) || left.verdict.code === 'flood limit' || left.verdict.code === 'gave it away'

const coming = (people: readonly LeftOut[], { authority }: Matter): LeftOut[] =>
  people.filter((left) => waitsForTime(left) && hasAuthority(left.standing.teammate, authority))

/** Teams of the topic that get it instead once somebody of theirs is at work. */
const rivalsOf = (own: Team, { choices }: Matter, { rules }: Facts, now: Date): Team[] => {
  if (choices.length < 2) return []
  const at = choices.findIndex(({ name }) => name === own.name)
  const isAtWork = worksNow(own, rules, now)
  return choices.filter((_, index) => (isAtWork ? index < at : index !== at))
}

/**
 * Who beyond the team itself may get a waiting conversation once their verdict changes: `known`, who would be
 * preferred to it, and people of the topic's other teams.
 */
export const toComeFor = (own: Team, known: readonly LeftOut[], matter: Matter, facts: Facts, now: Date): LeftOut[] => {
  const rivals = rivalsOf(own, matter, facts, now).flatMap((team) => membersOf(facts.rules, team))
  return coming([...known, ...leftOutOf(rivals.map(createJudge(matter, facts, now)))], matter)
}

/** To whom the escalation chain would turn if they were there. */
export const toComeOfChain = (teams: readonly Team[], matter: Matter, facts: Facts, judge: Judge): LeftOut[] => {
  const inChain = new Set(facts.rules.escalation.chain.flatMap((step) => chainGroups(step, facts.rules, teams).flat()))
  return coming(leftOutOf([...inChain].map(judge)), matter)
}

/** When somebody of the topic's teams next starts or stops working, so that another team may get it; null: never. */
export const turnOf = ({ choices }: Matter, { rules }: Facts, now: Date): Date | null =>
  earliest(choices.flatMap((team) => membersOf(rules, team).map((member) => presence(member, now, 0).until)))

/** The outcome, if nobody owns it yet, decided again at the first of some more moments. */
export const decidedAgainAt = (outcome: Outcome, moments: readonly (Date | null)[]): Outcome =>
  outcome.kind === 'assign' || outcome.kind === 'leave'
    ? outcome
    : { ...outcome, decideAgainAt: earliest([outcome.decideAgainAt, ...moments]) }
