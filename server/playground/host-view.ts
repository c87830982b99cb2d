import { assigneesOf, type Conversation, isClosed, isInTeamInbox, latestMessageOf } from './conversation'
import { isInPersonalMailbox, isInTeamMailbox } from './mailboxes'
import { fullLabelName, type Organization, type Person, peopleOfTeam } from './organization'
import type { SmallMissive } from './small-missive'

/** What one person sees on the host page. Only what they may: conversations in which they have a standing. */

const LONGEST_LIST = 150

export const peopleShown = ({ people }: Organization) =>
  people.filter(({ isRouter }) => !isRouter).map(({ id, name, email }) => ({ id, name, email }))
export type ShownPerson = ReturnType<typeof peopleShown>[number]

const personalInboxes = [
  { id: 'inbox', name: 'Inbox' },
  { id: 'assigned', name: 'Assigned to me' },
  { id: 'all', name: 'All' },
  { id: 'closed', name: 'Closed' },
] as const

const isIn = (mailbox: string, conversation: Conversation, personId: string): boolean => {
  const own = personalInboxes.find(({ id }) => id === mailbox)
  if (own) return isInPersonalMailbox(conversation, own.id, personId)
  const [kind, teamId = ''] = mailbox.split(':')
  if (kind === 'team') return isInTeamMailbox(conversation, 'team_inbox', teamId)
  return kind === 'open' && isInTeamMailbox(conversation, 'team_all', teamId) && !isClosed(conversation)
}

const inboxesOf = (missive: SmallMissive, visible: Conversation[], personId: string) => {
  const teams = missive.organization.teams.filter((team) => peopleOfTeam(team).includes(personId))
  const ofTeams = teams.flatMap(({ id, name }) => [
    { id: `open:${id}`, name: `${name}, open`, group: name },
    { id: `team:${id}`, name: `${name}, no owner`, group: name },
  ])
  return [...personalInboxes.map((inbox) => ({ ...inbox, group: null })), ...ofTeams].map((inbox) => ({
    ...inbox,
    count: visible.filter((conversation) => isIn(inbox.id, conversation, personId)).length,
  }))
}

const subjectOf = (conversation: Conversation): string =>
  conversation.subject ??
  latestMessageOf(conversation)?.subject ??
  conversation.posts.at(-1)?.notification.title ??
  '(no subject)'

const rowOf = (conversation: Conversation, { people, teams }: Organization) => {
  const latest = latestMessageOf(conversation)
  const customer = conversation.messages.find(({ isIncoming }) => isIncoming)?.from
  const lastPost = conversation.posts.at(-1)
  return {
    id: conversation.id,
    subject: subjectOf(conversation),
    from: customer?.name ?? customer?.address ?? lastPost?.username ?? 'Conversation',
    preview: (latest?.text ?? lastPost?.notification.body ?? '').replace(/\s+/g, ' ').slice(0, 120),
    at: conversation.lastActivityAt,
    team: teams.find(({ id }) => id === conversation.teamId)?.name ?? null,
    assignees: assigneesOf(conversation).flatMap((id) => people.find((person) => person.id === id)?.name ?? []),
    isClosed: isClosed(conversation),
    isWaiting: isInTeamInbox(conversation),
    isAnswered: latest?.isIncoming === false,
    color: conversation.color,
  }
}
export type ConversationRow = ReturnType<typeof rowOf>

const timelineOf = ({ messages, comments, posts }: Conversation, people: Person[]) => {
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? null
  return [
    ...messages.map((message) => ({
      kind: 'message' as const,
      id: message.id,
      at: message.at,
      isIncoming: message.isIncoming,
      from: message.from,
      to: message.to,
      author: nameOf(message.authorId),
      text: message.text,
    })),
    ...comments.map(({ id, at, body, authorId }) => ({
      kind: 'comment' as const,
      id,
      at,
      author: nameOf(authorId),
      text: body,
    })),
    ...posts.map(({ id, at, username, markdown, text }) => ({
      kind: 'post' as const,
      id,
      at,
      author: username,
      isMarkdown: markdown !== null,
      text: markdown ?? text ?? '',
    })),
  ].sort((one, other) => one.at - other.at)
}
export type TimelineEntry = ReturnType<typeof timelineOf>[number]

const detailOf = (conversation: Conversation, organization: Organization, personId: string) => ({
  ...rowOf(conversation, organization),
  assigneeIds: assigneesOf(conversation),
  isSnoozed: conversation.standings.get(personId)?.snoozed ?? false,
  people: [...conversation.standings.keys()],
  labels: organization.labels
    .filter(({ id }) => conversation.labelIds.includes(id))
    .map((label) => ({ id: label.id, name: fullLabelName(label, organization.labels), color: label.color })),
  timeline: timelineOf(conversation, organization.people),
})
export type ConversationDetail = ReturnType<typeof detailOf>

export interface Asked {
  personId: string
  mailbox: string
  /** The one that is open; null when none or several are. */
  conversationId: string | null
  /** Number of the last notice the page has shown. */
  noticesSeen: number
}

export const deskView = (missive: SmallMissive, { personId, mailbox, conversationId, noticesSeen }: Asked) => {
  const visible = missive.conversations.all().filter(({ standings }) => standings.has(personId))
  const listed = visible.filter((conversation) => isIn(mailbox, conversation, personId)).reverse()
  const opened = conversationId === null ? undefined : missive.conversations.peek(conversationId)
  return {
    inboxes: inboxesOf(missive, visible, personId),
    list: listed
      .sort((one, other) => other.lastActivityAt - one.lastActivityAt)
      .slice(0, LONGEST_LIST)
      .map((conversation) => rowOf(conversation, missive.organization)),
    conversation: opened?.standings.has(personId) ? detailOf(opened, missive.organization, personId) : null,
    notices: missive.notices.since(noticesSeen, personId),
    latestNotice: missive.notices.latest(),
  }
}
export type DeskView = ReturnType<typeof deskView> & { isStreaming: boolean }
