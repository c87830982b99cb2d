import type * as z from 'zod/mini'
import type { Colleague, WorkRow } from '../../shared/api'
import {
  absence,
  createSpeaking,
  type Speaking,
  type Standing,
  sayTheirMoment,
  standingOf,
} from '../routing/availability'
import type { Facts, Rules, Teammate } from '../routing/facts'
import type { Conversation } from '../store/tables'
import type { Desk } from './desk'
import { personOf } from './person'
import { byPressure } from './pressure'

/** One conversation in a list of somebody's work. */
export const sayRow = (desk: Desk, conversation: Conversation): z.output<typeof WorkRow> => ({
  conversationId: conversation.id,
  subject: conversation.subject,
  team: desk.people().teams.find(({ id }) => id === conversation.missiveTeamId)?.name ?? null,
  urgency: conversation.urgency ?? 'normal',
  topic: conversation.topicSetByPerson ?? conversation.topic,
  dueAt: conversation.dueAt,
  waitingSince: conversation.waitingSince,
  isSnoozed: conversation.isSnoozed,
  noteWanted: conversation.noteMissing === 'ask',
  lastActivityAt: conversation.lastActivityAt,
})

/** Those whose customers wait first, by urgency and time left. */
export const inOrder = (conversations: readonly Conversation[]): Conversation[] =>
  conversations.toSorted(
    (a, b) => Number(a.waitingSince === null) - Number(b.waitingSince === null) || byPressure(a, b),
  )

const sayPresence = (standing: Standing, speaking: Speaking): string => {
  const against = absence(standing, speaking)
  if (against) return against.sentence
  const { until } = standing.presence
  return until ? `here until ${sayTheirMoment(until, standing, speaking)}` : 'here'
}

/** Somebody's load against their capacity, and when they are there. `zone`: that of who reads it. */
export const sayColleague = (
  desk: Desk,
  rules: Rules,
  teammate: Teammate,
  loads: Facts['loads'],
  zone: string | null,
): z.output<typeof Colleague> => {
  const now = desk.clock()
  const standing = standingOf(teammate, { loads, rules }, now)
  return {
    person: personOf(desk, teammate.id),
    openLoad: standing.load.openLoad,
    conversations: standing.load.conversations,
    capacity: teammate.capacity,
    isThere: standing.presence.kind === 'working' || standing.presence.kind === 'shift ends soon',
    presence: sayPresence(standing, createSpeaking(now, zone)),
  }
}
