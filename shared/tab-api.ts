import * as z from 'zod/mini'
import { attentionApi } from './attention-api'
import { Decision, NextStep } from './decision'
import type { Answered } from './endpoint'
import { GuardCode } from './guard-api'
import { Finding } from './health-api'
import { ConversationId } from './ids'
import { Instant } from './instant'
import { leftOutApi, Waiting } from './left-out-api'
import { Unsettled } from './owner-api'
import { Person, TrailEntry } from './panel-api'
import { pauseApi, Routing } from './pause-api'
import { rulesApi } from './rules-api'
import { SignedIn, sessionsApi } from './sessions-api'
import { SaidTimer } from './timer'
import { ImportProgress, Orphan, Silence, Sweeps, truthApi } from './truth-api'

export * from './attention-api'
export type { Finding } from './health-api'
export * from './left-out-api'
export type { Unsettled } from './owner-api'
export * from './pause-api'
export * from './rules-api'
export * from './sessions-api'
export * from './truth-api'

/** Why a conversation has its owner, or has none: one handoff or one waiting conversation. */
export const Explanation = z.object({
  conversation: z.object({ id: ConversationId, subject: z.nullable(z.string()), url: z.string() }),
  /** How the conversation stands now, whatever is explained. */
  standing: z.object({
    /** Null: nobody. */
    owner: z.nullable(Person),
    /** Why that is so. */
    sentence: z.string(),
    /** What happens next by itself, soonest first. */
    next: z.array(NextStep),
    /** Baton gives it no owner, until a person says that it needs one. */
    isLeftAlone: z.boolean(),
  }),
  /** The handoff that is explained; null: the conversation as it stands now. */
  entry: z.nullable(TrailEntry),
  note: z.nullable(
    z.object({ why: z.string(), whatsNeeded: z.string(), byWhen: z.nullable(Instant), context: z.string() }),
  ),
  /** Null when a person decided without Baton. */
  decision: z.nullable(Decision),
  decidedAt: z.nullable(Instant),
  /** What led to the handoff that is explained, when it came due by itself; null: people or their mail did. */
  timer: z.nullable(SaidTimer),
  trail: z.array(TrailEntry),
  /** In which sentences tell times; null: there are no rules. */
  timeZone: z.nullable(z.string()),
  /** Guards that who did it went past, and why. */
  acknowledged: z.array(z.object({ code: GuardCode, reason: z.string() })),
})
export type Explanation = z.infer<typeof Explanation>

export const AdminNow = z.object({
  missive: z.object({
    isConnected: z.boolean(),
    /** A sentence: "Connected to Harbor & Pine as Router Bot", or what is wrong and what to do. */
    sentence: z.string(),
    /** Null for a kind that never came. */
    lastDeliveries: z.array(z.object({ type: z.string(), at: z.nullable(Instant), count: z.number() })),
    callsLeft: z.object({ perMinute: z.number(), per15Minutes: z.number() }),
    pausedUntil: z.nullable(Instant),
    /** Since when it has not accepted the token; null: it does. */
    lockedOutSince: z.nullable(Instant),
  }),
  /** Null: what is open is known. */
  import: z.nullable(ImportProgress),
  sweeps: Sweeps,
  /** Longest first. */
  silence: z.array(Silence),
  routing: Routing,
  rules: z.object({
    version: z.nullable(z.number()),
    source: z.string(),
    mode: z.enum(['shadow', 'route']),
    warnings: z.array(z.string()),
    /** Of a later text that is not in force because of them. */
    problems: z.number(),
  }),
  waiting: z.array(Waiting),
  /** Longest first. */
  twoOwners: z.array(Unsettled),
  /** The latest active first. */
  orphans: z.array(Orphan),
  teammates: z.array(
    z.object({
      person: Person,
      openLoad: z.number(),
      capacity: z.number(),
      presence: z.string(),
      teams: z.array(z.string()),
    }),
  ),
  /** What this Missive was found to do, and what Baton makes of it. */
  capabilities: z.array(Finding),
  /** The latest seen first. */
  signedIn: z.array(SignedIn),
  /** How much people have to look at. */
  needsAttention: z.number(),
})
export type AdminNow = z.infer<typeof AdminNow>

/** What only pages in a browser tab call, and what they are answered. */
export const tabApi = {
  why: { method: 'GET', path: '/api/why/:id', right: 'member', reply: Explanation },
  adminNow: { method: 'GET', path: '/api/admin/now', right: 'admin', reply: AdminNow },
  ...attentionApi,
  ...leftOutApi,
  ...pauseApi,
  ...rulesApi,
  ...sessionsApi,
  ...truthApi,
} as const satisfies Record<string, Answered>
