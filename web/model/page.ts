import { effect, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Answer, Problem } from '../api'
import type { Base } from '../base'
import { createPoll } from './poll'
import { createSignIn } from './sign-in'

const nobodyClaimed = signal(null)
const always = signal(true)

/** A page in a browser tab: signed in by e-mail and cookie. */
export const createTab = ({ call, clock, isOutdated, session }: Base) => ({
  session,
  signIn: createSignIn({ call, claimed: nobodyClaimed, purpose: 'tab', onSignedIn: session.signedIn }),
  isOutdated,
  now: clock.now,
  start: async () => {
    clock.start()
    await session.restore(null)
  },
})
export type Tab = ReturnType<typeof createTab>

export interface ShownDeps<T> extends Pick<Base, 'timers' | 'isVisible' | 'session'> {
  everyMs: number
  ask: () => Promise<Answer<T>>
  /** Whether this part of the page is the one that is looked at; left out: always. */
  isOpen?: ReadonlySignal<boolean>
}

/** One answer of the server, kept current while somebody is signed in and looks at it. */
export const createShown = <T>({ timers, isVisible, session, everyMs, ask, isOpen = always }: ShownDeps<T>) => {
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
  effect(() => (session.state.value.kind === 'signed in' && isOpen.value ? poll.start() : undefined))

  return {
    /** Null until the first answer, and when it may not be seen. */
    content,
    problem,
    /** Asks anew at once: something was changed. */
    soon: poll.soon,
  }
}
export type Shown<T> = ReturnType<typeof createShown<T>>
