import { assigneesOf, type Conversation, isClosed, isInTeamInbox, latestMessageOf, type Message } from './conversation'
import type { Organization, Person } from './organization'
import { messageBody } from './payloads'

/** The objects of Missive's JavaScript API. They differ from those of the REST API: names in two parts, labels with states. */

export const jsUser = (person: Person, meId: string) => {
  const [first = '', ...rest] = person.name.split(' ')
  return {
    id: person.id,
    email: person.email,
    first_name: first,
    last_name: rest.join(' '),
    avatar_url: null,
    me: person.id === meId,
  }
}

const jsAddress = (message: Message, { name, address }: Message['from']) =>
  message.channel === 'email' ? { name, address } : { name, phone_number: address }

export const jsMessage = (message: Message, { people }: Organization, meId: string) => {
  const author = people.find(({ id }) => id === message.authorId)
  return {
    id: message.id,
    subject: message.subject,
    preview: message.text.replace(/\s+/g, ' ').slice(0, 140),
    body: messageBody(message),
    delivered_at: message.at,
    from_field: jsAddress(message, message.from),
    to_fields: message.to.map((contact) => jsAddress(message, contact)),
    cc_fields: [],
    bcc_fields: [],
    reply_to_fields: message.replyTo.map((contact) => jsAddress(message, contact)),
    author: author ? jsUser(author, meId) : null,
    type: message.channel,
  }
}

export const jsLabels = ({ labels, id: organizationId }: Organization) =>
  labels.map(({ id, name, color, parentId }) => ({
    id,
    name,
    color,
    parent_id: parentId,
    organization_id: organizationId,
  }))

/** Missive mixes entries for states among the labels; their ids start with a word. */
const stateLabels = (conversation: Conversation, meId: string) => {
  const assignees = assigneesOf(conversation)
  const states = [
    isClosed(conversation) && 'closed',
    isInTeamInbox(conversation) && 'unassigned',
    assignees.includes(meId) && 'assigned',
    assignees.some((id) => id !== meId) && 'assigned_to_others',
  ]
  return states.flatMap((state) => (state ? [{ id: `${state}-${conversation.teamId ?? 'private'}`, name: state }] : []))
}

export const jsConversation = (conversation: Conversation, organization: Organization, meId: string) => {
  const { people, id, name } = organization
  const usersOf = (personIds: string[]) =>
    people.filter((person) => personIds.includes(person.id)).map((person) => jsUser(person, meId))
  const latest = latestMessageOf(conversation)
  return {
    id: conversation.id,
    subject: conversation.subject ?? latest?.subject ?? null,
    color: conversation.color,
    users: usersOf([...conversation.standings.keys()]),
    assignees: usersOf(assigneesOf(conversation)),
    authors: conversation.messages.map((message) => jsAddress(message, message.from)),
    messages_count: conversation.messages.length,
    latest_message: latest ? jsMessage(latest, organization, meId) : null,
    messages: conversation.messages.map((message) => jsMessage(message, organization, meId)),
    link: `https://mail.missiveapp.com/#inbox/conversations/${conversation.id}`,
    labels: [
      ...jsLabels(organization).filter((label) => conversation.labelIds.includes(label.id)),
      ...stateLabels(conversation, meId),
    ],
    ...(conversation.isPrivate ? {} : { organization: { id, name } }),
  }
}
