import type { GateResult, Method, Verdict } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import { createSpeaking, eligible, type Speaking, type Standing, standingOf } from './availability'
import { methodFor } from './choose'
import type { Facts, Team, Teammate } from './facts'
import { gates, type LeftOut, type Question } from './gates'
import { isNear, type Matter } from './matter'
import { commonZone, membersOf } from './roster'

/** What a team has to offer for one conversation. */
export interface Asked {
  team: Team
  members: readonly Teammate[]
  method: Method
  speaking: Speaking
  /** Who may get it, best first. */
  candidates: readonly Standing[]
  /** Everyone else; who comes back first stands first. */
  leftOut: readonly LeftOut[]
  gates: readonly GateResult[]
  /** What was let pass because nobody else could: "nobody who is there knows api". */
  waived: readonly string[]
}

/** How a team is asked. */
export interface Asking {
  /** Not for them. */
  except?: ReadonlySet<TeammateId>
  /** It is asked for another team. */
  isBackup?: boolean
  /** Whether who gave it away may have it again when nobody else of the team can. Default: true. */
  mayBounce?: boolean
}

type Passed = Pick<Asked, 'candidates' | 'leftOut' | 'gates' | 'waived'>

const byReturn = (a: LeftOut, b: LeftOut): number =>
  (a.verdict.until?.getTime() ?? Number.MAX_VALUE) - (b.verdict.until?.getTime() ?? Number.MAX_VALUE) ||
  (a.verdict.teammateId < b.verdict.teammateId ? -1 : 1)

const passGates = (standings: Standing[], question: Question): Passed => {
  const results: GateResult[] = []
  const leftOut: LeftOut[] = []
  const waived: string[] = []
  let candidates = standings
  for (const { gate, narrow } of gates) {
    const narrowed = narrow(candidates, question)
    results.push({ gate, sentence: narrowed.sentence })
    leftOut.push(...narrowed.leftOut)
    waived.push(...narrowed.waived)
    candidates = narrowed.stay
    if (candidates.length === 0) break
  }
  return { candidates, leftOut: leftOut.sort(byReturn), gates: results, waived }
}

const gaveItAway = ({ verdict }: LeftOut): boolean => verdict.code === 'gave it away'

/** Who gave it away may have it again when nobody else can take it; where they cannot either, they have that reason. */
const passAll = (standings: Standing[], question: Question): Passed => {
  const passed = passGates(standings, { ...question, mayBounce: false })
  if (!question.mayBounce || passed.candidates.length > 0 || !passed.leftOut.some(gaveItAway)) return passed
  const again = passGates(standings, question)
  if (again.candidates.length > 0) return again
  const againById = new Map(again.leftOut.map((left) => [left.verdict.teammateId, left]))
  const leftOut = passed.leftOut.map((left) => (gaveItAway(left) && againById.get(left.verdict.teammateId)) || left)
  return { ...passed, leftOut: leftOut.sort(byReturn) }
}

/** Takes everyone of a team through the gates that are about people. */
export const askTeam = (team: Team, matter: Matter, facts: Facts, now: Date, asking: Asking = {}): Asked => {
  const members = membersOf(facts.rules, team)
  const speaking = createSpeaking(now, commonZone(members))
  const method = methodFor(team, matter.urgency, isNear(matter, now))
  const standings = members
    .filter(({ id }) => !asking.except?.has(id))
    .map((teammate) => standingOf(teammate, facts, now, team.skipAway))
  const { isBackup = false, mayBounce = true } = asking
  return {
    team,
    members,
    method,
    speaking,
    ...passAll(standings, { facts, team, members, matter, method, speaking, isBackup, mayBounce }),
  }
}

/** Everyone's verdict: who may get it, best first, then who may not. */
export const verdictsOf = ({ candidates, leftOut, speaking }: Asked): Verdict[] => [
  ...candidates.map((standing) => eligible(standing, speaking)),
  ...leftOut.map(({ verdict }) => verdict),
]
