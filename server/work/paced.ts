import { setTimeout as sleep } from 'node:timers/promises'
import { type Clock, later, MINUTE, SECOND } from '../clock'
import type { Answer, MissiveClient } from '../missive/client'
import { type Db, run, type Steps } from '../store/database'
import type { Store } from '../store/store'
import type { Share } from '../store/tables'
import { type Limits, type Room, roomFor, WINDOW_MS } from './budget'

/** Longer than any call may take: a process that died under way frees its place by then. */
export const CALL_LEASE_MS = 45 * SECOND
const LOCKED_OUT_MS = MINUTE
const LOOK_AGAIN_MS = 200

/** The budget in the database, shared by every replica. Take the `missive` turn first. */
export const createPurse = (store: Store, limits: Limits) => ({
  *rooms(tx: Db, now: Date): Steps<(share: Share) => Room> {
    const pause = yield* store.states.get(tx, 'missive pause')
    const spent = yield* run(store.calls.since(tx, later(now, -WINDOW_MS)))
    const pausedUntil = pause && new Date(pause.until)
    const known = new Map<Share, Room>()
    return (share) => {
      const room = known.get(share) ?? roomFor(share, spent, pausedUntil, limits, now)
      known.set(share, room)
      return room
    }
  },

  begin: (tx: Db, share: Share, count: number, now: Date) =>
    store.calls.begin(tx, share, count, now, later(now, CALL_LEASE_MS)),

  /** 429 stops everything until `Retry-After`; a token that is not accepted stops it for a minute. */
  *pauseAfter(tx: Db, answer: Answer<unknown>, now: Date): Steps<void> {
    if (answer.kind !== 'limited' && answer.kind !== 'locked out') return
    const ms = answer.kind === 'limited' ? answer.retryAfterMs : LOCKED_OUT_MS
    const reason = answer.kind === 'limited' ? 'Missive asked to wait: its rate limit is reached.' : answer.reason
    yield* run(store.states.set(tx, 'missive pause', { until: later(now, ms).toISOString(), reason }, now))
  },
})

export type Purse = ReturnType<typeof createPurse>

/** Makes a call as soon as the budget has room for its share; waits out a 429. Throws `AbortError` when stopped. */
export type Paced = <T>(share: Share, call: (client: MissiveClient) => Promise<Answer<T>>) => Promise<Answer<T>>

export const createPaced =
  (store: Store, purse: Purse, client: MissiveClient, clock: Clock, stopping: AbortSignal): Paced =>
  async (share, call) => {
    for (;;) {
      stopping.throwIfAborted()
      const id = await store.transaction(function* (tx) {
        yield* store.turns.take(tx, 'missive')
        const rooms = yield* purse.rooms(tx, clock())
        const [id] = yield* purse.begin(tx, share, Math.min(1, rooms(share).now), clock())
        return id
      })
      if (id === undefined) {
        await sleep(LOOK_AGAIN_MS, undefined, { signal: stopping })
        continue
      }
      const answer = await call(client)
      await store.transaction(function* (tx) {
        yield* run(store.calls.end(tx, [id]))
        yield* purse.pauseAfter(tx, answer, clock())
      })
      if (answer.kind !== 'limited') return answer
    }
  }
