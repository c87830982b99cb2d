import type * as z from 'zod/mini'
import type { CoveredRow } from '../../shared/api'
import type { ConversationId } from '../../shared/ids'
import { AppError } from '../errors'
import { run, type Steps } from '../store/database'
import { listCovered } from './absences'
import { atDesk } from './books'
import type { Desk } from './desk'
import { type Done, move, requireOpen } from './move'
import { type Reader, requireManager } from './rights'
import { eachOf, type ManyDone } from './several'

/** Ends an absence now, or takes a planned one back. Gives back what others took over. Throws `AppError`: `not_found`, `not_allowed`. */
export const comeBack = async (desk: Desk, reader: Reader, id: string): Promise<z.output<typeof CoveredRow>[]> => {
  const { value } = await atDesk(desk, function* (tx, books): Steps<z.output<typeof CoveredRow>[]> {
    const { absences } = desk.store
    const now = desk.clock()
    const absence = yield* absences.find(tx, id)
    if (!absence || (absence.to && absence.to <= now))
      throw new AppError('not_found', 'This absence is over. Reload to see what is planned now.')
    if (absence.teammateId !== reader.teammateId)
      requireManager(reader, 'Only a manager may end the absence of somebody else. Ask one of them.')
    books.plan({ kind: 'absence', subjectId: id, dueAt: null, rank: 0 })
    yield* run(absence.from > now ? absences.cancel(tx, id) : absences.end(tx, id, now))
    return yield* listCovered(desk, tx, absence.teammateId)
  })
  return value
}

/** Gives what others took over back to the reader; never a bounce. */
export const takeBack = (desk: Desk, reader: Reader, ids: readonly ConversationId[]): Promise<ManyDone> => {
  const to = reader.teammateId
  return eachOf(
    desk,
    ids.map((conversationId) => ({ conversationId })),
    async ({ conversationId }) => {
      const { value } = await atDesk(desk, function* (tx, books): Steps<Done> {
        const covered = yield* listCovered(desk, tx, to)
        const before = yield* books.find(conversationId)
        if (!before || !covered.some((row) => row.conversationId === before.id))
          throw new AppError('changed_meanwhile', 'Nobody has this for you any more, so there is nothing to give back.')
        requireOpen(before, false)
        const said = { kind: 'given_back', why: 'Back from being away.' } as const
        return yield* move(desk, tx, books, before, { said, by: to, to }, {})
      })
      return value
    },
  )
}
