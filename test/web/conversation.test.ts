import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import type { HandoffId } from '../../shared/ids'
import type { WholeView } from '../../shared/owner-api'
import type { Person } from '../../shared/panel-api'
import type { Answer } from '../../web/api'
import { createConversation } from '../../web/model/conversation'
import { handOverOf } from '../../web/model/hand-over'
import { createKeptNotes } from '../../web/model/kept-notes'
import {
  conversationId,
  createLater,
  createServer,
  createStore,
  createTimers,
  failed,
  ok,
  person,
  START,
  teammateId,
  trailEntry,
  view,
  visible,
} from './support'

const CONVERSATION = '/api/conversations/:id'
const HAND_OFF = '/api/conversations/:id/hand-off'
const TAKE = '/api/conversations/:id/take'
const UNDO = '/api/handoffs/:id/undo'
const [imani, sofia] = [teammateId('imani'), teammateId('sofia')]

const openConversation = async (shown: WholeView | null = view()) => {
  const { timers, passes } = createTimers()
  const now = signal(START)
  const server = createServer({
    [CONVERSATION]: () => (shown ? ok(shown) : failed('not_found')),
    [HAND_OFF]: () => ok({ handoffId: 'h1' }),
    [TAKE]: () => ok({ handoffId: 'h1' }),
    [UNDO]: () => ok({ handoffId: 'h2' }),
  })
  const notes = createKeptNotes({ timers, ...createStore() })
  const me = signal<Person | null>(person('lukas'))
  const deps = {
    call: server.call,
    timers,
    isVisible: visible(),
    now,
    me,
    notes,
    inMissive: () => ({ reply: () => {}, removeAssignees: () => {} }),
  }
  const model = createConversation(deps, conversationId('c1'))
  const stop = model.watch()
  await passes(0)
  return { model, server, passes, now, notes, deps, stop }
}

describe('assigning', () => {
  it('sends the note with what speaks for the person clicked, and which fields are drafted', async () => {
    const { model, server } = await openConversation()
    model.note.write('context', 'Order 4411, twice')
    await handOverOf(model).assign(sofia, 'Sofia')
    expect(server.bodiesOf(HAND_OFF)).toEqual([
      {
        to: sofia,
        note: { ...view().draft, why: 'Because of sofia.', context: 'Order 4411, twice' },
        drafted: ['why', 'whatsNeeded', 'byWhen'],
        acknowledged: [],
        reopen: false,
      },
    ])
  })

  it('does nothing until the note is ready, and points at what is missing', async () => {
    const { model, server } = await openConversation(view({ draft: { whatsNeeded: '', byWhen: null, context: '' } }))
    await handOverOf(model).assign(imani, 'Imani')
    expect(server.bodiesOf(HAND_OFF)).toEqual([])
    expect(model.note.asked.value).toEqual({ field: 'whatsNeeded' })
    model.note.write('whatsNeeded', 'Call them')
    await handOverOf(model).assign(imani, 'Imani')
    expect(server.bodiesOf(HAND_OFF)).toHaveLength(1)
  })

  it('sends once, however often the button is clicked', async () => {
    const { model, server } = await openConversation()
    const later = createLater<Answer<unknown>>()
    server.answers[HAND_OFF] = () => later.answer
    const first = handOverOf(model).assign(imani, 'Imani')
    expect(model.doing.value).toMatchObject({ kind: 'assign', to: imani, doing: 'Assigning to Imani…' })
    await handOverOf(model).assign(imani, 'Imani')
    later.comes(ok({ handoffId: 'h1' }))
    await first
    expect(server.bodiesOf(HAND_OFF)).toHaveLength(1)
    expect(model.doing.value).toBeNull()
  })

  it('starts from a draft again once it was sent', async () => {
    const { model, notes } = await openConversation()
    model.note.write('why', 'He asked for it.')
    await handOverOf(model).assign(imani, 'Imani')
    expect(model.note.isEdited.value).toBe(false)
    expect(notes.of(conversationId('c1'))).toEqual({})
  })

  it.each(['offline', 'teammate_unknown', 'changed_meanwhile', 'internal'] as const)(
    'keeps the written note when the answer is %s, and says why',
    async (code) => {
      const { model, server, notes } = await openConversation()
      server.answers[HAND_OFF] = () => failed(code, 'That did not work.')
      model.note.write('why', 'He asked for it.')
      await handOverOf(model).assign(imani, 'Imani')
      expect(model.note.shown.value.why).toBe('He asked for it.')
      expect(notes.of(conversationId('c1'))).toEqual({ why: 'He asked for it.' })
      expect(model.failure.value?.problem.message).toBe('That did not work.')
    },
  )

  it('keeps the written note when the session has ended, and leaves the rest to signing in', async () => {
    const { model, server } = await openConversation()
    server.answers[HAND_OFF] = () => failed('signed_out')
    model.note.write('why', 'He asked for it.')
    await handOverOf(model).assign(imani, 'Imani')
    expect(model.note.shown.value.why).toBe('He asked for it.')
    expect(model.failure.value).toBeNull()
  })

  it('points at the field that the server misses', async () => {
    const { model, server } = await openConversation()
    server.answers[HAND_OFF] = () => failed('not_ready', 'Write what is needed.', ['whatsNeeded'])
    await handOverOf(model).assign(imani, 'Imani')
    expect(model.note.asked.value).toEqual({ field: 'whatsNeeded' })
  })

  it('offers to reopen what was closed meanwhile, and reopens on that choice alone', async () => {
    const { model, server } = await openConversation()
    server.answers[HAND_OFF] = () => failed('closed')
    await handOverOf(model).assign(sofia, 'Sofia')
    expect(model.failure.value?.problem.code).toBe('closed')
    server.answers[HAND_OFF] = () => ok({ handoffId: 'h1' })
    await model.retry({ reopen: true })
    expect(server.bodiesOf(HAND_OFF)).toMatchObject([
      { to: sofia, reopen: false },
      { to: sofia, reopen: true },
    ])
    expect(model.failure.value).toBeNull()
  })
})

