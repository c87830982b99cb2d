import type { ConversationId } from '../../shared/ids'
import { later } from '../clock'
import { AppError } from '../errors'
import type { Steps } from '../store/database'
import { atDesk } from './books'
import type { Desk } from './desk'
import { type Done, move, requireOpen, requireRelease } from './move'
import { pressureOf } from './pressure'
import { type Reader, requireSight } from './rights'
import { UNDO_MS } from './undo'

/**
 * Back to the team inbox, and not to who had it again. Baton looks for an owner once it can no longer be undone. Throws
 * `AppError`: `not_found`, `not_allowed`, `not_ready`, `closed`, `changed_meanwhile`.
 */
export const backToQueue = async (desk: Desk, reader: Reader, id: ConversationId, why: string): Promise<Done> => {
  const { value } = await atDesk(desk, function* (tx, books): Steps<Done> {
    const before = requireSight(desk, reader, yield* books.find(id))
    requireOpen(before, false)
    if (!before.ownerId && before.assignees.length === 0)
      throw new AppError('changed_meanwhile', 'Nobody owns it, so it is in the queue already.')
    requireRelease(desk, reader, before)
    const decideAgainAt = later(desk.clock(), UNDO_MS)
    books.plan({ kind: 'decide', subjectId: before.id, dueAt: decideAgainAt, rank: pressureOf(before) })
    const waitSentence = 'Back in the queue. Baton looks for an owner in a moment.'
    const waits = { waitStatus: 'held' as const, waitSentence, decideAgainAt, isWithEveryone: false }
    const moved = { said: { kind: 'queued', why }, by: reader.teammateId, to: null } as const
    return yield* move(desk, tx, books, before, moved, waits)
  })
  return value
}
