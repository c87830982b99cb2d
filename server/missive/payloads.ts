import * as z from 'zod'
import { ConversationId, MissiveTeamId, TeammateId } from '../../shared/ids'
import type { Address } from '../../shared/message'

/*
 * What Missive sends, read loosely: unknown fields pass, and every field that a guest's row or an older payload leaves out
 * is optional (Missive REST API, *Conversations*; *Webhooks*, payload).
 */

const flag = z.boolean().nullish().transform(Boolean)

const ConversationUser = z.object({
  id: z.string().pipe(TeammateId),
  name: z.string().nullish(),
  email: z.string().nullish(),
  unassigned: flag,
  closed: flag,
  archived: flag,
  trashed: flag,
  junked: flag,
  assigned: flag,
  snoozed: flag,
})

const Label = z.object({ id: z.string(), name: z.string().nullish(), name_with_parent_names: z.string().nullish() })

export const ConversationPayload = z.object({
  id: z.string().pipe(ConversationId),
  subject: z.string().nullish(),
  latest_message_subject: z.string().nullish(),
  organization: z.object({ id: z.string() }).nullish(),
  team: z.object({ id: z.string().pipe(MissiveTeamId), name: z.string().nullish() }).nullish(),
  users: z.array(ConversationUser).nullish(),
  assignees: z.array(z.object({ id: z.string().pipe(TeammateId) })).nullish(),
  shared_labels: z.array(Label).nullish(),
  external_authors: z.array(z.object({ name: z.string().nullish(), address: z.string().nullish() })).nullish(),
  web_url: z.string().nullish(),
  messages_count: z.number().nullish(),
  last_activity_at: z.number().nullish(),
  created_at: z.number().nullish(),
})
export type ConversationPayload = z.infer<typeof ConversationPayload>

/** An e-mail address, a phone number or a user name, whichever the channel has. */
const AddressField = z
  .object({
    name: z.string().nullish(),
    address: z.string().nullish(),
    phone_number: z.string().nullish(),
    username: z.string().nullish(),
    id: z.string().nullish(),
  })
  .transform(
    (field): Address => ({
      name: field.name || null,
      address: field.address ?? field.phone_number ?? field.username ?? field.id ?? '',
    }),
  )

/** A canned reply; `user` or `organization` says whose it is (Missive REST API, *Responses*). */
export const ResponseRow = z.object({
  id: z.string(),
  title: z.string().nullish(),
  subject: z.string().nullish(),
  body: z.string().nullish(),
  user: z.unknown().optional(),
})

export const MessagePayload = z.object({
  id: z.string(),
  subject: z.string().nullish(),
  preview: z.string().nullish(),
  type: z.string().nullish(),
  /** Unix seconds. */
  delivered_at: z.number().nullish(),
  created_at: z.number().nullish(),
  from_field: AddressField.nullish(),
  to_fields: z.array(AddressField).nullish(),
  reply_to_fields: z.array(AddressField).nullish(),
  author: z.object({ id: z.string().pipe(TeammateId).nullish() }).nullish(),
})
export type MessagePayload = z.infer<typeof MessagePayload>

export const WebhookPayload = z.object({
  rule: z.object({ id: z.string().nullish(), type: z.string() }),
  conversation: ConversationPayload,
  message: MessagePayload.nullish(),
  latest_message: MessagePayload.nullish(),
  comment: z
    .object({ id: z.string(), author: z.object({ id: z.string().pipe(TeammateId).nullish() }).nullish() })
    .nullish(),
})
export type WebhookPayload = z.infer<typeof WebhookPayload>

export const OrganizationRow = z.object({ id: z.string(), name: z.string() })
export type OrganizationRow = z.infer<typeof OrganizationRow>

export const UserRow = z.object({
  id: z.string().pipe(TeammateId),
  me: z.boolean().nullish().transform(Boolean),
  email: z.string(),
  name: z.string().nullish(),
  avatar_url: z.string().nullish(),
})
export type UserRow = z.infer<typeof UserRow>

export const TeamRow = z.object({
  id: z.string().pipe(MissiveTeamId),
  name: z.string(),
  organization: z.string().nullish(),
  active_members: z.array(z.string().pipe(TeammateId)).nullish(),
  observers: z.array(z.string().pipe(TeammateId)).nullish(),
})
export type TeamRow = z.infer<typeof TeamRow>

/** The keys of a post that hold its text are not settled by any source, so the whole row is kept. */
export const PostRow = z.looseObject({ id: z.string(), created_at: z.number().nullish() })
export type PostRow = z.infer<typeof PostRow>

/** A 2xx answer may be empty; both ids are then unknown. */
export const PostReply = z
  .object({
    posts: z.object({ id: z.string().nullish(), conversation: z.string().pipe(ConversationId).nullish() }).nullish(),
  })
  .nullish()
