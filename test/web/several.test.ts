import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import { later, SECOND } from '../../server/clock'
import type { ConversationId, HandoffId } from '../../shared/ids'
import type { SeveralRow } from '../../shared/several-api'
import type { Answer } from '../../web/api'
import { createAway } from '../../web/model/away'
import { createSeveral } from '../../web/model/several'
import {
  conversationId,
  createLater,
  createServer,
  createTimers,
  failed,
  ok,
  START,
  teammateId,
  visible,
} from './support'

const PREVIEW = '/api/several/preview'
const SEND = '/api/several'
const UNDO = '/api/handoffs/:id/undo'
const UNDO_UNTIL = later(START, 30 * SECOND)

const row = (id: string, changes: Partial<SeveralRow> = {}): SeveralRow => ({
  conversationId: conversationId(id),
  subject: `About ${id}`,
  owner: null,
  to: { id: teammateId('imani'), name: 'Imani Okafor', sentence: '1 of 12' },
  note: { why: 'She knows it.', whatsNeeded: 'Refund it', byWhen: null, context: '' },
  guards: [],
  problem: null,
  isClosed: false,
  ...changes,
})

const guards = [{ code: 'full' as const, sentence: 'Imani is full.', better: null, allowsQuick: false }]

type Sent = { rows: { conversationId: ConversationId }[] }
const handed = ({ body }: { body: unknown }) =>
  ok({
    rows: (body as Sent).rows.map(({ conversationId }) => ({
      conversationId,
      handoffId: `h-${conversationId}` as HandoffId,
      undoUntil: UNDO_UNTIL,
      problem: null,
    })),
  })

const openSeveral = async (rows: SeveralRow[]) => {
  const { timers, passes, settle } = createTimers()
  const server = createServer({
    [PREVIEW]: () => ok({ rows, guards: [] }),
    [SEND]: handed,
    '/api/my-work': () => failed('offline'),
  })
  const selection = signal<readonly ConversationId[]>(rows.map((one) => one.conversationId))
  const model = createSeveral({
    call: server.call,
    timers,
    isVisible: visible(),
    selection,
    isSignedIn: signal(true),
  })
  await settle()
  return { model, rows: model.rows.value, server, selection, passes, settle }
}

