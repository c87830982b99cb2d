import * as z from 'zod/mini'
import type { Answered } from './endpoint'
import { TeammateId } from './ids'

/**
 * What warns before a bad manual assignment. Before taking: `expertise`, `full`, `better suited`, `shift ends`,
 * `older urgent`, `active owner`. Before giving: `absent`, `full`, `bounce`, `owner replied`.
 */
export const GuardCode = z.enum([
  'expertise',
  'full',
  'better suited',
  'shift ends',
  'older urgent',
  'active owner',
  'absent',
  'bounce',
  'owner replied',
])
export type GuardCode = z.infer<typeof GuardCode>

/** A warning: a fact, and who would be better. Going ahead takes a reason for each code. */
export const Guard = z.object({
  code: GuardCode,
  /** A whole sentence: "Imani is off hours, back Mon 09:00 in Lagos." */
  sentence: z.string(),
  /** Whom to choose, or to ask first, instead; null: nobody stands out. */
  better: z.nullable(z.object({ teammateId: TeammateId, name: z.string(), sentence: z.string() })),
  /** One tap, *quick: I answer now*, goes past it without a reason. */
  allowsQuick: z.boolean(),
})
export type Guard = z.infer<typeof Guard>

/** What stands against one teammate's having it. */
export const Against = z.object({
  teammateId: TeammateId,
  /** They may not: a sentence. No acknowledgement helps; escalating does. Null: they may. */
  refused: z.nullable(z.string()),
  /** Without those that the reader went past for the same facts. */
  guards: z.array(Guard),
})
export type Against = z.infer<typeof Against>

/** What a refusal with the code `guarded` carries besides: what is to be acknowledged. */
export const GuardedReply = z.object({ error: z.object({ guards: z.array(Guard) }) })

/** How often a guard made somebody choose otherwise, and how often somebody went past it. */
export const GuardCount = z.object({ code: GuardCode, followed: z.number(), overridden: z.number() })
export type GuardCount = z.infer<typeof GuardCount>

export const guardApi = {
  /** The reader saw guards and did otherwise: another teammate, *Ask first*, or nothing. Counted once for the same facts. */
  heed: { method: 'POST', path: '/api/conversations/:id/heed', right: 'member', reply: z.object({}) },
  /** By code, over all time that is kept. */
  guardCounts: {
    method: 'GET',
    path: '/api/guards',
    right: 'manager',
    reply: z.object({ guards: z.array(GuardCount) }),
  },
} as const satisfies Record<string, Answered>
