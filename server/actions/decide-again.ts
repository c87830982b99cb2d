import type { ConversationId, TeamName } from '../../shared/ids'
import { run } from '../store/database'
import type { Conversation, WaitStatus } from '../store/tables'
import { atDesk } from './books'
import type { Desk } from './desk'
import { isOpen } from './fold'
import { routeConversation } from './route-conversation'

const URGENCY_ORDER = ['urgent', 'high', 'normal', 'low']

/** Urgent first, then least time left, then age. */
export const byPressure = (a: Conversation, b: Conversation): number =>
  URGENCY_ORDER.indexOf(a.urgency ?? 'normal') - URGENCY_ORDER.indexOf(b.urgency ?? 'normal') ||
  +(a.dueAt ?? Number.POSITIVE_INFINITY) - +(b.dueAt ?? Number.POSITIVE_INFINITY) ||
  +(a.unownedSince ?? 0) - +(b.unownedSince ?? 0) ||
  (a.id < b.id ? -1 : 1)

const canBeDecided = (conversation: Conversation): boolean =>
  isOpen(conversation) && conversation.ownerId === null && !conversation.isFromBefore

/** Decides those anew whose moment has come, or all whose rules changed. */
export const decideAgain = (desk: Desk, ids: ConversationId[]) =>
  atDesk(desk, function* (tx, books) {
    const found = books.takeOver(yield* run(desk.store.conversations.findMany(tx, ids)))
    for (const conversation of found.filter(canBeDecided).sort(byPressure))
      yield* routeConversation(desk, tx, books, conversation)
  })

const DRAINS: WaitStatus[] = ['waiting', 'needs attention']

/** Only more room can change the decision that stands; without one, a refused call waits for a person. */
const isDrained = ({ waitStatus, decisionId }: Conversation): boolean =>
  decisionId !== null && waitStatus !== null && DRAINS.includes(waitStatus)

/** There may be room in these teams: what waits for each is decided in order, until one finds nobody free. */
export const drainTeams = (desk: Desk, teams: TeamName[]) =>
  atDesk(desk, function* (tx, books) {
    for (const team of teams) {
      const waiting = books.takeOver(yield* run(desk.store.conversations.waiting(tx, [team])))
      for (const conversation of waiting.filter(isDrained).filter(canBeDecided).sort(byPressure)) {
        const decision = yield* routeConversation(desk, tx, books, conversation)
        if (decision?.outcome.kind !== 'assign') break
      }
    }
  })