describe('several selected', () => {
  it('each goes with its own note; a shared text replaces the drafts, and a row its own', async () => {
    const { rows, server } = await openSeveral([row('c1'), row('c2'), row('c3')])
    rows.shared.value = 'Answer today'
    rows.write(conversationId('c2'), 'Call first')
    await rows.send()
    const sent = server.bodiesOf(SEND).flatMap((body) => (body as { rows: { note: { whatsNeeded: string } }[] }).rows)
    expect(sent.map(({ note }) => note.whatsNeeded)).toEqual(['Answer today', 'Call first', 'Answer today'])
  })

  it('leaves out what has no text, nobody to go to, or was unchecked', async () => {
    const bare = { why: 'She knows it.', whatsNeeded: '', byWhen: null, context: '' }
    const { rows } = await openSeveral([
      row('c1', { note: bare }),
      row('c2', { to: null, problem: 'Nobody is there.' }),
      row('c3'),
      row('c4'),
    ])
    rows.toggle(conversationId('c4'))
    expect(rows.ready.value.map((one) => one.conversationId)).toEqual(['c3'])
  })

  it('asks once for a reason past all guards', async () => {
    const { rows, server } = await openSeveral([row('c1', { guards }), row('c2', { guards })])
    expect([...rows.guards.value]).toEqual([['full', { sentence: 'Imani is full.', count: 2 }]])
    await rows.send()
    expect(server.bodiesOf(SEND)).toEqual([])
    rows.reason.write('reason', 'She asked for them')
    await rows.send()
    expect(server.bodiesOf(SEND)).toMatchObject([{ acknowledged: [{ code: 'full', reason: 'She asked for them' }] }])
  })

  it('keeps those that failed, with the reason, and sends them alone the next time', async () => {
    const { rows, server } = await openSeveral([row('c1'), row('c2')])
    const problem = { code: 'no_authority' as const, message: 'She may not refund.' }
    server.answers[SEND] = () =>
      ok({
        rows: [
          { conversationId: conversationId('c1'), handoffId: 'h1' as HandoffId, undoUntil: UNDO_UNTIL, problem: null },
          { conversationId: conversationId('c2'), handoffId: null, undoUntil: null, problem },
        ],
      })
    await rows.send()
    expect(rows.results.value.get(conversationId('c2'))?.problem?.message).toBe('She may not refund.')
    server.answers[SEND] = handed
    await rows.send()
    expect(server.bodiesOf(SEND).map((body) => (body as Sent).rows.length)).toEqual([2, 1])
  })

  it('takes back what was handed over for as long as that can be undone; what cannot be stays, with the reason', async () => {
    const { rows, server } = await openSeveral([row('c1'), row('c2'), row('c3', { to: null, problem: 'Nobody.' })])
    const isUndoable = (now: Date) => rows.undoable(now).map(({ result }) => result.conversationId)
    expect(isUndoable(START)).toEqual([])
    await rows.send()
    expect(isUndoable(START)).toEqual(['c1', 'c2'])
    expect(isUndoable(UNDO_UNTIL)).toEqual([])
    const meanwhile = failed('changed_meanwhile', 'Somebody changed the owner meanwhile.')
    server.answers[UNDO] = ({ params }) => ((params as { id: string }).id === 'h-c1' ? ok({}) : meanwhile)
    await rows.undo(START)
    const [first, second] = rows.rows.value
    expect([rows.isDone(first!), rows.isDone(second!)]).toEqual([false, true])
    expect(rows.results.value.get(conversationId('c2'))?.problem?.message).toBe('Somebody changed the owner meanwhile.')
    expect(rows.ready.value.map((one) => one.conversationId)).toEqual(['c1'])
  })

  it('stops taking back where the server cannot be reached, and says nothing of that once it worked', async () => {
    const { rows, server } = await openSeveral([row('c1'), row('c2')])
    await rows.send()
    server.answers[UNDO] = () => failed('offline')
    await rows.undo(START)
    expect(server.bodiesOf(UNDO)).toHaveLength(1)
    expect(rows.problem.value?.code).toBe('offline')
    server.answers[UNDO] = () => failed('unavailable', 'Baton has just started.')
    await rows.undo(START)
    server.answers[UNDO] = () => ok({})
    await rows.undo(START)
    expect([...rows.results.value.values()].map(({ isUndone, problem }) => [isUndone, problem])).toEqual([
      [true, null],
      [true, null],
    ])
  })

  it('opens what is closed again only where the person chose that, known before or found out on the way', async () => {
    const { rows, server } = await openSeveral([row('c1'), row('c2', { isClosed: true }), row('c3')])
    expect(rows.ready.value.map((one) => one.conversationId)).toEqual(['c1', 'c3'])
    const problem = { code: 'closed' as const, message: 'It was closed meanwhile.' }
    server.answers[SEND] = () =>
      ok({
        rows: [
          { conversationId: conversationId('c1'), handoffId: 'h1' as HandoffId, undoUntil: UNDO_UNTIL, problem: null },
          { conversationId: conversationId('c3'), handoffId: null, undoUntil: null, problem },
        ],
      })
    await rows.send()
    expect(rows.ready.value).toEqual([])
    server.answers[SEND] = handed
    rows.toggleReopened(conversationId('c3'))
    await rows.send()
    expect(server.bodiesOf(SEND).at(-1)).toMatchObject({ rows: [{ conversationId: 'c3', reopen: true }] })
    expect(server.bodiesOf(SEND)[0]).toMatchObject({ rows: [{ reopen: false }, { reopen: false }] })
    expect(rows.isDone(row('c2'))).toBe(false)
  })

  it('shows nothing of an answer that was asked for before another choice', async () => {
    const { model, rows, server, settle } = await openSeveral([row('c1'), row('c2')])
    const late = createLater<Answer<unknown>>()
    server.answers[PREVIEW] = () => late.answer
    model.choose({ kind: 'spread' })
    server.answers[PREVIEW] = () => ok({ rows: [row('c2')], guards: [] })
    model.choose({ kind: 'all', to: teammateId('imani') })
    await settle()
    late.comes(ok({ rows: [row('c1')], guards: [] }))
    await settle()
    expect(rows.rows.value.map((one) => one.conversationId)).toEqual(['c2'])
  })

  it('keeps what was written for a selection that grows or shrinks, and sends none of what is not selected any more', async () => {
    const { model, server, selection, settle } = await openSeveral([row('c1'), row('c2'), row('c3')])
    model.choose({ kind: 'all', to: teammateId('imani') })
    await settle()
    model.rows.value.shared.value = 'Answer today'
    server.answers[PREVIEW] = () => createLater<Answer<unknown>>().answer
    selection.value = [conversationId('c1'), conversationId('c2')]
    expect(model.plan.value.kind).toBe('all')
    const { ready, noteFor } = model.rows.value
    expect(ready.value.map((one) => [one.conversationId, noteFor(one)?.whatsNeeded])).toEqual([
      ['c1', 'Answer today'],
      ['c2', 'Answer today'],
    ])
  })

  it('shows within seconds who has them meanwhile, but hands nothing to somebody who was not seen', async () => {
    const { rows, server, passes } = await openSeveral([row('c1'), row('c2')])
    rows.write(conversationId('c1'), 'Call first')
    const to = { id: teammateId('mei'), name: 'Mei Tanaka', sentence: '0 of 12' }
    const owner = { id: teammateId('sofia'), name: 'Sofia Rossi' }
    server.answers[PREVIEW] = () => ok({ rows: [row('c1', { to, owner, isClosed: true }), row('c2')], guards: [] })
    await passes(5_000)
    expect(rows.rows.value[0]).toMatchObject({ to: { id: 'imani' }, owner, isClosed: true })
    expect(rows.noteFor(rows.rows.value[0]!)?.whatsNeeded).toBe('Call first')
    expect(rows.ready.value.map(({ conversationId }) => conversationId)).toEqual(['c2'])
  })

  it('hands nothing over before it is seen whom each goes to by the plan that was chosen', async () => {
    const { model, server, passes } = await openSeveral([row('c1'), row('c2')])
    const to = { id: teammateId('mei'), name: 'Mei Tanaka', sentence: '0 of 12' }
    server.answers[PREVIEW] = () => failed('offline')
    model.choose({ kind: 'all', to: to.id })
    await passes(0)
    await model.send()
    expect(server.bodiesOf(SEND)).toEqual([])
    server.answers[PREVIEW] = () => ok({ rows: [row('c1', { to }), row('c2', { to })], guards: [] })
    await passes(10_000)
    await model.send()
    expect(server.bodiesOf(SEND)).toMatchObject([{ rows: [{ to: 'mei' }, { to: 'mei' }] }])
  })

  it('still says what was handed over when another plan is chosen, and hands it over no second time', async () => {
    const { model, rows, server, settle } = await openSeveral([row('c1'), row('c2', { to: null, problem: 'Nobody.' })])
    await rows.send()
    server.answers[PREVIEW] = () => ok({ rows: [row('c1'), row('c2')], guards: [] })
    model.choose({ kind: 'all', to: teammateId('imani') })
    await settle()
    await rows.send()
    expect(server.bodiesOf(SEND)).toMatchObject([
      { rows: [{ conversationId: 'c1' }] },
      { rows: [{ conversationId: 'c2' }] },
    ])
  })

  it('asks for nothing any more once others are selected, or none', async () => {
    const { server, selection, passes } = await openSeveral([row('c1'), row('c2')])
    selection.value = []
    await passes(1_000)
    const before = server.asked.length
    await passes(20_000)
    expect(server.asked).toHaveLength(before)
  })

  it('starts afresh for others: neither text nor reason goes to them, nor what was not answered yet', async () => {
    const { model, server, selection, settle } = await openSeveral([row('c1', { guards }), row('c2', { guards })])
    model.choose({ kind: 'all', to: teammateId('imani') })
    await settle()
    const before = model.rows.value
    before.shared.value = 'Answer today'
    before.reason.write('reason', 'She asked for them')
    const late = createLater<Answer<unknown>>()
    server.answers[SEND] = () => late.answer
    const sending = before.send()
    server.answers[PREVIEW] = () => ok({ rows: [row('c3', { guards }), row('c4')], guards: [] })
    selection.value = [conversationId('c3'), conversationId('c4')]
    await settle()
    late.comes(failed('offline'))
    await sending
    const { shared, reason, problem, isBusy } = model.rows.value
    expect(model.plan.value).toEqual({ kind: 'best' })
    expect([shared.value, reason.values.value.reason, problem.value, isBusy.value]).toEqual(['', '', null, false])
  })

  it('asks for fifty at most', async () => {
    const many = Array.from({ length: 60 }, (_, index) => row(`c${index}`))
    const { model, server } = await openSeveral(many)
    expect(model.tooMany()).toBe(10)
    expect(server.bodiesOf(PREVIEW)).toMatchObject([{ conversationIds: { length: 50 } }])
  })
})

