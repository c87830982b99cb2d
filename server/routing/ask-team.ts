import type { Gate, GateResult, Method, Urgency, Verdict } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import {
  absence,
  atCapacity,
  createSpeaking,
  eligible,
  type Speaking,
  type Standing,
  sayLoad,
  standingOf,
} from './availability'
import { methodFor, ranked } from './choose'
import type { Facts, Team, Teammate } from './facts'
import { callName, isSpread, membersOf } from './roster'

export interface LeftOut {
  standing: Standing
  verdict: Verdict
}

/** There still, but not for new work. */
export const stopsSoon = ({ verdict }: LeftOut): boolean => verdict.code === 'shift ends soon'

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
}

interface Question {
  facts: Facts
  now: Date
  team: Team
  members: readonly Teammate[]
  urgency: Urgency
  speaking: Speaking
}

/** What a gate lets pass, in the order it sees fit, and whom it leaves out. */
interface Narrowed {
  stay: Standing[]
  leftOut: LeftOut[]
  sentence: string
}

type Narrow = (standings: readonly Standing[], question: Question) => Narrowed

const split = (standings: readonly Standing[], leaveOut: (standing: Standing) => Verdict | null) => {
  const stay: Standing[] = []
  const leftOut: LeftOut[] = []
  for (const standing of standings) {
    const verdict = leaveOut(standing)
    if (verdict) leftOut.push({ standing, verdict })
    else stay.push(standing)
  }
  return { stay, leftOut }
}

const whoIsThere: Narrow = (standings, { team, speaking }) => {
  const { stay, leftOut } = split(standings, (standing) => absence(standing, speaking))
  const nobody = `Nobody of ${team.label} is there${leftOut.some(stopsSoon) ? ' for long enough' : ''}.`
  return {
    stay,
    leftOut,
    sentence: stay.length === 0 ? nobody : `${team.label}: ${stay.length} of ${standings.length} there.`,
  }
}

const fairLoad: Narrow = (standings, { facts, team, members, urgency }) => {
  const isFull = ({ load, teammate }: Standing) => urgency !== 'urgent' && load.openLoad >= teammate.capacity
  const { stay, leftOut } = split(standings, (standing) => (isFull(standing) ? atCapacity(standing) : null))
  const inOrder = ranked(stay, methodFor(team, urgency), team.members, facts.turns[team.name])
  const best = inOrder[0]
  if (!best) return { stay: [], leftOut, sentence: `${team.label}: everyone who is there is at capacity.` }
  return { stay: inOrder, leftOut, sentence: `${sayChoice(best, inOrder, methodFor(team, urgency), members)}.` }
}

/** In the order in which every conversation passes them; the last one ranks. */
const gates: readonly { gate: Gate; narrow: Narrow }[] = [
  { gate: 'who is there', narrow: whoIsThere },
  { gate: 'fair load', narrow: fairLoad },
]

const byReturn = (a: LeftOut, b: LeftOut): number =>
  (a.verdict.until?.getTime() ?? Number.MAX_VALUE) - (b.verdict.until?.getTime() ?? Number.MAX_VALUE) ||
  (a.verdict.teammateId < b.verdict.teammateId ? -1 : 1)

const unburdened = { openLoad: 0, lastGivenWorkAt: null }

/** Takes everyone of a team but `except` through the gates that are about people. */
export const askTeam = (
  team: Team,
  urgency: Urgency,
  facts: Facts,
  now: Date,
  except: ReadonlySet<TeammateId>,
): Asked => {
  const members = membersOf(facts.rules, team)
  const speaking = createSpeaking(now, isSpread(members))
  const question = { facts, now, team, members, urgency, speaking }
  const results: GateResult[] = []
  const leftOut: LeftOut[] = []
  let candidates = members
    .filter(({ id }) => !except.has(id))
    .map((teammate) =>
      standingOf({ teammate, load: facts.loads[teammate.id] ?? unburdened }, now, facts.rules.shiftEndMarginMs),
    )
  for (const { gate, narrow } of gates) {
    const narrowed = narrow(candidates, question)
    results.push({ gate, sentence: narrowed.sentence })
    leftOut.push(...narrowed.leftOut)
    candidates = narrowed.stay
    if (candidates.length === 0) break
  }
  return {
    team,
    members,
    method: methodFor(team, urgency),
    speaking,
    candidates,
    leftOut: leftOut.sort(byReturn),
    gates: results,
  }
}

/** Everyone's verdict: who may get it, best first, then who may not. */
export const verdictsOf = ({ candidates, leftOut, speaking }: Asked): Verdict[] => [
  ...candidates.map((standing) => eligible(standing, speaking)),
  ...leftOut.map(({ verdict }) => verdict),
]

/** Why the first of these is the choice: "Imani has the smallest load of those who are there (4 of 12)". Its owner is not among them. */
export const sayChoice = (
  best: Standing,
  inOrder: readonly Standing[],
  method: Method,
  members: readonly Teammate[],
  hasOwner = false,
): string => {
  const name = callName(best.teammate, members)
  const load = sayLoad(best)
  const second = inOrder[1]
  if (!second) return `${name} is the only ${hasOwner ? 'other ' : ''}one free now (${load})`
  if (method === 'round_robin') return `${name} is next in turn (${load})`
  if (second.load.openLoad > best.load.openLoad)
    return `${name} has the smallest load of ${hasOwner ? 'the others' : 'those'} who are there (${load})`
  const longest =
    +(second.load.lastGivenWorkAt ?? 0) > +(best.load.lastGivenWorkAt ?? 0) ? ' and has waited longest for work' : ''
  return `${name} shares the smallest load${hasOwner ? ' of the others' : ''} (${load})${longest}`
}
