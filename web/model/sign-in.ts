import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Claim } from '../../shared/api'
import { panelApi as api, type Me } from '../../shared/panel-api'
import type { Call, Problem } from '../api'
import { tMore } from '../text/more'

const CODE = /^\d{6}$/

export interface SignInDeps {
  call: Call
  /** Whom the panel signs in, by Missive's id; null in a browser tab, which asks for an e-mail address. */
  claimed: ReadonlySignal<Claim | null>
  /** `tab`: the session becomes a cookie. */
  purpose: 'panel' | 'tab'
  onSignedIn: (token: string | null, me: Me) => void
}

/** From "who are you" over a one-time code to a session. */
export const createSignIn = ({ call, claimed, purpose, onSignedIn }: SignInDeps) => {
  const step = signal<'ask' | 'code'>('ask')
  const email = signal('')
  const code = signal('')
  const isBusy = signal(false)
  const problem = signal<Problem | null>(null)
  const sentAgain = signal(false)

  const claim = computed<Claim | null>(
    () => claimed.value ?? (email.value.includes('@') ? { email: email.value.trim() } : null),
  )

  const complain = (message: string) => {
    problem.value = { code: 'bad_request', message, missing: [], guards: [] }
  }

  const busily = async <T>(work: () => Promise<T>): Promise<T> => {
    isBusy.value = true
    problem.value = null
    const result = await work()
    isBusy.value = false
    return result
  }

  const askForCode = async () => {
    const asked = claim.peek()
    if (isBusy.peek()) return
    if (!asked) return complain(tMore().signIn.writeAddress)
    const isAgain = step.peek() === 'code'
    sentAgain.value = false
    const answer = await busily(() => call(api.askForCode, {}, { claim: asked }))
    if (!answer.ok) problem.value = answer.problem
    else {
      step.value = 'code'
      code.value = ''
      sentAgain.value = isAgain
    }
  }

  const signIn = async () => {
    const asked = claim.peek()
    const typed = code.peek().replace(/\s/g, '')
    if (!asked || isBusy.peek()) return
    if (!CODE.test(typed)) return complain(tMore().signIn.sixDigits)
    const answer = await busily(() => call(api.signIn, {}, { claim: asked, code: typed, for: purpose }))
    if (!answer.ok) problem.value = answer.problem
    else {
      step.value = 'ask'
      code.value = ''
      onSignedIn(answer.value.token, answer.value.me)
    }
  }

  const startOver = () => {
    step.value = 'ask'
    code.value = ''
    problem.value = null
  }

  return { step, email, code, isBusy, problem, sentAgain, askForCode, signIn, startOver }
}
export type SignInModel = ReturnType<typeof createSignIn>
