import * as z from 'zod/mini'
import { Absence, CoveredRow } from './away-api'
import type { Answered } from './endpoint'
import { ConversationId } from './ids'
import { Instant } from './instant'
import { NextStep } from './next-step'
import { Person } from './panel-api'
import { Urgency } from './urgency'

/** One conversation in a list of somebody's work. */
export const WorkRow = z.object({
  conversationId: ConversationId,
  subject: z.nullable(z.string()),
  team: z.nullable(z.string()),
  urgency: Urgency,
  topic: z.nullable(z.string()),
  /** When the first response is due; null: nobody waits for one, or unknown. */
  dueAt: z.nullable(Instant),
  /** When the customer began to wait for us; null: we wait on them, or unknown. */
  waitingSince: z.nullable(Instant),
  isSnoozed: z.boolean(),
  /** Its owner got it in Missive without a note, and is asked for one. */
  noteWanted: z.boolean(),
  lastActivityAt: Instant,
})
export type WorkRow = z.infer<typeof WorkRow>

/** A conversation of a team that nobody owns. */
export const UnassignedRow = z.object({
  ...WorkRow.shape,
  /** Why it has no owner. */
  sentence: z.string(),
  needsAttention: z.boolean(),
  /** What happens next by itself, soonest first. */
  next: z.array(NextStep),
})
export type UnassignedRow = z.infer<typeof UnassignedRow>

/** Somebody's load, and when they are there. */
export const Colleague = z.object({
  person: Person,
  openLoad: z.number(),
  conversations: z.number(),
  capacity: z.number(),
  isThere: z.boolean(),
  /** "here until 17:00 in Lagos", "off hours, back Mon 09:00 in Lagos". */
  presence: z.string(),
})
export type Colleague = z.infer<typeof Colleague>

/** What somebody owns: those waiting on us first, by urgency and time left. */
const conversations = z.array(WorkRow)

const Hours = z.object({
  /** IANA name. */
  timeZone: z.string(),
  /** "Mon–Fri 09:00–17:00"; empty: never there. */
  week: z.string(),
  capacity: z.number(),
})

export const MyWork = z.object({
  me: z.object({ ...Colleague.shape, hours: z.nullable(Hours) }),
  conversations,
  unassigned: z.array(UnassignedRow),
  teams: z.array(z.object({ name: z.string(), label: z.string(), members: z.array(Colleague) })),
  /** Now and planned, soonest first. */
  absences: z.array(Absence),
  /** What others took over while the reader was away, to be given back. */
  covered: z.array(CoveredRow),
})
export type MyWork = z.infer<typeof MyWork>

export const WorkOf = z.object({
  ...Colleague.shape,
  conversations,
  /** Now and planned, soonest first. */
  absences: z.array(Absence),
})
export type WorkOf = z.infer<typeof WorkOf>

export const workApi = {
  myWork: { method: 'GET', path: '/api/my-work', right: 'member', reply: MyWork },
  /** Those that the reader may see. */
  workOf: { method: 'GET', path: '/api/teammates/:teammateId/work', right: 'member', reply: WorkOf },
} as const satisfies Record<string, Answered>
