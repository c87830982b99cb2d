import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import type { LeftAlone, LeftOut } from '../../shared/tab-api'
import { createLeftOut, type LeftOutDeps } from '../../web/model/left-out'
import { conversationId, createServer, createTimers, failed, me, ok, START, visible } from './support'

const PATH = '/api/left-out?reason=:reason&after=:after'
const WANT = '/api/conversations/:id/want-owner'

const row = (id: string): LeftAlone => ({
  conversationId: conversationId(id),
  subject: `About ${id}`,
  team: 'Support',
  since: START,
  sentence: 'It needs no owner.',
  reason: 'no owner needed',
})

const answer = (ids: string[], next: string | null): LeftOut => ({
  twoOwners: [],
  routing: { teams: [], pauses: [], timeZone: null },
  counts: [{ reason: 'no owner needed', count: 3 }],
  leftAlone: ids.map(row),
  next,
  proposals: { domains: [], words: [] },
})

const looking = async (answers: Parameters<typeof createServer>[0] = {}) => {
  const server = createServer({
    [PATH]: ({ params }) =>
      ok((params as { after: string }).after === '' ? answer(['a', 'b'], 'b') : answer(['b', 'c'], null)),
    [WANT]: () => ok({ sentence: 'Handed to Imani Okafor.' }),
    ...answers,
  })
  const { timers, settle, passes } = createTimers()
  const session = { state: signal({ kind: 'signed in', me: me('sofia') }) } as unknown as LeftOutDeps['session']
  const deps = { call: server.call, timers, session, isVisible: visible(), isOpen: visible(), everyMs: 5_000 }
  const model = createLeftOut(deps as unknown as LeftOutDeps)
  await settle()
  const ids = () => model.rows.value.map((each) => each.conversationId)
  return { server, model, ids, settle, passes }
}

describe('what is left out', () => {
  it('is listed a page at a time, each conversation once', async () => {
    const { model, ids } = await looking()
    expect(ids()).toEqual(['a', 'b'])
    await model.more()
    expect(ids()).toEqual(['a', 'b', 'c'])
    expect(model.hasMore.value).toBe(false)
  })

  it('begins anew for another reason', async () => {
    const { server, model, ids, settle } = await looking()
    await model.more()
    model.reason.value = 'no owner needed'
    await settle()
    expect(ids()).toEqual(['a', 'b'])
    expect(server.asked.at(-1)?.params).toEqual({ reason: 'no owner needed', after: '' })
  })

  it('goes when somebody wants an owner for it, and what came of it is said', async () => {
    const { server, model, ids } = await looking()
    await model.more()
    server.answers[PATH] = () => ok(answer(['a', 'b'], 'b'))
    await model.wantOwner(row('c'))
    expect(server.asked.find(({ path }) => path === WANT)?.params).toEqual({ id: 'c' })
    expect(model.wanted.value).toEqual({ subject: 'About c', sentence: 'Handed to Imani Okafor.' })
    expect(ids()).toEqual(['a', 'b'])
  })

  it('stays when it cannot be changed, and says why', async () => {
    const { model, ids } = await looking({ [WANT]: () => failed('offline') })
    await model.wantOwner(row('a'))
    expect([model.problem.value?.code, model.wanted.value, ids()]).toEqual(['offline', null, ['a', 'b']])
  })
})
