import type { TeammateId } from '../../shared/ids'
import { chainGroups } from './chain'
import type { Rules, Team, Teammate } from './facts'
import { isAtWork } from './presence'
import { teamByName } from './roster'
import type { Done } from './timers'

/** Who is told next, and for which step of the chain. */
export interface Next {
  teammate: Teammate
  step: number
}

/**
 * The next of the escalation chain who is there: of the team, then of its backup, then of any other. Neither the owner nor
 * who was told before. Null: nobody is left.
 */
export const nextToTell = (
  team: Team,
  ownerId: TeammateId | null,
  told: readonly Done[],
  rules: Rules,
  now: Date,
): Next | null => {
  const known = new Set([ownerId, ...told.map(({ to }) => to ?? null)])
  const first = 1 + Math.max(-1, ...told.map(({ step = -1 }) => step))
  const teams = [team, teamByName(rules, team.backup)].filter((each) => each !== null)
  for (const [index, chainStep] of rules.escalation.chain.slice(first).entries())
    for (const group of chainGroups(chainStep, rules, teams)) {
      const teammate = group.find((each) => !known.has(each.id) && isAtWork(each, now))
      if (teammate) return { teammate, step: first + index }
    }
  return null
}