describe('taking', () => {
  it('needs no note when nobody owns it', async () => {
    const { model, server } = await openConversation(view({ draft: { whatsNeeded: '', byWhen: null, context: '' } }))
    await handOverOf(model).take()
    expect(server.bodiesOf(TAKE)).toEqual([{ note: null, drafted: [], acknowledged: [], reopen: false }])
  })

  it('needs a reason when it is taken from somebody', async () => {
    const { model, server } = await openConversation(view({ owners: [person('imani')] }))
    await handOverOf(model).take()
    expect(server.bodiesOf(TAKE)).toEqual([])
    expect(model.note.asked.value).toEqual({ field: 'why' })
    model.note.write('why', 'I know the customer.')
    await handOverOf(model).take()
    expect(server.bodiesOf(TAKE)).toMatchObject([{ note: { why: 'I know the customer.', whatsNeeded: 'Refund it' } }])
  })

  it('is for what others own or nobody does', async () => {
    const { model } = await openConversation(view({ owners: [person('lukas')] }))
    expect(model.isMine.value).toBe(true)
  })
})

describe('undoing', () => {
  const undoable = view({ undo: { handoffId: 'h1' as HandoffId, until: new Date(+START + 30_000) } })

  it('is offered for as long as the server says, whoever saw the handoff first', async () => {
    const { model, now } = await openConversation(undoable)
    expect(model.undoSeconds.value).toBe(30)
    now.value = new Date(+START + 29_500)
    expect(model.undoSeconds.value).toBe(1)
    now.value = new Date(+START + 30_000)
    expect(model.undoSeconds.value).toBeNull()
  })

  it('takes back that handoff and no other', async () => {
    const { model, server } = await openConversation(undoable)
    await handOverOf(model).undo()
    expect(server.asked.find(({ path }) => path === UNDO)).toMatchObject({ params: { id: 'h1' } })
  })

  it('says why it came too late', async () => {
    const { model, server } = await openConversation(undoable)
    server.answers[UNDO] = () => failed('too_late', 'The 30 seconds are over.')
    await handOverOf(model).undo()
    expect(model.failure.value?.problem.message).toBe('The 30 seconds are over.')
  })
})

