import * as z from 'zod/mini'
import { TeammateId } from './ids'
import { Instant } from './instant'
import { NextStep } from './next-step'
import { Urgency } from './urgency'

export { NextStep, Urgency }

/** How a team shares its work (rules document, `assign`). */
export const Method = z.enum(['least_busy', 'round_robin', 'random', 'all_at_once', 'claim'])
export type Method = z.infer<typeof Method>

/** What a teammate may decide, least first; each level may what those before it may. */
export const Authority = z.enum(['agent', 'lead', 'head', 'leadership'])
export type Authority = z.infer<typeof Authority>

/** The gates in the order in which every conversation passes them. */
export const Gate = z.enum([
  'needs an owner',
  'team and urgency',
  'who is there',
  'skills and authority',
  'known teammate',
  'fair load',
  'nobody free',
])
export type Gate = z.infer<typeof Gate>

/** What one gate found, in words people read. */
export const GateResult = z.object({ gate: Gate, sentence: z.string() })
export type GateResult = z.infer<typeof GateResult>

export const VerdictCode = z.enum([
  'eligible',
  'off hours',
  'holiday',
  'away',
  'shift ends soon',
  'no authority',
  'gave it away',
  'no skill',
  'no language',
  'above slack',
  'at capacity',
  'flood limit',
])
export type VerdictCode = z.infer<typeof VerdictCode>

/** One teammate's standing for one conversation. */
export const Verdict = z.object({
  teammateId: TeammateId,
  /** The name at the time of the decision, since people leave. */
  name: z.string(),
  code: VerdictCode,
  /** Reads on after the name: "at capacity: 12 of 12", "off hours, back Mon 09:00 in Lagos", "4 of 15, here until 17:00". */
  sentence: z.string(),
  openLoad: z.number(),
  /** How many conversations that load is; the two differ where a topic has a weight. */
  conversations: z.number(),
  capacity: z.number(),
  /** When this verdict changes by itself: the end of the shift for who is there, the return of who is absent. Null: no known moment. */
  until: z.nullable(Instant),
})
export type Verdict = z.infer<typeof Verdict>

/** Which words of the rules were found where; as the rules write them, a label by its full path. */
export const Evidence = z.object({
  where: z.enum([
    'subject',
    'preview',
    'label',
    'from',
    'reply-to',
    'to',
    'domain',
    'team',
    'channel',
    'language',
    'phone',
    'account',
    'messages',
    'reopened',
    'received',
    'a person',
  ]),
  text: z.string(),
})
export type Evidence = z.infer<typeof Evidence>

export const MatchedTopic = z.object({
  name: z.string(),
  evidence: z.array(Evidence),
  /** Drafts *What's needed*; null when the rules say nothing. */
  needs: z.nullable(z.string()),
  /** Titles of fitting Missive responses. */
  templates: z.array(z.string()),
})
export type MatchedTopic = z.infer<typeof MatchedTopic>

export const LeaveReason = z.enum([
  'has an owner',
  'closed',
  'trashed',
  'junk',
  'private',
  'team not routed',
  'no owner needed',
  'from before',
])
export type LeaveReason = z.infer<typeof LeaveReason>

/** Which part of the rules chose the owner. */
export const ChosenBy = z.enum(['the method', 'known teammate', 'the topic', 'escalation chain'])
export type ChosenBy = z.infer<typeof ChosenBy>

/** Why nobody has it yet; the numbers count time waited by it. */
export const WaitCause = z.enum(['nobody there', 'everyone full', 'only one person', 'people claim', 'everyone asked'])
export type WaitCause = z.infer<typeof WaitCause>

const unanswered = {
  cause: WaitCause,
  sentence: z.string(),
  /** The next moment at which the answer can change by itself; null when only other people's work can change it. */
  decideAgainAt: z.nullable(Instant),
  next: z.array(NextStep),
}

/** A plain union, since one that looks at `kind` first would weigh on the panel's first view. */
export const Outcome = z.union([
  z.object({ kind: z.literal('assign'), to: TeammateId, chosenBy: ChosenBy, method: Method, sentence: z.string() }),
  /** `all_at_once`: everyone is asked, and the first who replies or takes it owns it; until then it waits. */
  z.object({ kind: z.literal('assign all'), to: z.array(TeammateId), ...unanswered }),
  z.object({ kind: z.literal('wait'), ...unanswered }),
  z.object({ kind: z.literal('needs attention'), ...unanswered }),
  z.object({ kind: z.literal('leave'), reason: LeaveReason, sentence: z.string() }),
])
export type Outcome = z.infer<typeof Outcome>

/** What was decided for a conversation and why: panel, trail and tests all read this one value. */
export const Decision = z.object({
  /** Version of the rules document it was made with. */
  rulesVersion: z.number(),
  gates: z.array(GateResult),
  topic: z.nullable(MatchedTopic),
  urgency: Urgency,
  /** How much it counts as load. */
  weight: z.number(),
  /** Who lacks it is never chosen. */
  authority: Authority,
  /** ISO 639-1; null: unknown. */
  language: z.nullable(z.string()),
  /** When the first response is due; null when nobody waits for one. */
  dueAt: z.nullable(Instant),
  /** When that nears (`clock.remind_at`). */
  nearsAt: z.nullable(Instant),
  /** The routing team it was resolved to; null when it was left alone before that. */
  team: z.nullable(z.object({ name: z.string(), label: z.string() })),
  /** The team that took over from `team`, one hop. */
  backup: z.nullable(z.object({ name: z.string(), label: z.string() })),
  /** Everyone of the team, then of the backup if it was asked, then known teammates of other teams. */
  verdicts: z.array(Verdict),
  /** What the team's channel is told; null: nothing. */
  notice: z.nullable(z.string()),
  outcome: Outcome,
})
export type Decision = z.infer<typeof Decision>

/** A teammate whom a person may choose; `why` drafts the note. */
export const Suggested = z.object({ ...Verdict.shape, why: z.string() })
export type Suggested = z.infer<typeof Suggested>

/** Whom a person may choose, best first, and who was left out; the owner is in neither list. */
export const Candidates = z.object({
  team: z.nullable(z.object({ name: z.string(), label: z.string() })),
  suggested: z.array(Suggested),
  leftOut: z.array(Verdict),
})
export type Candidates = z.infer<typeof Candidates>

/** What is offered to a person: the same gates, without asking whether an owner is needed. */
export interface Suggestions extends Candidates {
  topic: MatchedTopic | null
  urgency: Urgency
  weight: number
  authority: Authority
  dueAt: Date | null
}
