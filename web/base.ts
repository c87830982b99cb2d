import { signal } from '@preact/signals-core'
import { createCall } from './api'
import { createServerClock } from './model/server-clock'
import { createSession, type SessionModel, type TokenKeep } from './model/session'
import { browserTimers } from './timers'

const visibility = () => document.visibilityState === 'visible'

/** What each of our pages stands on. `keep`: where its token outlives it; null: a cookie holds the session. */
export const createBase = (keep: TokenKeep | null) => {
  const timers = browserTimers
  const clock = createServerClock(timers)
  const token = signal<string | null>(null)
  const isOutdated = signal(false)
  const isVisible = signal(visibility())
  document.addEventListener('visibilitychange', () => {
    isVisible.value = visibility()
  })

  const call = createCall({
    fetch: (input, init) => fetch(input, init),
    token: () => token.peek(),
    onAnswer: (build, at) => {
      clock.learn(at)
      if (build) isOutdated.value = build !== __BUILD_ID__
    },
    onSignedOut: () => session.expire(),
  })
  const session: SessionModel = createSession({ call, timers, token, keep })

  /** `isOutdated`: the server is of another build than this page. */
  return { call, timers, clock, isVisible, isOutdated, session }
}
export type Base = ReturnType<typeof createBase>
