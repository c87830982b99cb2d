import * as z from 'zod/mini'
import type { Answered } from './endpoint'
import { ConversationId } from './ids'
import { Instant } from './instant'
import { Person } from './panel-api'
import { SeveralDone, SeveralRow } from './several-api'
import { Urgency } from './urgency'

/** A stretch when somebody does not work. */
export const Absence = z.object({
  /** Null: it stands in the rules, and is changed there. */
  id: z.nullable(z.string()),
  person: Person,
  from: Instant,
  /** Not included; null: until they say that they are back. */
  to: z.nullable(Instant),
  /** Empty: none was given. */
  reason: z.string(),
  /** Who said so; null: the rules. */
  by: z.nullable(Person),
  /** At its start what is at risk then is handed over. */
  handsOver: z.boolean(),
})
export type Absence = z.infer<typeof Absence>

/** One conversation of somebody who goes away. */
export const PileRow = z.object({
  conversationId: ConversationId,
  subject: z.nullable(z.string()),
  urgency: Urgency,
  dueAt: z.nullable(Instant),
  /** Why it is in this pile: "Due Tue 10:00, before you are back." */
  sentence: z.string(),
})
export type PileRow = z.infer<typeof PileRow>

export const AwayPreview = z.object({
  person: Person,
  /** When they next work after it; null: at no known moment. */
  backAt: z.nullable(Instant),
  safe: z.array(PileRow),
  /** Each with whom it would go to, and the note. */
  atRisk: z.array(z.object({ ...PileRow.shape, ...SeveralRow.shape })),
  waitingOnCustomer: z.array(PileRow),
})
export type AwayPreview = z.infer<typeof AwayPreview>

/** A conversation that moved because its owner was away. */
export const CoveredRow = z.object({
  conversationId: ConversationId,
  subject: z.nullable(z.string()),
  /** Who has it now; null: nobody. */
  owner: z.nullable(Person),
  movedAt: Instant,
})
export type CoveredRow = z.infer<typeof CoveredRow>

export const awayApi = {
  /** What going away would mean now; nothing changes. */
  previewAway: { method: 'POST', path: '/api/away/preview', right: 'member', reply: AwayPreview },
  /** Somebody else's: managers. `rows`: what became of those that were handed over at once. */
  goAway: {
    method: 'POST',
    path: '/api/away',
    right: 'member',
    reply: z.object({ absence: Absence, ...SeveralDone.shape }),
  },
  /** Ends it now, or takes back what was planned. */
  comeBack: {
    method: 'POST',
    path: '/api/away/:absenceId/end',
    right: 'member',
    reply: z.object({ covered: z.array(CoveredRow) }),
  },
  /** Gives what was taken over meanwhile back to the reader. */
  takeBack: { method: 'POST', path: '/api/away/take-back', right: 'member', reply: SeveralDone },
} as const satisfies Record<string, Answered>
