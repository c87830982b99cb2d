import type { GateResult, Outcome } from '../../shared/decision'
import { nextChange } from './arrivals'
import { type Asked, askTeam } from './ask-team'
import { eligible, sayLoad } from './availability'
import { type Answer, askBackup, type Beyond, beyondTeam, byBackup } from './beyond-team'
import { byTeam } from './by-team'
import { leftToThem } from './by-themselves'
import type { Facts, Team } from './facts'
import { leftOutOf } from './judge'
import { type KnownStanding, knownGate, knownStandings, sayKnown, verdictsOfKnown } from './known'
import type { Matter } from './matter'
import { hopes, sayPromise, waiting, whyNotOwn } from './nobody-free'
import { backAt, givenToOnlyOne, type OnlyOne, onlyOne, sayOnlyOne, waitForOnlyOne } from './only-one'
import { teamByName } from './roster'
import { decidedAgainAt, toComeFor, turnOf } from './to-come'
import { sentenceOf } from './why'

const byItself = (own: Asked, outcome: Outcome): Beyond => ({ asked: [own], others: [], notice: null, outcome })

const backupLabelOf = ({ team }: Asked, { rules }: Facts): string | null =>
  teamByName(rules, team.backup)?.label ?? null

const givenToKnown = (known: KnownStanding, asked: Asked, facts: Facts, because: string): Outcome => ({
  kind: 'assign',
  to: known.standing.teammate.id,
  chosenBy: 'known teammate',
  method: asked.method,
  sentence: sentenceOf(because, `${sayKnown(known, asked, facts)} and is there (${sayLoad(known.standing)})`),
})

/** Gate 6: it waits for the team while that keeps the target, else others are asked. */
const forNobody = (own: Asked, knows: readonly KnownStanding[], matter: Matter, facts: Facts, now: Date): Beyond => {
  const toCome = toComeFor(own.team, leftOutOf(knows), matter, facts, now)
  const wait = waiting(own, matter, toCome, backupLabelOf(own, facts), facts.rules, now)
  if (wait) return byItself(own, wait)
  const because = leftToThem(own, facts)
    ? `nobody of ${own.team.label} has taken it, and the first response is late`
    : whyNotOwn(own, facts.rules, matter, now)
  return beyondTeam(own, askBackup(own, matter, facts, now), because, toCome, matter, facts, now)
}

const forTeam = (own: Asked, matter: Matter, facts: Facts, now: Date): Answer => {
  const isPreferring = own.method !== 'claim' && own.method !== 'all_at_once'
  const knows = isPreferring ? knownStandings(facts, matter, own, now) : []
  const chosen = knows.find(({ verdict }) => verdict === null)
  const outcome = chosen
    ? givenToKnown(chosen, own, facts, matter.because)
    : byTeam(own, matter.because, matter, facts, now)
  const found = outcome ? byItself(own, outcome) : forNobody(own, knows, matter, facts, now)
  return {
    ...found,
    known: isPreferring ? knownGate(knows, own, facts) : null,
    others: [...found.others, ...verdictsOfKnown(knows, own)],
  }
}

/** Others are asked after all: the backup first, then the rest of the team. */
const withoutOnlyOne = (only: OnlyOne, own: Asked, matter: Matter, facts: Facts, now: Date): Beyond => {
  const promise = sayPromise(own, facts.rules, matter, now)
  const because = [sayOnlyOne(only), ...(promise ? [promise] : [])].join('; ')
  const backup = askBackup(own, matter, facts, now)
  const found = byBackup(own, backup, because, matter, facts, now)
  if (found) return found
  const toCome = [
    ...toComeFor(own.team, leftOutOf([only]), matter, facts, now),
    ...(backup ? hopes(backup, matter) : []),
  ]
  const outcome = byTeam(own, because, matter, facts, now) ?? waiting(own, matter, toCome, null, facts.rules, now)
  return outcome
    ? byItself(own, decidedAgainAt(outcome, [nextChange(toCome, facts.rules, now)]))
    : beyondTeam(own, backup, because, toCome, matter, facts, now)
}

/** Who gets it when one person alone may have it; null: nobody is required. */
const forOnlyOne = (own: Asked, matter: Matter, facts: Facts, now: Date): Answer | null => {
  const only = onlyOne(matter, own.speaking, facts, now)
  if (!only) return null
  const known: GateResult = { gate: 'known teammate', sentence: sentenceOf(sayOnlyOne(only)) }
  const direct = only.verdict ? waitForOnlyOne(only, matter, now) : givenToOnlyOne(only, matter)
  const found = direct ? byItself(own, direct) : withoutOnlyOne(only, own, matter, facts, now)
  const outcome = decidedAgainAt(found.outcome, [backAt(only)])
  return { ...found, outcome, known, others: [only.verdict ?? eligible(only.standing, own.speaking), ...found.others] }
}

/** Gates 2 to 6 for the team that a conversation was resolved to. */
export const answer = (team: Team, matter: Matter, facts: Facts, now: Date): Answer => {
  const own = askTeam(team, matter, facts, now)
  const found = forOnlyOne(own, matter, facts, now) ?? forTeam(own, matter, facts, now)
  if (found.outcome.kind === 'assign') return found
  return { ...found, outcome: decidedAgainAt(found.outcome, [turnOf(matter, facts, now)]) }
}
