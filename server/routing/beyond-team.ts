import type { GateResult, Outcome, Verdict } from '../../shared/decision'
import { nextChange } from './arrivals'
import { type Asked, askTeam } from './ask-team'
import { eligible, sayLoad } from './availability'
import { byTeam } from './by-team'
import { leftToThem } from './by-themselves'
import { askChain } from './chain'
import type { Facts, Team } from './facts'
import type { LeftOut } from './gates'
import { createJudge, type Judge } from './judge'
import { isLate, type Matter } from './matter'
import { hopes, needsAttention } from './nobody-free'
import { callName, membersOf, teamByName } from './roster'
import { decidedAgainAt, toComeOfChain } from './to-come'
import { sentenceOf } from './why'

/** Who was asked, in turn, and what came of it. */
export interface Answer {
  asked: readonly Asked[]
  /** Gate 4; null: it was not asked. */
  known: GateResult | null
  /** Of those who were weighed without being asked for with their team. */
  others: readonly Verdict[]
  /** What the team's channel is told; null: nothing. */
  notice: string | null
  outcome: Outcome
}

export type Beyond = Omit<Answer, 'known'>

/** The team's backup, one hop, through the same gates; null: it has none. */
export const askBackup = (own: Asked, matter: Matter, facts: Facts, now: Date): Asked | null => {
  const backup = teamByName(facts.rules, own.team.backup)
  if (!backup) return null
  // Nobody there looks for mail of others, and what everyone had in vain is given to one.
  const isGiven = backup.method === 'claim' || (facts.conversation.isWithEveryone && isLate(matter, now))
  const method = isGiven ? 'least_busy' : backup.method
  const isUntaken = leftToThem(own, facts) !== null
  return askTeam({ ...backup, method }, matter, facts, now, {
    // Who belongs to both was asked already; but who did not take it there can be given it here.
    except: new Set(isUntaken ? [] : own.team.members),
    isBackup: true,
    mayBounce: isUntaken || own.candidates.length === 0,
  })
}

export const byBackup = (
  own: Asked,
  backup: Asked | null,
  because: string,
  matter: Matter,
  facts: Facts,
  now: Date,
): Beyond | null => {
  if (!backup) return null
  const { label } = backup.team
  const outcome = byTeam(backup, `${because}; ${label} is the backup of ${own.team.label}`, matter, facts, now)
  if (!outcome) return null
  const notice = outcome.kind === 'wait' ? null : sentenceOf(`${label} takes over for ${own.team.label}`, because)
  return { asked: [own, backup], others: [], notice, outcome }
}

const byChain = (
  asked: readonly Asked[],
  teams: readonly Team[],
  because: string,
  matter: Matter,
  facts: Facts,
  judge: Judge,
): Beyond | null => {
  const found = askChain(matter, facts, teams, judge)
  if (!found) return null
  const [own] = asked
  const { teammate } = found.standing
  const colleagues = teams.flatMap((team) => membersOf(facts.rules, team))
  const name = callName(teammate, [...colleagues, teammate])
  const sentence = sentenceOf(because, `${name} ${found.because} (${sayLoad(found.standing)})`)
  return {
    asked,
    others: own ? [eligible(found.standing, own.speaking)] : [],
    notice: sentence,
    outcome: { kind: 'assign', to: teammate.id, chosenBy: 'escalation chain', method: 'least_busy', sentence },
  }
}

/** Gate 6, when the team itself cannot: its backup, then the escalation chain, then a person must look. */
export const beyondTeam = (
  own: Asked,
  backup: Asked | null,
  because: string,
  toCome: readonly LeftOut[],
  matter: Matter,
  facts: Facts,
  now: Date,
): Beyond => {
  const found = byBackup(own, backup, because, matter, facts, now)
  const change = nextChange([...hopes(own, matter), ...toCome], facts.rules, now)
  if (found) return { ...found, outcome: decidedAgainAt(found.outcome, [change]) }
  const asked = backup ? [own, backup] : [own]
  const teams = asked.map(({ team }) => team)
  const untaken = leftToThem(own, facts)
  // The chain is for when nobody is there, not for when nobody took it.
  const isChainAsked = untaken === null && facts.rules.escalation.chain.length > 0
  const judge = createJudge(matter, facts, now)
  const chain = isChainAsked ? byChain(asked, teams, because, matter, facts, judge) : null
  if (chain) return chain
  const ofChain = isChainAsked ? toComeOfChain(teams, matter, facts, judge) : []
  const tried = { asked, isChainAsked, toCome: [...toCome, ...ofChain] }
  const outcome = needsAttention(tried, because, untaken, matter, facts.rules, now)
  return { asked, others: [], notice: outcome.sentence, outcome }
}
