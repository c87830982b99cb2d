import type { Conversation } from '../store/tables'
import { areSameLabels } from './fold-state'

/** What can be otherwise in Missive than Baton knew. */
export type Difference =
  | 'new'
  | 'in sight again'
  | 'closed'
  | 'reopened'
  | 'trashed'
  | 'junk'
  | 'snoozed'
  | 'private'
  | 'assignees'
  | 'team'
  | 'labels'
  | 'messages'

const areSamePeople = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id))

/** What a payload changed, or would change, of what Baton knows; none: it told nothing new. */
export const differences = (before: Conversation | null, after: Conversation): Difference[] => {
  if (!before) return ['new']
  if (before.outOfSightAt && !after.outOfSightAt) return ['in sight again']
  const found: [Difference, boolean][] = [
    ['closed', after.isClosed && !before.isClosed],
    ['reopened', !after.isClosed && before.isClosed],
    ['trashed', after.isTrashed !== before.isTrashed],
    ['junk', after.isJunk !== before.isJunk],
    ['snoozed', after.isSnoozed !== before.isSnoozed],
    ['private', after.isPrivate !== before.isPrivate],
    ['assignees', !areSamePeople(after.assignees, before.assignees)],
    ['team', after.missiveTeamId !== before.missiveTeamId],
    ['labels', !areSameLabels(after.labels, before.labels)],
    ['messages', after.messages > before.messages],
  ]
  return found.filter(([, differs]) => differs).map(([name]) => name)
}

/** As Missive names the rule, by what stands in a message's `type` (Missive REST API, *Rule types*). */
const INCOMING: Record<string, string> = {
  email: 'incoming_email',
  sms: 'incoming_sms_message',
  whatsapp: 'incoming_whatsapp_message',
  facebook: 'incoming_facebook_message',
  live_chat: 'incoming_twilio_chat_message',
}

const TOLD_BY: Partial<Record<Difference, string>> = {
  closed: 'conversation_closed',
  assignees: 'conversation_assignee_change',
  team: 'team_change',
  labels: 'label_change',
}

/** Types of webhook that should have told of it. Whether a message that nobody told of came in or went out is not known. */
export const missedIn = (found: readonly Difference[], { channel, customerAddress }: Conversation): string[] => {
  const isMail = channel === null && customerAddress?.includes('@')
  const incoming = INCOMING[channel ?? ''] ?? (isMail ? INCOMING.email : undefined)
  const isReopened = found.includes('reopened')
  const byMessage = found.includes('new') || (isReopened && found.includes('messages')) ? incoming : undefined
  const byReopening = isReopened && !found.includes('messages') ? 'conversation_reopened' : undefined
  return [...found.map((difference) => TOLD_BY[difference]), byMessage, byReopening].filter(
    (type) => type !== undefined,
  )
}
