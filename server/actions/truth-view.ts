import type * as z from 'zod/mini'
import type { ImportProgress, Orphan, Recounted, Sweeps } from '../../shared/api'
import { DAY, later } from '../clock'
import type { Desk } from './desk'
import { knownCapabilities } from './learn'
import { personOf } from './person'
import type { Miscount } from './recount'
import { isSeatIn } from './teams-in-sight'

const LISTED = 200

const routedTeams = (desk: Desk) => [...new Set(desk.rules()?.rules.teams.map(({ missiveTeamId }) => missiveTeamId))]

/** Of the teams that the rules route; null: what is open in all of them is known. */
export const importProgress = async (desk: Desk): Promise<z.output<typeof ImportProgress> | null> => {
  const { store } = desk
  const wanted = routedTeams(desk)
  const known = (await store.directory.teams(store.db)).filter(({ id, goneAt }) => wanted.includes(id) && !goneAt)
  // What Missive does not show is not waited for.
  const { unseenTeams } = await store.transaction((tx) => knownCapabilities(desk, tx))
  const teams = known.filter((team) => unseenTeams !== 'refused' || isSeatIn(desk, team) !== false)
  const done = teams.filter(({ sweptUntil }) => sweptUntil !== null).length
  if (done === teams.length) return null
  const rows = await store.sweeps.ofTeams(store.db, 'import', wanted)
  const conversations = rows.reduce((sum, row) => sum + row.conversations, 0)
  const sentence = `Baton is reading what is open in Missive: ${done} of ${teams.length} teams, ${conversations} conversations so far. It routes when it knows all of it.`
  return { done, of: teams.length, conversations, sentence }
}

export const viewSweeps = async ({ store, clock }: Desk): Promise<z.output<typeof Sweeps>> =>
  store.transaction(function* (tx) {
    const recounted = yield* store.states.get(tx, 'recount')
    return {
      lastAt: yield* store.sweeps.lastFinishedAt(tx, 'quick'),
      lastDeepAt: yield* store.sweeps.lastFinishedAt(tx, 'deep'),
      repairsIn24Hours: yield* store.repairs.countSince(tx, later(clock(), -DAY)),
      recount: recounted && { at: new Date(recounted.at), differences: recounted.differences },
    }
  })

/** What people own who have left Missive. */
export const listOrphans = async (desk: Desk): Promise<z.output<typeof Orphan>[]> => {
  const rows = await desk.store.conversations.ofPeopleGone(desk.store.db, LISTED)
  return rows.flatMap(({ conversation: { id, subject, ownerId, lastActivityAt } }) =>
    ownerId ? [{ conversationId: id, subject, owner: personOf(desk, ownerId), lastActivityAt }] : [],
  )
}

export const viewMiscounts = (desk: Desk, found: readonly Miscount[]): z.output<typeof Recounted> => ({
  differences: found.map(({ teammateId, counter, rows }) => ({ person: personOf(desk, teammateId), counter, rows })),
})
