import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import type { SmallMissive } from '../../server/playground/small-missive'
import { onBothDatabases, type TestDatabase } from '../support/databases'
import { ALWAYS_OPEN, type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'

const NOTE = { why: 'Lukas knows the order', whatsNeeded: 'Answer Dana', byWhen: null, context: '' }
const SECONDS = 1 / 60

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), ...options })
}

const readyz = async () => (await (await fetch(`${desk.url}/readyz`)).json()) as Record<string, unknown>
const adminNow = async (caller: Caller) => (await caller('adminNow', {})).body

/** Every sample of Baton's own metrics, as `name{labels}`. */
const metrics = async (): Promise<Record<string, number>> => {
  const text = await (await fetch(`${desk.url}/metrics`)).text()
  const lines = [...text.matchAll(/^(baton_\w+(?:\{.*\})?) (\S+)$/gm)]
  return Object.fromEntries(lines.map(([, name, value]) => [name, Number(value)]))
}

const give = async (caller: Caller, id: string, to: keyof typeof people): Promise<string> => {
  const body = { to: people[to].id, note: NOTE, drafted: [], acknowledged: [], reopen: false }
  const { body: answer } = await caller('handOff', { id }, body)
  await desk.settle()
  return answer.handoffId
}

/** Past whatever guards there are. */
const take = async (caller: Caller, id: string): Promise<void> => {
  const body = { note: NOTE, drafted: [], reopen: false }
  const { body: warned } = await caller('take', { id }, { ...body, acknowledged: [] })
  const guards: { code: string }[] = warned.error?.guards ?? []
  const acknowledged = guards.map(({ code }) => ({ code, reason: 'I promised it.' }))
  expect(await caller('take', { id }, { ...body, acknowledged })).toMatchObject({ status: 200 })
  await desk.settle()
}

/** Of Specialists nobody is there, and the chain leads to Sofia. */
const CHAIN = ALWAYS_OPEN.replace('access: admin }', 'access: admin, authority: leadership }')
  .replace('teammates:', '  specialists: { missive_team: Specialists, members: [haruto] }\nteammates:')
  .replace('topics:', '  haruto: { missive_user: haruto@harborpine.example, hours: { mon: "03:00-03:01" } }\ntopics:')
  .concat('urgency: { targets: { normal: 1m } }\n')

