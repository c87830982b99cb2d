import type { Clock } from '../clock'
import type { Logger } from '../log'
import type { Store } from '../store/store'
import type { Paced } from './paced'

export interface TokenWatchDeps {
  store: Store
  paced: Paced
  clock: Clock
  log: Logger
}

/**
 * Says once in the log that Missive does not accept the token, and once that it does again. Where nothing is owed that
 * would find out, it asks by itself.
 */
export const createTokenWatch = ({ store, paced, clock, log }: TokenWatchDeps) => {
  let wasLockedOut = false

  return async (): Promise<boolean> => {
    const now = clock()
    const { pause, isOwed } = await store.transaction(function* (tx) {
      const pause = yield* store.states.get(tx, 'missive pause')
      const isOwed = pause ? (yield* store.outbox.next(tx, [], now, 1)).length > 0 : false
      return { pause, isOwed }
    })
    const isLockedOut = pause?.lockedOutSince !== undefined
    if (isLockedOut && !wasLockedOut) log.error({ since: pause.lockedOutSince }, pause.reason)
    if (!isLockedOut && wasLockedOut) log.info('Missive accepts the API token again')
    wasLockedOut = isLockedOut
    if (!isLockedOut || isOwed || new Date(pause.until) > now) return false
    await paced('reads', (client) => client.organizations(0))
    return true
  }
}
