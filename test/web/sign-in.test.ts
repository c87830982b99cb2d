import { signal } from '@preact/signals-core'
import { expect, it } from 'vitest'
import type { Claim } from '../../shared/api'
import { createSignIn } from '../../web/model/sign-in'
import { createServer, failed, me, ok, teammateId } from './support'

const ASK = '/api/sign-in/code'
const SIGN_IN = '/api/sign-in'

const openSignIn = (claimed: Claim | null = { teammateId: teammateId('imani') }) => {
  const signedIn: unknown[] = []
  const server = createServer({ [ASK]: () => ok({}), [SIGN_IN]: () => ok({ token: 'secret', me: me('imani') }) })
  const purpose = claimed ? 'panel' : 'tab'
  const onSignedIn = (...granted: unknown[]) => signedIn.push(granted)
  const model = createSignIn({ call: server.call, claimed: signal(claimed), purpose, onSignedIn })
  return { model, server, signedIn }
}

it('sends a code to who is here and signs them in with it', async () => {
  const { model, server, signedIn } = openSignIn()
  await model.askForCode()
  expect(model.step.value).toBe('code')
  model.code.value = ' 123 456 '
  await model.signIn()
  expect(server.bodiesOf(SIGN_IN)).toEqual([{ claim: { teammateId: 'imani' }, code: '123456', for: 'panel' }])
  expect(signedIn).toEqual([['secret', me('imani')]])
})

it('asks for an address where nobody is known, and waits until there is one', async () => {
  const { model, server } = openSignIn(null)
  for (const written of ['', ' ', 'imani']) {
    model.email.value = written
    await model.askForCode()
    expect(model.problem.value?.message).toBe('Write the e-mail address that you use in Missive.')
  }
  expect(server.asked).toEqual([])
  model.email.value = ' imani@example.com '
  await model.askForCode()
  expect(server.bodiesOf(ASK)).toEqual([{ claim: { email: 'imani@example.com' } }])
})

it('sends nothing that cannot be a code', async () => {
  const { model, server } = openSignIn()
  await model.askForCode()
  model.code.value = '12345'
  await model.signIn()
  expect(server.bodiesOf(SIGN_IN)).toEqual([])
  expect(model.problem.value?.message).toBe('The code has six digits.')
})

it('shows why a code did not work, and lets another try', async () => {
  const { model, server, signedIn } = openSignIn()
  await model.askForCode()
  server.answers[SIGN_IN] = () => failed('wrong_code', 'That is not the code.')
  model.code.value = '111111'
  await model.signIn()
  expect(model.problem.value?.message).toBe('That is not the code.')
  server.answers[SIGN_IN] = () => ok({ token: 'secret', me: me('imani') })
  await model.signIn()
  expect(signedIn).toHaveLength(1)
})

it('sends a new code and says so; too many are refused with the reason', async () => {
  const { model, server } = openSignIn()
  await model.askForCode()
  expect(model.sentAgain.value).toBe(false)
  await model.askForCode()
  expect(model.sentAgain.value).toBe(true)
  server.answers[ASK] = () => failed('too_many_codes', 'Try again in an hour.')
  await model.askForCode()
  expect(model.problem.value?.message).toBe('Try again in an hour.')
  expect(model.sentAgain.value).toBe(false)
})
