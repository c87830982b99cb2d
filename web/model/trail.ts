import type { Delivery, TrailEntry } from '../../shared/panel-api'
import { tMore } from '../text/more'
import { sayMoment, type Tone } from './moments'

/** What happened, in a line: "Handed to Imani Okafor by Lukas Brandt". */
export const sayEntry = ({ kind, ...entry }: TrailEntry): string => {
  const words = tMore().trail
  const to = entry.to?.name ?? words.nobody
  const by = entry.by?.name ?? 'Baton'
  const from = entry.from?.name
  const lines: Record<TrailEntry['kind'], () => string> = {
    routed: () => words.routed(to),
    handed: () => words.handed(to, by),
    taken: () => (from ? words.takenFrom(to, from) : words.taken(to)),
    queued: () => words.queued(by),
    escalated: () => words.escalated(to, by),
    given_back: () => words.givenBack(to, by),
    corrected: () => words.corrected(to),
    undone: () => (entry.to ? words.givenBack(to, by) : words.queued(by)),
    adopted: () => words.adopted(to),
    released: () => words.released,
    unowned: () => words.unowned,
    noted: () => words.noted(to),
    tried_again: () => words.triedAgain(by),
    dismissed: () => words.dismissed(by),
    asked: () => words.asked(to, by),
    no_owner_needed: () => words.noOwnerNeeded(by),
    dropped: () => (from ? words.notHanded(from) : words.notQueued),
  }
  return lines[kind]()
}

/** What became of the call owed to Missive, in a line. */
export const sayDelivery = ({ state, reason, turnAt }: Delivery, now: Date): { tone: Tone; text: string } => {
  const words = tMore().delivery
  const turn = turnAt && turnAt > now ? words.waitingUntil(sayMoment(turnAt, now)) : words.waiting
  const lines: Record<Delivery['state'], [Tone, string]> = {
    waiting: ['plain', reason ?? turn],
    sending: ['plain', words.sending],
    sent: ['plain', words.sent],
    confirmed: ['ok', words.confirmed],
    refused: ['late', words.refused(reason ?? words.noReason)],
    dropped: ['soon', reason ?? words.dropped],
  }
  const [tone, text] = lines[state]
  return { tone, text }
}
