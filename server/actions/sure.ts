import { later, MINUTE } from '../clock'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Desk } from './desk'

/** What Missive showed so lately still holds. */
export const SHOWN_HOLDS_MS = 5 * MINUTE

/**
 * Says of a conversation whether it is known as Missive shows it: it was asked about of late, or a sweep of its team ended, and
 * who wrote last is known. A server that was down, or cut off from Missive, has yet to hear what was done meanwhile.
 */
export function* sureOf({ store, clock }: Desk, tx: Db): Steps<(conversation: Conversation) => boolean> {
  const since = later(clock(), -SHOWN_HOLDS_MS)
  const teams = yield* run(store.directory.teams(tx))
  const swept = new Set(teams.flatMap(({ id, sweptAt }) => (sweptAt && sweptAt >= since ? id : [])))
  return ({ askedAt, missiveTeamId, isWriterUnknown }) =>
    (askedAt !== null && askedAt >= since) || (!isWriterUnknown && missiveTeamId !== null && swept.has(missiveTeamId))
}

/** Missive is asked about it now; an earlier plan stands. */
export const askFirst = ({ store, clock }: Desk, tx: Db, { id }: Conversation) =>
  store.dueWork.planUnlessPlanned(tx, 'read', id, clock())
