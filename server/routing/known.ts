import type { GateResult, Verdict } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import { addressedIn } from './addressed'
import type { Asked } from './ask-team'
import { absence, eligible, type Standing, sayLoad, standingOf, verdict } from './availability'
import type { Facts } from './facts'
import { bounce, lackOfAuthority } from './fitness'
import type { Matter } from './matter'
import { lackOfRoom } from './room'
import { callName, membersOf, teammateById } from './roster'
import { DAY_MS } from './wall-clock'
import { sentenceOf } from './why'

/** Another open conversation of the same sender that was active since is perhaps the same matter. */
const SAME_MATTER_MS = 3 * DAY_MS

/** Somebody who knows the conversation or its customer. */
interface Known {
  teammateId: TeammateId
  /** Reads on after the name: "looks after acme.example". */
  because: string
}

type Signal = (facts: Facts, matter: Matter, now: Date) => Known[]

const same = (ids: readonly (TeammateId | null | undefined)[], because: string): Known[] =>
  ids.flatMap((teammateId) => (teammateId ? [{ teammateId, because }] : []))

/** The strongest first. */
const signals: readonly Signal[] = [
  (_, { account }) => same([account?.owner], `looks after ${account?.name}`),
  ({ relations }) => same(relations.owners, 'owned it before'),
  ({ relations }) => same([relations.startedBy], 'started the thread'),
  ({ relations }, _, now) =>
    same(
      relations.ownersOfOthers.flatMap((other) =>
        +now - +other.lastActivityAt <= SAME_MATTER_MS ? other.teammateId : [],
      ),
      'has another open conversation of this customer',
    ),
  ({ relations, rules }, _, now) => {
    const last = relations.handledLast
    const isRecent = last && +now - +last.at <= rules.relationships.previousOwnerWithinMs
    return same([isRecent ? last.teammateId : null], 'handled this customer last')
  },
  (facts) => addressedIn(facts).map(({ id, how }) => ({ teammateId: id, because: how })),
]

/** Everyone who knows it, by their strongest signal, and how strong that is: 0 is the strongest. */
export const knownBy = (
  facts: Facts,
  matter: Matter,
  now: Date,
): ReadonlyMap<TeammateId, Known & { strength: number }> => {
  const byId = new Map<TeammateId, Known & { strength: number }>()
  for (const [strength, signal] of signals.entries())
    for (const known of signal(facts, matter, now))
      if (!byId.has(known.teammateId)) byId.set(known.teammateId, { ...known, strength })
  return byId
}

/** A known teammate with what keeps the conversation from them; null: nothing does. */
export interface KnownStanding {
  standing: Standing
  because: string
  verdict: Verdict | null
}

const aboveSlack = (standing: Standing, { candidates }: Asked, facts: Facts, matter: Matter): Verdict | null => {
  if (matter.urgency === 'urgent' || candidates.length === 0) return null
  const { slack } = facts.rules.relationships
  const smallest = Math.min(...candidates.map(({ load }) => load.openLoad))
  return standing.load.openLoad > smallest + slack
    ? verdict(standing, 'above slack', `${sayLoad(standing)}, more than ${slack} above the least busy`)
    : null
}

/** Only who is in a team that Baton assigns for, or in the one that is asked. */
const isWithin = ({ rules }: Facts, { team }: Asked, id: TeammateId): boolean =>
  team.members.includes(id) || rules.teams.some(({ mode, members }) => mode === 'route' && members.includes(id))

/** Those who know it and could have it from any routed team, the strongest signal first. */
export const knownStandings = (facts: Facts, matter: Matter, asked: Asked, now: Date): KnownStanding[] =>
  [...knownBy(facts, matter, now).values()].flatMap(({ teammateId, because }) => {
    const teammate = teammateById(facts.rules, teammateId)
    if (!teammate || !isWithin(facts, asked, teammateId)) return []
    const isMember = asked.team.members.includes(teammateId)
    const standing = standingOf(teammate, facts, now, isMember ? asked.team.skipAway : true)
    const against =
      absence(standing, asked.speaking) ??
      lackOfAuthority(standing, matter) ??
      bounce(standing, facts, asked.speaking) ??
      lackOfRoom(standing, facts, matter, asked.speaking) ??
      aboveSlack(standing, asked, facts, matter)
    return [{ standing, because, verdict: against }]
  })

const namesIn = ({ rules }: Facts, { standing }: KnownStanding, { team, members }: Asked): string => {
  const all = membersOf(rules, team)
  return callName(standing.teammate, all.length > 0 ? all : members)
}

/** "Imani looks after acme.example". */
export const sayKnown = (known: KnownStanding, asked: Asked, facts: Facts): string =>
  `${namesIn(facts, known, asked)} ${known.because}`

/** Gate 4 in words: who knows it, and what keeps it from them. */
export const knownGate = (known: readonly KnownStanding[], asked: Asked, facts: Facts): GateResult => {
  const said = known.map((each) => {
    const stands = each.verdict ?? eligible(each.standing, asked.speaking)
    return `${sayKnown(each, asked, facts)} – ${stands.sentence}`
  })
  return {
    gate: 'known teammate',
    sentence: said.length > 0 ? sentenceOf(...said) : 'Nobody here knows this conversation or its customer.',
  }
}

export const verdictsOfKnown = (known: readonly KnownStanding[], { speaking }: Asked): Verdict[] =>
  known.map(({ standing, verdict: against }) => against ?? eligible(standing, speaking))
