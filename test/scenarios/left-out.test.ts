import { afterEach, describe, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, sqlite, type TestDatabase } from '../support/databases'
import { ALWAYS_OPEN, type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { expectLoadsRight, withStore } from '../support/loads'

let desk: Desk
afterEach(() => desk?.close())

const NEWSLETTERS = `${ALWAYS_OPEN}
no_owner_needed: [{ from: ["no-reply@"] }]
`

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), rules: NEWSLETTERS, ...options })
}

const leftOut = async (caller: Caller, asked: { reason?: string; after?: string } = {}) => {
  const { status, body } = await caller('leftOut', { reason: '', after: '', ...asked })
  expect(status).toBe(200)
  return body
}

const want = (caller: Caller, id: string) => caller('wantOwner', { id })

const assignees = (id: string) => desk.missive.look(id).assignees

const newsletter = (from = 'no-reply@news.example') => desk.arrives({ from, subject: 'Ten sails for spring' })

onBothDatabases((database) => {
  it('lists what is left alone with the reason, until a person says that it needs an owner', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const id = await newsletter()
    expect(assignees(id)).toEqual([])
    const list = await leftOut(imani)
    expect(list).toMatchObject({
      counts: [{ reason: 'no owner needed', count: 1 }],
      leftAlone: [
        {
          conversationId: id,
          subject: 'Ten sails for spring',
          team: 'Support',
          since: '2026-11-23T10:00:00.000Z',
          reason: 'no owner needed',
          sentence: 'It needs no owner: from “no-reply@”.',
        },
      ],
      next: null,
    })

    const lukas = await desk.signIn('lukas')
    const answer = await want(lukas, id)
    expect(answer).toMatchObject({ status: 200, body: { sentence: expect.stringMatching(/smallest load/) } })
    await desk.settle()
    expect(assignees(id)).toHaveLength(1)
    expect(await leftOut(imani)).toMatchObject({ counts: [], leftAlone: [] })
    await expectLoadsRight(desk.databaseUrl)
  })

  it('leaves alone by its sender what no webhook told and only a list shows', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const mail = { from: 'no-reply@news.example', subject: 'Ten sails for spring', text: '', team: 'Support' }
    let conversation = ''
    desk.missive.quietly(() => {
      conversation = desk.missive.receiveMail(mail).conversation
    })
    await desk.passes(2)
    expect((await leftOut(imani)).leftAlone).toMatchObject([
      { conversationId: conversation, reason: 'no owner needed' },
    ])
    expect(assignees(conversation)).toEqual([])
  })

  it('routes what was here before Baton as soon as a person wants that', async () => {
    let id = ''
    await open(database, {
      before: (missive) => {
        const mail = { from: 'dana.whitfield@customer.example', subject: 'Old', text: 'Hello', team: 'Support' }
        id = missive.receiveMail(mail).conversation
      },
    })
    const imani = await desk.signIn('imani')
    expect((await leftOut(imani)).leftAlone).toMatchObject([{ conversationId: id, reason: 'from before' }])
    expect((await want(imani, id)).status).toBe(200)
    await desk.settle()
    expect(assignees(id)).toHaveLength(1)
  })

  it('decides it again like any other when nobody is there yet', async () => {
    let id = ''
    await open(database, {
      at: '2026-11-23T20:00:00Z',
      rules: ALWAYS_OPEN.replace('00:00-24:00', '09:00-17:00'),
      before: (missive) => {
        const mail = { from: 'dana.whitfield@customer.example', subject: 'Old', text: 'Hello', team: 'Support' }
        id = missive.receiveMail(mail).conversation
      },
    })
    const imani = await desk.signIn('imani')
    expect((await want(imani, id)).body.sentence).toMatch(/off until Tue 09:00/)
    await desk.passes(13 * 60)
    expect(assignees(id)).toHaveLength(1)
  })

  it('keeps that a person wanted an owner, also when the one it got is taken off', async () => {
    await open(database)
    const id = await newsletter()
    const lukas = await desk.signIn('lukas')
    await want(lukas, id)
    await desk.settle()
    desk.missive.unassign(id, assignees(id))
    await desk.settle()
    // So soon after the handoff Baton asks Missive whether that is the latest.
    await desk.passes(1)
    expect(assignees(id)).toHaveLength(1)
  })

  it('gives the list page by page, each conversation once, and by reason', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const ids: string[] = []
    for (let mail = 0; mail < 60; mail++)
      ids.push(
        desk.missive.receiveMail({ from: `no-reply@n${mail}.example`, subject: `News ${mail}`, text: '' }).conversation,
      )
    // What is on its way must not be told by a clock that moved meanwhile.
    await desk.settle()
    await desk.passes(1)
    const last = await newsletter()
    const first = await leftOut(imani)
    expect(first.leftAlone[0]).toMatchObject({ conversationId: last })
    expect(first.counts).toEqual([{ reason: 'no owner needed', count: 61 }])
    const second = await leftOut(imani, { after: first.next, reason: 'no owner needed' })
    expect([first, second].map(({ leftAlone }) => leftAlone.length)).toEqual([50, 11])
    expect(second.next).toBeNull()
    const listed = [first, second].flatMap(({ leftAlone }) =>
      leftAlone.map(({ conversationId }: { conversationId: string }) => conversationId),
    )
    expect(new Set(listed)).toEqual(new Set([...ids, last]))
    expect(await leftOut(imani, { reason: 'from before' })).toMatchObject({ leftAlone: [], next: null })
  })
})

