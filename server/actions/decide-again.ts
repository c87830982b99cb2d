import type { ConversationId, TeammateId } from '../../shared/ids'
import type { Rules } from '../routing/facts'
import { run } from '../store/database'
import type { Conversation } from '../store/tables'
import { atDesk, type Books } from './books'
import { hadToWait } from './change-owner'
import type { Desk } from './desk'
import { isOpen } from './fold'
import { byPressure } from './pressure'
import { routeConversation } from './route-conversation'

const canBeDecided = (conversation: Conversation): boolean =>
  isOpen(conversation) && conversation.ownerId === null && !conversation.isFromBefore

/** Decides those anew whose moment has come, or all whose rules changed. */
export const decideAgain = (desk: Desk, ids: ConversationId[]) =>
  atDesk(desk, function* (tx, books) {
    const found = books.takeOver(yield* run(desk.store.conversations.findMany(tx, ids)))
    for (const conversation of found.filter(canBeDecided).sort(byPressure))
      yield* routeConversation(desk, tx, books, conversation)
  })

const hasRoomNow = ({ teammates }: Rules, { loads }: Books, id: TeammateId): boolean => {
  const capacity = teammates.find((teammate) => teammate.id === id)?.capacity ?? 0
  return (loads[id]?.openLoad ?? 0) < capacity
}

/** Whether this teammate could be given it: of its team or its backup, weighed for it before, or by the escalation chain. */
const concerns = (
  { teams }: Rules,
  { routingTeam, alsoWeighed, waitStatus }: Conversation,
  id: TeammateId,
): boolean => {
  if (waitStatus === 'needs attention' || alsoWeighed.includes(id)) return true
  const own = teams.find(({ name }) => name === routingTeam)
  const backup = teams.find(({ name }) => name === own?.backup)
  return [own, backup].some((team) => team?.members.includes(id))
}

/**
 * These teammates may have room again: what waits and could be theirs is decided in order, until they have none. Without
 * a decision that stands a refused call waits for a person.
 */
export const drainFor = (desk: Desk, teammates: TeammateId[]) =>
  atDesk(desk, function* (tx, books) {
    const rules = desk.rules()?.rules
    if (!rules) return
    const waiting = books.takeOver(yield* run(desk.store.conversations.waiting(tx)))
    for (const conversation of waiting.filter(hadToWait).filter(canBeDecided).sort(byPressure)) {
      const free = teammates.filter((id) => hasRoomNow(rules, books, id))
      if (free.length === 0) return
      if (free.some((id) => concerns(rules, conversation, id))) yield* routeConversation(desk, tx, books, conversation)
    }
  })
