import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import type { Guard } from '../../shared/guard-api'
import type { WholeView } from '../../shared/owner-api'
import type { Person } from '../../shared/panel-api'
import { actsOf } from '../../web/model/acts'
import { createConversation } from '../../web/model/conversation'
import { handOverOf } from '../../web/model/hand-over'
import { createKeptNotes } from '../../web/model/kept-notes'
import { createNotices } from '../../web/model/notices'
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

const of = '/api/conversations/:id'
const [lukas, imani, sofia] = [teammateId('lukas'), teammateId('imani'), teammateId('sofia')]

const guard = (code: Guard['code'], changes: Partial<Guard> = {}): Guard => ({
  code,
  sentence: `It is ${code}.`,
  better: null,
  allowsQuick: false,
  ...changes,
})

const openConversation = async (shown: WholeView = view()) => {
  const { timers, passes } = createTimers()
  const done = () => ok({ handoffId: 'h1' })
  const server = createServer({
    [of]: () => ok(shown),
    [`${of}/hand-off`]: done,
    [`${of}/take`]: done,
    [`${of}/queue`]: done,
    [`${of}/no-owner`]: done,
    [`${of}/ask`]: done,
    [`${of}/give-back`]: done,
    [`${of}/escalate`]: () => ok({ handoffId: 'h1', to: person('sofia') }),
    [`${of}/escalation`]: () => ok({ to: person('sofia'), sentence: 'Sofia is there.', guards: [] }),
    [`${of}/heed`]: () => ok({}),
    [`${of}/note`]: done,
  })
  const removed: string[][] = []
  const model = createConversation(
    {
      call: server.call,
      timers,
      isVisible: visible(),
      now: signal(START),
      me: signal<Person | null>(person('lukas')),
      notes: createKeptNotes({ timers, ...createStore() }),
      inMissive: () => ({ reply: () => {}, removeAssignees: (ids) => removed.push([...ids]) }),
    },
    conversationId('c1'),
  )
  model.watch()
  await passes(0)
  return { model, server, passes, acts: actsOf(model), handOver: handOverOf(model), removed }
}

describe('a guard', () => {
  const guarded = view({ taking: { teammateId: lukas, refused: null, guards: [guard('full'), guard('expertise')] } })

  it('stands before what the latest answer warns of, without asking the server', async () => {
    const { model, server, handOver } = await openConversation(guarded)
    await handOver.take()
    expect(model.guarded.value?.guards.map(({ code }) => code)).toEqual(['full', 'expertise'])
    expect(server.bodiesOf(`${of}/take`)).toEqual([])
  })

  it('is gone past with a reason for each, and not without', async () => {
    const { model, server, acts, handOver } = await openConversation(guarded)
    await handOver.take()
    await acts.insist(false)
    expect(acts.guardReason.asked.value).toEqual({ name: 'reason' })
    acts.guardReason.write('reason', 'I began it')
    await acts.insist(false)
    expect(server.bodiesOf(`${of}/take`)).toMatchObject([
      {
        acknowledged: [
          { code: 'full', reason: 'I began it' },
          { code: 'expertise', reason: 'I began it' },
        ],
      },
    ])
    expect(model.guarded.value).toBeNull()
  })

  it('is shown as the server says it where the panel did not know', async () => {
    const { model, server, handOver } = await openConversation()
    server.answers[`${of}/hand-off`] = () => ({
      ok: false,
      problem: { code: 'guarded', message: 'Look first.', missing: [], guards: [guard('absent')] },
    })
    await handOver.assign(imani, 'Imani')
    expect(model.guarded.value?.guards).toMatchObject([{ code: 'absent' }])
    expect(model.failure.value).toBeNull()
    expect(model.view.value?.owners).toEqual([])
  })

  it('goes past full in one tap', async () => {
    const quick = [guard('full', { allowsQuick: true })]
    const { server, acts, handOver } = await openConversation(
      view({ taking: { teammateId: lukas, refused: null, guards: quick } }),
    )
    await handOver.take()
    await acts.insist(true)
    expect(server.bodiesOf(`${of}/take`)).toMatchObject([{ acknowledged: [{ code: 'full', quick: true }] }])
  })

  it('that is heeded is told to the server, and leaves the note as it is', async () => {
    const { model, server, acts, handOver } = await openConversation(guarded)
    model.note.write('context', 'Order 4411')
    await handOver.take()
    acts.heed()
    expect(server.bodiesOf(`${of}/heed`)).toEqual([{ to: null, codes: ['full', 'expertise'] }])
    expect(model.guarded.value).toBeNull()
    expect(model.note.shown.value.context).toBe('Order 4411')
  })

  it('is none where somebody lacks authority: it is refused, and says why', async () => {
    const refused = 'Only a lead may decide this.'
    const { model, server, handOver } = await openConversation(
      view({ giving: [{ teammateId: sofia, refused, guards: [] }] }),
    )
    await handOver.assign(sofia, 'Sofia')
    expect(model.failure.value?.problem).toMatchObject({ code: 'no_authority', message: refused })
    expect(server.bodiesOf(`${of}/hand-off`)).toEqual([])
  })
})

