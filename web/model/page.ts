import { effect, signal } from '@preact/signals-core'
import type { Answer, Problem } from '../api'
import type { Base } from '../base'
import { createPoll } from './poll'
import { createSignIn } from './sign-in'

const nobodyClaimed = signal(null)

export interface PageDeps<T> extends Base {
  everyMs: number
  ask: () => Promise<Answer<T>>
}

/** A page in a browser tab: signed in by e-mail and cookie, then one answer of the server, kept current. */
export const createPage = <T>({ call, timers, isVisible, clock, isOutdated, session, everyMs, ask }: PageDeps<T>) => {
  const signIn = createSignIn({ call, claimed: nobodyClaimed, purpose: 'tab', onSignedIn: session.signedIn })
  const content = signal<T | null>(null)
  const problem = signal<Problem | null>(null)

  const refresh = async (): Promise<boolean> => {
    const answer = await ask()
    problem.value = answer.ok ? null : answer.problem
    if (answer.ok) content.value = answer.value
    else if (answer.problem.code !== 'offline') content.value = null
    return answer.ok
  }
  const poll = createPoll({ timers, isVisible, everyMs, ask: refresh })
  effect(() => (session.state.value.kind === 'signed in' ? poll.start() : undefined))

  return {
    session,
    signIn,
    /** Null until the first answer, and when it may not be seen. */
    content,
    problem,
    isOutdated,
    now: clock.now,
    start: async () => {
      clock.start()
      await session.restore(null)
    },
  }
}
export type Page<T> = ReturnType<typeof createPage<T>>
