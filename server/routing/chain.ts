import type { Standing } from './availability'
import { byLeastBusy } from './choose'
import type { ChainStep, Facts, Rules, Team, Teammate } from './facts'
import { hasAuthority } from './fitness'
import type { Judge } from './judge'
import type { Matter } from './matter'
import { membersOf, teamByName } from './roster'

/** The next step of the escalation chain that has somebody for it. */
export interface ChainAnswer {
  standing: Standing
  /** Reads on after the name: "is the first of the escalation chain (lead) who is free". */
  because: string
}

const sayStep = (step: ChainStep, { rules }: Facts): string => {
  if (step.kind === 'authority') return ` (${step.level})`
  return step.kind === 'team' ? ` (${teamByName(rules, step.name)?.label ?? step.name})` : ''
}

/** People of one step, in the groups in which they are asked: of the team, of its backup, of any other routed team. */
export const chainGroups = (step: ChainStep, rules: Rules, teams: readonly Team[]): Teammate[][] => {
  if (step.kind === 'teammate') return [rules.teammates.filter(({ id }) => id === step.id)]
  if (step.kind === 'team') {
    const team = teamByName(rules, step.name)
    return team ? [[...membersOf(rules, team)]] : []
  }
  const routed = rules.teams.filter(({ mode }) => mode === 'route')
  const groups = [...teams.map((team) => membersOf(rules, team)), routed.flatMap((team) => membersOf(rules, team))]
  return groups.map((group) => group.filter((teammate) => hasAuthority(teammate, step.level)))
}

/** `teams`: the conversation's own, then its backup. Null: nobody of the chain is there and has room. */
export const askChain = (matter: Matter, facts: Facts, teams: readonly Team[], judge: Judge): ChainAnswer | null => {
  for (const step of facts.rules.escalation.chain)
    for (const group of chainGroups(step, facts.rules, teams)) {
      const [best] = group
        .filter((teammate) => hasAuthority(teammate, matter.authority))
        .map(judge)
        .flatMap(({ standing, verdict }) => (verdict ? [] : [standing]))
        .sort(byLeastBusy)
      if (best)
        return { standing: best, because: `is the first of the escalation chain${sayStep(step, facts)} who is free` }
    }
  return null
}
