import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import type { ConversationId } from '../../shared/ids'
import type { Answer } from '../../web/api'
import { handOverOf } from '../../web/model/hand-over'
import { createPanel, keepInHost } from '../../web/model/panel'
import { createServerClock } from '../../web/model/server-clock'
import { createSession } from '../../web/model/session'
import {
  conversationId,
  createLater,
  createServer,
  createStore,
  createTimers,
  failed,
  me,
  ok,
  teammateId,
  view,
} from './support'

const ME = '/api/me'
const CONVERSATION = '/api/conversations/:id'

interface Options {
  stored?: Record<string, unknown>
  user?: string | null
}

const openPanel = ({ stored = { session: 'secret' }, user = 'lukas' }: Options = {}) => {
  const { timers, passes, pending } = createTimers()
  const store = createStore(stored)
  const server = createServer({
    [ME]: () => ok(me('lukas')),
    [CONVERSATION]: ({ params }) => ok(view({ subject: `About ${(params as { id: string }).id}` })),
    '/api/sign-out': () => ok({}),
  })
  let tell = (_: ConversationId[]) => {}
  const opened: string[] = []
  const host = {
    ...store,
    me: async () => (user ? { id: teammateId(user), name: user } : null),
    onSelection: (listener: typeof tell) => {
      tell = listener
    },
    openUrl: (url: string) => opened.push(url),
    navigate: () => {},
    reply: () => {},
    removeAssignees: () => {},
  }
  const token = signal<string | null>(null)
  const session = createSession({ call: server.call, timers, token, keep: keepInHost(host) })
  const clock = createServerClock(timers)
  const isVisible = signal(true)
  const model = createPanel({
    host,
    call: server.call,
    timers,
    isVisible,
    clock,
    session,
    origin: 'https://baton.example',
  })
  const select = async (...ids: string[]) => {
    tell(ids.map(conversationId))
    await passes(0)
  }
  return {
    model,
    server,
    store,
    token,
    session,
    select,
    passes,
    pending,
    opened,
    subject: () => model.conversation.value?.view.value?.subject,
  }
}

const started = async (options?: Options) => {
  const panel = openPanel(options)
  await panel.model.start()
  return panel
}

describe('the panel', () => {
  it('says that it belongs inside Missive when nobody is there', async () => {
    const { model } = await started({ user: null })
    expect(model.place.value).toBe('outside')
  })

  it('shows the conversation that is selected, and nothing for none or several', async () => {
    const { model, select, subject } = await started()
    await select('c1')
    expect(subject()).toBe('About c1')
    await select()
    expect(model.conversation.value).toBeNull()
    await select('c1', 'c2')
    expect(model.conversation.value).toBeNull()
    expect(model.selection.value).toHaveLength(2)
  })

  it('shows nothing of an answer that comes after another conversation was selected', async () => {
    const { server, select, subject, passes } = await started()
    const late = createLater<Answer<unknown>>()
    server.answers[CONVERSATION] = () => late.answer
    await select('c1')
    server.answers[CONVERSATION] = () => ok(view({ subject: 'About c2' }))
    await select('c2')
    late.comes(ok(view({ subject: 'About c1' })))
    await passes(0)
    expect(subject()).toBe('About c2')
  })

  it('keeps a note for each conversation, also over a repeated selection and a reload', async () => {
    const { model, select, store, passes } = await started()
    await select('c1')
    model.conversation.value?.note.write('why', 'For c1')
    await select('c2')
    expect(model.conversation.value?.note.isEdited.value).toBe(false)
    await select('c1')
    await select('c1')
    expect(model.conversation.value?.note.shown.value.why).toBe('For c1')
    await passes(1_000)
    const reloaded = await started({ stored: store.stored })
    await reloaded.select('c1')
    expect(reloaded.model.conversation.value?.note.shown.value.why).toBe('For c1')
  })

  it('leaves no timer behind, and asks for one conversation alone, after two hundred changes of selection', async () => {
    const { select, passes, pending, server } = await started()
    await select('c0')
    await passes(10_000)
    const before = pending()
    for (let change = 1; change <= 200; change++) await select(`c${change}`)
    await passes(10_000)
    expect(pending()).toBe(before)
    const asked = server.asked.length
    await passes(2_000)
    expect(server.asked.slice(asked).map(({ params }) => params)).toEqual([{ id: 'c200' }])
  })

  it('still says what went wrong when a person comes back to the conversation', async () => {
    const { model, server, select } = await started()
    await select('c1')
    server.answers['/api/conversations/:id/take'] = () => failed('changed_meanwhile', 'Sofia took it first.')
    await handOverOf(model.conversation.value!).take()
    await select('c2')
    expect(model.conversation.value?.failure.value).toBeNull()
    await select('c1')
    expect(model.conversation.value?.failure.value?.problem.message).toBe('Sofia took it first.')
  })

  it('opens the explanation inside, and in a tab through Missive, without a token in the address', async () => {
    const { model, opened } = await started()
    model.openWhy('h1')
    expect(model.page.value).toEqual({ kind: 'why', id: 'h1' })
    model.openWhyOutside('h1')
    expect(opened).toEqual(['https://baton.example/why/h1'])
  })
})

describe('the session', () => {
  it('is what Missive stored for this person', async () => {
    const { session, token } = await started()
    expect(session.state.value).toEqual({ kind: 'signed in', me: me('lukas') })
    expect(token.value).toBe('secret')
  })

  it('does not count for somebody else', async () => {
    const { session, token, store } = await started({ user: 'imani' })
    expect(session.state.value).toEqual({ kind: 'signed out', hasExpired: false })
    expect(token.value).toBeNull()
    expect(store.stored.session).toBeNull()
  })

  it('asks to sign in when nothing is stored, without a question to the server', async () => {
    const { session, server } = await started({ stored: {} })
    expect(session.state.value).toEqual({ kind: 'signed out', hasExpired: false })
    expect(server.asked).toEqual([])
  })

  it('stops asking when it has ended, keeps the note, and goes on after signing in', async () => {
    const { model, session, select, passes, server, subject } = await started()
    await select('c1')
    model.conversation.value?.note.write('why', 'Half a sentence')
    session.expire()
    expect(session.state.value).toEqual({ kind: 'signed out', hasExpired: true })
    const before = server.asked.length
    await passes(10_000)
    expect(server.asked).toHaveLength(before)
    server.answers[CONVERSATION] = () => ok(view({ subject: 'Anew' }))
    session.signedIn('fresh', me('lukas'))
    await passes(0)
    expect(subject()).toBe('Anew')
    expect(model.conversation.value?.note.shown.value.why).toBe('Half a sentence')
  })

  it('waits for the server when it cannot be reached, and does not forget the token', async () => {
    const { model, server, session, passes, store } = openPanel()
    server.answers[ME] = () => failed('offline')
    await model.start()
    expect(session.state.value).toEqual({ kind: 'checking', isOffline: true })
    server.answers[ME] = () => ok(me('lukas'))
    await passes(3_000)
    expect(session.state.value.kind).toBe('signed in')
    expect(store.stored.session).toBe('secret')
  })

  it('is gone from the store after signing out', async () => {
    const { session, store, token } = await started()
    await session.signOut()
    expect(store.stored.session).toBeNull()
    expect(token.value).toBeNull()
  })
})