onBothDatabases((database) => {
  it('counts all that it does, under names that say who and what', async () => {
    await open(database, { rules: CHAIN })
    expect(await metrics()).toMatchObject({
      'baton_handoffs_total{kind="routed"}': 0,
      'baton_handoffs_total{kind="corrected"}': 0,
      'baton_waiting{team="support"}': 0,
      'baton_waiting{team="billing"}': 0,
      baton_repairs_total: 0,
    })
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    await sofia('undo', { id: await give(sofia, id, 'lukas') })
    await desk.settle()
    await give(sofia, id, 'grace')
    await take(sofia, id)
    const adopted = await desk.arrives({ from: 'leo@customer.example' })
    desk.missive.assign(adopted, [people.mei.id])
    await desk.passes(10 * SECONDS)
    await desk.arrives({ from: 'kim@customer.example', team: 'Specialists' })
    desk.missive.quietly(() => desk.missive.close(adopted))
    await desk.passes(2)
    await desk.deliver('{}', { 'x-hook-signature': 'wrong' })
    await desk.deliver(JSON.stringify({ rule: { type: 'incoming_email' }, conversation: { id: 5 } }))
    await desk.settle()

    const found = await metrics()
    expect(found).toMatchObject({
      'baton_open_load{teammate="sofia"}': expect.any(Number),
      'baton_handoffs_total{kind="handed"}': 2,
      'baton_handoffs_total{kind="taken"}': 1,
      'baton_handoffs_total{kind="given_back"}': 1,
      'baton_handoffs_total{kind="escalated"}': 1,
      'baton_handoffs_total{kind="corrected"}': 1,
      'baton_handoffs_total{kind="routed"}': 2,
      'baton_handoffs_total{kind="queued"}': 0,
      'baton_missive_calls_total{status="200"}': expect.any(Number),
      'baton_webhooks_total{type="incoming_email",result="accepted"}': 3,
      'baton_webhooks_total{type="incoming_email",result="not_understood"}': 1,
      'baton_webhooks_total{type="unknown",result="refused"}': 1,
      baton_repairs_total: 1,
    })
    const taken = desk.missive.requests.filter(({ status }) => status === 201).length
    expect(found['baton_missive_calls_total{status="201"}']).toBe(taken)
    const loads = Object.entries(found).filter(([name]) => name.startsWith('baton_open_load'))
    expect(loads.reduce((sum, [, load]) => sum + load, 0)).toBe(2)
    expect(Object.keys(found).join()).not.toMatch(/Dana|customer\.example|parcel/)
  })

  it('counts what waits by team', async () => {
    await open(database, { at: '2026-11-23T20:00:00Z', rules: ALWAYS_OPEN.replace('00:00-24:00', '09:00-17:00') })
    await desk.arrives()
    await desk.arrives({ from: 'leo@customer.example' })
    expect(await metrics()).toMatchObject({ 'baton_waiting{team="support"}': 2, 'baton_waiting{team="billing"}': 0 })
    await desk.passes(13 * 60)
    expect(await metrics()).toMatchObject({ 'baton_waiting{team="support"}': 0 })
  })

  it('says in /readyz and to admins that a kind of webhook stays away, until it comes again', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const ids: string[] = []
    for (let mail = 0; mail < 3; mail++) ids.push(await desk.arrives({ from: `c${mail}@customer.example` }))
    desk.missive.switches.rulesOff = ['conversation_closed']
    const close = async (n: number) => {
      desk.missive.close(ids[n] as string)
      await desk.settle()
      await desk.passes(2)
    }
    await close(0)
    expect([(await readyz()).silence, (await adminNow(sofia)).silence]).toEqual([[], []])
    await close(1)
    const [silence, ...others] = (await adminNow(sofia)).silence
    expect(others).toEqual([])
    expect(silence).toMatchObject({
      kind: 'conversation_closed',
      sentence: expect.stringMatching(/^No webhook “conversation closed” arrives any more.+see that its rule is on/),
    })
    expect((await readyz()).silence).toEqual([{ kind: 'conversation_closed', since: silence.since }])
    desk.missive.switches.rulesOff = []
    await close(2)
    expect([(await readyz()).silence, (await adminNow(sofia)).silence]).toEqual([[], []])
  })

  it('says in /readyz, to admins and in the panel how far it has come with reading what is open', async () => {
    await open(database, {
      rules: null,
      environment: { ADMIN_EMAILS: people.sofia.email },
      before: manyIn('Billing', 70),
    })
    const sofia = await desk.signIn('sofia')
    const isSecondPage = ({ path }: { path: string }) => path === '/conversations' && pages++ >= 2
    let pages = 0
    desk.missive.switches.fail = { calls: 1000, status: 500, when: isSecondPage }
    expect(await sofia('saveRules', {}, { text: ALWAYS_OPEN, note: '', base: null })).toMatchObject({ status: 200 })
    await desk.settle()
    expect((await readyz()).import).toEqual({ done: 1, of: 2, conversations: 70 })
    expect((await adminNow(sofia)).import).toEqual({
      done: 1,
      of: 2,
      conversations: 70,
      sentence:
        'Baton is reading what is open in Missive: 1 of 2 teams, 70 conversations so far. It routes when it knows all of it.',
    })
    expect(await sofia('conversation', { id: 'not-read-yet' })).toMatchObject({
      status: 503,
      body: { error: { code: 'unavailable', message: expect.stringContaining('1 of 2 teams') } },
    })
    desk.missive.switches.fail = null
    await desk.passes(2)
    expect([(await readyz()).import, (await adminNow(sofia)).import]).toEqual([null, null])
  })
})

const manyIn = (team: string, count: number) => (missive: SmallMissive) => {
  for (let mail = 0; mail < count; mail++)
    missive.receiveMail({ from: `c${mail}@customer.example`, subject: `Old ${mail}`, text: 'Hello', team })
}
