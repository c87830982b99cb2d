import type { ConversationId, TeamName } from '../../shared/ids'
import type { Db, Steps } from '../store/database'
import { run } from '../store/database'
import type { Conversation, WaitStatus } from '../store/tables'
import { type Books, closeBooks, openBooks } from './books'
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
  inBooks(desk, function* (tx, books) {
    const found = yield* run(desk.store.conversations.findMany(tx, ids))
    for (const conversation of found.filter(canBeDecided).sort(byPressure))
      yield* routeConversation(desk, tx, books, conversation)
  })

const DRAINS: WaitStatus[] = ['waiting', 'needs attention']

/** Only more room can change the decision that stands; without one, a refused call waits for a person. */
const isDrained = ({ waitStatus, decisionId }: Conversation): boolean =>
  decisionId !== null && waitStatus !== null && DRAINS.includes(waitStatus)

/** There may be room in this team: what waits for it is decided in order, until one finds nobody free. */
export const drainTeam = (desk: Desk, team: TeamName) =>
  inBooks(desk, function* (tx, books) {
    const waiting = yield* run(desk.store.conversations.waiting(tx, [team]))
    const next = waiting.filter(isDrained).filter(canBeDecided)
    for (const conversation of next.sort(byPressure)) {
      const decision = yield* routeConversation(desk, tx, books, conversation)
      if (decision?.outcome.kind !== 'assign') return
    }
  })

const inBooks = (desk: Desk, work: (tx: Db, books: Books) => Steps<void>) =>
  desk.store.transaction(function* (tx) {
    const books = yield* openBooks(desk, tx)
    yield* work(tx, books)
    yield* closeBooks(desk, tx, books)
    return books.happened
  })
