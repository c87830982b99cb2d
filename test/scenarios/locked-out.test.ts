import { Writable } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, type TestDatabase } from '../support/databases'
import { type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

const NOTE = { why: 'Lukas knows the order', whatsNeeded: 'Answer Dana', byWhen: null, context: '' }
const REASON = 'Missive does not accept the API token: it was revoked or mistyped.'
const SECONDS = 1 / 60

let desk: Desk
afterEach(() => desk?.close())

const keepLines = () => {
  const lines: string[] = []
  const logTo = new Writable({
    write(chunk, _encoding, done) {
      lines.push(...String(chunk).split('\n').filter(Boolean))
      done()
    },
  })
  return { logTo, lines }
}

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), ...options })
}

/** What Missive answered from now on. */
const watchCalls = () => {
  const from = desk.missive.requests.length
  return () => desk.missive.requests.slice(from).map(({ status }) => status)
}

const mails = async (count: number) => {
  const ids: string[] = []
  for (let mail = 0; mail < count; mail++) ids.push(await desk.arrives({ from: `c${mail}@customer.example` }))
  return ids
}

const readyz = async () => (await (await fetch(`${desk.url}/readyz`)).json()) as Record<string, unknown>
const now = async (caller: Caller) => (await caller('adminNow', {})).body

onBothDatabases((database) => {
  it('stops calling but for one call a minute, says so, keeps what it owes, and goes on by itself', async () => {
    const { logTo, lines } = keepLines()
    await open(database, { logTo })
    const sofia = await desk.signIn('sofia')
    desk.missive.switches.revokeToken = true
    const calls = watchCalls()
    const ids = await mails(8)
    expect(calls()).toEqual([401])
    for (let minute = 1; minute <= 5; minute++) {
      await desk.passes(1)
      expect(calls()).toHaveLength(1 + minute)
    }
    expect(new Set(calls())).toEqual(new Set([401]))
    expect((await now(sofia)).missive).toMatchObject({
      isConnected: false,
      sentence: `${REASON} Give Baton another one (MISSIVE_API_TOKEN) and start it again. What is owed waits since 10:00.`,
      lockedOutSince: '2026-11-23T10:00:00.000Z',
      pausedUntil: null,
    })
    expect(await readyz()).toMatchObject({ ready: true, missive: REASON })
    const { trail } = (await sofia('conversation', { id: ids[7] ?? '' })).body
    expect(trail[0].delivery).toMatchObject({ state: 'waiting', reason: REASON })
    const click = { to: people.lukas.id, note: NOTE, drafted: [], acknowledged: [], reopen: false }
    expect((await sofia('handOff', { id: ids[0] ?? '' }, click)).status).toBe(200)
    await desk.settle()
    expect(calls()).toHaveLength(6)
    await desk.passes(61)
    expect(calls()).toHaveLength(7)

    desk.missive.switches.revokeToken = false
    await desk.passes(1)
    await desk.passes(1 * SECONDS)
    for (const id of ids) expect(desk.missive.look(id).assignees).toHaveLength(1)
    for (const id of ids) expect(desk.missive.look(id).posts).toHaveLength(1)
    expect(desk.missive.look(ids[0] ?? '').assignees).toEqual([people.lukas.id])
    expect((await now(sofia)).missive).toMatchObject({ isConnected: true, lockedOutSince: null })
    expect(await readyz()).toMatchObject({ missive: 'connected' })
    await expectLoadsRight(desk.databaseUrl)
    const levels = lines.map((line) => JSON.parse(line)).filter(({ level }) => level >= 40)
    expect(levels.map(({ msg }) => msg)).toEqual([REASON])
    expect(lines.map((line) => JSON.parse(line).msg)).toContain('Missive accepts the API token again')
  })

  it('finds out by itself that the token is accepted again when nothing is owed', async () => {
    await open(database, { rules: null, environment: { ADMIN_EMAILS: people.sofia.email } })
    const sofia = await desk.signIn('sofia')
    desk.missive.switches.revokeToken = true
    const calls = watchCalls()
    await desk.anonymous('askForCode', {}, { claim: { teammateId: people.grace.id } })
    await expect.poll(async () => (await now(sofia)).missive.isConnected).toBe(false)
    await desk.passes(1)
    await desk.passes(1)
    expect(calls()).toEqual([401, 401, 401])
    desk.missive.switches.revokeToken = false
    await desk.passes(1)
    expect(calls()[3]).toBe(200)
    expect((await now(sofia)).missive.isConnected).toBe(true)
  })

  it('does what has come due, and keeps time, while the token is not accepted', async () => {
    await open(database, { missive: { switches: { apiWritesFireWebhooks: false } } })
    const sofia = await desk.signIn('sofia')
    const [id = ''] = await mails(1)
    desk.missive.switches.revokeToken = true
    await desk.passes(20 * SECONDS)
    const other = await desk.arrives({ from: 'b@customer.example' })
    expect((await sofia('conversation', { id: other })).body.owners).toHaveLength(1)
    desk.missive.switches.revokeToken = false
    await desk.passes(2)
    await desk.passes(5)
    const { trail } = (await sofia('conversation', { id })).body
    expect(trail[0].delivery).toMatchObject({ state: 'confirmed' })
    expect(desk.missive.look(other).assignees).toHaveLength(1)
  })

  it('asks at once when it starts again, since it may have another token', async () => {
    await open(database)
    desk.missive.switches.revokeToken = true
    const [id = ''] = await mails(1)
    desk.missive.switches.revokeToken = false
    await desk.restarts()
    expect(desk.missive.look(id).assignees).toHaveLength(1)
    expect(await readyz()).toMatchObject({ missive: 'connected' })
  })
})
