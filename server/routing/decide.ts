import type { Decision, GateResult, Outcome, Suggestions } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import { type Asked, askTeam, verdictsOf } from './ask-team'
import { eligible } from './availability'
import type { Facts, Team } from './facts'
import { type Matter, matterOf, sayMatter } from './matter'
import { type Left, leaveAlone, notRouted } from './needs-owner'
import { needsAttention, waiting, whyBackup } from './nobody-free'
import { teamByName } from './roster'
import { whyChosen } from './why'

const nobody: ReadonlySet<TeammateId> = new Set()

const nameOf = (team: Team | null) => team && { name: team.name, label: team.label }

const left = ({ rules }: Facts, { reason, sentence }: Left): Decision => ({
  rulesVersion: rules.version,
  gates: [{ gate: 'needs an owner', sentence }],
  topic: null,
  urgency: rules.urgency.default,
  dueAt: null,
  team: null,
  backup: null,
  verdicts: [],
  outcome: { kind: 'leave', reason, sentence },
})

/** The best candidate of the team; null when it has none. */
const assigned = (asked: Asked, because: string): Outcome | null => {
  const best = asked.candidates[0]
  return best
    ? { kind: 'assign', to: best.teammate.id, method: asked.method, sentence: whyChosen(best, asked, because) }
    : null
}

/** Who was asked, in turn, and what came of it. */
interface Answer {
  asked: readonly Asked[]
  outcome: Outcome
}

const answer = (team: Team, matter: Matter, facts: Facts, now: Date): Answer => {
  const own = askTeam(team, matter.urgency, facts, now, nobody)
  const backupTeam = teamByName(facts.rules, team.backup)
  const first = assigned(own, matter.because) ?? waiting(own, matter, backupTeam?.label ?? null, now)
  if (first) return { asked: [own], outcome: first }
  if (!backupTeam) return { asked: [own], outcome: needsAttention(own, null, facts.rules, matter, now) }
  const backup = askTeam(backupTeam, matter.urgency, facts, now, new Set(team.members))
  const second = assigned(backup, whyBackup(own, backupTeam.label, facts.rules, matter, now))
  return { asked: [own, backup], outcome: second ?? needsAttention(own, backup, facts.rules, matter, now) }
}

const gatesOf = (matter: Matter, { asked, outcome }: Answer, facts: Facts, now: Date): GateResult[] => {
  const isStuck = asked[0]?.candidates.length === 0
  return [
    { gate: 'needs an owner', sentence: 'It is open and has no owner.' },
    { gate: 'team and urgency', sentence: sayMatter(matter, facts.rules, now) },
    ...asked.flatMap(({ gates }) => gates),
    ...(isStuck ? [{ gate: 'nobody free' as const, sentence: outcome.sentence }] : []),
  ]
}

/**
 * Who owns the conversation next, or why nobody does, with what every gate found. Pure: the same facts and moment give
 * the same decision, whatever the order of teammates in them.
 */
export const decide = (facts: Facts, now: Date): Decision => {
  const reason = leaveAlone(facts)
  if (reason) return left(facts, reason)
  const matter = matterOf(facts)
  if (!matter.team) return left(facts, notRouted)
  const found = answer(matter.team, matter, facts, now)
  return {
    rulesVersion: facts.rules.version,
    gates: gatesOf(matter, found, facts, now),
    topic: matter.topic,
    urgency: matter.urgency,
    dueAt: matter.dueAt,
    team: nameOf(matter.team),
    backup: nameOf(found.asked[1]?.team ?? null),
    verdicts: found.asked.flatMap(verdictsOf),
    outcome: found.outcome,
  }
}

/**
 * Whom a person may choose for the conversation, best first, whatever its state; its owner is left out of both lists.
 */
export const suggest = (facts: Facts, now: Date): Suggestions => {
  const matter = matterOf(facts)
  const { topic, urgency, dueAt, team, because } = matter
  if (!team) return { topic, urgency, dueAt, team: null, suggested: [], leftOut: [] }
  const { ownerId } = facts.conversation
  const asked = askTeam(team, urgency, facts, now, ownerId ? new Set([ownerId]) : nobody)
  return {
    topic,
    urgency,
    dueAt,
    team: nameOf(team),
    suggested: asked.candidates.map((standing) => ({
      ...eligible(standing, asked.speaking),
      why: whyChosen(standing, asked, because, ownerId !== null),
    })),
    leftOut: asked.leftOut.map(({ verdict }) => verdict),
  }
}
