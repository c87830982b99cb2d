import { afterEach, describe, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, sqlite, type TestDatabase } from '../support/databases'
import { ALWAYS_OPEN, type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

const RULES = ALWAYS_OPEN.replace(
  'topics:',
  'topics:\n  project: { match: { words: [drawing] }, weight: 5, urgency: high }',
)

/** Nobody of Support is there; Billing always is. */
const AT_NIGHT = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { hours: { mon-sun: "09:00-17:00" } }
urgency: { targets: { urgent: 15m, high: 2h } }
teams:
  support: { missive_team: Support, members: [imani, lukas] }
  billing: { missive_team: Billing, members: [sofia] }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager }
  lukas: { missive_user: lukas@harborpine.example, languages: [en, fr] }
  sofia: { missive_user: sofia@harborpine.example, hours: { mon-sun: "00:00-24:00" } }
topics:
  refund: { match: { words: [refund] }, team: billing }
`

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), rules: RULES, ...options })
}

const atNight = { rules: AT_NIGHT, at: '2026-11-23T22:00:00Z' }

const set = async (caller: Caller, id: string, matter: object) => {
  const answer = await caller('setMatter', { id }, matter)
  expect(answer).toMatchObject({ status: 200, body: {} })
  await desk.settle()
}

const viewOf = async (caller: Caller, id: string) => (await caller('conversation', { id })).body

const explained = async (caller: Caller, id: string) => (await caller('why', { id })).body.decision

const assignees = (id: string) => desk.missive.look(id).assignees

const writesAgain = async (id: string, text: string) => {
  desk.missive.receiveMail({ from: 'dana.whitfield@customer.example', text, conversation: id })
  await desk.settle()
}

onBothDatabases((database) => {
  it('keeps the topic that a person set, whatever the customer writes, until it is given back to the rules', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const id = await desk.arrives()
    const owner = assignees(id)
    expect((await viewOf(imani, id)).topic).toBeNull()
    await set(imani, id, { topic: 'project' })
    expect(await viewOf(imani, id)).toMatchObject({
      topic: { name: 'project', evidence: 'project, set by a person' },
      urgency: 'high',
    })
    await writesAgain(id, 'I want a refund.')
    expect((await viewOf(imani, id)).topic.name).toBe('project')
    await set(imani, id, { topic: null })
    expect((await viewOf(imani, id)).topic.name).toBe('refund')
    expect(assignees(id)).toEqual(owner)
  })

  it('never moves an owner, and counts what the topic weighs', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const id = await desk.arrives()
    const [owner] = assignees(id) as [string]
    await set(imani, id, { topic: 'refund', urgency: 'urgent' })
    expect(assignees(id)).toEqual([owner])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [owner]: 1 })
    await set(imani, id, { topic: 'project' })
    expect(assignees(id)).toEqual([owner])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [owner]: 5 })
    expect(desk.told().filter(({ conversation }) => conversation === id)).toHaveLength(1)
  })

  it('decides again what waits', async () => {
    await open(database, atNight)
    const lukas = await desk.signIn('lukas')
    const id = await desk.arrives()
    expect(assignees(id)).toEqual([])
    await set(lukas, id, { topic: 'refund' })
    expect(assignees(id)).toEqual([people.sofia.id])
    expect((await viewOf(lukas, id)).topic.name).toBe('refund')
  })

  it('moves the due moment with the urgency that a person set', async () => {
    await open(database, atNight)
    const lukas = await desk.signIn('lukas')
    const id = await desk.arrives()
    await set(lukas, id, { urgency: 'urgent' })
    expect(await viewOf(lukas, id)).toMatchObject({ urgency: 'urgent', dueAt: '2026-11-23T22:15:00.000Z' })
    expect(await explained(lukas, id)).toMatchObject({ urgency: 'urgent', dueAt: '2026-11-23T22:15:00.000Z' })
    await desk.passes(1)
    await writesAgain(id, 'Hello?')
    await set(lukas, id, { urgency: null })
    expect((await viewOf(lukas, id)).urgency).toBe('normal')
  })

  it('keeps the language that a person set', async () => {
    await open(database, atNight)
    const lukas = await desk.signIn('lukas')
    const english = 'I would like to know when my parcel will arrive, since I have been waiting for a week.'
    const id = await desk.arrives({ text: english })
    expect((await explained(lukas, id)).language).toBe('en')
    await set(lukas, id, { language: 'fr' })
    expect((await explained(lukas, id)).language).toBe('fr')
    await writesAgain(id, `${english} Hello?`)
    expect((await explained(lukas, id)).language).toBe('fr')
    await set(lukas, id, { language: null })
    expect((await explained(lukas, id)).language).toBe('en')
    await writesAgain(id, 'Hello?')
    await set(lukas, id, { language: 'fr' })
    await set(lukas, id, { language: null })
    expect((await explained(lukas, id)).language).toBeNull()
  })

  it('leaves alone what waits for a person after an undo', async () => {
    await open(database, atNight)
    const lukas = await desk.signIn('lukas')
    const id = await desk.arrives()
    const note = { why: 'x', whatsNeeded: 'x', byWhen: null, context: '' }
    const { body } = await lukas('take', { id }, { note, drafted: [], acknowledged: [], reopen: false })
    await desk.settle()
    await lukas('undo', { id: body.handoffId })
    await desk.settle()
    await set(lukas, id, { topic: 'refund' })
    expect(assignees(id)).toEqual([])
    await desk.passes(10)
    expect(assignees(id)).toEqual([people.sofia.id])
  })
})

describe('what cannot be set:', () => {
  it.each([
    [{ topic: 'weather' }, /^The rules have no topic “weather” any more\./],
    [{ language: 'zz' }, /^“zz” is not a language/],
    [{ language: 'english' }, /language/],
    [{ urgency: 'soon' }, /urgency/],
    [{ owner: people.lukas.id }, /^This could not be read/],
  ])('%j', async (matter, message) => {
    await open(sqlite)
    const imani = await desk.signIn('imani')
    const id = await desk.arrives()
    const answer = await imani('setMatter', { id }, matter)
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'bad_request' } } })
    expect(answer.body.error.message).toMatch(message)
  })

  it('anything of what one may not see', async () => {
    await open(sqlite)
    const lukas = await desk.signIn('lukas')
    const id = await desk.arrives({ team: 'Billing' })
    expect((await lukas('setMatter', { id }, { urgency: 'low' })).status).toBe(404)
  })
})
