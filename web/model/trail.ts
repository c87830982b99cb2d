import type { Delivery, TrailEntry } from '../../shared/panel-api'
import { sayMoment, type Tone } from './moments'

/** What happened, in a line: "Handed to Imani Okafor by Lukas Brandt". */
export const sayEntry = ({ kind, from, to, by }: TrailEntry): string => {
  const name = to?.name ?? 'nobody'
  const doer = ` by ${by?.name ?? 'Baton'}`
  const lines: Record<TrailEntry['kind'], string> = {
    routed: `Routed to ${name}`,
    handed: `Handed to ${name}${doer}`,
    taken: `Taken by ${name}${from ? ` from ${from.name}` : ''}`,
    queued: `Back in the queue${doer}`,
    escalated: `Escalated to ${name}${doer}`,
    given_back: `Given back to ${name}${doer}`,
    corrected: `Owner is ${name}`,
    undone: to ? `Given back to ${name}${doer}` : `Back in the queue${doer}`,
    adopted: `Assigned to ${name} in Missive`,
    released: 'Owner removed in Missive',
    unowned: 'No owner any more',
    tried_again: `Tried again${doer}`,
    dismissed: `Dismissed${doer}`,
    noted: `Note from ${name}`,
    dropped: from ? `Not handed to ${from.name}` : 'Not put back in the queue',
  }
  return lines[kind]
}

/** What became of the call owed to Missive, in a line. */
export const sayDelivery = ({ state, reason, turnAt }: Delivery, now: Date): { tone: Tone; text: string } => {
  const turn = turnAt && turnAt > now ? `, about ${sayMoment(turnAt, now)}` : ''
  const lines: Record<Delivery['state'], [Tone, string]> = {
    waiting: ['plain', reason ?? `Waiting for its turn to be sent${turn}`],
    sending: ['plain', 'Sending to Missive…'],
    sent: ['plain', 'Sent to Missive'],
    confirmed: ['ok', 'Confirmed by Missive'],
    refused: ['late', `Missive refused it: ${reason ?? 'no reason given'}`],
    dropped: ['soon', reason ?? 'Not sent: a person was first'],
  }
  const [tone, text] = lines[state]
  return { tone, text }
}
