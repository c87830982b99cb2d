import type { TrailKind } from '../../shared/api'
import type { ConversationId, TeammateId } from '../../shared/ids'
import type { Candidate } from '../routing/choose'
import type { Rules } from '../routing/facts'
import { hasRoom } from '../routing/room'
import { teammateById } from '../routing/roster'
import type { Conversation } from '../store/tables'
import { atDesk, type Books, NOTHING_OWNED } from './books'
import { hadToWait } from './change-owner'
import type { Desk } from './desk'
import { decideOnceAsked, isBeingAsked } from './doubt'
import { isOpen } from './fold'
import { byPressure } from './pressure'
import { routeConversation } from './route-conversation'

/** Open, without an owner, and Baton's to decide. */
export const canBeDecided = (conversation: Conversation): boolean =>
  isOpen(conversation) &&
  conversation.ownerId === null &&
  !conversation.isFromBefore &&
  conversation.outOfSightAt === null

/** Decides those anew whose moment has come, or all whose rules changed. */
export const decideAgain = (desk: Desk, ids: ConversationId[]) =>
  atDesk(desk, function* (tx, books) {
    const found = yield* books.lookUp(ids)
    for (const conversation of found.filter(canBeDecided).sort(byPressure))
      if (yield* isBeingAsked(desk, tx, conversation)) books.keep(decideOnceAsked(desk, books, conversation))
      else yield* routeConversation(desk, tx, books, conversation)
  })

/** What waits until people let routing go on is decided then; without a decision that stands it waits for a person. */
const canBeDrained = (conversation: Conversation): boolean =>
  hadToWait(conversation) && conversation.waitStatus !== 'paused' && canBeDecided(conversation)

/** Those of whom it waits for, with what they own now. */
const awaitedOf = ({ loads }: Books, rules: Rules, { waitsForRoomOf }: Conversation): Candidate[] =>
  waitsForRoomOf.flatMap((id) => {
    const teammate = teammateById(rules, id)
    return teammate ? [{ teammate, load: loads[id] ?? NOTHING_OWNED }] : []
  })

/** So many wait for each other's transaction; webhooks are answered in between. */
const AT_ONCE = 50

/**
 * These teammates may have room again: what waits for that is decided in order, as far as they have any. What does not suit
 * them holds up nothing.
 */
export const drainFor = async (desk: Desk, teammates: TeammateId[]): Promise<{ happened: TrailKind[] }> => {
  const { store } = desk
  const waiting = (await store.conversations.waiting(store.db))
    .filter(canBeDrained)
    .filter(({ waitsForRoomOf }) => waitsForRoomOf.some((id) => teammates.includes(id)))
    .sort(byPressure)
  const happened: TrailKind[] = []
  for (let at = 0; at < waiting.length; at += AT_ONCE) {
    const ids = waiting.slice(at, at + AT_ONCE).map(({ id }) => id)
    const drained = await atDesk(desk, function* (tx, books) {
      const rules = desk.rules()?.rules
      if (!rules) return
      for (const conversation of (yield* books.lookUp(ids)).filter(canBeDrained).sort(byPressure)) {
        const { weight, urgency } = conversation
        const awaited = awaitedOf(books, rules, conversation).filter(({ teammate }) => teammates.includes(teammate.id))
        if (awaited.some((each) => hasRoom(each, weight, urgency ?? 'normal')))
          yield* routeConversation(desk, tx, books, conversation)
      }
    })
    happened.push(...drained.happened)
  }
  return { happened }
}
