import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, type TestDatabase } from '../support/databases'
import { type Caller, type Desk, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

const NOTE = { why: 'Knows the order', whatsNeeded: 'Find the parcel', byWhen: null, context: '' }

/** Lukas has room for one, Mei works on another day, and only Imani may decide legal matters. */
const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 50, hours: { mon-sun: "00:00-24:00" }, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [imani, lukas, mei, jose] }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager, authority: lead }
  lukas: { missive_user: lukas@harborpine.example, capacity: 1 }
  mei: { missive_user: mei@harborpine.example, hours: { tue: "09:00-17:00" } }
  jose: { missive_user: jose@harborpine.example }
topics:
  legal: { match: { words: [lawyer] }, team: support, authority: lead }
`

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase) => {
  desk = await openDesk({ databaseUrl: await database.create(), rules: RULES })
}

type Acknowledged = { code: string; reason: string; quick?: boolean }[]

const give = (caller: Caller, id: string, to: string, acknowledged: Acknowledged = []) =>
  caller('handOff', { id }, { to, note: NOTE, drafted: [], acknowledged, reopen: false })

const take = (caller: Caller, id: string, acknowledged: Acknowledged = []) =>
  caller('take', { id }, { note: NOTE, drafted: [], acknowledged, reopen: false })

const owner = async (caller: Caller, id: string) => (await caller('conversation', { id })).body.owners[0]?.id ?? null

const giving = async (caller: Caller, id: string, to: string) =>
  (await caller('conversation', { id })).body.giving.find((each: { teammateId: string }) => each.teammateId === to)

const because = (code: string, reason = 'He asked for it') => [{ code, reason }]

const counted = async (caller: Caller, code: string) =>
  (await caller('guardCounts', {})).body.guards.find((each: { code: string }) => each.code === code)

const metric = async (line: string) => {
  const text = await (await fetch(`${desk.url}/metrics`)).text()
  return text.split('\n').find((each) => each.startsWith(line)) ?? null
}

/** Somebody's, by a person's choice in Missive. */
const owned = async (by: string) => {
  const id = await desk.arrives({ from: `${by}@customer.example` })
  desk.missive.assign(id, [by])
  desk.missive.unassign(
    id,
    desk.missive.look(id).assignees.filter((each) => each !== by),
  )
  await desk.settle()
  return id
}

onBothDatabases((database) => {
  it('refuses to give a conversation against a guard, until somebody says why', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    await owned(people.lukas.id)
    const id = await owned(people.jose.id)
    const refused = await give(imani, id, people.lukas.id)
    expect(refused).toMatchObject({
      status: 409,
      body: {
        error: {
          code: 'guarded',
          message: 'Lukas Brandt is full: 1 of 1. Choose somebody else, or give a reason and go on.',
          guards: [{ code: 'full', sentence: 'Lukas Brandt is full: 1 of 1.', better: { name: 'Imani Okafor' } }],
        },
      },
    })
    expect(await owner(imani, id)).toBe(people.jose.id)
    expect((await give(imani, id, people.lukas.id, because('absent'))).status).toBe(409)
    const { status, body } = await give(imani, id, people.lukas.id, because('full'))
    expect(status).toBe(200)
    await desk.settle()
    expect(desk.missive.look(id).assignees).toEqual([people.lukas.id])
    expect((await imani('why', { id: body.handoffId })).body.acknowledged).toEqual(because('full'))
    expect(await counted(imani, 'full')).toEqual({ code: 'full', followed: 0, overridden: 1 })
    expect(await metric('baton_guards_total{')).toBe('baton_guards_total{guard="full",answer="overridden"} 1')
    await expectLoadsRight(desk.databaseUrl)
  })

  it('says the guards with the suggestions, before anybody clicks, and none twice for the same facts', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const id = await owned(people.jose.id)
    const asleep = [{ code: 'absent', sentence: 'Mei Tanaka is off hours, back Tue 09:00.' }]
    expect(await giving(imani, id, people.mei.id)).toMatchObject({ refused: null, guards: asleep })
    const { body } = await give(imani, id, people.mei.id, because('absent'))
    await desk.settle()
    await imani('undo', { id: body.handoffId })
    await desk.settle()
    expect(await giving(imani, id, people.mei.id)).toMatchObject({ refused: null, guards: [] })
    expect((await give(imani, id, people.mei.id)).status).toBe(200)
    // Whoever else asks has not been told yet.
    const lukas = await desk.signIn('lukas')
    const other = await owned(people.jose.id)
    expect(await giving(lukas, other, people.mei.id)).toMatchObject({ guards: asleep })
    expect(await counted(imani, 'absent')).toMatchObject({ overridden: 1 })
  })

  it('warns who is full before taking; one tap to answer now goes past it', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const imani = await desk.signIn('imani')
    await owned(people.lukas.id)
    const id = await owned(people.jose.id)
    const { taking } = (await lukas('conversation', { id })).body
    expect(taking.guards[0]).toMatchObject({ code: 'full', sentence: 'You are full: 1 of 1.', allowsQuick: true })
    expect((await take(lukas, id)).body.error.code).toBe('guarded')
    const quick = [{ code: 'full', reason: 'I answer now', quick: true }, ...because('better suited')]
    expect((await take(lukas, id, quick)).status).toBe(200)
    expect(await owner(imani, id)).toBe(people.lukas.id)
    expect((await lukas('conversation', { id })).body.taking).toBeNull()
  })

  it('warns who takes it from an owner at work, and offers to ask first, which leaves the owner', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const jose = await desk.signIn('jose')
    const id = await owned(people.imani.id)
    await take(jose, id)
    await desk.passes(20)
    const refused = await take(lukas, id)
    expect(refused.body.error.guards).toMatchObject([
      {
        code: 'active owner',
        sentence: 'José Ñandú owns it and was active here at 10:00.',
        better: { teammateId: people.jose.id },
      },
    ])
    expect((await lukas('heed', { id }, { to: null, codes: ['active owner'] })).status).toBe(200)
    await lukas('heed', { id }, { to: null, codes: ['active owner', 'full'] })
    const asked = await lukas('ask', { id }, { to: people.jose.id, question: 'May I take this? *Dana* called me.' })
    expect(asked.status).toBe(200)
    await desk.settle()
    expect(desk.missive.look(id).assignees).toEqual([people.jose.id])
    expect(desk.told().at(-1)).toMatchObject({
      conversation: id,
      add_users: [people.jose.id],
      markdown: `**Question for José Ñandú** from Lukas Brandt\n\nMay I take this? \\*Dana\\* called me.\n\n[Why?](${desk.url}/why/${asked.body.handoffId})`,
      notification: {
        title: 'Question from Lukas Brandt: Where is my parcel?',
        body: 'May I take this? *Dana* called me.',
      },
    })
    expect(desk.told().at(-1)).not.toHaveProperty('add_assignees')
    const imani = await desk.signIn('imani')
    expect(await counted(imani, 'active owner')).toEqual({ code: 'active owner', followed: 1, overridden: 0 })
    expect(await metric('baton_guards_total{')).toBe('baton_guards_total{guard="active owner",answer="followed"} 1')
    // It is the later answer that counts.
    expect((await take(lukas, id, because('active owner'))).status).toBe(200)
    expect(await counted(imani, 'active owner')).toEqual({ code: 'active owner', followed: 0, overridden: 1 })
  })

  it('refuses who lacks the authority, whatever the reason', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const imani = await desk.signIn('imani')
    const id = await desk.arrives({ subject: 'My lawyer will write' })
    expect(await owner(imani, id)).toBe(people.imani.id)
    const every = ['full', 'expertise', 'absent', 'better suited'].map((code) => ({ code, reason: 'Please' }))
    expect(await take(lukas, id, every)).toMatchObject({
      status: 403,
      body: {
        error: {
          code: 'no_authority',
          message: 'You may not decide this: it needs authority lead. Escalate it instead.',
        },
      },
    })
    expect((await give(imani, id, people.jose.id, every)).body.error.code).toBe('no_authority')
    expect((await lukas('conversation', { id })).body.taking).toMatchObject({
      refused: expect.stringMatching(/authority lead/),
    })
    expect(await owner(imani, id)).toBe(people.imani.id)
  })

  it.each([
    [{ code: 'full', reason: ' ' }],
    [{ code: 'full' }],
    [{ code: 'no such guard', reason: 'Please' }],
    ['full'],
  ])('reads no acknowledgement like %j', async (acknowledgement) => {
    await open(database)
    const imani = await desk.signIn('imani')
    const id = await owned(people.jose.id)
    const answer = await give(imani, id, people.lukas.id, [acknowledgement] as never)
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'bad_request' } } })
  })
})
