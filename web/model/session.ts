import { type Signal, signal } from '@preact/signals-core'
import type { TeammateId } from '../../shared/ids'
import { panelApi as api, type Me } from '../../shared/panel-api'
import type { Call } from '../api'
import type { Timers } from '../timers'

const RETRY_MS = 3_000

export type SessionState =
  | { kind: 'checking'; isOffline: boolean }
  | { kind: 'signed out'; hasExpired: boolean }
  | { kind: 'signed in'; me: Me }

/** Where a token outlives the page. */
export interface TokenKeep {
  read: () => Promise<string | null>
  write: (token: string | null) => void
}

export interface SessionDeps {
  call: Call
  timers: Timers
  /** The bearer that `call` sends. */
  token: Signal<string | null>
  /** Null: a cookie holds the session, out of this page's reach. */
  keep: TokenKeep | null
}

/** Who is signed in, and whether the server still agrees. */
export const createSession = ({ call, timers, token, keep }: SessionDeps) => {
  const state = signal<SessionState>({ kind: 'checking', isOffline: false })

  const forget = (hasExpired: boolean) => {
    token.value = null
    keep?.write(null)
    state.value = { kind: 'signed out', hasExpired }
  }

  /** `claimed`: who Missive says is here; the session of somebody else does not count. */
  const check = async (claimed: TeammateId | null): Promise<void> => {
    const answer = await call(api.me, {}, {})
    if (answer.ok && (claimed === null || answer.value.teammate.id === claimed))
      state.value = { kind: 'signed in', me: answer.value }
    else if (answer.ok || answer.problem.code === 'signed_out') forget(false)
    else {
      state.value = { kind: 'checking', isOffline: true }
      timers.after(RETRY_MS, () => check(claimed))
    }
  }

  return {
    state,
    restore: async (claimed: TeammateId | null) => {
      token.value = (await keep?.read()) ?? null
      if (keep && !token.value) state.value = { kind: 'signed out', hasExpired: false }
      else await check(claimed)
    },
    signedIn: (granted: string | null, me: Me) => {
      token.value = granted
      keep?.write(granted)
      state.value = { kind: 'signed in', me }
    },
    /** The server does not know the session any more. */
    expire: () => {
      if (state.peek().kind === 'signed in') forget(true)
    },
    signOut: async () => {
      const answer = await call(api.signOut, {}, {})
      if (answer.ok || answer.problem.code === 'signed_out') forget(false)
    },
  }
}
export type SessionModel = ReturnType<typeof createSession>
