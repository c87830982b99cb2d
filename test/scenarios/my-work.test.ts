import { afterEach, expect, it } from 'vitest'
import { harborAndPine, people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, sqlite, type TestDatabase } from '../support/databases'
import { type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'

/** Lukas and Mei in Support, Chidi in Billing, everyone in another place. */
const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 10, hours: { mon-fri: "09:00-17:00", sat: "10:00-13:00" }, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [lukas, mei] }
  billing: { missive_team: Billing, members: [chidi, mei], assign: claim }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager }
  lukas: { missive_user: lukas@harborpine.example, time_zone: Europe/Berlin }
  mei: { missive_user: mei@harborpine.example, time_zone: Asia/Tokyo, hours: { mon-fri: "10:00-19:00" } }
  chidi: { missive_user: chidi@harborpine.example }
topics:
  parcel: { match: { words: [parcel] }, team: support, templates: ["Where is my parcel"] }
urgency:
  raise: [{ to: urgent, when: { words: [outage] } }]
  targets: { urgent: 1h, normal: 4h }
`

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), rules: RULES, ...options })
}

const work = async (caller: Caller) => (await caller('myWork', {})).body
const subjects = (rows: { subject: string }[]) => rows.map(({ subject }) => subject)

const assignTo = async (id: string, to: string) => {
  const others = desk.missive.look(id).assignees.filter((each) => each !== to)
  desk.missive.assign(id, [to])
  desk.missive.unassign(id, others)
  await desk.settle()
}

onBothDatabases((database) => {
  it('shows what waits for the reader: the most urgent first, then time left, what waits on customers last', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const answered = await desk.arrives({ from: 'a@customer.example', subject: 'Answered' })
    await desk.passes(1)
    await desk.arrives({ from: 'b@customer.example', subject: 'First' })
    await desk.passes(1)
    await desk.arrives({ from: 'c@customer.example', subject: 'Second' })
    await desk.arrives({ from: 'd@customer.example', subject: 'Outage' })
    desk.missive.reply(answered, people.lukas.id, 'Done')
    await desk.settle()
    const { conversations, me } = await work(lukas)
    expect(subjects(conversations)).toEqual(['Outage', 'First', 'Second', 'Re: Answered'])
    expect(conversations[0]).toMatchObject({ urgency: 'urgent', dueAt: '2026-11-23T11:02:00.000Z', team: 'Support' })
    expect(me).toMatchObject({
      person: { id: people.lukas.id },
      openLoad: 4,
      conversations: 4,
      capacity: 10,
      isThere: true,
      presence: 'here until 17:00',
      hours: { timeZone: 'Europe/Berlin', week: 'Mon–Fri 09:00–17:00; Sat 10:00–13:00', capacity: 10 },
    })
  })

  it('shows what nobody owns in the reader’s teams with cause and next step, and who is there', async () => {
    await open(database)
    const [lukas, mei] = [await desk.signIn('lukas'), await desk.signIn('mei')]
    const claimed = await desk.arrives({ team: 'Billing', subject: 'Invoice' })
    expect((await work(lukas)).unassigned).toEqual([])
    const { unassigned, teams } = await work(mei)
    expect(unassigned).toMatchObject([
      { conversationId: claimed, subject: 'Invoice', sentence: expect.stringMatching(/\.$/), needsAttention: false },
    ])
    expect(unassigned[0].next.length).toBeGreaterThan(0)
    expect(teams.map(({ label }: { label: string }) => label)).toEqual(['Support', 'Billing'])
    expect(teams[0].members).toMatchObject([
      {
        person: { id: people.lukas.id },
        openLoad: 0,
        capacity: 10,
        isThere: true,
        presence: 'here until 17:00 in Berlin',
      },
      { person: { id: people.mei.id }, isThere: false, presence: 'off hours, back Tue 10:00' },
    ])
  })

  it('lists what came in Missive without a note, until one is given', async () => {
    await open(database)
    const mei = await desk.signIn('mei')
    const id = await desk.arrives({ subject: 'Parcel' })
    await assignTo(id, people.mei.id)
    await desk.passes(1)
    expect((await work(mei)).conversations).toMatchObject([{ conversationId: id, noteWanted: true }])
    const note = { why: 'I know it', whatsNeeded: 'Answer', byWhen: null, context: '' }
    await mei('giveNote', { id }, { note, drafted: [] })
    expect((await work(mei)).conversations).toMatchObject([{ noteWanted: false }])
  })

  it('opens a person for colleagues and managers, each as far as they may see', async () => {
    await open(database)
    const ofSupport = await desk.arrives({ from: 'a@customer.example', subject: 'Parcel' })
    const ofBilling = await desk.arrives({ from: 'b@customer.example', subject: 'Invoice', team: 'Billing' })
    await assignTo(ofSupport, people.mei.id)
    await assignTo(ofBilling, people.mei.id)
    const seen = async (name: 'lukas' | 'chidi' | 'imani' | 'mei') =>
      subjects((await (await desk.signIn(name))('workOf', { teammateId: people.mei.id })).body.conversations).sort()
    expect(await seen('imani')).toEqual(['Invoice', 'Parcel'])
    expect(await seen('mei')).toEqual(['Invoice', 'Parcel'])
    expect(await seen('chidi')).toEqual(['Invoice'])
    expect(await seen('lukas')).toEqual(['Parcel'])
    const chidi = await desk.signIn('chidi')
    expect(await chidi('workOf', { teammateId: people.lukas.id })).toMatchObject({
      status: 403,
      body: { error: { code: 'not_allowed', message: expect.stringMatching(/your own teams/) } },
    })
  })

  it('shows the customer’s other conversations and who had them, but none that the reader may not see', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const from = 'dana@customer.example'
    const first = await desk.arrives({ from, subject: 'The first' })
    desk.missive.close(first)
    await desk.settle()
    await desk.passes(5)
    await desk.arrives({ from, subject: 'Invoice', team: 'Billing' })
    const hidden = await desk.arrives({ from: 'else@customer.example', subject: 'Somebody else' })
    const id = await desk.arrives({ from, subject: 'Parcel' })
    const { body } = await lukas('context', { id })
    expect(body).toMatchObject({ customer: { name: 'Dana Whitfield', address: from } })
    expect(body.past).toMatchObject([{ conversationId: first, state: 'closed', owner: { id: people.lukas.id } }])
    expect((await lukas('context', { id: hidden })).body.past).toEqual([])
    const imani = await desk.signIn('imani')
    expect(subjects((await imani('context', { id })).body.past)).toEqual(['Invoice', 'The first'])
  })

  it('offers Missive’s responses, those that fit first, with the customer’s name, and reads them once', async () => {
    const greeting = {
      id: 'r1',
      title: 'Greeting',
      body: '<p>Dear {{ recipient.first_name | default: "customer" }} {{recipient.last_name}}, {{ user.name }}</p>',
    }
    await open(database, {
      missive: { organization: { ...harborAndPine, responses: [greeting, ...harborAndPine.responses] } },
    })
    const lukas = await desk.signIn('lukas')
    const id = await desk.arrives({ subject: 'Parcel', name: 'Dana <b>Whitfield' })
    const reads = () => desk.missive.requests.filter(({ path }) => path.startsWith('/responses')).length
    const { body } = await lukas('templates', { id })
    expect(body.sentence).toBeNull()
    expect(body.templates.map(({ title, fits }: { title: string; fits: boolean }) => [title, fits])).toEqual([
      ['Where is my parcel', true],
      ['Greeting', false],
      ['Invoice attached', false],
      ['Refund approved', false],
    ])
    expect(body.templates[1].body).toBe('<p>Dear Dana &#60;b&#62;Whitfield, {{ user.name }}</p>')
    await lukas('templates', { id })
    expect(reads()).toBe(1)
    await desk.passes(11)
    await lukas('templates', { id })
    expect(reads()).toBe(2)
  })
})

it('keeps offering the responses known before while Missive cannot be asked', async () => {
  await open(sqlite)
  const lukas = await desk.signIn('lukas')
  const id = await desk.arrives()
  desk.missive.switches.fail = { calls: 1, status: 500 }
  const first = (await lukas('templates', { id })).body
  expect(first).toEqual({
    templates: [],
    sentence: 'Missive’s responses could not be read just now. Try again in a minute.',
  })
  await desk.passes(2)
  expect((await lukas('templates', { id })).body.templates).toHaveLength(3)
  await desk.passes(11)
  desk.missive.switches.fail = { calls: 1, status: 500 }
  const later = (await lukas('templates', { id })).body
  expect(later.templates).toHaveLength(3)
  expect(later.sentence).toMatch(/known before/)
})
