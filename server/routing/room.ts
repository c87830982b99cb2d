import type { Urgency, Verdict } from '../../shared/decision'
import { type Speaking, type Standing, sayLoad, sayTheirMoment, verdict } from './availability'
import type { Candidate } from './choose'
import type { Facts } from './facts'
import { MINUTE_MS } from './wall-clock'

const FLOOD_MS = 10 * MINUTE_MS

/** There must be room for the whole weight, unless they own nothing; a capacity of 0 never has any. */
export const hasRoom = ({ teammate, load }: Candidate, weight: number, urgency: Urgency): boolean =>
  urgency === 'urgent' || load.openLoad + weight <= teammate.capacity || (load.openLoad === 0 && teammate.capacity > 0)

export const atCapacity = (standing: Standing, weight: number): Verdict => {
  const counts = standing.load.openLoad < standing.teammate.capacity ? `, and this counts ${weight}` : ''
  return verdict(standing, 'at capacity', `at capacity: ${sayLoad(standing)}${counts}`)
}

/** When somebody may next get a conversation that had to wait; null: now. */
export const floodEndsAt = ({ load }: Candidate, { rules }: Facts, now: Date): Date | null => {
  const recent = load.drainedAt.filter((at) => +now - +at < FLOOD_MS).sort((a, b) => +b - +a)
  const oldest = recent[rules.floodLimit - 1]
  return oldest ? new Date(+oldest + FLOOD_MS) : null
}

/** Why somebody has no room for it now; null for who has. */
export const lackOfRoom = (
  standing: Standing,
  facts: Facts,
  { weight, urgency }: { weight: number; urgency: Urgency },
  speaking: Speaking,
): Verdict | null => {
  if (!hasRoom(standing, weight, urgency)) return atCapacity(standing, weight)
  if (!facts.conversation.hadToWait || urgency === 'urgent') return null
  const until = floodEndsAt(standing, facts, speaking.now)
  if (!until) return null
  const next = sayTheirMoment(until, standing, speaking)
  return verdict(
    standing,
    'flood limit',
    `had ${facts.rules.floodLimit} of the backlog in ten minutes, next at ${next}`,
    until,
  )
}

/** There, but without room for it. */
export const isFull = ({ code }: Verdict): boolean => code === 'at capacity' || code === 'flood limit'
