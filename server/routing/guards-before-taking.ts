import type { Suggested } from '../../shared/decision'
import type { Guard } from '../../shared/guard-api'
import type { TeammateId } from '../../shared/ids'
import { type Speaking, type Standing, sayLoad, sayTheirMoment } from './availability'
import type { Facts } from './facts'
import { knowsSkill, lackOfLanguage, lackOfSkill, speaks } from './fitness'
import type { Concern, GuardFacts } from './guards'
import type { knownBy } from './known'
import type { Matter } from './matter'
import { hasRoom } from './room'
import { teammateById } from './roster'
import { MINUTE_MS } from './wall-clock'
import { sayLanguage } from './why'

export interface TakingSituation {
  facts: Facts
  more: GuardFacts
  matter: Matter
  /** Best first. */
  suggested: readonly Suggested[]
  known: ReturnType<typeof knownBy>
  speaking: Speaking
  /** Whose standing the guards judge. */
  standing: Standing
  hasSkill: (id: TeammateId) => boolean
  bestBut: (without: TeammateId, isFor?: (id: TeammateId) => boolean) => Guard['better']
  now: Date
}

export type TakingGuard = (situation: TakingSituation) => Concern | null

const SHOWN = 3
/** Who did something so recently is at it. */
const ACTIVE_MS = 60 * MINUTE_MS

const outsideExpertise: TakingGuard = ({ standing, matter, bestBut, hasSkill }) => {
  const { teammate } = standing
  const lacks = [
    ...(lackOfSkill(standing, matter) ? [`${matter.skill}`] : []),
    ...(lackOfLanguage(standing, matter) ? [sayLanguage(matter.language ?? '')] : []),
  ]
  if (lacks.length === 0) return null
  return {
    code: 'expertise',
    sentence: `This is outside your expertise: it needs ${lacks.join(' and ')}.`,
    facts: `${knowsSkill(teammate, matter)} ${speaks(teammate, matter)} ${matter.skill} ${matter.language}`,
    better: bestBut(teammate.id, hasSkill),
  }
}

const youAreFull: TakingGuard = ({ standing, matter }) =>
  hasRoom(standing, matter.weight, matter.urgency)
    ? null
    : {
        code: 'full',
        sentence: `You are full: ${sayLoad(standing)}.`,
        facts: sayLoad(standing),
        allowsQuick: true,
      }

/** Those suggested are there and have room. */
const betterSuited: TakingGuard = ({ standing, suggested, known, matter, hasSkill }) => {
  const { id } = standing.teammate
  if (suggested.slice(0, SHOWN).some(({ teammateId }) => teammateId === id)) return null
  const strength = (each: TeammateId) => known.get(each)?.strength ?? Number.POSITIVE_INFINITY
  const isBetter = (each: TeammateId) =>
    (matter.skill !== null && !hasSkill(id) && hasSkill(each)) || strength(each) < strength(id)
  const better = suggested.find(({ teammateId }) => teammateId !== id && isBetter(teammateId))
  if (!better) return null
  const because = known.get(better.teammateId)?.because ?? `knows ${matter.skill}`
  return {
    code: 'better suited',
    sentence: `${better.name} is better suited: ${because}, and is there (${better.sentence}).`,
    facts: `${better.teammateId} ${because}`,
    better: { teammateId: better.teammateId, name: better.name, sentence: better.why },
  }
}

const shiftEnds: TakingGuard = ({ standing, speaking }) => {
  const { presence } = standing
  if (presence.kind !== 'shift ends soon') return null
  const back = presence.until ? `, and you are back ${sayTheirMoment(presence.until, standing, speaking)}` : ''
  return {
    code: 'shift ends',
    sentence: `Your shift ends at ${sayTheirMoment(presence.endsAt, standing, speaking)}${back}.`,
    facts: presence.endsAt.toISOString(),
  }
}

const olderUrgent: TakingGuard = ({ facts, more, now }) => {
  const since = facts.conversation.waitingSince ?? now
  const older = more.ownWaiting
    .filter(({ id, isUrgent, waitingSince }) => isUrgent && waitingSince < since && id !== facts.conversation.id)
    .sort((a, b) => +a.waitingSince - +b.waitingSince)
  const [oldest] = older
  if (!oldest) return null
  const others = older.length > 1 ? ` and ${older.length - 1} more` : ''
  return {
    code: 'older urgent',
    sentence: `You have urgent work that waits longer: “${oldest.subject ?? 'no subject'}”${others}.`,
    facts: older.map(({ id }) => id).join(' '),
  }
}

const activeOwner: TakingGuard = ({ facts, more, standing, speaking, now }) => {
  const { ownerId } = facts.conversation
  const { ownerActiveAt } = more
  if (!ownerId || ownerId === standing.teammate.id || !ownerActiveAt || +now - +ownerActiveAt >= ACTIVE_MS) return null
  const name = teammateById(facts.rules, ownerId)?.name ?? 'Somebody else'
  const sentence = `${name} owns it and was active here at ${sayTheirMoment(ownerActiveAt, standing, speaking)}.`
  const better = { teammateId: ownerId, name, sentence: `${name} owns it.` }
  return { code: 'active owner', sentence, facts: `${ownerId} ${ownerActiveAt.toISOString()}`, better }
}

export const takingGuards: readonly TakingGuard[] = [
  outsideExpertise,
  youAreFull,
  betterSuited,
  shiftEnds,
  olderUrgent,
  activeOwner,
]
