import type { TeammateId } from '../../shared/ids'
import { absence, createSpeaking, standingOf } from './availability'
import { chainGroups } from './chain'
import { byLeastBusy } from './choose'
import type { Facts, Team, Teammate } from './facts'
import { hasAuthority } from './fitness'
import { type Matter, matterOf } from './matter'
import { membersOf, teamByName } from './roster'
import { sentenceOf } from './why'

/** Whom an escalation goes to; null: nobody who may decide is there. */
export interface Escalation {
  to: TeammateId | null
  sentence: string
}

/** People who are asked before others, and how they are called. */
interface Group {
  people: readonly Teammate[]
  /** Reads on after the name: "is there for Specialists, the next tier". */
  because: string
}

const nextTier = (team: Team | null, facts: Facts): Group[] => {
  const tier = teamByName(facts.rules, team?.escalatesTo ?? null)
  return tier ? [{ people: membersOf(facts.rules, tier), because: `is there for ${tier.label}, the next tier` }] : []
}

const chainOf = (team: Team | null, facts: Facts): Group[] => {
  const { rules } = facts
  const teams = [team, teamByName(rules, team?.backup ?? null)].filter((each) => each !== null)
  return rules.escalation.chain.flatMap((step) => {
    const level = step.kind === 'authority' ? ` (${step.level})` : ''
    return chainGroups(step, rules, teams).map((people) => ({
      people,
      because: `is the first of the escalation chain${level} who is there`,
    }))
  })
}

const best = ({ people, because }: Group, except: ReadonlySet<TeammateId>, facts: Facts, matter: Matter, now: Date) => {
  const speaking = createSpeaking(now, null)
  const [first] = people
    .filter((teammate) => !except.has(teammate.id) && hasAuthority(teammate, matter.authority))
    .map((teammate) => standingOf(teammate, facts, now))
    .filter((standing) => !absence(standing, speaking))
    .sort(byLeastBusy)
  return first ? { to: first.teammate.id, sentence: sentenceOf(`${first.teammate.name} ${because}`) } : null
}

/**
 * Whom a person's escalation goes to: the team's next tier, else the next in the chain, who may decide it and is there.
 * Neither its owner nor who escalates it.
 */
export const escalationOf = (facts: Facts, by: TeammateId | null, now: Date): Escalation => {
  const matter = matterOf(facts, now)
  const { ownerId } = facts.conversation
  const except = new Set([by, ownerId].filter((id) => id !== null))
  const groups = [...nextTier(matter.team, facts), ...chainOf(matter.team, facts)]
  for (const group of groups) {
    const found = best(group, except, facts, matter, now)
    if (found) return found
  }
  const sentence = groups.length > 0 ? 'Nobody who may decide this is there.' : 'The rules name nobody to escalate to.'
  return { to: null, sentence: `${sentence} It is shown as needing attention until somebody looks.` }
}
