import type { ConversationId, MissiveTeamId, TeammateId } from '../../shared/ids'
import type { IncomingMessage } from '../../shared/message'
import { type ConversationPayload, type MessagePayload, WebhookPayload } from './payloads'

/** A conversation as Missive showed it at one moment; null: the payload did not say. */
export interface Snapshot {
  id: ConversationId
  subject: string | null
  webUrl: string | null
  missiveTeamId: MissiveTeamId | null
  isPrivate: boolean
  labels: { id: string; path: string }[] | null
  assignees: TeammateId[] | null
  customerAddress: string | null
  /** Each holds when it holds in the rows of all members with access. */
  flags: { isClosed: boolean; isTrashed: boolean; isJunk: boolean; isSnoozed: boolean } | null
  /** Null outside lists. */
  messages: number | null
  lastActivityAt: Date | null
}

/** A message, and who wrote it. */
export type Written =
  | { kind: 'incoming'; message: IncomingMessage | null; at: Date | null; channel: string | null }
  | { kind: 'outgoing'; messageId: string | null; at: Date | null; authorId: TeammateId | null }

/** What happened, as far as the payload tells. */
export type Happening =
  | Written
  /** `authorId` null: unknown. */
  | { kind: 'comment'; authorId: TeammateId | null }
  /** Missive was asked; `written`: for its messages too, and these are the latest, oldest first; null: it did not tell whose. */
  | { kind: 'read'; written?: readonly Written[] | null }
  | { kind: 'closed' | 'reopened' | 'assignees' | 'team' | 'label' | 'other' }

export interface WebhookEvent {
  type: string
  happening: Happening
  snapshot: Snapshot
  /** Baton's own user is among those who can open it; null: the payload did not say. */
  isInSight: boolean | null
  /** It tells of one message or comment, so that an equal body can only be the same again. */
  happensOnce: boolean
}

/** What it takes to read a payload: whose rows say nothing about the team. */
export interface Readers {
  /** The router's own seat. */
  routerId: TeammateId
  /** False for guests, who are not of the organization. */
  isTeammate: (id: TeammateId) => boolean
}

/** Throws `ZodError` when it is no webhook of Missive's. */
export const readWebhook = (body: unknown, readers: Readers): WebhookEvent => {
  const payload = WebhookPayload.parse(body)
  const message = payload.message ?? payload.latest_message ?? null
  return {
    type: payload.rule.type,
    happening: readHappening(payload, message),
    snapshot: readSnapshot(payload.conversation, readers),
    isInSight: payload.conversation.users?.some(({ id }) => id === readers.routerId) ?? null,
    happensOnce: payload.rule.type === 'new_comment' ? payload.comment != null : isMessage(payload.rule.type, message),
  }
}

/** Posts made by an API run the rules for incoming messages too, but nobody wrote (Missive REST API, *Posts*). */
const isMessage = (type: string, message: MessagePayload | null): boolean =>
  /^(incoming|outgoing)_/.test(type) && type !== 'incoming_post' && message !== null

const KINDS = {
  conversation_closed: 'closed',
  conversation_reopened: 'reopened',
  conversation_assignee_change: 'assignees',
  team_change: 'team',
  label_change: 'label',
} as const

const readHappening = ({ rule: { type }, comment }: WebhookPayload, message: MessagePayload | null): Happening => {
  if (type === 'new_comment') return { kind: 'comment', authorId: comment?.author?.id ?? null }
  // Posts made by an API run the rules for incoming messages too, but no customer wrote (Missive REST API, *Posts*).
  if (type.startsWith('incoming_') && type !== 'incoming_post') return incoming(message)
  if (type.startsWith('outgoing_')) return outgoing(message)
  return { kind: KINDS[type as keyof typeof KINDS] ?? 'other' }
}

const incoming = (message: MessagePayload | null): Written => ({
  kind: 'incoming',
  message: message && incomingMessage(message),
  at: messageTime(message),
  channel: message?.type ?? null,
})

const outgoing = (message: MessagePayload | null): Written => ({
  kind: 'outgoing',
  messageId: message?.id ?? null,
  at: messageTime(message),
  authorId: message?.author?.id ?? null,
})

/** Whose it is, its author tells, or that it comes from the customer; null: neither does. */
const writtenBy = (message: MessagePayload, ofCustomer: readonly string[]): Written | null => {
  if (message.author?.id) return outgoing(message)
  const from = message.from_field?.address.toLowerCase()
  return from && ofCustomer.includes(from) ? incoming(message) : null
}

/** Oldest first; null: whose the newest is, nothing tells (Missive REST API, *Conversation content*). */
export const readMessages = (
  messages: readonly MessagePayload[],
  ofCustomer: readonly string[],
): readonly Written[] | null => {
  const sorted = messages.toSorted((a, b) => +(messageTime(a) ?? 0) - +(messageTime(b) ?? 0))
  const written = sorted.map((message) => writtenBy(message, ofCustomer))
  return written.at(-1) ? written.filter((each) => each !== null) : null
}

const messageTime = (message: MessagePayload | null): Date | null => {
  const seconds = message?.delivered_at ?? message?.created_at
  return seconds ? new Date(seconds * 1000) : null
}

export const incomingMessage = (message: MessagePayload): IncomingMessage => ({
  id: message.id,
  subject: message.subject ?? null,
  preview: message.preview ?? null,
  from: message.from_field ?? null,
  replyTo: message.reply_to_fields ?? [],
  to: message.to_fields ?? [],
})

/** Nothing but an id: Baton's own user is a guest there at most (Missive REST API, *Conversations*). */
export const isGuestRow = ({ users, assignees, organization }: ConversationPayload): boolean =>
  users == null && assignees == null && organization === undefined

export const readSnapshot = (payload: ConversationPayload, readers: Readers): Snapshot => ({
  id: payload.id,
  subject: payload.latest_message_subject || payload.subject || null,
  webUrl: payload.web_url ?? null,
  missiveTeamId: payload.team?.id ?? null,
  isPrivate: payload.organization === null,
  labels:
    payload.shared_labels?.map((label) => ({
      id: label.id,
      path: label.name_with_parent_names ?? label.name ?? label.id,
    })) ?? null,
  assignees: payload.assignees?.map((assignee) => assignee.id) ?? null,
  customerAddress: payload.external_authors?.[0]?.address?.toLowerCase() ?? null,
  flags: readFlags(payload, readers),
  messages: payload.messages_count ?? null,
  lastActivityAt: payload.last_activity_at ? new Date(payload.last_activity_at * 1000) : null,
})

const readFlags = (payload: ConversationPayload, readers: Readers): Snapshot['flags'] => {
  const rows = payload.users?.filter((user) => user.id !== readers.routerId && readers.isTeammate(user.id)) ?? []
  if (rows.length === 0) return null
  return {
    isClosed: rows.every((row) => row.closed),
    isTrashed: rows.every((row) => row.trashed),
    isJunk: rows.every((row) => row.junked),
    // A snooze is the owner's own; nobody else's row tells about it.
    isSnoozed: rows.some((row) => row.assigned && row.snoozed),
  }
}