describe('the answer to a click', () => {
  it('shows as done at once, and is taken back with the reason when it is refused', async () => {
    const { model, server, handOver } = await openConversation()
    const late = createLater<ReturnType<typeof failed>>()
    server.answers[`${of}/hand-off`] = () => late.answer
    const sent = handOver.assign(imani, 'Imani')
    expect(model.view.value?.owners).toMatchObject([{ id: imani }])
    expect(model.view.value?.trail[0]).toMatchObject({ kind: 'handed', delivery: { state: 'sending' } })
    server.answers[of] = () => failed('offline')
    late.comes(failed('changed_meanwhile', 'Sofia was first.'))
    await sent
    expect(model.view.value?.owners).toEqual([])
    expect(model.failure.value?.problem.message).toBe('Sofia was first.')
  })

  it('stays until the server has been asked anew', async () => {
    const { model, server, passes, handOver } = await openConversation()
    const fresh = createLater<ReturnType<typeof ok<WholeView>>>()
    server.answers[of] = () => fresh.answer
    await handOver.take()
    expect(model.view.value?.owners).toMatchObject([{ id: lukas }])
    fresh.comes(ok(view()))
    await passes(0)
    expect(model.view.value?.owners).toEqual([])
  })
})

describe('somebody else who is first', () => {
  it('is told at once to who writes, and the note stays', async () => {
    const { model, server, passes } = await openConversation()
    model.note.write('whatsNeeded', 'Call her')
    server.answers[of] = () => ok(view({ owners: [person('sofia')] }))
    await passes(2_000)
    expect(model.overtakenBy.value?.id).toBe(sofia)
    expect(model.note.shown.value.whatsNeeded).toBe('Call her')
  })

  it('is nothing to tell to who writes nothing, or did it', async () => {
    const { model, server, passes, handOver } = await openConversation()
    server.answers[of] = () => ok(view({ owners: [person('imani')] }))
    model.note.write('context', 'Order 4411')
    await handOver.assign(imani, 'Imani')
    await passes(2_000)
    expect(model.overtakenBy.value).toBeNull()
  })
})

describe('escalating', () => {
  it('says first whom it goes to, and sends nothing until all is said', async () => {
    const { server, acts } = await openConversation()
    await acts.openEscalation()
    expect(acts.escalation.preview.value?.sentence).toBe('Sofia is there.')
    await acts.escalate()
    expect(acts.escalation.isReasonAsked.value).toBe(true)
    expect(acts.escalation.texts.asked.value).toEqual({ name: 'situation' })
    expect(server.bodiesOf(`${of}/escalate`)).toEqual([])
  })

  it('keeps the owner for a decision and changes the owner for a handover, and starts empty again', async () => {
    const { model, server, acts, passes } = await openConversation(view({ owners: [person('lukas')] }))
    const fill = () => {
      acts.escalation.reason.value = 'angry'
      for (const name of ['situation', 'tried', 'need'] as const) acts.escalation.texts.write(name, `The ${name}`)
    }
    await acts.openEscalation()
    fill()
    const asked = acts.escalate()
    expect(model.view.value?.owners).toMatchObject([{ id: lukas }])
    await asked
    await passes(0)
    expect(acts.escalation.texts.values.value.situation).toBe('')
    fill()
    acts.escalation.kind.value = 'handover'
    const handed = acts.escalate()
    expect(model.view.value?.owners).toMatchObject([{ id: sofia }])
    await handed
    expect(server.bodiesOf(`${of}/escalate`)).toMatchObject([
      { kind: 'decision', to: sofia, reason: 'angry', situation: 'The situation' },
      { kind: 'handover', to: sofia },
    ])
  })

  it('looks again whom it goes to when somebody came or went meanwhile, so that it can be sent again', async () => {
    const { server, acts } = await openConversation()
    await acts.openEscalation()
    acts.escalation.reason.value = 'angry'
    for (const name of ['situation', 'tried', 'need'] as const) acts.escalation.texts.write(name, 'Words')
    server.answers[`${of}/escalate`] = () => failed('changed_meanwhile', 'Now it would go to Imani.')
    server.answers[`${of}/escalation`] = () => ok({ to: person('imani'), sentence: 'Imani is there.', guards: [] })
    await acts.escalate()
    expect(acts.escalation.preview.value?.sentence).toBe('Imani is there.')
    await acts.escalate()
    expect(server.bodiesOf(`${of}/escalate`)).toMatchObject([{ to: sofia }, { to: imani }])
  })

  it('hands over to nobody where nobody is there for it', async () => {
    const { server, acts } = await openConversation()
    server.answers[`${of}/escalation`] = () => ok({ to: null, sentence: 'Nobody is there.', guards: [] })
    await acts.openEscalation()
    acts.escalation.reason.value = 'angry'
    acts.escalation.kind.value = 'handover'
    for (const name of ['situation', 'tried', 'need'] as const) acts.escalation.texts.write(name, 'Words')
    await acts.escalate()
    expect(server.bodiesOf(`${of}/escalate`)).toMatchObject([{ kind: 'decision', to: null }])
  })

  it('says why it is not known whom it goes to, until it is', async () => {
    const { server, acts } = await openConversation()
    server.answers[`${of}/escalation`] = () => failed('offline', 'Baton cannot be reached.')
    await acts.openEscalation()
    expect(acts.escalation.problem.value).toBe('Baton cannot be reached.')
    server.answers[`${of}/escalation`] = () => ok({ to: null, sentence: 'Nobody is there.', guards: [] })
    await acts.openEscalation()
    expect(acts.escalation.problem.value).toBeNull()
  })

  it('keeps what was written when it fails', async () => {
    const { model, server, acts } = await openConversation()
    server.answers[`${of}/escalate`] = () => failed('offline')
    await acts.openEscalation()
    acts.escalation.reason.value = 'time'
    for (const name of ['situation', 'tried', 'need'] as const) acts.escalation.texts.write(name, 'Words')
    await acts.escalate()
    expect(acts.escalation.texts.values.value.need).toBe('Words')
    expect(model.form.value).toBe('escalate')
  })
})

