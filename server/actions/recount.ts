import type { TeammateId } from '../../shared/ids'
import { run, type Steps } from '../store/database'
import { atDesk } from './books'
import type { Desk } from './desk'
import { inHundredths } from './weigh'

/** What somebody holds, by the counters or by the rows. */
export interface Count {
  openLoad: number
  conversations: number
}

/** A counter that was not what the rows say, and is now. */
export interface Miscount {
  teammateId: TeammateId
  counter: Count
  rows: Count
}

const NOTHING: Count = { openLoad: 0, conversations: 0 }

/** Proves the counters of open load against the rows they count, all in one moment, and mends those that differ. */
export const recount = async (desk: Desk): Promise<Miscount[]> => {
  const { store, clock } = desk
  const { value } = await atDesk(desk, function* (tx, books): Steps<Miscount[]> {
    const counted = yield* run(store.conversations.recount(tx))
    const byId = new Map(counted.map(({ teammateId, ...count }) => [teammateId as TeammateId, count]))
    const ids = new Set([...byId.keys(), ...(Object.keys(books.loads) as TeammateId[])])
    const found = [...ids].flatMap((teammateId): Miscount[] => {
      const { openLoad, conversations } = books.loads[teammateId] ?? NOTHING
      const own = byId.get(teammateId) ?? NOTHING
      const rows = { openLoad: inHundredths(own.openLoad), conversations: own.conversations }
      const isRight = rows.openLoad === inHundredths(openLoad) && rows.conversations === conversations
      return isRight ? [] : [{ teammateId, counter: { openLoad, conversations }, rows }]
    })
    for (const { teammateId, rows } of found) books.correctLoad(teammateId, rows)
    const at = clock()
    yield* run(store.states.set(tx, 'recount', { at: at.toISOString(), differences: found.length }, at))
    return found
  })
  return value
}
