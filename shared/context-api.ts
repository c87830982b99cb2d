import * as z from 'zod/mini'
import type { Answered } from './endpoint'
import { ConversationId } from './ids'
import { Instant } from './instant'
import { Person } from './panel-api'

/** Another conversation of the same customer. */
export const PastRow = z.object({
  conversationId: ConversationId,
  subject: z.nullable(z.string()),
  state: z.enum(['open', 'closed', 'trashed', 'junk']),
  /** Who has it, or had it last; null: nobody, or unknown. */
  owner: z.nullable(Person),
  lastActivityAt: Instant,
})
export type PastRow = z.infer<typeof PastRow>

export const Context = z.object({
  customer: z.nullable(z.object({ name: z.nullable(z.string()), address: z.string() })),
  /** The latest active first. */
  past: z.array(PastRow),
})
export type Context = z.infer<typeof Context>

/** One of Missive's responses. */
export const Template = z.object({
  id: z.string(),
  title: z.string(),
  subject: z.nullable(z.string()),
  /** HTML, with the customer's name filled in where the response asks for it. */
  body: z.string(),
  /** The topic names it. */
  fits: z.boolean(),
})
export type Template = z.infer<typeof Template>

export const contextApi = {
  context: { method: 'GET', path: '/api/conversations/:id/context', right: 'member', reply: Context },
  /** Those that fit first. `sentence`: why they may be old or missing; null: they are as Missive has them. */
  templates: {
    method: 'GET',
    path: '/api/conversations/:id/templates',
    right: 'member',
    reply: z.object({ templates: z.array(Template), sentence: z.nullable(z.string()) }),
  },
} as const satisfies Record<string, Answered>
