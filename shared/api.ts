import * as z from 'zod/mini'
import { Decision, NextStep, Suggestions, Urgency } from './decision'
import { ConversationId, HandoffId, TeammateId } from './ids'
import { Instant } from './instant'
import { Note } from './note'

/** The header in which every answer names the build that gave it; a page of another build offers to reload. */
export const BUILD_HEADER = 'x-baton-build'

export const Access = z.enum(['member', 'manager', 'admin'])
export type Access = z.infer<typeof Access>

/** Who may call an endpoint: `open` needs no session, the rest at least that access. Which conversations is asked besides. */
export type Right = 'open' | Access

export const Person = z.object({ id: TeammateId, name: z.string(), avatarUrl: z.nullable(z.string()) })
export type Person = z.infer<typeof Person>

/** Whom a code is asked for: the panel knows Missive's id, a browser tab asks for an e-mail address. */
export const Claim = z.union([
  z.strictObject({ teammateId: TeammateId }),
  z.strictObject({ email: z.string().check(z.trim(), z.minLength(3), z.maxLength(320)) }),
])
export type Claim = z.infer<typeof Claim>

export const Me = z.object({
  teammate: Person,
  access: Access,
  /** Labels of the routing teams that this person belongs to. */
  teams: z.array(z.string()),
})
export type Me = z.infer<typeof Me>

/** `queued`, `handed` … as the trail and `/metrics` name them; `adopted` is an owner set in Missive. */
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
  'dropped',
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
  /** Null: nobody owned it before, or nobody afterwards. */
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
  dueAt: z.nullable(Instant),
  /** Why the owner owns it, or why there is none. */
  why: z.string(),
  /** What happens next by itself, soonest first. */
  next: z.array(NextStep),
  /** The handoff, or for a conversation that waits the conversation, that `/why/:id` explains. */
  whyId: z.string(),
  suggestions: Suggestions,
  /** What the note starts with: *Why* from the reasons (for the teammate named), *What's needed* from the topic. */
  draft: z.object({ whyFor: z.record(z.string(), z.string()), whatsNeeded: z.string(), byWhen: z.nullable(Instant), context: z.string() }),
  trail: z.array(TrailEntry),
  /** The latest handoff of this conversation that the reader may still take back, and until when. */
  undo: z.nullable(z.object({ handoffId: HandoffId, until: Instant })),
  /** Rules version in force; null before the first rules. */
  rulesVersion: z.nullable(z.number()),
  /** `shadow`: Baton only watches this team. */
  mode: z.enum(['shadow', 'route']),
})
export type ConversationView = z.infer<typeof ConversationView>

/** Warnings that the sender has seen and goes past, by code. */
const acknowledged = z.array(z.string().check(z.maxLength(100))).check(z.maxLength(20))

/** Which fields are still as Baton drafted them. */
const drafted = z.array(z.enum(['why', 'whatsNeeded', 'byWhen', 'context']))

export const HandedOff = z.object({ handoffId: HandoffId })

/** Why a conversation has its owner, or has none: one handoff or one waiting conversation. */
export const Explanation = z.object({
  conversation: z.object({ id: ConversationId, subject: z.nullable(z.string()), url: z.string() }),
  /** The handoff that is explained; null: the conversation as it stands now. */
  entry: z.nullable(TrailEntry),
  note: z.nullable(z.object({ why: z.string(), whatsNeeded: z.string(), byWhen: z.nullable(Instant), context: z.string() })),
  /** Null when a person decided without Baton. */
  decision: z.nullable(Decision),
  decidedAt: z.nullable(Instant),
  trail: z.array(TrailEntry),
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
  }),
  rules: z.object({
    version: z.nullable(z.number()),
    source: z.string(),
    mode: z.enum(['shadow', 'route']),
    text: z.string(),
    warnings: z.array(z.string()),
  }),
  waiting: z.array(
    z.object({
      conversationId: ConversationId,
      subject: z.nullable(z.string()),
      team: z.nullable(z.string()),
      since: Instant,
      sentence: z.string(),
      needsAttention: z.boolean(),
      next: z.array(NextStep),
    }),
  ),
  teammates: z.array(
    z.object({ person: Person, openLoad: z.number(), capacity: z.number(), presence: z.string(), teams: z.array(z.string()) }),
  ),
  refused: z.array(z.object({ id: z.string(), at: Instant, conversationId: z.nullable(ConversationId), subject: z.nullable(z.string()), reason: z.string() })),
  notUnderstood: z.array(z.object({ id: z.string(), at: Instant, type: z.nullable(z.string()), reason: z.string() })),
})
export type AdminNow = z.infer<typeof AdminNow>

const nothing = z.strictObject({})
const conversation = z.strictObject({ id: ConversationId })
const handoff = z.strictObject({ id: z.string().check(z.minLength(1), z.maxLength(100)) })
const done = z.object({})

export interface Endpoint {
  method: 'GET' | 'POST'
  path: string
  right: Right
  params: z.ZodMiniType
  body: z.ZodMiniType
  reply: z.ZodMiniType
}

/** Every call between our pages and the server: both sides parse with the same shapes. */
export const api = {
  /** Answers alike whether the person is known or not. */
  askForCode: { method: 'POST', path: '/api/sign-in/code', right: 'open', params: nothing, body: z.strictObject({ claim: Claim }), reply: done },
  /** `tab`: the session becomes a cookie and `token` is null; `panel`: the token travels as a bearer. */
  signIn: {
    method: 'POST',
    path: '/api/sign-in',
    right: 'open',
    params: nothing,
    body: z.strictObject({ claim: Claim, code: z.string().check(z.trim(), z.regex(/^\d{6}$/)), for: z.enum(['panel', 'tab']) }),
    reply: z.object({ token: z.nullable(z.string()), me: Me }),
  },
  signOut: { method: 'POST', path: '/api/sign-out', right: 'member', params: nothing, body: nothing, reply: done },
  me: { method: 'GET', path: '/api/me', right: 'member', params: nothing, body: nothing, reply: Me },
  conversation: { method: 'GET', path: '/api/conversations/:id', right: 'member', params: conversation, body: nothing, reply: ConversationView },
  handOff: {
    method: 'POST',
    path: '/api/conversations/:id/hand-off',
    right: 'member',
    params: conversation,
    body: z.strictObject({ to: TeammateId, note: Note, drafted, acknowledged, reopen: z.boolean() }),
    reply: HandedOff,
  },
  /** A note is required when it is taken from someone. */
  take: {
    method: 'POST',
    path: '/api/conversations/:id/take',
    right: 'member',
    params: conversation,
    body: z.strictObject({ note: z.nullable(Note), drafted, acknowledged, reopen: z.boolean() }),
    reply: HandedOff,
  },
  undo: { method: 'POST', path: '/api/handoffs/:id/undo', right: 'member', params: handoff, body: nothing, reply: HandedOff },
  why: { method: 'GET', path: '/api/why/:id', right: 'member', params: handoff, body: nothing, reply: Explanation },
  adminNow: { method: 'GET', path: '/api/admin/now', right: 'admin', params: nothing, body: nothing, reply: AdminNow },
} as const satisfies Record<string, Endpoint>

export type Api = typeof api

/** The codes of `{"error":{"code","message"}}`; every message is a sentence that a person can act on. */
export const ErrorCode = z.enum([
  'not_found',
  'signed_out',
  'not_allowed',
  'bad_request',
  'not_ready',
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
  error: z.object({ code: ErrorCode, message: z.string(), missing: z.optional(z.array(z.enum(['why', 'whatsNeeded']))) }),
})
export type ErrorReply = z.infer<typeof ErrorReply>
