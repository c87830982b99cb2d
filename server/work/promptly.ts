import { type Clock, later, SECOND } from '../clock'
import type { Answer, MissiveClient } from '../missive/client'
import { run } from '../store/database'
import type { Store } from '../store/store'
import type { Share } from '../store/tables'
import type { Purse } from './paced'

/** `no room`: nothing was asked; `opensAt`: when it may be worth another try. */
export type Prompt<T> = Exclude<Answer<T>, { kind: 'limited' | 'locked out' }> | { kind: 'no room'; opensAt: Date }

/** Makes a call if its share has room right now. `part`: how much of what is its own the share may use. */
export type Promptly = <T>(
  share: Share,
  call: (client: MissiveClient) => Promise<Answer<T>>,
  part?: number,
) => Promise<Prompt<T>>

/** For work that has other things to do than to wait for its turn. */
export const createPromptly =
  (store: Store, purse: Purse, client: MissiveClient, clock: Clock): Promptly =>
  async <T>(share: Share, call: (client: MissiveClient) => Promise<Answer<T>>, part?: number): Promise<Prompt<T>> => {
    const begun = await store.transaction(function* (tx) {
      yield* store.turns.take(tx, 'missive')
      const now = clock()
      const opensAt = yield* purse.opensAt(tx, share, now, part)
      if (opensAt > now) return opensAt
      const rooms = yield* purse.rooms(tx, now)
      const [id] = yield* purse.begin(tx, share, Math.min(1, rooms(share)), now)
      return id ?? later(now, SECOND)
    })
    if (begun instanceof Date) return { kind: 'no room', opensAt: begun }
    const answer = await call(client)
    const opensAt = await store.transaction(function* (tx) {
      const now = clock()
      yield* run(store.calls.end(tx, [begun]))
      yield* purse.learn(tx, [answer], now)
      const opensAt = yield* purse.opensAt(tx, share, now, part)
      return opensAt > now ? opensAt : later(now, SECOND)
    })
    if (answer.kind === 'limited' || answer.kind === 'locked out') return { kind: 'no room', opensAt }
    return answer
  }
