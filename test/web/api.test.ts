import { expect, it } from 'vitest'
import { BUILD_HEADER, panelApi } from '../../shared/panel-api'
import { createCall } from '../../web/api'
import { conversationId, me, START, view } from './support'

interface Sent {
  path: string
  init: RequestInit
}

const openCall = (respond: (sent: Sent) => Response | Promise<Response>, token: string | null = 'secret') => {
  const sent: Sent[] = []
  const heard: unknown[] = []
  const holder = { token }
  const call = createCall({
    fetch: (async (path: string, init: RequestInit) => {
      sent.push({ path, init })
      return respond({ path, init })
    }) as typeof fetch,
    token: () => holder.token,
    onAnswer: (build, at) => heard.push([build, at?.toISOString() ?? null]),
    onSignedOut: () => heard.push('signed out'),
  })
  return { call, sent, heard, holder }
}

const json = (content: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(content), { status, headers })

const error = (code: string, status: number) => json({ error: { code, message: 'A sentence.' } }, status)

it('sends the token as a bearer and never in the address', async () => {
  const { call, sent } = openCall(() => json({ handoffId: 'h1' }))
  await call(panelApi.undo, { id: 'a/b' }, {})
  expect(sent[0]?.path).toBe('/api/handoffs/a%2Fb/undo')
  expect(sent[0]?.init).toMatchObject({
    method: 'POST',
    headers: { authorization: 'Bearer secret' },
    credentials: 'omit',
  })
})

it('sends the cookie where there is no token', async () => {
  const { call, sent } = openCall(() => json(me('imani')), null)
  await call(panelApi.me, {}, {})
  expect(sent[0]?.init).toMatchObject({ credentials: 'same-origin', headers: {} })
})

it('reads the answer in its shape, moments included', async () => {
  const { call } = openCall(() => json(view({ dueAt: START })))
  expect(await call(panelApi.conversation, { id: conversationId('c1') }, {})).toMatchObject({
    ok: true,
    value: { dueAt: START },
  })
})

it('takes an answer of another shape as unreadable', async () => {
  const { call } = openCall(() => json({ ...view(), dueAt: 'tomorrow' }))
  const answer = await call(panelApi.conversation, { id: conversationId('c1') }, {})
  expect(answer).toMatchObject({ ok: false, problem: { code: 'unreadable' } })
})

it('gives the server’s reason, with the fields that are missing', async () => {
  const reply = { error: { code: 'not_ready', message: 'Write what is needed.', missing: ['whatsNeeded'] } }
  const { call } = openCall(() => json(reply, 422))
  expect(await call(panelApi.me, {}, {})).toEqual({
    ok: false,
    problem: { code: 'not_ready', message: 'Write what is needed.', missing: ['whatsNeeded'], guards: [] },
  })
})

it.each([
  ['no answer at all', () => Promise.reject(new TypeError('failed')), 'offline'],
  ['a gateway in between', () => new Response('<h1>Bad gateway</h1>', { status: 502 }), 'offline'],
  ['somebody else’s page', () => new Response('<h1>Hello</h1>'), 'unreadable'],
])('takes %s as %s', async (_, respond, code) => {
  const { call } = openCall(respond)
  expect(await call(panelApi.me, {}, {})).toMatchObject({ ok: false, problem: { code } })
})

it('tells the build and the clock of the server', async () => {
  const { call, heard } = openCall(() =>
    json(me('imani'), 200, { [BUILD_HEADER]: 'b2', date: 'Mon, 02 Nov 2026 10:00:00 GMT' }),
  )
  await call(panelApi.me, {}, {})
  expect(heard).toEqual([['b2', '2026-11-02T10:00:00.000Z']])
})

it('tells that the session has ended, unless somebody signed in anew meanwhile', async () => {
  const { call, heard, holder } = openCall(() => error('signed_out', 401))
  await call(panelApi.me, {}, {})
  expect(heard).toContain('signed out')
  heard.length = 0
  const late = call(panelApi.me, {}, {})
  holder.token = 'fresh'
  await late
  expect(heard).not.toContain('signed out')
})
