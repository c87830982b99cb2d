import * as z from 'zod/mini'
import type { Answered } from './endpoint'
import { Urgency } from './urgency'

/** What a person can say of a conversation, and has said; null: it is as the mail and the rules tell. */
export const Matter = z.object({
  /** Of the rules, in their order. */
  topics: z.array(z.string()),
  said: z.object({
    topic: z.nullable(z.string()),
    urgency: z.nullable(Urgency),
    /** ISO 639-1. */
    language: z.nullable(z.string()),
  }),
})
export type Matter = z.infer<typeof Matter>

/** What people say of a conversation that the rules said otherwise; its owner stays. */
export const matterApi = {
  /** It needs an owner, whatever the rules leave alone. `sentence`: what came of it. */
  wantOwner: {
    method: 'POST',
    path: '/api/conversations/:id/want-owner',
    right: 'member',
    reply: z.object({ sentence: z.string() }),
  },
  matter: { method: 'GET', path: '/api/conversations/:id/matter', right: 'member', reply: Matter },
  /** Topic, urgency and language stick until a person changes them; null gives one back to the rules. */
  setMatter: { method: 'POST', path: '/api/conversations/:id/matter', right: 'member', reply: z.object({}) },
} as const satisfies Record<string, Answered>
