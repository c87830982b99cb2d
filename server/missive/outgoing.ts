import type { ConversationId, MissiveTeamId, TeammateId } from '../../shared/ids'
import type { PostBody } from './client'
import type { PostRow } from './payloads'

/** Under this name Baton posts. */
export const POSTED_AS = 'Baton'

type Written = Pick<PostBody, 'organization' | 'markdown' | 'notification'>

/** A post about a conversation, and what changes with it. */
export interface Outgoing extends Written {
  conversation: ConversationId
  /** Empty or null: nobody is added. */
  assign: readonly TeammateId[] | null
  remove: readonly TeammateId[]
  /** Who is given access besides. */
  asks?: TeammateId
  /** Back into this team's inbox. */
  teamInbox: MissiveTeamId | null
  toInbox?: boolean
  color: string | null
  /** As this Missive takes it. */
  reopen: boolean
}

/** One call for all of it (Missive REST API, *Posts*). */
export const postAbout = (outgoing: Outgoing): PostBody => {
  const { conversation, organization, markdown, notification, assign, remove, asks } = outgoing
  const { teamInbox, toInbox, color, reopen } = outgoing
  return {
    conversation,
    organization,
    markdown,
    notification,
    username: POSTED_AS,
    ...(assign && assign.length > 0 ? { add_users: [...assign], add_assignees: [...assign] } : {}),
    ...(asks ? { add_users: [asks] } : {}),
    ...(remove.length > 0 ? { remove_assignees: [...remove] } : {}),
    ...(teamInbox ? { team: teamInbox, add_to_team_inbox: true } : {}),
    ...(toInbox ? { add_to_inbox: true } : {}),
    ...(color ? { conversation_color: color } : {}),
    reopen,
  }
}

/** Where a post to one person alone goes: the conversation with them, or the first one that is made. */
export type Alone = { conversation: ConversationId } | { reference: string; subject: string; with: TeammateId }

export const postAlone = (to: Alone, written: Written): PostBody => ({
  ...('conversation' in to
    ? to
    : { references: [to.reference], conversation_subject: to.subject, add_users: [to.with] }),
  ...written,
  username: POSTED_AS,
  add_to_inbox: true,
  reopen: true,
})

/** It names what it does not know (Missive REST API, *Errors*). */
export const isAboutRemoval = (reason: string): boolean => reason.includes('remove_assignees')

/** Missive counts whole seconds. */
export const cameSince = ({ created_at }: PostRow, sentAt: Date | null): boolean =>
  created_at != null && sentAt !== null && created_at >= Math.floor(+sentAt / 1000)