describe('what else can be done', () => {
  it('puts it back with a reason, needs no owner in one tap, asks and gives back', async () => {
    const { model, server, acts, passes } = await openConversation(
      view({ owners: [person('lukas')], givenBy: person('imani') }),
    )
    await acts.queue()
    expect(server.bodiesOf(`${of}/queue`)).toEqual([])
    acts.why.write('why', 'Not mine')
    await acts.queue()
    await passes(0)
    await acts.noOwner('only thanks')
    await passes(0)
    acts.openQuestion(person('imani'))
    acts.question.write('question', 'Did you call?')
    await acts.ask()
    await passes(0)
    acts.why.write('why', 'You know her')
    await acts.giveBack()
    expect(server.bodiesOf(`${of}/queue`)).toEqual([{ why: 'Not mine' }])
    expect(server.bodiesOf(`${of}/no-owner`)).toEqual([{ reason: 'only thanks' }])
    expect(server.bodiesOf(`${of}/ask`)).toEqual([{ to: imani, question: 'Did you call?' }])
    expect(server.bodiesOf(`${of}/give-back`)).toMatchObject([{ why: 'You know her', reopen: false }])
    expect(model.form.value).toBeNull()
  })

  it('gives back what was closed meanwhile on the choice to reopen it alone', async () => {
    const { model, server, acts } = await openConversation(
      view({ owners: [person('lukas')], givenBy: person('imani') }),
    )
    server.answers[`${of}/give-back`] = () => failed('closed', 'It was closed meanwhile.')
    acts.why.write('why', 'You know her')
    await acts.giveBack()
    expect(model.failure.value?.deed.kind).toBe('give back')
    await model.retry({ reopen: true })
    expect(server.bodiesOf(`${of}/give-back`)).toMatchObject([{ reopen: false }, { reopen: true }])
  })

  it('settles two owners for the one who is chosen, and removes the others in Missive', async () => {
    const owners = [person('imani'), person('sofia')]
    const { model, server, removed } = await openConversation(view({ owners, removeInMissive: [sofia] }))
    const notices = createNotices(model)
    await notices.keep(owners[1]!)
    expect(server.bodiesOf(`${of}/hand-off`)).toMatchObject([{ to: sofia, note: { whatsNeeded: 'Refund it' } }])
    model.dismiss()
    notices.removeInMissive()
    expect(removed).toHaveLength(1)
  })

  it('gives the note that is missing, once it is ready', async () => {
    const { model, server } = await openConversation(view({ owners: [person('lukas')], noteWanted: true }))
    const { giveNote } = createNotices(model)
    await giveNote()
    expect(model.note.asked.value).toEqual({ field: 'why' })
    model.note.write('why', 'I answered her before')
    await giveNote()
    expect(server.bodiesOf(`${of}/note`)).toMatchObject([{ note: { why: 'I answered her before' } }])
  })
})

it('finishes in Missive what the API could not, once, and for own deeds alone', async () => {
  const left = view({ owners: [person('imani')], removeInMissive: [sofia], trail: [trailEntry()] })
  const { server, passes, handOver, removed } = await openConversation(left)
  await passes(4_000)
  expect(removed).toEqual([])
  server.answers[of] = () => ok(left)
  await handOver.assign(imani, 'Imani')
  await passes(10_000)
  expect(removed).toEqual([[sofia]])
})

it('counts a note that is too long, keeps all of it, and points at its longest text', async () => {
  const { model, server, handOver } = await openConversation()
  model.note.write('context', 'x'.repeat(9_000))
  await handOver.assign(imani, 'Imani')
  expect(server.bodiesOf(`${of}/hand-off`)).toEqual([])
  expect(model.note.asked.value).toEqual({ field: 'context' })
  expect(model.note.shown.value.context).toHaveLength(9_000)
})
