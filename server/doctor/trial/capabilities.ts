import type { ConversationPayload } from '../../missive/payloads'
import { type Capabilities, NOTHING_KNOWN } from '../../store/capabilities'
import type { Trial } from './trial'

/** What was seen outside the trial; null: it was not looked at. */
export interface Seen {
  trial: Trial | null
  /** Types of webhook that ever arrived: whether there are rules to tell of anything. */
  types: readonly string[]
  /** Conversations of the seat and of the teams that are routed. */
  rows: readonly ConversationPayload[] | null
  isTeammate: (id: string) => boolean
  unseenTeams: Capabilities['unseenTeams']
}

/** Those that tell of a change that the trial makes, beside new messages. */
const CHANGES = ['conversation_assignee_change', 'conversation_closed', 'conversation_reopened']

export const isIncoming = (type: string): boolean => type.startsWith('incoming_')
export const isIncomingMessage = (type: string): boolean => isIncoming(type) && type !== 'incoming_post'

/** What it all says about this Missive. */
export const findCapabilities = (seen: Seen): Capabilities => {
  const { trial, rows } = seen
  const found: Capabilities = { ...NOTHING_KNOWN, unseenTeams: seen.unseenTeams, ...(rows ? guestsIn(seen, rows) : {}) }
  if (!trial) return found
  return {
    ...found,
    removeAssignees: trial.removal?.kind ?? 'unknown',
    reopen: reopenOf(trial),
    apiWritesFireWebhooks: firesOf(trial, seen.types),
    ownPosts: ownPostsOf(trial, seen.types),
    postTextKeys: trial.keysOfText,
    privateConversations: privacyOf(trial),
  }
}

const reopenOf = ({ isClosedAfter: { close, reopenFalse, reopenTrue } }: Trial): Capabilities['reopen'] => {
  if (!close || reopenFalse === null || reopenTrue === null) return 'unknown'
  if (reopenFalse) return reopenTrue ? 'never reopens' : 'as it says'
  return reopenTrue ? 'the other way round' : 'always reopens'
}

/** That none arrived says something only where rules stand and run for it. */
const firesOf = ({ webhooks, isShared }: Trial, types: readonly string[]): Capabilities['apiWritesFireWebhooks'] => {
  if (!webhooks) return 'unknown'
  if ([...webhooks.keys()].some((type) => !isIncoming(type))) return 'yes'
  return isShared && types.some((type) => CHANGES.includes(type)) ? 'no' : 'unknown'
}

const ownPostsOf = ({ webhooks, isShared }: Trial, types: readonly string[]): Capabilities['ownPosts'] => {
  if (!webhooks) return 'unknown'
  const told = [...webhooks.keys()].filter(isIncoming)
  if (told.length > 0) return told.some(isIncomingMessage) ? 'told as messages' : 'told as posts'
  return isShared && types.some(isIncoming) ? 'left out' : 'unknown'
}

const privacyOf = ({ others }: Trial): Capabilities['privateConversations'] => {
  if (!others) return 'unknown'
  return others.length === 0 ? 'private' : 'seen by others'
}

export const isGuestRow = ({ users, subject, organization }: ConversationPayload): boolean =>
  users === undefined && subject === undefined && organization === undefined

const guestsIn = (
  { isTeammate }: Seen,
  rows: readonly ConversationPayload[],
): Pick<Capabilities, 'guestRows' | 'guestUsers'> => ({
  guestRows: rows.some(isGuestRow) ? 'only ids' : 'none seen',
  guestUsers: rows.some(({ users }) => users?.some(({ id }) => !isTeammate(id))) ? 'shown' : 'none seen',
})
