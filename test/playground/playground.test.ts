import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { harborAndPine, labels, people, teams } from '../../server/playground/harbor-and-pine'
import { createPlayground } from '../../server/playground/playground'
import { openMissive } from './support'

const { imani, lukas, sofia, router } = people

const openPlayground = async () => {
  const { missive, call } = openMissive()
  const clientDir = await mkdtemp(join(tmpdir(), 'playground-'))
  await mkdir(join(clientDir, 'server/playground/host'), { recursive: true })
  await writeFile(join(clientDir, 'server/playground/host/index.html'), '<meta content="%PANEL_URL%">')
  const app = createPlayground({ smallMissive: missive, panelUrl: 'http://127.0.0.1:8787/panel/', clientDir })
  const get = (path: string, origin = 'http://localhost:8787') => app.request(`${origin}/playground${path}`)
  const send = (path: string, body: unknown, type = 'application/json') =>
    app.request(`http://localhost:8787/playground${path}`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: JSON.stringify(body),
    })
  const desk = async (as: string, query: Record<string, string> = {}) =>
    (await get(`/api/desk?${new URLSearchParams({ as, ...query })}`)).json()
  const { conversation } = missive.receiveMail({
    from: 'dana@customer.example',
    name: 'Dana Whitfield',
    subject: 'Charged twice',
    text: 'Twice!',
    team: 'Support',
  })
  const tidy = () => rm(clientDir, { recursive: true })
  return { missive, call, get, send, desk, conversation, tidy }
}

let playground: Awaited<ReturnType<typeof openPlayground>>
beforeEach(async () => {
  playground = await openPlayground()
})
afterEach(() => playground.tidy())

const idsIn = (view: { list: { id: string }[] }) => view.list.map(({ id }) => id)

describe('the host page', () => {
  it('stands on localhost, frames the panel on 127.0.0.1, and may not be framed itself', async () => {
    const page = await playground.get('/')
    expect(await page.text()).toBe('<meta content="http://127.0.0.1:8787/panel/">')
    const policy = page.headers.get('Content-Security-Policy')
    expect(policy).toContain('frame-src http://127.0.0.1:8787')
    expect(policy).toContain("frame-ancestors 'none'")
    const elsewhere = await playground.get('/', 'http://127.0.0.1:8787')
    expect([elsewhere.status, elsewhere.headers.get('Location')]).toEqual([302, 'http://localhost:8787/playground/'])
  })

  it('is for this machine alone', async () => {
    expect((await playground.get('/api/setup', 'http://desk.example')).status).toBe(403)
  })

  it('serves a missive.js that listens to the host page alone', async () => {
    const script = await (await playground.get('/missive.js', 'http://127.0.0.1:8787')).text()
    expect(script).toContain("'http://localhost:8787'")
    expect(script).not.toContain('%HOST_ORIGIN%')
    const style = await (await playground.get('/missive.css')).text()
    expect(style).toContain('--missive-text-color-a: #34363a')
    expect(style).toContain('--missive-text-color-a: #dededd')
  })
})

