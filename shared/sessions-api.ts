import * as z from 'zod/mini'
import type { Answered } from './endpoint'
import { Instant } from './instant'
import { Person } from './panel-api'

/** Somebody who is signed in, in so many panels and browser tabs. */
export const SignedIn = z.object({ person: Person, places: z.number(), seenAt: Instant })
export type SignedIn = z.infer<typeof SignedIn>

export const sessionsApi = {
  /** All of one person, or of everybody, who asks included; they sign in anew by a code. */
  endSessions: {
    method: 'POST',
    path: '/api/admin/sessions/end',
    right: 'admin',
    reply: z.object({ ended: z.number() }),
  },
} as const satisfies Record<string, Answered>
