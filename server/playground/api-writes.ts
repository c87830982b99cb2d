import { randomUUID } from 'node:crypto'
import type { Announcer, ChangeType } from './announce'
import type { ConversationUpdate, NewPost, Routing } from './api-bodies'
import * as changes from './changes'
import { assigneesOf, type Conversation, isClosed, newConversation, type Post } from './conversation'
import type { Conversations } from './conversations'
import type { Notices } from './notices'
import { type Organization, routerOf, type Team } from './organization'
import { notFound, Refusal } from './refusal'
import type { Switches } from './switches'

interface Dependencies {
  organization: Organization
  conversations: Conversations
  announcer: Announcer
  notices: Notices
  switches: Switches
  clock: () => Date
}

const needOrganization = ['add_users', 'add_assignees', 'remove_assignees', 'add_shared_labels'] as const

/** The API's writes. Each is checked whole before anything changes, so that a refused one leaves no trace. */
export const createApiWrites = (dependencies: Dependencies) => {
  const { organization, conversations, announcer, notices, switches, clock } = dependencies
  const router = routerOf(organization)
  const now = () => Math.floor(clock().getTime() / 1000)

  const teamOf = (id: string | null | undefined): Team | null =>
    organization.teams.find((team) => team.id === id) ?? null

  const refuseUnknown = (ids: string[] | undefined, known: { id: string }[]) => {
    if (ids?.some((id) => !known.some((one) => one.id === id))) throw new Refusal(400, 'Invalid resource ID(s)')
  }

  const check = (routing: Routing) => {
    const needing = needOrganization.find((key) => routing[key] !== undefined)
    if (needing && routing.organization === undefined) {
      throw new Refusal(400, `'organization' is required when '${needing}' is defined`)
    }
    if (routing.organization !== undefined && routing.organization !== organization.id) throw notFound('Organization')
    if (switches.refuseRemoveAssignees && routing.remove_assignees) {
      throw new Refusal(400, 'Unpermitted parameters: remove_assignees')
    }
    if (routing.add_to_team_inbox && routing.team === undefined) {
      throw new Refusal(400, `'team' is required when 'add_to_team_inbox' is defined`)
    }
    if (routing.team !== undefined) refuseUnknown([routing.team], organization.teams)
    for (const key of ['add_users', 'add_assignees', 'remove_assignees'] as const) {
      refuseUnknown(routing[key], organization.people)
    }
    refuseUnknown(routing.add_shared_labels, organization.labels)
  }

  /** Only what the token's owner can open exists for the API. */
  const reachable = (id: string): Conversation => {
    const conversation = conversations.find(id)
    const isForgotten = switches.forgetMergedIds && conversation.id !== id
    if (isForgotten || !conversation.standings.has(router.id)) throw notFound('Conversation')
    return conversation
  }

  const changeTeam = (conversation: Conversation, { team, force_team }: Routing): boolean => {
    const target = teamOf(team)
    const isFree = conversation.teamId === null || force_team === true
    return target !== null && isFree && changes.moveToTeam(conversation, target)
  }

  const changePeople = (conversation: Conversation, routing: Routing): boolean => {
    changes.share(conversation, routing.add_users ?? [])
    const added = changes.assign(conversation, routing.add_assignees ?? [])
    const gone = switches.ignoreRemoveAssignees ? [] : (routing.remove_assignees ?? [])
    const removed = changes.unassign(conversation, gone, teamOf(conversation.teamId))
    return added || removed
  }

  const changeLabels = (conversation: Conversation, routing: Routing): boolean => {
    const added = changes.addLabels(conversation, routing.add_shared_labels ?? [])
    return changes.removeLabels(conversation, routing.remove_shared_labels ?? []) || added
  }

  const apply = (conversation: Conversation, routing: Routing): ChangeType[] => {
    const changed: ChangeType[] = []
    if (changeTeam(conversation, routing)) changed.push('team_change')
    const team = teamOf(conversation.teamId)
    if (changePeople(conversation, routing)) changed.push('conversation_assignee_change')
    if (changeLabels(conversation, routing)) changed.push('label_change')
    if (routing.add_to_inbox) changes.setForPeople(conversation, { archived: false })
    if (routing.reopen && changes.reopen(conversation, team)) changed.push('conversation_reopened')
    if (routing.add_to_team_inbox && team) changes.putInTeamInbox(conversation, team)
    if (routing.close && changes.close(conversation)) changed.push('conversation_closed')
    return changed
  }

  const announce = (conversation: Conversation, changed: ChangeType[]) => {
    if (switches.apiWritesFireWebhooks) announcer.changes(conversation, changed)
  }

  const targetOf = (post: NewPost): Conversation => {
    if (post.conversation !== undefined) return reachable(post.conversation)
    const found = conversations.findByReference(post.references ?? [])
    if (found?.standings.has(router.id)) return found
    const conversation = newConversation(randomUUID(), now(), { isPrivate: post.organization === undefined })
    changes.share(conversation, [router.id])
    return conversations.add(conversation)
  }

  const recordOf = (post: NewPost): Post => ({
    id: randomUUID(),
    at: now(),
    username: post.username ?? router.name,
    usernameIcon: post.username_icon ?? null,
    notification: post.notification,
    text: post.text ?? null,
    markdown: post.markdown ?? null,
    attachments: post.attachments ?? [],
  })

  const notify = (conversation: Conversation, post: NewPost) => {
    const concerned = post.add_assignees ?? (conversation.teamId === null ? [...conversation.standings.keys()] : null)
    const personIds = (concerned ?? assigneesOf(conversation)).filter((id) => id !== router.id)
    notices.add(personIds, { conversationId: conversation.id, ...post.notification })
  }

  return {
    reachable,

    /** A post is new activity: it reopens what is closed, unless it says `reopen: false`. */
    post(post: NewPost): { conversation: string; id: string } {
      if (!post.text && !post.markdown && !post.attachments?.length) {
        throw new Refusal(400, 'Validation failed: text, markdown or attachments needed')
      }
      check(post)
      const conversation = targetOf(post)
      const record = recordOf(post)
      conversations.addReferences(conversation, post.references ?? [])
      conversation.subject = post.conversation_subject ?? conversation.subject
      conversation.color = post.conversation_color ?? conversation.color
      conversation.posts.push(record)
      conversation.lastActivityAt = record.at
      const asked = post.reopen ?? !post.close
      const reopen = switches.reopenMeansTheOpposite ? !asked : asked
      const changed = apply(conversation, { ...post, reopen })
      const isForInboxes = conversation.teamId === null || assigneesOf(conversation).length > 0
      if (!isClosed(conversation) && isForInboxes) changes.surface(conversation, teamOf(conversation.teamId))
      notify(conversation, post)
      if (switches.postsFireIncoming) announcer.changes(conversation, ['incoming_post'])
      announce(conversation, changed)
      return { conversation: conversation.id, id: record.id }
    },

    removePost(id: string) {
      const owner = conversations.all().find(({ posts }) => posts.some((post) => post.id === id))
      if (!owner) throw notFound('Post')
      owner.posts = owner.posts.filter((post) => post.id !== id)
    },

    /** Quiet changes of state, for each conversation named in the path exactly one. */
    update(ids: string[], updates: ConversationUpdate[]): Conversation[] {
      const asked = new Set(ids)
      const isOneEach = updates.length === asked.size && updates.every(({ id }) => asked.delete(id))
      if (!isOneEach) throw new Refusal(400, 'Invalid resource ID(s)')
      for (const update of updates) check(update)
      const found = updates.map((update) => ({ update, conversation: reachable(update.id) }))
      for (const { update, conversation } of found) {
        conversation.subject = update.subject ?? conversation.subject
        conversation.color = update.color ?? update.conversation_color ?? conversation.color
        const changed = apply(conversation, update)
        if (changed.length > 0) conversation.lastActivityAt = now()
        announce(conversation, changed)
      }
      return found.map(({ conversation }) => conversation)
    },
  }
}
export type ApiWrites = ReturnType<typeof createApiWrites>
