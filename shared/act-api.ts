import * as z from 'zod/mini'
import type { Answered } from './endpoint'
import { Guard } from './guard-api'

export { NoOwnerReason } from './no-owner-reason'

import { HandedOff, Person } from './panel-api'

export const EscalationReason = z.enum(['angry', 'authority', 'too technical', 'time', 'legal or press'])
export type EscalationReason = z.infer<typeof EscalationReason>

/** Whom an escalation would go to now. */
export const EscalationPreview = z.object({
  /** Null: nobody who may decide is there; it shows as *needs attention* then. */
  to: z.nullable(Person),
  /** "Sofia is the first of the escalation chain (head) who is there." */
  sentence: z.string(),
  /** What stands against handing it over to them. */
  guards: z.array(Guard),
})
export type EscalationPreview = z.infer<typeof EscalationPreview>

/** A post as it will stand in Missive; only the link's id is not known yet. */
export const NotePreview = z.object({
  markdown: z.string(),
  length: z.number(),
  /** How many characters must go before it can be sent; 0: it fits. */
  over: z.number(),
})
export type NotePreview = z.infer<typeof NotePreview>

const of = '/api/conversations/:id'

/** What people do with one conversation beside handing it over and taking it. */
export const actApi = {
  escalation: { method: 'GET', path: `${of}/escalation`, right: 'member', reply: EscalationPreview },
  /** `to` null: nobody was there, and it needs attention. */
  escalate: {
    method: 'POST',
    path: `${of}/escalate`,
    right: 'member',
    reply: z.object({ ...HandedOff.shape, to: z.nullable(Person) }),
  },
  queue: { method: 'POST', path: `${of}/queue`, right: 'member', reply: HandedOff },
  noOwner: { method: 'POST', path: `${of}/no-owner`, right: 'member', reply: HandedOff },
  /** *Ask first* and *Ask back*: a question in the conversation; its owner stays. */
  ask: { method: 'POST', path: `${of}/ask`, right: 'member', reply: HandedOff },
  /** Only while `giveBack` of the view names somebody. */
  giveBack: { method: 'POST', path: `${of}/give-back`, right: 'member', reply: HandedOff },
  previewNote: { method: 'POST', path: `${of}/preview`, right: 'member', reply: NotePreview },
} as const satisfies Record<string, Answered>
