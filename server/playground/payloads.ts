import {
  assigneesOf,
  type Comment,
  type Contact,
  type Conversation,
  latestMessageOf,
  type Message,
  type Post,
  type Standing,
} from './conversation'
import { fullLabelName, type Label, type Organization, type Person, type Team } from './organization'

/** The JSON that Missive shows, in its own words: the same objects in webhooks and in answers (Missive REST API). */

const APP = 'mail.missiveapp.com/#inbox/conversations/'
const PREVIEW_LENGTH = 140

const distinct = <T>(values: T[]): T[] => [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]

export const userPayload = (person: Person) => ({
  id: person.id,
  me: person.isRouter ?? false,
  email: person.email,
  name: person.name,
  avatar_url: null,
})

export const teamPayload = (team: Team, organization: Organization) => ({
  id: team.id,
  name: team.name,
  organization: organization.id,
  active_members: team.members,
  observers: team.observers,
})

export const labelPayload = (label: Label, organization: Organization) => ({
  id: label.id,
  name: label.name,
  name_with_parent_names: fullLabelName(label, organization.labels),
  organization: organization.id,
  color: label.color,
  parent: label.parentId,
  share_with_organization: false,
  share_with_users: [],
  share_with_team: null,
  visibility: 'organization',
})

const seatPayload = (person: Person, standing: Standing) => ({
  id: person.id,
  name: person.name,
  email: person.email,
  unassigned: standing.unassigned,
  closed: standing.closed,
  archived: standing.archived,
  trashed: standing.trashed,
  junked: standing.junked,
  assigned: standing.assigned,
  flagged: standing.flagged,
  snoozed: standing.snoozed,
})

const addressField = ({ name, address }: Contact) => ({ name, address })

const authorField = (channel: Message['channel'], { name, address }: Contact) =>
  channel === 'email' ? { name, address } : { name: name ?? address, phone_number: address }

const authorsOf = (messages: Message[]) => distinct(messages.map(({ channel, from }) => authorField(channel, from)))

/** As in webhooks; answers of the API add `last_activity_at`. */
export const conversationPayload = (conversation: Conversation, organization: Organization) => {
  const { people, teams, labels } = organization
  const team = teams.find(({ id }) => id === conversation.teamId)
  const assigneeIds = assigneesOf(conversation)
  const users = [...conversation.standings].flatMap(([personId, standing]) => {
    const person = people.find(({ id }) => id === personId)
    return person ? [seatPayload(person, standing)] : []
  })
  const assignees = users.filter(({ id }) => assigneeIds.includes(id))
  const sharedLabels = labels.filter(({ id }) => conversation.labelIds.includes(id))
  return {
    id: conversation.id,
    created_at: conversation.createdAt,
    subject: conversation.subject,
    latest_message_subject: latestMessageOf(conversation)?.subject ?? null,
    organization: conversation.isPrivate ? null : { id: organization.id, name: organization.name },
    color: conversation.color,
    authors: authorsOf(conversation.messages),
    external_authors: authorsOf(conversation.messages.filter(({ isIncoming }) => isIncoming)),
    messages_count: conversation.messages.length,
    drafts_count: 0,
    send_later_messages_count: 0,
    attachments_count: 0,
    tasks_count: 0,
    completed_tasks_count: 0,
    users,
    assignees,
    assignee_names: assignees.map(({ name }) => name).join(', '),
    assignee_emails: assignees.map(({ email }) => email).join(', '),
    shared_label_names: sharedLabels.map(({ name }) => name).join(', '),
    web_url: `https://${APP}${conversation.id}`,
    app_url: `missive://${APP}${conversation.id}`,
    team: team ? { id: team.id, name: team.name, organization: organization.id } : null,
    shared_labels: sharedLabels.map((label) => labelPayload(label, organization)),
  }
}

const personField = (person: Person | undefined) =>
  person ? { id: person.id, name: person.name, email: person.email, avatar_url: null } : null

const emailPayload = (message: Message) => ({
  id: message.id,
  subject: message.subject,
  preview: message.text.replace(/\s+/g, ' ').slice(0, PREVIEW_LENGTH),
  type: 'email',
  delivered_at: message.at,
  updated_at: message.at,
  created_at: message.at,
  email_message_id: message.emailMessageId,
  in_reply_to: message.inReplyTo,
  references: message.inReplyTo,
  from_field: addressField(message.from),
  to_fields: message.to.map(addressField),
  cc_fields: [],
  bcc_fields: [],
  reply_to_fields: message.replyTo.map(addressField),
  attachments: [],
})

const phoneField = ({ name, address }: Contact) => ({ id: address, name: name ?? address, username: null })

const phonePayload = (message: Message) => ({
  id: message.id,
  preview: message.text.replace(/\s+/g, ' ').slice(0, PREVIEW_LENGTH),
  type: message.channel,
  delivered_at: message.at,
  updated_at: message.at,
  created_at: message.at,
  references: message.inReplyTo,
  from_field: phoneField(message.from),
  to_fields: message.to.map(phoneField),
  external_id: message.emailMessageId,
  account_author: phoneField(message.from),
  account_recipients: message.to.map(phoneField),
  attachments: [],
})

export const messagePayload = (message: Message, people: Person[]) => {
  const author = personField(people.find(({ id }) => id === message.authorId))
  if (message.channel !== 'email') return { ...phonePayload(message), author }
  return author ? { ...emailPayload(message), author } : emailPayload(message)
}

const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** The body as HTML, which only reading one message shows. */
export const messageBody = ({ text }: Message): string => `<p>${escapeHtml(text).replace(/\n/g, '<br>')}</p>`

/** As webhooks show it; the API's list leaves `meta` out. */
export const commentPayload = (comment: Comment, people: Person[]) => ({
  id: comment.id,
  body: comment.body,
  mentions: [],
  created_at: comment.at,
  meta: [],
  attachment: null,
  task: null,
  author: personField(people.find(({ id }) => id === comment.authorId)),
})

export const postPayload = (post: Post) => ({
  id: post.id,
  created_at: post.at,
  username: post.username,
  username_icon: post.usernameIcon,
  notification: post.notification,
  text: post.text,
  markdown: post.markdown,
  attachments: post.attachments,
})
