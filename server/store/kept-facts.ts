import * as z from 'zod'
import { NoOwnerReason } from '../../shared/act-api'
import { Urgency } from '../../shared/decision'
import { ConversationId, MissiveTeamId, TeammateId } from '../../shared/ids'
import { Instant } from '../../shared/instant'
import type { NewDecision } from './decisions'

const Address = z.object({ name: z.string().nullable(), address: z.string() })

const Conversation = z.object({
  id: ConversationId,
  subject: z.string().nullable(),
  preview: z.string().nullable(),
  from: Address.nullable(),
  replyTo: z.array(Address),
  to: z.array(Address),
  labels: z.array(z.object({ id: z.string(), path: z.string() })),
  channel: z.string().nullable(),
  language: z.string().nullable(),
  messages: z.number(),
  wasReopened: z.boolean(),
  receivedAt: z.nullable(Instant),
  missiveTeamId: z.nullable(MissiveTeamId),
  ownerId: z.nullable(TeammateId),
  isClosed: z.boolean(),
  isTrashed: z.boolean(),
  isJunk: z.boolean(),
  isPrivate: z.boolean(),
  waitingSince: z.nullable(Instant),
  stoodStill: z.array(z.object({ from: z.number(), to: z.number().nullable() })),
  topicSetByPerson: z.string().nullable(),
  urgencySetByPerson: z.nullable(Urgency),
  urgencyBefore: z.nullable(Urgency),
  isWanted: z.boolean(),
  noOwnerReason: z.nullable(NoOwnerReason),
  hadToWait: z.boolean(),
  isWithEveryone: z.boolean(),
})

const Load = z.object({
  openLoad: z.number(),
  conversations: z.number(),
  lastGivenWorkAt: z.nullable(Instant),
  drainedAt: z.array(Instant),
})

const Relations = z.object({
  owners: z.array(TeammateId),
  startedBy: z.nullable(TeammateId),
  ownersOfOthers: z.array(z.object({ teammateId: TeammateId, lastActivityAt: Instant })),
  handledLast: z.nullable(z.object({ teammateId: TeammateId, at: Instant })),
  gaveAway: z.array(z.object({ teammateId: TeammateId, at: Instant })),
})

/** What a decision looked at, as it was kept: its moments are ISO text there. */
export const KeptFacts: z.ZodType<NewDecision['facts']> = z.object({
  conversation: Conversation,
  loads: z.record(TeammateId, Load),
  relations: Relations,
  turns: z.record(z.string(), z.array(TeammateId)),
})
