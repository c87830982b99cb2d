import * as z from 'zod/mini'
import type { Answered } from './endpoint'

/** What people say of a conversation that the rules said otherwise; its owner stays. */
export const matterApi = {
  /** It needs an owner, whatever the rules leave alone. `sentence`: what came of it. */
  wantOwner: {
    method: 'POST',
    path: '/api/conversations/:id/want-owner',
    right: 'member',
    reply: z.object({ sentence: z.string() }),
  },
  /** Topic, urgency and language stick until a person changes them; null gives one back to the rules. */
  setMatter: { method: 'POST', path: '/api/conversations/:id/matter', right: 'member', reply: z.object({}) },
} as const satisfies Record<string, Answered>
