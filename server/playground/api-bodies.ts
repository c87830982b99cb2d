import { z } from 'zod'
import { Refusal } from './refusal'

/** What an API write may say about where a conversation goes and to whom; the same in posts and in PATCH. */
const routing = {
  organization: z.string().optional(),
  team: z.string().optional(),
  force_team: z.boolean().optional(),
  add_users: z.array(z.string()).optional(),
  add_assignees: z.array(z.string()).optional(),
  remove_assignees: z.array(z.string()).optional(),
  add_shared_labels: z.array(z.string()).optional(),
  remove_shared_labels: z.array(z.string()).optional(),
  add_to_inbox: z.boolean().optional(),
  add_to_team_inbox: z.boolean().optional(),
  close: z.boolean().optional(),
  reopen: z.boolean().optional(),
}
export const Routing = z.object(routing)
export type Routing = z.infer<typeof Routing>

const LONGEST_TEXT = 8000
const truncated = z.string().transform((text) => text.slice(0, LONGEST_TEXT))

export const PostBody = z.strictObject({
  posts: z.strictObject({
    ...routing,
    conversation: z.string().optional(),
    references: z.array(z.string()).optional(),
    conversation_subject: z.string().optional(),
    conversation_color: z.string().optional(),
    conversation_icon: z.string().optional(),
    username: z.string().optional(),
    username_icon: z.string().optional(),
    notification: z.strictObject({ title: z.string(), body: z.string() }),
    text: truncated.optional(),
    markdown: truncated.optional(),
    attachments: z.array(z.unknown()).optional(),
  }),
})
export type NewPost = z.infer<typeof PostBody>['posts']

export const ConversationsBody = z.strictObject({
  conversations: z.array(
    z.strictObject({
      ...routing,
      id: z.string(),
      subject: z.string().optional(),
      color: z.string().optional(),
      conversation_color: z.string().optional(),
    }),
  ),
})
export type ConversationUpdate = z.infer<typeof ConversationsBody>['conversations'][number]

export const MergeBody = z.strictObject({ target: z.string(), subject: z.string().optional() })

/** @throws Refusal 400 in Missive's words: unpermitted parameters, or a failed validation. */
export const parseBody = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (issue?.code === 'unrecognized_keys') throw new Refusal(400, `Unpermitted parameters: ${issue.keys.join(', ')}`)
  throw new Refusal(400, `Validation failed: ${issue?.path.join('.') || 'body'} is missing or of the wrong type`)
}