describe('wanting an owner', () => {
  it('is refused for what has one, what is closed, and what one may not see', async () => {
    await open(sqlite)
    const lukas = await desk.signIn('lukas')
    const owned = await desk.arrives()
    const owner = Object.values(people).find(({ id }) => id === assignees(owned)[0])
    expect(await want(lukas, owned)).toMatchObject({
      status: 409,
      body: { error: { code: 'changed_meanwhile', message: `${owner?.name} owns it already.` } },
    })
    const closed = await newsletter()
    desk.missive.close(closed)
    await desk.settle()
    expect(await want(lukas, closed)).toMatchObject({ status: 409, body: { error: { code: 'closed' } } })
    const elsewhere = await desk.arrives({ team: 'Billing', from: 'no-reply@bank.example' })
    expect((await want(lukas, elsewhere)).status).toBe(404)
    expect((await want(lukas, 'no-such')).status).toBe(404)
  })

  it('says what came of it where Baton only watches', async () => {
    await open(sqlite, { rules: NEWSLETTERS.replace('mode: route', 'mode: shadow') })
    const lukas = await desk.signIn('lukas')
    const id = await newsletter()
    const { body } = await want(lukas, id)
    expect(body.sentence).toMatch(/^Shadow mode: Baton only watches\. /)
    await desk.settle()
    expect(assignees(id)).toEqual([])
  })

  it('says why it still has none where its team is not routed', async () => {
    await open(sqlite)
    const imani = await desk.signIn('imani')
    const id = await desk.arrives({ team: 'Sales' })
    expect((await leftOut(imani)).leftAlone).toMatchObject([{ conversationId: id, reason: 'team not routed' }])
    expect((await want(imani, id)).body.sentence).toBe('No team that Baton routes for has it.')
  })
})

it('hides from the list what became private', async () => {
  await open(sqlite)
  const imani = await desk.signIn('imani')
  const id = await newsletter('no-reply@bank.example')
  expect((await leftOut(imani)).leftAlone).toHaveLength(1)
  await withStore(desk.databaseUrl, (store, { conversations }) =>
    store.db.update(conversations).set({ isPrivate: true }),
  )
  expect(await leftOut(imani)).toMatchObject({ counts: [], leftAlone: [] })
  expect((await want(imani, id)).status).toBe(404)
})

it('refuses a page that nobody was given', async () => {
  await open(sqlite)
  const imani = await desk.signIn('imani')
  for (const asked of [{ after: 'x' }, { reason: 'none' }])
    expect(await imani('leftOut', { reason: '', after: '', ...asked })).toMatchObject({ status: 422 })
})
