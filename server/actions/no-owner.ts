import type { NoOwnerReason } from '../../shared/act-api'
import type { ConversationId } from '../../shared/ids'
import { AppError } from '../errors'
import { sayNoOwner } from '../routing/needs-owner'
import type { Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { atDesk } from './books'
import type { Desk } from './desk'
import { type Done, move, requireOpen, requireRelease } from './move'
import { type Reader, requireSight } from './rights'

/**
 * Nobody need own it until the customer writes. Missive is told only where it shows an owner. Throws `AppError`:
 * `not_found`, `not_allowed`, `closed`, `changed_meanwhile`.
 */
export const needsNoOwner = async (
  desk: Desk,
  reader: Reader,
  id: ConversationId,
  reason: NoOwnerReason,
): Promise<Done> => {
  const { value } = await atDesk(desk, function* (tx, books): Steps<Done> {
    const before = requireSight(desk, reader, yield* books.find(id))
    requireOpen(before, false)
    if (before.noOwnerReason) throw new AppError('changed_meanwhile', 'Somebody said already that it needs no owner.')
    requireRelease(desk, reader, before)
    books.plan({ kind: 'decide', subjectId: before.id, dueAt: null, rank: 0 })
    const by = reader.teammateId
    const isSilent = before.assignees.length === 0 && before.pendingHandoffId === null
    const moved = { said: { kind: 'no_owner_needed', reason }, by, to: null, isSilent } as const
    return yield* move(desk, tx, books, before, moved, leftBecause(reason))
  })
  return value
}

const leftBecause = (reason: NoOwnerReason): Partial<Conversation> => ({
  waitStatus: 'left',
  waitSentence: sayNoOwner(reason),
  leaveReason: 'no owner needed',
  noOwnerReason: reason,
  isWanted: false,
  isFromBefore: false,
  isWithEveryone: false,
  decideAgainAt: null,
  waitsForRoomOf: [],
})
