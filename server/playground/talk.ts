import { randomUUID } from 'node:crypto'
import type { Announcer } from './announce'
import * as changes from './changes'
import {
  assigneesOf,
  type Channel,
  type Comment,
  type Contact,
  type Conversation,
  latestMessageOf,
  type Message,
  newConversation,
  newStanding,
} from './conversation'
import type { Conversations } from './conversations'
import { createLookups } from './lookups'
import type { Notices } from './notices'
import { type Organization, peopleOfTeam, routerOf } from './organization'

export interface IncomingMail {
  from: string
  name?: string
  subject?: string
  text: string
  /** Id or name of the team whose inbox it comes to; left out: the organization's first. */
  team?: string
  /** Left out: the team's own address. */
  to?: string
  replyTo?: string
  channel?: Channel
  /** Set for an answer in a conversation that exists. */
  conversation?: string
  /** Person ids: a conversation of these people alone, outside the organization and without a team. */
  privateTo?: string[]
}

interface Dependencies {
  organization: Organization
  conversations: Conversations
  announcer: Announcer
  notices: Notices
  clock: () => Date
}

/** What customers and teammates write. Every verb names a conversation by any id it ever had. */
export const createTalk = ({ organization, conversations, announcer, notices, clock }: Dependencies) => {
  const { person, teamNamed, teamOf, now } = createLookups({ organization, clock })
  const outOfOffice = new Set<string>()

  const open = (mail: IncomingMail): Conversation => {
    const conversation = newConversation(randomUUID(), now(), { isPrivate: mail.privateTo !== undefined })
    if (mail.privateTo) changes.share(conversation, mail.privateTo)
    else {
      const team = teamNamed(mail.team ?? organization.teams[0]?.id ?? '')
      conversation.teamId = team.id
      for (const id of peopleOfTeam(team)) conversation.standings.set(id, newStanding({ archived: true }))
    }
    return conversations.add(conversation)
  }

  const addMessage = (
    conversation: Conversation,
    about: Omit<Message, 'id' | 'at' | 'emailMessageId' | 'inReplyTo'>,
  ) => {
    const id = randomUUID()
    const previous = latestMessageOf(conversation)
    const inReplyTo = previous ? [previous.emailMessageId] : []
    const message: Message = { id, at: now(), emailMessageId: `<${id}@mail.example>`, inReplyTo, ...about }
    conversation.messages.push(message)
    conversation.lastActivityAt = message.at
    conversations.addReferences(conversation, [message.emailMessageId])
    return message
  }

  const isBackForTheTeam = (conversation: Conversation): boolean => {
    const assignees = assigneesOf(conversation)
    return assignees.length > 0 && assignees.every((id) => outOfOffice.has(id))
  }

  const arrive = (conversation: Conversation) => {
    const team = teamOf(conversation)
    changes.setForPeople(conversation, { closed: false, snoozed: false })
    changes.surface(conversation, team)
    if (team && isBackForTheTeam(conversation)) changes.putInTeamInbox(conversation, team)
  }

  const ownAddress = (conversation: Conversation): Contact => {
    const team = teamOf(conversation)
    if (team) return { name: `${organization.name} ${team.name}`, address: team.address }
    const { name, email } = routerOf(organization)
    return { name, address: email }
  }

  return {
    /** Mail of a customer: a new conversation in a team's inbox, or an answer that reopens the one it belongs to. */
    receiveMail(mail: IncomingMail): { conversation: string; message: string } {
      const conversation = mail.conversation === undefined ? open(mail) : conversations.find(mail.conversation)
      const earlier = latestMessageOf(conversation)
      const own = ownAddress(conversation)
      arrive(conversation)
      const message = addMessage(conversation, {
        channel: mail.channel ?? earlier?.channel ?? 'email',
        isIncoming: true,
        subject: mail.subject ?? earlier?.subject ?? null,
        text: mail.text,
        from: { name: mail.name ?? null, address: mail.from },
        to: [mail.to === undefined ? own : { name: null, address: mail.to }],
        replyTo: mail.replyTo === undefined ? [] : [{ name: null, address: mail.replyTo }],
        authorId: null,
      })
      announcer.message(conversation, message)
      const title = mail.name ?? mail.from
      notices.add(assigneesOf(conversation), { conversationId: conversation.id, title, body: message.subject ?? '' })
      return { conversation: conversation.id, message: message.id }
    },

    /** A teammate answers the customer; where nobody is assigned, and the team works that way, it becomes theirs. */
    reply(id: string, by: string, text: string): { message: string } {
      const conversation = conversations.find(id)
      const latest = latestMessageOf(conversation)
      const customer = conversation.messages.findLast(({ isIncoming }) => isIncoming)?.from
      const message = addMessage(conversation, {
        channel: latest?.channel ?? 'email',
        isIncoming: false,
        subject: latest?.subject ? `Re: ${latest.subject.replace(/^Re: /, '')}` : null,
        text,
        from: ownAddress(conversation),
        to: customer ? [customer] : [],
        replyTo: [],
        authorId: person(by).id,
      })
      const isTaken = assigneesOf(conversation).length === 0 && (teamOf(conversation)?.replyAssigns ?? false)
      if (isTaken) changes.assign(conversation, [by])
      announcer.message(conversation, message)
      if (isTaken) announcer.changes(conversation, ['conversation_assignee_change'])
      return { message: message.id }
    },

    comment(id: string, by: string, body: string): { comment: string } {
      const conversation = conversations.find(id)
      const comment: Comment = { id: randomUUID(), body, at: now(), authorId: person(by).id }
      conversation.comments.push(comment)
      conversation.lastActivityAt = comment.at
      announcer.comment(conversation, comment)
      return { comment: comment.id }
    },

    /** While someone is out of office, what customers answer to them shows in the team's inbox again. */
    setOutOfOffice(personId: string, isOut: boolean) {
      if (isOut) outOfOffice.add(person(personId).id)
      else outOfOffice.delete(personId)
    },
  }
}
