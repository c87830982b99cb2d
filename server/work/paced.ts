import { setTimeout as sleep } from 'node:timers/promises'
import { type Clock, later, MINUTE, SECOND } from '../clock'
import type { Answer, MissiveClient } from '../missive/client'
import { type Db, run, type Steps } from '../store/database'
import type { Store } from '../store/store'
import type { Share } from '../store/tables'
import { type Limits, roomFor, type Spent, WINDOW_MS, windowsOf } from './budget'

/** Longer than any call may take: a process that died under way frees its place by then. */
export const CALL_LEASE_MS = 45 * SECOND
const LOCKED_OUT_MS = MINUTE
const LOOK_AGAIN_MS = 200

/** The budget in the database, shared by every replica. Take the `missive` turn first. */
export const createPurse = (store: Store, limits: Limits) => {
  function* spentBy(tx: Db, now: Date): Steps<Spent> {
    const underWay = yield* store.calls.countUnderWay(tx, now)
    const inMinute = yield* store.calls.countSince(tx, later(now, -MINUTE))
    const in15Minutes = yield* store.calls.countSince(tx, later(now, -WINDOW_MS))
    return { underWay, inMinute, in15Minutes }
  }

  return {
    /**
     * How many calls each share may start now; none while Missive asked to wait. While it does not accept the token, one a
     * minute may find out whether it does again: who is told of that one makes it.
     */
    *rooms(tx: Db, now: Date): Steps<(share: Share) => number> {
      const pause = yield* store.states.get(tx, 'missive pause')
      if (pause && new Date(pause.until) > now) return () => 0
      const spent = yield* spentBy(tx, now)
      if (pause?.lockedOutSince === undefined) return (share) => roomFor(share, spent, limits)
      const until = later(now, LOCKED_OUT_MS).toISOString()
      yield* run(store.states.set(tx, 'missive pause', { ...pause, until }, now))
      return (share) => Math.min(1, roomFor(share, spent, limits))
    },

    /** Why nothing but a probe goes out; null: Missive accepts the token, as far as it was asked. */
    *sayLockedOut(tx: Db): Steps<string | null> {
      const pause = yield* store.states.get(tx, 'missive pause')
      return pause?.lockedOutSince === undefined ? null : pause.reason
    },

    /**
     * When this share may start a call: now, or when enough of those made are old enough. `part`: how much of what is its
     * own it may use.
     */
    *opensAt(tx: Db, share: Share, now: Date, part = 1): Steps<Date> {
      const pause = yield* store.states.get(tx, 'missive pause')
      let opensAt = pause && new Date(pause.until) > now ? new Date(pause.until) : now
      for (const { ms, most, of } of windowsOf(share, limits, part)) {
        const since = later(now, -ms)
        const over = (yield* store.calls.countSince(tx, since, of)) - most
        const mustPass = over < 0 ? null : yield* store.calls.atPlace(tx, since, over, of)
        if (mustPass && later(mustPass, ms) > opensAt) opensAt = later(mustPass, ms)
      }
      return opensAt
    },

    /** What is left for people. */
    *left(tx: Db, now: Date): Steps<{ perMinute: number; per15Minutes: number }> {
      const { inMinute, in15Minutes } = yield* spentBy(tx, now)
      return {
        perMinute: Math.max(0, limits.perMinute - inMinute),
        per15Minutes: Math.max(0, limits.per15Minutes - in15Minutes),
      }
    },

    begin: (tx: Db, share: Share, count: number, now: Date) =>
      store.calls.begin(tx, share, count, now, later(now, CALL_LEASE_MS)),

    /** 429 stops everything until `Retry-After`; a token that is not accepted stops it until it is again. */
    *learn(tx: Db, answers: readonly Answer<unknown>[], now: Date): Steps<void> {
      const limited = answers.find((answer) => answer.kind === 'limited')
      const lockedOut = answers.find((answer) => answer.kind === 'locked out')
      const pause = yield* store.states.get(tx, 'missive pause')
      if (limited) {
        const until = later(now, limited.retryAfterMs).toISOString()
        const reason = 'Missive asked to wait: its rate limit is reached.'
        yield* run(store.states.set(tx, 'missive pause', { until, reason }, now))
      } else if (lockedOut) {
        const until = later(now, LOCKED_OUT_MS).toISOString()
        const lockedOutSince = pause?.lockedOutSince ?? now.toISOString()
        yield* run(store.states.set(tx, 'missive pause', { until, reason: lockedOut.reason, lockedOutSince }, now))
      } else if (pause?.lockedOutSince !== undefined && answers.some(({ kind }) => kind === 'ok' || kind === 'refused'))
        yield* run(store.states.clear(tx, 'missive pause'))
    },

    /** A server that starts may have been given another token: it finds out at once. */
    *tryAgain(tx: Db, now: Date): Steps<void> {
      const pause = yield* store.states.get(tx, 'missive pause')
      if (pause?.lockedOutSince !== undefined)
        yield* run(store.states.set(tx, 'missive pause', { ...pause, until: now.toISOString() }, now))
    },
  }
}

export type Purse = ReturnType<typeof createPurse>

/**
 * Makes a call as soon as the budget has room for its share; waits out a 429. While Missive does not accept the token it
 * answers so without asking, but for one call a minute. Throws `AbortError` when stopped.
 */
export type Paced = <T>(share: Share, call: (client: MissiveClient) => Promise<Answer<T>>) => Promise<Answer<T>>

export const createPaced = (
  store: Store,
  purse: Purse,
  client: MissiveClient,
  clock: Clock,
  stopping: AbortSignal,
): Paced => {
  const begin = (share: Share) =>
    store.transaction(function* (tx) {
      yield* store.turns.take(tx, 'missive')
      const rooms = yield* purse.rooms(tx, clock())
      const [id] = yield* purse.begin(tx, share, Math.min(1, rooms(share)), clock())
      return { id, lockedOut: id === undefined ? yield* purse.sayLockedOut(tx) : null }
    })

  return async (share, call) => {
    for (;;) {
      stopping.throwIfAborted()
      const { id, lockedOut } = await begin(share)
      if (lockedOut) return { kind: 'locked out', reason: lockedOut }
      if (id === undefined) {
        await sleep(LOOK_AGAIN_MS, undefined, { signal: stopping })
        continue
      }
      const answer = await call(client)
      await store.transaction(function* (tx) {
        yield* run(store.calls.end(tx, [id]))
        yield* purse.learn(tx, [answer], clock())
      })
      if (answer.kind !== 'limited') return answer
    }
  }
}
