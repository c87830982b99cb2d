import { afterEach, expect, it } from 'vitest'
import { newConversation, newStanding } from '../../server/playground/conversation'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, postgres, sqlite, type TestDatabase } from '../support/databases'
import { ALWAYS_OPEN, type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'
import { arrivesInQueue, SHORT_BUDGET } from '../support/short-budget'

const NOTE = { why: 'Lukas knows the order', whatsNeeded: 'Answer Dana', byWhen: null, context: '' }
const SENTENCE = 'Routing is paused by Imani Okafor since 10:00.'
const SECONDS = 1 / 60
const CHANNEL = '11111111-2222-4333-8444-555555555555'

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), ...options })
}

const pause = (caller: Caller, team: string | null = null, note?: string) =>
  caller('pause', {}, { team, ...(note ? { note } : {}) })

const resume = async (caller: Caller, team: string | null = null) => {
  const answer = await caller('resume', {}, { team })
  await desk.settle()
  return answer
}

const give = (caller: Caller, id: string, to: keyof typeof people) =>
  caller('handOff', { id }, { to: people[to].id, note: NOTE, drafted: [], acknowledged: [], reopen: false })

/** Everyone of Support is off until the morning, which is too late. */
const atNight = (support = ''): Partial<DeskOptions> => ({
  at: '2026-11-23T20:00:00Z',
  rules: `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 100, hours: { mon-sun: "09:00-17:00" } }
urgency: { targets: { normal: 4h } }
teams:
  support: { missive_team: Support, members: [imani, lukas], channel: ${CHANNEL}${support} }
  billing: { missive_team: Billing, members: [sofia] }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager }
  lukas: { missive_user: lukas@harborpine.example }
  sofia: { missive_user: sofia@harborpine.example, hours: { mon-sun: "00:00-24:00" }, access: admin }
`,
  before: (missive) => {
    const standings = new Map([[people.router.id, newStanding()]])
    missive.conversations.add(newConversation(CHANNEL, +missive.clock() / 1000, { subject: 'Notices', standings }))
  },
})

const notices = () => desk.missive.conversations.find(CHANNEL).posts.map(({ markdown }) => markdown)

const viewOf = async (caller: Caller, id: string) => (await caller('conversation', { id })).body
const assignees = (id: string) => desk.missive.look(id).assignees

/** What was written to conversations of teams. */
const written = () => desk.told().filter(({ conversation }) => conversation && desk.missive.look(conversation).team)

