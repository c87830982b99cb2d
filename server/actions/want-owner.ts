import type { TrailKind } from '../../shared/api'
import type { ConversationId } from '../../shared/ids'
import { AppError } from '../errors'
import type { Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { atDesk } from './books'
import type { Desk } from './desk'
import { isOpen } from './fold'
import { type Reader, requireSight } from './rights'
import { routeConversation } from './route-conversation'

/**
 * A person says that it needs an owner, whatever the rules leave alone, also when it was here before Baton: it is routed at
 * once. Throws `AppError`: `not_found`, `closed`, `changed_meanwhile`.
 */
export const wantOwner = async (
  desk: Desk,
  reader: Reader,
  id: ConversationId,
): Promise<{ sentence: string; happened: TrailKind[] }> => {
  const { value: sentence, happened } = await atDesk(desk, function* (tx, books): Steps<string> {
    const before = requireSight(desk, reader, yield* books.find(id))
    requireOpenAndUnowned(desk, before)
    const wanted = { ...before, isWanted: true, noOwnerReason: null, isFromBefore: false, updatedAt: desk.clock() }
    books.keep(wanted)
    const decision = yield* routeConversation(desk, tx, books, wanted)
    const after = yield* books.find(id)
    return after?.waitSentence ?? decision?.outcome.sentence ?? 'There are no rules yet, so Baton assigns nobody.'
  })
  return { sentence, happened }
}

const requireOpenAndUnowned = (desk: Desk, conversation: Conversation): void => {
  if (!isOpen(conversation))
    throw new AppError('closed', 'This conversation was closed meanwhile, so it needs no owner. Reopen it first.')
  if (!conversation.ownerId) return
  const owner = desk.people().teammateById.get(conversation.ownerId)?.name ?? 'Somebody who has left Missive'
  throw new AppError('changed_meanwhile', `${owner} owns it already.`)
}
