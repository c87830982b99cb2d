import type { Decision, GateResult, Outcome, Suggested, Suggestions, Verdict } from '../../shared/decision'
import { answer } from './answer'
import { type Asked, askTeam, verdictsOf } from './ask-team'
import { eligible } from './availability'
import type { Answer } from './beyond-team'
import { whyChosen } from './choice'
import type { Facts, Team } from './facts'
import { type KnownStanding, knownStandings, sayKnown } from './known'
import { type Matter, matterOf, sayMatter } from './matter'
import { type Left, leaveAlone, notRouted } from './needs-owner'
import { type OnlyOne, onlyOne } from './only-one'
import { sentenceOf } from './why'

const nameOf = (team: Team | null) => team && { name: team.name, label: team.label }

const left = ({ conversation, rules }: Facts, { reason, sentence }: Left): Decision => ({
  rulesVersion: rules.version,
  gates: [{ gate: 'needs an owner', sentence }],
  topic: null,
  urgency: rules.urgency.default,
  weight: 1,
  authority: 'agent',
  language: conversation.language,
  dueAt: null,
  nearsAt: null,
  team: null,
  backup: null,
  verdicts: [],
  notice: null,
  outcome: { kind: 'leave', reason, sentence },
})

/** Whether the team that was asked last has somebody for it. */
const isTaken = (outcome: Outcome): boolean => {
  if (outcome.kind === 'assign') return outcome.chosenBy !== 'escalation chain'
  return outcome.kind === 'assign all' || (outcome.kind === 'wait' && outcome.cause === 'everyone asked')
}

/** Whether one person gets it, or is waited for, whatever load others have. */
const isForOne = (outcome: Outcome): boolean =>
  outcome.kind === 'assign'
    ? outcome.chosenBy === 'the topic' || outcome.chosenBy === 'known teammate'
    : outcome.kind === 'wait' && outcome.cause === 'only one person'

const gatesOf = (matter: Matter, { asked, known, outcome }: Answer, facts: Facts, now: Date): GateResult[] => {
  const [own, backup] = asked
  const isStuck = backup !== undefined || outcome.kind === 'wait' || !isTaken(outcome)
  const fairLoad = own?.gates.filter(({ gate }) => gate === 'fair load') ?? []
  return [
    { gate: 'needs an owner', sentence: 'It is open and has no owner.' },
    { gate: 'team and urgency', sentence: sayMatter(matter, facts.rules, now) },
    ...(own?.gates.filter(({ gate }) => gate !== 'fair load') ?? []),
    ...(known ? [known] : []),
    ...(isForOne(outcome) ? [] : fairLoad),
    ...(backup?.gates ?? []),
    ...(isStuck ? [{ gate: 'nobody free' as const, sentence: outcome.sentence }] : []),
  ]
}

/** The first of each teammate's. */
const once = <One extends Verdict>(verdicts: readonly One[]): One[] => {
  const byId = new Map<string, One>()
  for (const verdict of verdicts) if (!byId.has(verdict.teammateId)) byId.set(verdict.teammateId, verdict)
  return [...byId.values()]
}

/**
 * Who owns the conversation next, or why nobody does, with what every gate found. Pure: the same facts and moment give
 * the same decision, whatever the order of teammates in them.
 */
export const decide = (facts: Facts, now: Date): Decision => {
  const reason = leaveAlone(facts)
  if (reason) return left(facts, reason)
  const matter = matterOf(facts, now)
  const { topic, urgency, weight, authority, language, dueAt, nearsAt, team } = matter
  if (!team) return left(facts, notRouted)
  const found = answer(team, matter, facts, now)
  return {
    rulesVersion: facts.rules.version,
    gates: gatesOf(matter, found, facts, now),
    topic,
    urgency,
    weight,
    authority,
    language,
    dueAt,
    nearsAt,
    team: nameOf(team),
    backup: isTaken(found.outcome) ? nameOf(found.asked[1]?.team ?? null) : null,
    verdicts: once([...found.asked.flatMap(verdictsOf), ...found.others]),
    notice: found.notice,
    outcome: found.outcome,
  }
}

const suggestedByMethod = (asked: Asked, because: string, hasOwner: boolean): Suggested[] =>
  asked.candidates.map((standing) => ({
    ...eligible(standing, asked.speaking),
    why: whyChosen(standing, asked, because, hasOwner),
  }))

const suggestedByKnown = (known: KnownStanding, asked: Asked, facts: Facts, because: string): Suggested => ({
  ...eligible(known.standing, asked.speaking),
  why: sentenceOf(because, sayKnown(known, asked, facts)),
})

const suggestedOnly = ({ standing, name, required }: OnlyOne, { speaking }: Asked): Suggested => ({
  ...eligible(standing, speaking),
  why: sentenceOf(`${name} ${required.because}`),
})

/**
 * Whom a person may choose for the conversation, best first, whatever its state; its owner is left out of both lists.
 */
export const suggest = (facts: Facts, now: Date): Suggestions => {
  const matter = matterOf(facts, now)
  const { topic, urgency, weight, authority, dueAt, team, because } = matter
  const about = { topic, urgency, weight, authority, dueAt, team: nameOf(team) }
  if (!team) return { ...about, suggested: [], leftOut: [] }
  const { ownerId } = facts.conversation
  const asked = askTeam(team, matter, facts, now, { except: new Set(ownerId ? [ownerId] : []) })
  const only = onlyOne(matter, asked.speaking, facts, now)
  const known = knownStandings(facts, matter, asked, now).filter(({ verdict }) => verdict === null)
  const isOther = ({ teammateId }: Verdict) => teammateId !== ownerId
  const suggested = once([
    ...(only && !only.verdict ? [suggestedOnly(only, asked)] : []),
    ...known.map((each) => suggestedByKnown(each, asked, facts, because)),
    ...suggestedByMethod(asked, because, ownerId !== null),
  ]).filter(isOther)
  const against = [...(only?.verdict ? [only.verdict] : []), ...asked.leftOut.map(({ verdict }) => verdict)]
  const suggestedIds = new Set(suggested.map(({ teammateId }) => teammateId))
  const leftOut = once(against).filter((verdict) => isOther(verdict) && !suggestedIds.has(verdict.teammateId))
  return { ...about, suggested, leftOut }
}
