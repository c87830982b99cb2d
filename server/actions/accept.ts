import type { TeammateId } from '../../shared/ids'
import type { Conversation } from '../store/tables'
import { atDesk } from './books'
import type { Desk } from './desk'

/** Whether its owner has it before them for the first time, so that they accept it. */
const isSeen = ({ ownerId, unacceptedSince }: Conversation, reader: TeammateId): boolean =>
  ownerId === reader && unacceptedSince !== null

/** Its owner has opened it in the panel: that accepts it. */
export const acceptIfSeen = async (desk: Desk, opened: Conversation, reader: TeammateId): Promise<void> => {
  if (!isSeen(opened, reader)) return
  await atDesk(desk, function* (_tx, books) {
    const conversation = yield* books.find(opened.id)
    if (conversation && isSeen(conversation, reader)) books.keep({ ...conversation, unacceptedSince: null })
  })
}