describe('going away', () => {
  const openAway = async (atRisk: SeveralRow[]) => {
    const { settle } = createTimers()
    const preview = { person: { id: 'me' }, backAt: null, safe: [], atRisk, waitingOnCustomer: [] }
    const server = createServer({
      '/api/away/preview': () => ok(preview),
      '/api/away': ({ body }) => ok({ absence: {}, ...(handed({ body }) as { value: object }).value }),
    })
    let changes = 0
    const away = createAway({
      call: server.call,
      teammateId: null,
      onChange: async () => {
        changes++
      },
    })
    away.open()
    await settle()
    return { away, server, settle, changes: () => changes }
  }

  it('hands over what is at risk by one confirmation', async () => {
    const { away, server, changes } = await openAway([row('c1'), row('c2')])
    away.reason.value = 'Dentist'
    await away.confirm()
    expect(server.bodiesOf('/api/away')).toMatchObject([
      { from: null, to: null, reason: 'Dentist', rows: { length: 2 }, handsOver: false },
    ])
    expect(away.isOpen.value).toBe(false)
    expect(changes()).toBe(1)
  })

  it('that is planned hands over nothing yet, and says that it will', async () => {
    const { away, server, settle } = await openAway([row('c1')])
    away.setFrom(new Date('2026-12-01T08:00:00Z'))
    await settle()
    await away.confirm()
    expect(server.bodiesOf('/api/away')).toMatchObject([{ rows: [], handsOver: true }])
  })

  it('is not confirmed before it is seen what the chosen moments mean', async () => {
    const { away, server, settle } = await openAway([row('c1')])
    const late = createLater<Answer<unknown>>()
    server.answers['/api/away/preview'] = () => late.answer
    away.setTo(new Date('2026-12-01T08:00:00Z'))
    await away.confirm()
    expect(server.bodiesOf('/api/away')).toEqual([])
    late.comes(ok({ person: { id: 'me' }, backAt: null, safe: [], atRisk: [], waitingOnCustomer: [] }))
    await settle()
    await away.confirm()
    expect(server.bodiesOf('/api/away')).toMatchObject([{ rows: [] }])
  })

  it('waits for a reason past the guards of what is handed over', async () => {
    const { away, server } = await openAway([row('c1', { guards })])
    await away.confirm()
    expect(server.bodiesOf('/api/away')).toEqual([])
    expect(away.rows.reason.asked.value).toEqual({ name: 'reason' })
  })
})
