import type { Delivery, TrailEntry } from '../../shared/api'
import type { Tone } from './moments'
import { sayMoment } from './moments'

const by = ({ by }: TrailEntry) => (by ? ` by ${by.name}` : ' by Baton')
const to = ({ to }: TrailEntry) => to?.name ?? 'nobody'

/** What happened, in a line: "Handed to Imani Okafor by Lukas Brandt". */
export const sayEntry = (entry: TrailEntry): string => {
  switch (entry.kind) {
    case 'routed':
      return `Routed to ${to(entry)}`
    case 'handed':
      return `Handed to ${to(entry)}${by(entry)}`
    case 'taken':
      return `Taken by ${to(entry)}${entry.from ? ` from ${entry.from.name}` : ''}`
    case 'queued':
      return `Back in the queue${by(entry)}`
    case 'escalated':
      return `Escalated to ${to(entry)}${by(entry)}`
    case 'given_back':
      return `Given back to ${to(entry)}${by(entry)}`
    case 'corrected':
      return `Owner is ${to(entry)}`
    case 'undone':
      return `Undone${by(entry)}`
    case 'adopted':
      return `Assigned to ${to(entry)} in Missive`
    case 'released':
      return 'Owner removed in Missive'
    case 'dropped':
      return `Not handed to ${to(entry)}: a person was first`
  }
}

export interface DeliveryLine {
  tone: Tone
  text: string
}

/** What became of the call owed to Missive, in a line. */
export const sayDelivery = ({ state, reason, turnAt }: Delivery, now: Date): DeliveryLine => {
  switch (state) {
    case 'waiting': {
      const turn = turnAt && turnAt > now ? `, until about ${sayMoment(turnAt, now)}` : ''
      return { tone: 'plain', text: reason ?? `Waiting for its turn to be sent${turn}` }
    }
    case 'sending':
      return { tone: 'plain', text: 'Sending to Missive…' }
    case 'sent':
      return { tone: 'plain', text: 'Sent to Missive' }
    case 'confirmed':
      return { tone: 'ok', text: 'Confirmed by Missive' }
    case 'refused':
      return { tone: 'late', text: `Missive refused it: ${reason ?? 'no reason given'}` }
    case 'dropped':
      return { tone: 'soon', text: reason ?? 'Not sent: a person was first' }
  }
}
