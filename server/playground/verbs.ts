import type { Announcer, ChangeType } from './announce'
import * as changes from './changes'
import { assigneesOf, type Conversation, isClosed, isInTeamInbox, latestMessageOf } from './conversation'
import type { Conversations } from './conversations'
import { createLookups } from './lookups'
import type { Notices } from './notices'
import type { Organization } from './organization'

interface Dependencies {
  organization: Organization
  conversations: Conversations
  announcer: Announcer
  notices: Notices
  clock: () => Date
}

/** What people do with conversations in Missive, each named by any id it ever had. */
export const createVerbs = ({ organization, conversations, announcer, notices, clock }: Dependencies) => {
  const { person, teamNamed, teamOf, now } = createLookups({ organization, clock })

  const change = (id: string, happening: (conversation: Conversation) => ChangeType[]) => {
    const conversation = conversations.find(id)
    const types = happening(conversation)
    if (types.length === 0) return
    conversation.lastActivityAt = now()
    announcer.changes(conversation, types)
  }

  return {
    assign(id: string, personIds: string[], by?: string) {
      const assigned = personIds.map((personId) => person(personId).id)
      change(id, (conversation) => {
        if (!changes.assign(conversation, assigned)) return []
        const others = assigned.filter((personId) => personId !== by)
        const title = by === undefined ? 'Assigned to you' : `${person(by).name} assigned you`
        const body = conversation.subject ?? latestMessageOf(conversation)?.subject ?? ''
        notices.add(others, { conversationId: conversation.id, title, body })
        return ['conversation_assignee_change']
      })
    },

    unassign(id: string, personIds: string[]) {
      change(id, (conversation) =>
        changes.unassign(conversation, personIds, teamOf(conversation)) ? ['conversation_assignee_change'] : [],
      )
    },

    close(id: string) {
      change(id, (conversation) => (changes.close(conversation) ? ['conversation_closed'] : []))
    },

    reopen(id: string) {
      change(id, (conversation) =>
        changes.reopen(conversation, teamOf(conversation)) ? ['conversation_reopened'] : [],
      )
    },

    /** Ends with `unsnooze` or with the customer's next message. No webhook tells of either. */
    snooze(id: string, by: string) {
      changes.setForPeople(conversations.find(id), { snoozed: true, archived: true }, [person(by).id])
    },

    unsnooze(id: string, by: string) {
      changes.setForPeople(conversations.find(id), { snoozed: false, archived: false }, [person(by).id])
    },

    /** Left without `by`: for everyone with access. No webhook tells of it. */
    trash(id: string, by?: string) {
      changes.setForPeople(conversations.find(id), { trashed: true }, by === undefined ? undefined : [by])
    },

    junk(id: string, by?: string) {
      changes.setForPeople(conversations.find(id), { junked: true }, by === undefined ? undefined : [by])
    },

    moveToTeam(id: string, team: string) {
      change(id, (conversation) => (changes.moveToTeam(conversation, teamNamed(team)) ? ['team_change'] : []))
    },

    moveToInbox(id: string, by: string) {
      changes.setForPeople(conversations.find(id), { archived: false }, [person(by).id])
    },

    archive(id: string, by: string) {
      changes.setForPeople(conversations.find(id), { archived: true }, [person(by).id])
    },

    addLabel(id: string, ...labelIds: string[]) {
      change(id, (conversation) => (changes.addLabels(conversation, labelIds) ? ['label_change'] : []))
    },

    removeLabel(id: string, ...labelIds: string[]) {
      change(id, (conversation) => (changes.removeLabels(conversation, labelIds) ? ['label_change'] : []))
    },

    /** This person cannot open it any more; rules of the organization run for it all the same. */
    takeAccess(id: string, personId: string) {
      const conversation = conversations.find(id)
      conversation.standings.delete(person(personId).id)
      conversation.sharedWith.delete(personId)
    },

    /** It leaves its team and the organization, and is one person's alone. */
    makePrivate(id: string, personId: string) {
      const conversation = conversations.find(id)
      conversation.isPrivate = true
      conversation.teamId = null
      conversation.sharedWith.clear()
      conversation.standings.clear()
      changes.share(conversation, [person(personId).id])
    },

    /** Somebody leaves the organization, with all that was theirs in it. Nobody is told. */
    leave(personId: string) {
      const { id } = person(personId)
      organization.people = organization.people.filter((one) => one.id !== id)
      for (const team of organization.teams) {
        team.members = team.members.filter((member) => member !== id)
        team.observers = team.observers.filter((observer) => observer !== id)
      }
      for (const { standings, sharedWith } of conversations.all()) {
        standings.delete(id)
        sharedWith.delete(id)
      }
    },

    /** The first conversation goes up in the second; its id then leads there. Nobody is told. */
    merge(id: string, into: string): { conversation: string } {
      const source = conversations.find(id)
      const target = conversations.find(into)
      if (source === target) return { conversation: target.id }
      for (const [personId, standing] of source.standings) {
        const present = target.standings.get(personId)
        if (present) present.assigned ||= standing.assigned
        else target.standings.set(personId, standing)
      }
      for (const personId of source.sharedWith) target.sharedWith.add(personId)
      target.messages = [...target.messages, ...source.messages].sort((one, other) => one.at - other.at)
      target.comments = [...target.comments, ...source.comments].sort((one, other) => one.at - other.at)
      target.posts = [...target.posts, ...source.posts].sort((one, other) => one.at - other.at)
      changes.addLabels(target, source.labelIds)
      target.lastActivityAt = now()
      conversations.alias(source, target)
      return { conversation: target.id }
    },

    /** What tests ask about most: who has it, and where it stands. */
    look(id: string) {
      const conversation = conversations.find(id)
      return {
        id: conversation.id,
        team: teamOf(conversation)?.name ?? null,
        assignees: assigneesOf(conversation),
        isClosed: isClosed(conversation),
        isInTeamInbox: isInTeamInbox(conversation),
        color: conversation.color,
        labels: conversation.labelIds,
        posts: conversation.posts,
        comments: conversation.comments,
        messages: conversation.messages,
      }
    },
  }
}
export type Verbs = ReturnType<typeof createVerbs>
