import type { Clock } from '../../clock'
import type { Answer, MissiveClient } from '../../missive/client'
import { MISSIVE_LIMITS } from '../../work/budget'
import { createPaced, createPurse } from '../../work/paced'
import type { DatabaseLook } from './database'

/** Asks Missive within the budget that every server on this database shares; an answer may be that it has no room. */
export type Ask = <T>(call: (client: MissiveClient) => Promise<Answer<T>>) => Promise<Answer<T>>

interface AskDeps {
  client: MissiveClient
  database: () => Promise<DatabaseLook>
  clock: Clock
  patienceMs: number
}

export const createAsk =
  ({ client, database, clock, patienceMs }: AskDeps): Ask =>
  async (call) => {
    const look = await database()
    if (look.kind !== 'ready') return call(client)
    const { store } = look
    const purse = createPurse(store, MISSIVE_LIMITS)
    const patience = AbortSignal.timeout(patienceMs)
    try {
      return await createPaced(store, purse, client, clock, patience)('people', call)
    } catch (error) {
      if (!patience.aborted) throw error
      const opensAt = await store.transaction((tx) => purse.opensAt(tx, 'people', clock()))
      return { kind: 'limited', retryAfterMs: Math.max(0, +opensAt - +clock()) }
    }
  }

/**
 * Asks whatever the budget says, and is counted in it: whether Missive accepts the token must be found out also while
 * Baton holds back because Missive does not.
 */
export const createAskAtOnce =
  ({ client, database, clock }: Omit<AskDeps, 'patienceMs'>): Ask =>
  async (call) => {
    const look = await database()
    if (look.kind !== 'ready') return call(client)
    const { store } = look
    const ids = await store.transaction((tx) => createPurse(store, MISSIVE_LIMITS).begin(tx, 'people', 1, clock()))
    const answer = await call(client)
    await store.calls.end(store.db, ids)
    return answer
  }

export const sayTrouble = (answer: Exclude<Answer<unknown>, { kind: 'ok' }>): string =>
  answer.kind === 'limited'
    ? `Missive asked to wait ${Math.ceil(answer.retryAfterMs / 1000)} s: its rate limit is reached.`
    : answer.reason
