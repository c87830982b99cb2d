import * as z from 'zod/mini'
import { Access } from './access'
import type { Answered } from './endpoint'
import { ConversationId, HandoffId, TeammateId } from './ids'
import { Instant } from './instant'
import { NextStep } from './next-step'
import { Urgency } from './urgency'

/** The header in which every answer names the build that gave it; a page of another build offers to reload. */
export const BUILD_HEADER = 'x-baton-build'

export const Person = z.object({ id: TeammateId, name: z.string(), avatarUrl: z.nullable(z.string()) })
export type Person = z.infer<typeof Person>

export const Me = z.object({
  teammate: Person,
  access: Access,
  /** Labels of the routing teams that this person belongs to. */
  teams: z.array(z.string()),
})
export type Me = z.infer<typeof Me>

/** `queued`, `handed` … as the trail and `/metrics` name them; `adopted` is an owner set in Missive, `noted` their note; `asked`: a question, the owner stays; `unowned`: who had it, or the conversation, is gone; `tried_again` and `dismissed`: what needed attention. */
export const TrailKind = z.enum([
  'routed',
  'handed',
  'taken',
  'queued',
  'escalated',
  'given_back',
  'corrected',
  'undone',
  'adopted',
  'released',
  'unowned',
  'dropped',
  'noted',
  'tried_again',
  'dismissed',
  'asked',
  'no_owner_needed',
])
export type TrailKind = z.infer<typeof TrailKind>

/**
 * What became of the call owed to Missive: `waiting` for its turn, `sending`, `sent` (Missive took it), `confirmed` (the
 * conversation shows it), `refused` (given up, with the reason), `dropped` (a person was first).
 */
export const Delivery = z.object({
  state: z.enum(['waiting', 'sending', 'sent', 'confirmed', 'refused', 'dropped']),
  /** A sentence for people when it waits, was refused or dropped. */
  reason: z.nullable(z.string()),
  /** When its turn comes, while the budget makes it wait. */
  turnAt: z.nullable(Instant),
})
export type Delivery = z.infer<typeof Delivery>

export const TrailEntry = z.object({
  id: HandoffId,
  kind: TrailKind,
  at: Instant,
  /** Null: nobody owned it before, or nobody afterwards. Where the owner stays and somebody was asked, `to` is who was asked. */
  from: z.nullable(Person),
  to: z.nullable(Person),
  /** Null: Baton itself, or unknown for what was set in Missive. */
  by: z.nullable(Person),
  /** The *why*, in a sentence. */
  why: z.string(),
  /** Null: nothing was owed to Missive. */
  delivery: z.nullable(Delivery),
})
export type TrailEntry = z.infer<typeof TrailEntry>

const standing = {
  teammateId: TeammateId,
  name: z.string(),
  sentence: z.string(),
  openLoad: z.number(),
  capacity: z.number(),
}

const Standing = z.object(standing)
/** What the panel shows of a teammate's verdict: less than the whole, so that the panel stays small. */
export type Standing = z.infer<typeof Standing>

const Choice = z.object({ ...standing, why: z.string() })
/** A teammate whom a person may choose; `why` drafts the note. */
export type Choice = z.infer<typeof Choice>

const Choices = z.object({
  team: z.nullable(z.object({ label: z.string() })),
  suggested: z.array(Choice),
  leftOut: z.array(Standing),
})
/** Whom a person may choose, best first, and who was left out; the owner is in neither list. */
export type Choices = z.infer<typeof Choices>

/** What the panel shows for one conversation. */
export const ConversationView = z.object({
  id: ConversationId,
  subject: z.nullable(z.string()),
  state: z.enum(['open', 'closed', 'trashed', 'junk', 'private']),
  /** Missive's team of it. */
  team: z.nullable(z.string()),
  /** More than one is shown, not settled yet. Empty: no owner. */
  owners: z.array(Person),
  /** When the customer began to wait for us; null: we wait on them, or unknown. */
  waitingSince: z.nullable(Instant),
  urgency: Urgency,
  topic: z.nullable(z.object({ name: z.string(), evidence: z.string() })),
  /** ISO 639-1; null: unknown. */
  language: z.nullable(z.string()),
  dueAt: z.nullable(Instant),
  /** Why the owner owns it, or why there is none. */
  why: z.string(),
  /** What happens next by itself, soonest first. */
  next: z.array(NextStep),
  /** The handoff, or for a conversation that waits the conversation, that `/why/:id` explains. */
  whyId: z.string(),
  suggestions: Choices,
  /** What the note starts with; its *Why* is that of the teammate suggested. */
  draft: z.object({ whatsNeeded: z.string(), byWhen: z.nullable(Instant), context: z.string() }),
  trail: z.array(TrailEntry),
  /** The latest handoff of this conversation that the reader may still take back, and until when. */
  undo: z.nullable(z.object({ handoffId: HandoffId, until: Instant })),
  /** Rules version in force; null before the first rules. */
  rulesVersion: z.nullable(z.number()),
  /** `shadow`: Baton only watches this team. */
  mode: z.enum(['shadow', 'route']),
})
export type ConversationView = z.infer<typeof ConversationView>

export const HandedOff = z.object({ handoffId: HandoffId })

const done = z.object({})

/** What the panel calls and what it is answered; what it sends stands in `api.ts`. */
export const panelApi = {
  /** Answers alike whether the person is known or not. */
  askForCode: { method: 'POST', path: '/api/sign-in/code', right: 'open', reply: done },
  /** `tab`: the session becomes a cookie and `token` is null; `panel`: the token travels as a bearer. */
  signIn: {
    method: 'POST',
    path: '/api/sign-in',
    right: 'open',
    reply: z.object({ token: z.nullable(z.string()), me: Me }),
  },
  signOut: { method: 'POST', path: '/api/sign-out', right: 'member', reply: done },
  me: { method: 'GET', path: '/api/me', right: 'member', reply: Me },
  conversation: { method: 'GET', path: '/api/conversations/:id', right: 'member', reply: ConversationView },
  handOff: { method: 'POST', path: '/api/conversations/:id/hand-off', right: 'member', reply: HandedOff },
  /** A note is required when it is taken from someone. */
  take: { method: 'POST', path: '/api/conversations/:id/take', right: 'member', reply: HandedOff },
  undo: { method: 'POST', path: '/api/handoffs/:id/undo', right: 'member', reply: HandedOff },
} as const satisfies Record<string, Answered>

/** The codes of `{"error":{"code","message"}}`; every message is a sentence that a person can act on. */
export const ErrorCode = z.enum([
  'not_found',
  'signed_out',
  'not_allowed',
  'bad_request',
  'not_ready',
  'guarded',
  'no_authority',
  'teammate_unknown',
  'closed',
  'changed_meanwhile',
  'too_late',
  'wrong_code',
  'too_many_codes',
  'sign_in_unavailable',
  'cross_origin',
  'unavailable',
  'internal',
])
export type ErrorCode = z.infer<typeof ErrorCode>

export const ErrorReply = z.object({
  error: z.object({
    code: ErrorCode,
    message: z.string(),
    missing: z.optional(z.array(z.enum(['why', 'whatsNeeded']))),
  }),
})
export type ErrorReply = z.infer<typeof ErrorReply>
