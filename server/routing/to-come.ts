import { earliest, isAbsent } from './arrivals'
import { absence, createSpeaking, standingOf } from './availability'
import { chainGroups } from './chain'
import type { Facts, Team, Teammate } from './facts'
import { bounce, hasAuthority } from './fitness'
import type { LeftOut } from './gates'
import { type Matter, worksNow } from './matter'
import { presence } from './presence'
import { lackOfRoom } from './room'
import { membersOf } from './roster'

/** What beyond the team itself can give a waiting conversation an owner. */
export interface ToCome {
  /** Who may get it once their verdict changes. */
  people: readonly LeftOut[]
  /** When it may become another team's. */
  moments: readonly (Date | null)[]
}

/** Whether time alone lets them have it. */
const waitsForTime = (left: LeftOut): boolean =>
  isAbsent(left) || left.verdict.code === 'flood limit' || left.verdict.code === 'gave it away'

const waitingOf = (teammates: readonly Teammate[], matter: Matter, facts: Facts, now: Date): LeftOut[] => {
  const speaking = createSpeaking(now, null)
  return teammates.flatMap((teammate) => {
    const standing = standingOf(teammate, facts, now)
    const verdict =
      absence(standing, speaking) ?? bounce(standing, facts, speaking) ?? lackOfRoom(standing, facts, matter, speaking)
    return verdict && hasAuthority(teammate, matter.authority) ? [{ standing, verdict }] : []
  })
}

/** Teams of the topic that get it instead once somebody of theirs is at work. */
const rivalsOf = (own: Team, { choices }: Matter, { rules }: Facts, now: Date): Team[] => {
  const at = choices.findIndex(({ name }) => name === own.name)
  const isAtWork = worksNow(own, rules, now)
  return choices.filter((_, index) => (isAtWork ? index < at : index !== at))
}

/** When somebody of the topic's teams next starts or stops working. */
const turnOf = ({ choices }: Matter, { rules }: Facts, now: Date): Date | null =>
  earliest(choices.flatMap((team) => membersOf(rules, team).map((member) => presence(member, now, 0).until)))

/** `known`: who would be preferred to the team. */
export const toComeFor = (own: Team, known: readonly Teammate[], matter: Matter, facts: Facts, now: Date): ToCome => {
  const rivals = rivalsOf(own, matter, facts, now).flatMap((team) => membersOf(facts.rules, team))
  return {
    people: waitingOf([...known, ...rivals], matter, facts, now).filter(waitsForTime),
    moments: [turnOf(matter, facts, now)],
  }
}

/** Also those to whom the escalation chain would turn. */
export const withChain = (
  { people, moments }: ToCome,
  teams: readonly Team[],
  matter: Matter,
  facts: Facts,
  now: Date,
): ToCome => {
  const inChain = new Set(facts.rules.escalation.chain.flatMap((step) => chainGroups(step, facts, teams).flat()))
  return { people: [...people, ...waitingOf([...inChain], matter, facts, now).filter(waitsForTime)], moments }
}
