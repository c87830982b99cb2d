import type { Acknowledgement } from '../../shared/api'
import type { ConversationId } from '../../shared/ids'
import { AppError } from '../errors'
import type { Steps } from '../store/database'
import { atDesk } from './books'
import type { Desk } from './desk'
import { gatherGuards, givenBy, passGuards } from './guarding'
import { type Done, move, requireOpen, requireTeammate } from './move'
import { type Reader, requireSight } from './rights'

export interface GiveBack {
  why: string
  acknowledged: Acknowledgement[]
  reopen: boolean
}

/**
 * Back to the person who gave it; never a bounce. Throws `AppError`: `not_found`, `not_ready`, `closed`,
 * `changed_meanwhile`, `teammate_unknown`, `no_authority`, `guarded`.
 */
export const giveBack = async (
  desk: Desk,
  reader: Reader,
  id: ConversationId,
  { why, acknowledged, reopen }: GiveBack,
): Promise<Done> => {
  const { value } = await atDesk(desk, function* (tx, books): Steps<Done> {
    const now = desk.clock()
    const before = requireSight(desk, reader, yield* books.find(id))
    const by = reader.teammateId
    if (before.ownerId !== by)
      throw new AppError('changed_meanwhile', 'You do not own it, so there is nothing to give back.')
    const to = givenBy(before, yield* books.trailOf(before))
    if (!to)
      throw new AppError('changed_meanwhile', 'Nobody gave it to you. Hand it over, or put it back in the queue.')
    requireTeammate(desk, to)
    requireOpen(before, reopen)
    const guards = yield* gatherGuards(desk, tx, books, before, by, now)
    const warned = guards?.giving(to)
    const about = { conversationId: before.id, by, to }
    const exempt = warned && { ...warned, warnings: warned.warnings.filter(({ guard }) => guard.code !== 'bounce') }
    const passed = exempt ? yield* passGuards(desk, tx, about, exempt, acknowledged, now) : []
    const moved = { said: { kind: 'given_back', why }, by, to, acknowledged: passed, reopen } as const
    return yield* move(desk, tx, books, before, moved, {})
  })
  return value
}