describe('staying current', () => {
  it('asks again every two seconds, and at once after an own action', async () => {
    const { model, server, passes } = await openConversation()
    const times = () => server.asked.filter(({ path }) => path === CONVERSATION).length
    await passes(4_000)
    expect(times()).toBe(3)
    await handOverOf(model).assign(imani, 'Imani')
    await passes(0)
    expect(times()).toBe(4)
  })

  it('ignores an answer that was asked for before an own action', async () => {
    const { model, server, passes } = await openConversation()
    const early = createLater<Answer<unknown>>()
    server.answers[CONVERSATION] = () => early.answer
    await passes(2_000)
    const fresh = createLater<Answer<unknown>>()
    server.answers[CONVERSATION] = () => fresh.answer
    await handOverOf(model).assign(imani, 'Imani')
    early.comes(ok(view({ subject: 'As it was before' })))
    await passes(0)
    expect(model.view.value?.subject).toBe('Charged twice')
    fresh.comes(ok(view({ subject: 'As it is now' })))
    await passes(0)
    expect(model.view.value?.subject).toBe('As it is now')
  })

  it('keeps showing the last known while nothing answers, tries more slowly, and is five seconds behind at most', async () => {
    const { model, server, passes } = await openConversation()
    server.answers[CONVERSATION] = () => failed('offline')
    await passes(2_000)
    expect(model.view.value?.subject).toBe('Charged twice')
    expect(model.problem.value?.code).toBe('offline')
    const before = server.asked.length
    await passes(60_000)
    expect(server.asked.length - before).toBe(12)
    server.answers[CONVERSATION] = () => ok(view({ subject: 'Back' }))
    await passes(5_000)
    expect(model.view.value?.subject).toBe('Back')
    expect(model.problem.value).toBeNull()
  })

  it('lets go of the order of suggestions when it is left while somebody points at them', async () => {
    const { model, stop, server, passes } = await openConversation()
    model.suggestions.hold()
    stop()
    const { suggestions } = view()
    const suggested = suggestions.suggested.toReversed()
    server.answers[CONVERSATION] = () => ok(view({ suggestions: { ...suggestions, suggested } }))
    model.watch()
    await passes(0)
    expect(model.suggestions.shown.value.map(({ teammateId }) => teammateId)).toEqual([sofia, imani])
  })

  it('brings the note back once when Missive refuses what was sent', async () => {
    const { model, server, passes } = await openConversation()
    model.note.write('context', 'Order 4411, twice')
    await handOverOf(model).assign(imani, 'Imani')
    expect(model.note.isEdited.value).toBe(false)
    server.answers[CONVERSATION] = () => ok(view({ trail: [trailEntry({ kind: 'dropped' })] }))
    await passes(2_000)
    expect(model.note.shown.value.context).toBe('Order 4411, twice')
    model.note.clear()
    await passes(2_000)
    expect(model.note.isEdited.value).toBe(false)
  })

  it('asks nothing while nobody sees the page, and at once when somebody does', async () => {
    const { deps, server, passes } = await openConversation()
    deps.isVisible.value = false
    const before = server.asked.length
    await passes(60_000)
    expect(server.asked).toHaveLength(before)
    deps.isVisible.value = true
    await passes(0)
    expect(server.asked).toHaveLength(before + 1)
  })

  it('asks no more when the page is hidden while an answer is under way', async () => {
    const { deps, server, passes } = await openConversation()
    const late = createLater<Answer<unknown>>()
    server.answers[CONVERSATION] = () => late.answer
    await passes(2_000)
    deps.isVisible.value = false
    late.comes(ok(view()))
    const before = server.asked.length
    await passes(60_000)
    expect(server.asked).toHaveLength(before)
  })

  it('asks nothing any more once another conversation is open, even with an answer under way', async () => {
    const { server, passes, stop } = await openConversation()
    const late = createLater<Answer<unknown>>()
    server.answers[CONVERSATION] = () => late.answer
    await passes(2_000)
    stop()
    late.comes(ok(view()))
    const before = server.asked.length
    await passes(60_000)
    expect(server.asked).toHaveLength(before)
  })

  it('shows nothing of a conversation that may not be seen', async () => {
    const { model, server, passes } = await openConversation()
    server.answers[CONVERSATION] = () => failed('not_found')
    await passes(2_000)
    expect(model.view.value).toBeNull()
    expect(model.problem.value?.code).toBe('not_found')
  })
})
