import type { Away, Teammate } from './facts'
import { presence } from './presence'
import { sayMoment } from './spoken'

export type Pile = 'safe' | 'at risk' | 'waiting on the customer'

/** What tells whether a conversation can wait for its owner. */
export interface Pending {
  /** Null: nobody waits, or unknown. */
  waitingSince: Date | null
  lastIncomingAt: Date | null
  lastOutgoingAt: Date | null
  dueAt: Date | null
}

/** When somebody works again after a stretch away; null: at no known moment. */
export const backAfter = ({ schedule, away }: Pick<Teammate, 'schedule' | 'away'>, stretch: Away): Date | null =>
  presence({ schedule, away: [...away, stretch] }, stretch.from, 0).until

/** Our last message is later than theirs; what is not known waits on us. */
const waitsOnCustomer = ({ waitingSince, lastIncomingAt, lastOutgoingAt }: Pending): boolean =>
  waitingSince === null && lastOutgoingAt !== null && (lastIncomingAt === null || lastOutgoingAt >= lastIncomingAt)

/** In which pile a conversation is for an owner who is away until `backAt`, and why, in a sentence in their zone. */
export const pileOf = (
  pending: Pending,
  backAt: Date | null,
  zone: string,
  now: Date,
): { pile: Pile; sentence: string } => {
  const { dueAt } = pending
  const back = backAt ? sayMoment(backAt, now, zone) : null
  if (waitsOnCustomer(pending)) return { pile: 'waiting on the customer', sentence: 'We wrote last.' }
  if (!dueAt) return { pile: 'safe', sentence: 'Nothing is due.' }
  const due = sayMoment(dueAt, now, zone)
  if (dueAt <= now) return { pile: 'at risk', sentence: `It was due ${due}.` }
  if (backAt && dueAt >= backAt) return { pile: 'safe', sentence: `Due ${due}; back ${back}.` }
  return { pile: 'at risk', sentence: back ? `Due ${due}, before ${back}.` : `Due ${due}.` }
}
