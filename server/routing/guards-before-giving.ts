import type { TeammateId } from '../../shared/ids'
import { absence, sayLoad, sayTheirMoment } from './availability'
import { gaveAwayAt } from './fitness'
import type { Concern } from './guards'
import type { TakingSituation } from './guards-before-taking'
import { hasRoom } from './room'
import { teammateById } from './roster'
import { MINUTE_MS } from './wall-clock'

export interface GivingSituation extends TakingSituation {
  /** Who gives it. */
  reader: TeammateId
}

type GivingGuard = (situation: GivingSituation) => Concern | null

/** An owner who replied so recently is at it. */
const REPLIED_MS = 10 * MINUTE_MS

const absent: GivingGuard = ({ standing, speaking }) => {
  const { presence, teammate } = standing
  const verdict = absence(standing, speaking)
  if (!verdict || presence.kind === 'shift ends soon') return null
  const back =
    presence.kind === 'away' && presence.until ? `, back ${sayTheirMoment(presence.until, standing, speaking)}` : ''
  return {
    code: 'absent',
    sentence: `${teammate.name} is ${verdict.sentence.replace(/^public/, 'on a public')}${back}.`,
    facts: `${presence.kind} ${presence.until?.toISOString()}`,
  }
}

const full: GivingGuard = ({ standing, matter }) =>
  hasRoom(standing, matter.weight, matter.urgency)
    ? null
    : { code: 'full', sentence: `${standing.teammate.name} is full: ${sayLoad(standing)}.`, facts: sayLoad(standing) }

const wouldBounce: GivingGuard = ({ facts, more, standing, speaking, now }) => {
  const { id, name } = standing.teammate
  const at = gaveAwayAt(facts, id, now)
  if (!at) return null
  const to = more.gaveAwayTo.get(id)
  const receiver = to && teammateById(facts.rules, to)?.name
  const gave = receiver ? `gave it to ${receiver}` : 'put it back in the queue'
  return {
    code: 'bounce',
    sentence: `It would bounce: ${name} ${gave} (${sayTheirMoment(at, standing, speaking)}).`,
    facts: at.toISOString(),
  }
}

const ownerReplied: GivingGuard = ({ facts, more, standing, reader, speaking, now }) => {
  const { ownerId } = facts.conversation
  const { ownerRepliedAt } = more
  if (!ownerId || ownerId === reader || !ownerRepliedAt || +now - +ownerRepliedAt >= REPLIED_MS) return null
  const name = teammateById(facts.rules, ownerId)?.name ?? 'Its owner'
  return {
    code: 'owner replied',
    sentence: `${name} owns it and replied at ${sayTheirMoment(ownerRepliedAt, standing, speaking)}.`,
    facts: ownerRepliedAt.toISOString(),
    better: { teammateId: ownerId, name, sentence: `${name} owns it.` },
  }
}

export const givingGuards: readonly GivingGuard[] = [absent, full, wouldBounce, ownerReplied]