onBothDatabases((database) => {
  it('holds what no person started, says who paused it and since when, and decides again when it goes on', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const sofia = await desk.signIn('sofia')
    const { status, body } = await pause(imani)
    expect(status).toBe(200)
    const paused = { team: null, by: { name: 'Imani Okafor' }, since: '2026-11-23T10:00:00.000Z', note: '' }
    expect(body.pauses).toMatchObject([paused])
    const id = await desk.arrives()
    await desk.passes(120)
    expect(written()).toEqual([])
    expect(await viewOf(sofia, id)).toMatchObject({ owners: [], why: SENTENCE, pause: paused, next: [] })
    expect(await viewOf(sofia, id)).toMatchObject({ suggestions: { suggested: expect.arrayContaining([]) } })
    const { body: now } = await sofia('adminNow', {})
    expect(now.routing).toMatchObject({
      pauses: [paused],
      teams: [
        { name: 'support', label: 'Support' },
        { name: 'billing', label: 'Billing' },
      ],
    })
    expect((await imani('leftOut', {})).body.routing).toEqual(now.routing)
    expect(now.waiting).toMatchObject([{ conversationId: id, sentence: SENTENCE, needsAttention: false }])
    expect((await resume(imani)).body.pauses).toEqual([])
    const [owner = ''] = assignees(id)
    expect(written()).toHaveLength(1)
    const after = await viewOf(sofia, id)
    expect(after).toMatchObject({ owners: [{ id: owner }], pause: null, trail: [{ kind: 'routed' }] })
    expect(after.why).not.toContain('paused')
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [owner]: 1 })
  })

  it('says on another day on which day it was paused, and why', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    await pause(imani, null, 'We are moving.')
    const id = await desk.arrives()
    await desk.passes(24 * 60)
    expect((await viewOf(imani, id)).why).toBe('Routing is paused by Imani Okafor since 23 Nov 10:00. We are moving.')
  })

  it('names the place whose clock it speaks of where people live by others', async () => {
    const inTokyo = 'mei: { missive_user: mei@harborpine.example, time_zone: Asia/Tokyo }'
    const rules = ALWAYS_OPEN.replace('mei: { missive_user: mei@harborpine.example }', inTokyo)
    await open(database, { rules: rules.replace('time_zone: UTC', 'time_zone: Europe/Paris') })
    const imani = await desk.signIn('imani')
    await pause(imani)
    const id = await desk.arrives()
    expect((await viewOf(imani, id)).why).toBe('Routing is paused by Imani Okafor since 11:00 in Paris.')
  })

  it('lets calls that were owed wait, and people pass them', async () => {
    await open(database, { limits: SHORT_BUDGET })
    const imani = await desk.signIn('imani')
    const first = await arrivesInQueue(desk)
    const second = await desk.arrives({ from: 'b@customer.example' })
    const { owners } = await viewOf(imani, first)
    await pause(imani)
    const told = written().length
    await desk.passes(30)
    expect(written()).toHaveLength(told)
    const { trail, why } = await viewOf(imani, first)
    expect(trail[0].delivery).toMatchObject({ state: 'waiting', reason: SENTENCE, turnAt: null })
    expect(why.endsWith(SENTENCE)).toBe(true)
    expect((await give(imani, second, 'lukas')).status).toBe(200)
    await desk.settle()
    expect(assignees(second)).toEqual([people.lukas.id])
    await resume(imani)
    expect(assignees(first)).toEqual(owners.map(({ id }: { id: string }) => id))
    expect(written()).toHaveLength(told + 2)
  })

  it('pauses one team, and leaves the others alone', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    await pause(imani, 'support')
    const held = await desk.arrives()
    const billed = await desk.arrives({ from: 'b@customer.example', team: 'Billing' })
    expect(assignees(held)).toEqual([])
    expect(assignees(billed)).toHaveLength(1)
    const { why, pause: shown } = await viewOf(imani, held)
    expect(why).toBe('Routing for Support is paused by Imani Okafor since 10:00.')
    expect(shown).toMatchObject({ team: { name: 'support', label: 'Support' } })
    expect((await viewOf(imani, billed)).pause).toBeNull()
    await pause(imani)
    await resume(imani, 'support')
    expect(assignees(held)).toEqual([])
    expect((await viewOf(imani, held)).why).toBe(SENTENCE)
    await resume(imani)
    expect(assignees(held)).toHaveLength(1)
  })

  it('goes on holding after a restart, and resumes what was decided before it', async () => {
    await open(database)
    await pause(await desk.signIn('imani'))
    const id = await desk.arrives()
    await desk.restarts()
    const other = await desk.arrives({ from: 'b@customer.example' })
    expect(written()).toEqual([])
    await resume(await desk.signIn('imani'))
    expect([assignees(id).length, assignees(other).length]).toEqual([1, 1])
  })

  it('lets a note of a person pass what is held in the same conversation', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const grace = await desk.signIn('grace')
    const id = await desk.arrives()
    desk.missive.assign(id, [people.grace.id])
    await desk.settle()
    desk.missive.switches.fail = { calls: 1, status: 429, when: ({ path }) => path === '/posts' }
    await desk.passes(10 * SECONDS)
    await pause(imani)
    await desk.passes(2)
    expect((await viewOf(imani, id)).trail[0]).toMatchObject({ kind: 'corrected', delivery: { state: 'waiting' } })
    expect((await grace('giveNote', { id }, { note: NOTE, drafted: [] })).status).toBe(200)
    await desk.settle()
    const headlines = () => desk.missive.look(id).posts.map(({ markdown }) => markdown?.split('\n')[0])
    expect(headlines().slice(1)).toEqual(['**Note from Grace Kim**'])
    await resume(imani)
    expect(headlines().slice(2)).toEqual(['**Owner is Grace Kim**'])
    expect(assignees(id)).toEqual([people.grace.id])
  })

  it('holds the notices of a channel, and tells only what is still so when it goes on', async () => {
    await open(database, atNight())
    const imani = await desk.signIn('imani')
    const still = await desk.arrives()
    const moot = await desk.arrives({ from: 'b@customer.example', subject: 'No light' })
    await desk.passes(10 * SECONDS)
    await pause(imani)
    await desk.passes(30)
    expect(notices()).toEqual([])
    desk.missive.close(moot)
    await desk.settle()
    await resume(imani)
    expect(notices()).toHaveLength(1)
    expect(notices()[0]).toContain(still)
    expect(notices()[0]).not.toContain('No light')
  })

  it('tells once that the backup took over, when that has come true', async () => {
    await open(database, atNight(', backup: billing'))
    const imani = await desk.signIn('imani')
    await pause(imani)
    const id = await desk.arrives()
    await desk.passes(1)
    expect(assignees(id)).toEqual([])
    await resume(imani)
    expect(assignees(id)).toEqual([people.sofia.id])
    await desk.passes(1)
    expect(notices()).toEqual([expect.stringContaining('Billing takes over for Support')])
  })

  it('is seen in /readyz and /metrics, without names of people', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const details = async () => (await (await fetch(`${desk.url}/readyz`)).json()) as Record<string, unknown>
    const metrics = async () => await (await fetch(`${desk.url}/metrics`)).text()
    expect(await details()).toMatchObject({ ready: true, paused: [] })
    await pause(imani, 'billing')
    expect(await details()).toMatchObject({
      ready: true,
      paused: [{ team: 'billing', since: '2026-11-23T10:00:00.000Z' }],
    })
    expect(JSON.stringify(await details())).not.toContain('Imani')
    expect(await metrics()).toContain('baton_paused{team="billing"} 1')
    await resume(imani, 'billing')
    expect(await metrics()).not.toContain('baton_paused{team="billing"}')
  })
})