describe('a person at the desk', () => {
  it('sees the inboxes of their teams, and what waits in them', async () => {
    const { desk, conversation } = playground
    const view = await desk(imani.id, { mailbox: `team:${teams.support.id}` })
    expect(idsIn(view)).toEqual([conversation])
    expect(view.list[0]).toMatchObject({ from: 'Dana Whitfield', isWaiting: true, assignees: [] })
    const names = view.inboxes.flatMap(({ group }: { group: string | null }) => group ?? [])
    expect([...new Set(names)]).toEqual(['Support', 'Specialists', 'Billing'])
  })

  it('sees nothing of other teams, nor of private conversations of others', async () => {
    const { desk, call, conversation, missive } = playground
    const code = await call('POST', '/posts', {
      posts: {
        organization: harborAndPine.id,
        references: ['<baton-lukas@baton>'],
        add_users: [lukas.id],
        markdown: 'Your code is **123456**',
        notification: { title: 'Baton', body: 'Your code is here' },
      },
    })
    const personal = code.body.posts.conversation
    expect((await desk(sofia.id, { conversation })).conversation).toBeNull()
    expect((await desk(imani.id, { conversation: personal })).conversation).toBeNull()
    const view = await desk(lukas.id, { mailbox: 'inbox', conversation: personal })
    expect(idsIn(view)).toEqual([personal])
    expect(view.conversation.timeline).toMatchObject([
      { kind: 'post', isMarkdown: true, text: 'Your code is **123456**' },
    ])
    expect(view.notices).toMatchObject([{ title: 'Baton', conversationId: personal }])
    expect(missive.look(personal).team).toBeNull()
  })

  it('acts in their own name, on what they can open', async () => {
    const { send, desk, conversation, missive } = playground
    await send(`/api/act?as=${imani.id}`, { verb: 'comment', conversation, text: 'mine' })
    await send(`/api/act?as=${imani.id}`, { verb: 'assign', conversation, personIds: [lukas.id] })
    await send(`/api/act?as=${imani.id}`, { verb: 'assign', conversation, personIds: [imani.id] })
    await send(`/api/act?as=${imani.id}`, { verb: 'addLabels', conversation, labelIds: [labels.refund.id] })
    expect(missive.look(conversation)).toMatchObject({
      assignees: [imani.id],
      comments: [{ authorId: imani.id }],
      labels: [labels.refund.id],
    })
    expect((await desk(lukas.id)).notices).toMatchObject([
      { title: 'Imani Okafor assigned you', body: 'Charged twice' },
    ])
    expect((await desk(imani.id)).notices).toEqual([])
    const refused = await send(`/api/act?as=${sofia.id}`, { verb: 'close', conversation })
    expect(refused.status).toBe(404)
    expect((await send(`/api/act?as=${router.id}`, { verb: 'close', conversation })).status).toBe(404)
    expect(missive.look(conversation).isClosed).toBe(false)
  })

  it('writes mail as a customer; what cannot be mail is refused with a sentence', async () => {
    const { send, missive } = playground
    const mail = {
      from: 'omar@freightco.example',
      name: '',
      subject: '<b>Hi</b>',
      text: 'Where is it?',
      team: 'Billing',
    }
    const { conversation } = await (await send(`/api/mail?as=${imani.id}`, mail)).json()
    expect(missive.look(conversation)).toMatchObject({ team: 'Billing', messages: [{ subject: '<b>Hi</b>' }] })
    const refused = await send(`/api/mail?as=${imani.id}`, { ...mail, from: 'nobody' })
    expect(refused.status).toBe(400)
    expect((await refused.json()).error.message).toContain('from')
  })

  it('is not spoken for by a form on a page elsewhere', async () => {
    const { send, conversation } = playground
    const sneaky = await send(`/api/act?as=${imani.id}`, { verb: 'close', conversation }, 'text/plain')
    expect(sneaky.status).toBe(400)
  })
})

describe('the JavaScript API', () => {
  it('shows conversations in its own shape, states among the labels', async () => {
    const { get, conversation, missive } = playground
    missive.assign(conversation, [imani.id])
    const read = async (as: string) => (await get(`/api/js/conversations?as=${as}&ids=${conversation},unknown`)).json()
    const [shown] = await read(imani.id)
    expect(shown).toMatchObject({
      id: conversation,
      subject: 'Charged twice',
      assignees: [{ first_name: 'Imani', last_name: 'Okafor', me: true }],
      latest_message: { from_field: { address: 'dana@customer.example' } },
      messages_count: 1,
    })
    expect(shown).not.toHaveProperty('assignee_names')
    expect(shown).not.toHaveProperty('shared_labels')
    expect(shown.labels.map(({ name }: { name: string }) => name)).toEqual(['assigned'])
    expect(await read(sofia.id)).toEqual([])
  })

  it('has exactly one user who is me', async () => {
    const users: { id: string; me: boolean }[] = await (await playground.get(`/api/js/users?as=${sofia.id}`)).json()
    expect(users.filter(({ me }) => me).map(({ id }) => id)).toEqual([sofia.id])
  })
})

it('lets mail arrive until told to stop', async () => {
  const { send, desk } = playground
  await send(`/api/stream?as=${imani.id}`, { isOn: true })
  expect((await desk(imani.id)).isStreaming).toBe(true)
  await send(`/api/stream?as=${imani.id}`, { isOn: false })
  expect((await desk(imani.id)).isStreaming).toBe(false)
})
