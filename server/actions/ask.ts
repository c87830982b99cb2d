import type { ConversationId, TeammateId } from '../../shared/ids'
import { AppError } from '../errors'
import type { Steps } from '../store/database'
import { atDesk } from './books'
import type { Desk } from './desk'
import { type Done, requireTeammate, speak } from './move'
import { type Reader, requireSight } from './rights'

/**
 * A question in the conversation, before it is given or taken (*Ask first*) or to who gave it (*Ask back*): its owner stays.
 * Throws `AppError`: `not_found`, `not_ready`, `teammate_unknown`, `bad_request`.
 */
export const ask = async (
  desk: Desk,
  reader: Reader,
  id: ConversationId,
  { to, question }: { to: TeammateId; question: string },
): Promise<Done> => {
  const { value } = await atDesk(desk, function* (_tx, books): Steps<Done> {
    const conversation = requireSight(desk, reader, yield* books.find(id))
    requireTeammate(desk, to)
    const by = reader.teammateId
    if (to === by) throw new AppError('bad_request', 'This question would go to yourself. Choose somebody else.')
    return speak(desk, books, conversation, { said: { kind: 'asked', to, question }, by, asked: to })
  })
  return value
}