it('keeps the first pause of a team, knows no other teams, and takes back what nobody paused without a word', async () => {
  await open(sqlite)
  const imani = await desk.signIn('imani')
  const sofia = await desk.signIn('sofia')
  await pause(imani)
  await desk.passes(5)
  expect((await pause(sofia)).body.pauses).toMatchObject([
    { by: { name: 'Imani Okafor' }, since: '2026-11-23T10:00:00.000Z' },
  ])
  expect(await pause(sofia, 'nowhere')).toMatchObject({
    status: 404,
    body: { error: { message: 'The rules have no team “nowhere”. Reload the page and choose another.' } },
  })
  expect((await resume(sofia, 'billing')).body.pauses).toHaveLength(1)
})

it('spreads what had to wait when routing goes on, as on a Monday morning', async () => {
  await open(sqlite, {
    rules: ALWAYS_OPEN.replace('capacity: 100', 'flood_limit: 1, capacity: 100').replace(
      '[imani, lukas, mei, layla, jose]',
      '[lukas, mei]',
    ),
  })
  const imani = await desk.signIn('imani')
  await pause(imani)
  const ids = [await desk.arrives(), await desk.arrives({ from: 'b@customer.example' })]
  ids.push(await desk.arrives({ from: 'c@customer.example' }))
  const owned = () => ids.filter((id) => assignees(id).length > 0).length
  await resume(imani)
  expect(owned()).toBe(2)
  await desk.passes(10)
  expect(owned()).toBe(3)
})

it('holds for every server of a database', async () => {
  await open(postgres)
  await desk.joins()
  const imani = await desk.signIn('imani')
  await pause(imani)
  const ids = [await desk.arrives(), await desk.arrives({ from: 'b@customer.example' })]
  await desk.passes(1)
  expect(written()).toEqual([])
  await resume(imani)
  for (const id of ids) expect(assignees(id)).toHaveLength(1)
  expect(written()).toHaveLength(2)
})
