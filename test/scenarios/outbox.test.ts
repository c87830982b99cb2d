import { afterEach, describe, expect, it } from 'vitest'
import { CALL_TIMEOUT_MS } from '../../server/missive/client'
import { people } from '../../server/playground/harbor-and-pine'
import type { Failure } from '../../server/playground/switches'
import { onBothDatabases, sqlite, type TestDatabase } from '../support/databases'
import { type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { holdWrite } from '../support/hold-write'
import { expectLoadsRight } from '../support/loads'
import { withoutTable } from '../support/without-table'

const NOTE = { why: 'Imani knows the order', whatsNeeded: 'Answer Dana', byWhen: null, context: '' }
const SECONDS = 1 / 60

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), ...options })
}

const isPost = ({ method, path }: { method: string; path: string }) => method === 'POST' && path === '/posts'

/** The next calls that would hand something over fail like this. */
const failPosts = (failure: Omit<Failure, 'when'>) => {
  desk.missive.switches.fail = { ...failure, when: isPost }
}

/** What Missive was asked from now on, sweeps left out: `POST /posts 201`. */
const watchCalls = () => {
  const from = desk.missive.requests.length
  return () =>
    desk.missive.requests
      .slice(from)
      .filter(({ path }) => path !== '/conversations')
      .map(({ method, path, status }) => `${method} ${path.replace(/[0-9a-f-]{36}/, ':id')} ${status ?? 'dropped'}`)
}

/** New mail whose handoff Missive does not answer, and takes when told. */
const arrivesLate = async () => {
  const takeNow = holdWrite(desk.missive, true)
  const id = await desk.arrives()
  const take = async () => {
    takeNow()
    await expect.poll(() => notesIn(id).length).toBe(1)
  }
  return { id, take }
}

const give = async (caller: Caller, id: string, to: keyof typeof people) => {
  const body = { to: people[to].id, note: NOTE, drafted: [], acknowledged: [], reopen: false }
  const answer = await caller('handOff', { id }, body)
  expect(answer.status).toBe(200)
  return answer.body.handoffId as string
}

const deliveryOf = async (caller: Caller, id: string) => (await caller('conversation', { id })).body.trail[0].delivery

const notesIn = (id: string) => desk.missive.look(id).posts.map(({ markdown }) => markdown?.split('\n')[0])

onBothDatabases((database) => {
  it('stops everything when Missive says 429, until Retry-After, and then goes on', async () => {
    await open(database, { missive: { limits: { concurrent: 5, perMinute: 6, perQuarterHour: 900 } } })
    const calls = watchCalls()
    const ids = [await desk.arrives(), await desk.arrives(), await desk.arrives()]
    expect(calls().filter((call) => call.endsWith('201'))).toHaveLength(1)
    const asked = calls().length
    await desk.passes(59 * SECONDS)
    expect(calls()).toHaveLength(asked)
    await desk.passes(1 * SECONDS)
    expect(calls().filter((call) => call.endsWith('201'))).toHaveLength(3)
    for (const id of ids) expect(notesIn(id)).toHaveLength(1)
  })

  it.each([
    { status: 500, body: 'json' },
    { status: 502, body: 'html' },
    { status: 503, body: 'truncated' },
    { status: 200, body: 'truncated' },
    { status: 200, body: 'html' },
  ] as const)(
    'tries again when Missive answers $status with $body, after it has looked for the post',
    async (failure) => {
      await open(database)
      failPosts({ calls: 1, ...failure })
      const calls = watchCalls()
      const id = await desk.arrives()
      await desk.passes(5 * SECONDS)
      expect(calls()).toEqual([`POST /posts ${failure.status}`, 'GET /conversations/:id/posts 200', 'POST /posts 201'])
      expect(notesIn(id)).toHaveLength(1)
      expect(desk.missive.look(id).assignees).toHaveLength(1)
    },
  )

  it('finds its post by the link when the answer was lost, and does not post twice', async () => {
    await open(database, { missive: { switches: { apiWritesFireWebhooks: false } } })
    desk.missive.switches.fateUnknown = 1
    const calls = watchCalls()
    const id = await desk.arrives()
    await desk.passes(5 * SECONDS)
    expect(calls()).toEqual(['POST /posts dropped', 'GET /conversations/:id/posts 200'])
    expect(notesIn(id)).toHaveLength(1)
    await desk.passes(25 * SECONDS)
    const sofia = await desk.signIn('sofia')
    expect(await deliveryOf(sofia, id)).toMatchObject({ state: 'confirmed' })
  })

  it('finds a post that Missive took long after it dropped the connection, and does not post twice', async () => {
    await open(database, { missive: { switches: { apiWritesFireWebhooks: false } } })
    const calls = watchCalls()
    const { id, take } = await arrivesLate()
    await desk.passes(5 * SECONDS)
    await desk.passes(20 * SECONDS)
    expect(calls()).toEqual(['POST /posts dropped', 'GET /conversations/:id/posts 200'])
    await take()
    await desk.passes(5 * SECONDS)
    expect(calls().slice(2)).toEqual(['GET /conversations/:id/posts 200'])
    await desk.passes(20 * SECONDS)
    expect(notesIn(id)).toHaveLength(1)
    const sofia = await desk.signIn('sofia')
    expect(await deliveryOf(sofia, id)).toMatchObject({ state: 'confirmed' })
  })

  it('posts anew when Missive can no longer take a call that it did not answer, and says that it waits for that', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const calls = watchCalls()
    const { id } = await arrivesLate()
    const lost = desk.clock()
    await desk.passes(5 * SECONDS)
    expect(await deliveryOf(sofia, id)).toMatchObject({
      state: 'waiting',
      reason: 'The earlier attempt may still arrive; it is looked for again before another.',
      turnAt: new Date(+lost + CALL_TIMEOUT_MS).toJSON(),
    })
    await desk.passes(24 * SECONDS)
    expect(calls()).toEqual(['POST /posts dropped', 'GET /conversations/:id/posts 200'])
    await desk.passes(1 * SECONDS)
    expect(calls().slice(2)).toEqual(['GET /conversations/:id/posts 200', 'POST /posts 201'])
    expect(notesIn(id)).toHaveLength(1)
    expect(await deliveryOf(sofia, id)).toMatchObject({ state: 'confirmed' })
  })

  it('takes the webhook that follows for an answer when the answer itself was lost', async () => {
    await open(database)
    desk.missive.switches.fateUnknown = 1
    const id = await desk.arrives()
    await desk.passes(1)
    expect(notesIn(id)).toHaveLength(1)
    const sofia = await desk.signIn('sofia')
    const { trail } = (await sofia('conversation', { id })).body
    expect(trail).toMatchObject([{ kind: 'routed', delivery: { state: 'confirmed' } }])
  })

  it('looks for its post when it could not keep the answer, as after a crash', async () => {
    await open(database, { missive: { switches: { apiWritesFireWebhooks: false } } })
    const land = holdWrite(desk.missive)
    const { conversation: id } = desk.missive.receiveMail({
      from: 'd@customer.example',
      text: 'Hello',
      team: 'Support',
    })
    await expect.poll(() => desk.missive.requests.filter(isPost).length).toBe(1)
    await withoutTable(desk.databaseUrl, 'calls', async () => {
      land()
      await expect.poll(() => desk.missive.requests.findLast(isPost)?.status).toBe(201)
      await desk.missive.settled()
      await new Promise((resolve) => setTimeout(resolve, 200))
    })
    await desk.passes(1)
    await desk.passes(1)
    expect(notesIn(id)).toHaveLength(1)
    const sofia = await desk.signIn('sofia')
    const { trail } = (await sofia('conversation', { id })).body
    expect(trail).toMatchObject([{ kind: 'routed', delivery: { state: 'confirmed' } }])
  })

  it('keeps a refused call with its reason, gives the conversation to nobody, and does not repeat it', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    failPosts({ calls: 100, status: 400 })
    const calls = watchCalls()
    const id = await desk.arrives()
    await desk.passes(10)
    expect(calls().filter((call) => call.startsWith('POST'))).toEqual(['POST /posts 400'])
    const reason = 'Missive refused it (400): Something went wrong'
    const { body: now } = await sofia('adminNow', {})
    expect((await sofia('attention', {})).body.concerns).toMatchObject([
      { conversationId: id, subject: 'Where is my parcel?', sentence: expect.stringContaining(reason) },
    ])
    expect(now.waiting).toMatchObject([{ conversationId: id, needsAttention: true }])
    const { body: view } = await sofia('conversation', { id })
    expect(view).toMatchObject({ owners: [], why: `The last handoff did not reach Missive. ${reason}` })
    expect(view.trail[1].delivery).toMatchObject({ state: 'refused', reason })
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({})
    desk.missive.switches.fail = null
    desk.missive.receiveMail({ from: 'dana.whitfield@customer.example', text: 'Hello?', conversation: id })
    await desk.settle()
    expect(desk.missive.look(id).assignees).toHaveLength(1)
  })

  it('leaves a conversation with whom Missive shows when a handoff is refused', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    const [owner] = desk.missive.look(id).assignees as [string]
    failPosts({ calls: 1, status: 404 })
    await give(sofia, id, 'grace')
    await desk.settle()
    const { body: view } = await sofia('conversation', { id })
    expect(view.owners.map((person: { id: string }) => person.id)).toEqual([owner])
    expect(view.trail.map(({ kind }: { kind: string }) => kind)).toEqual(['dropped', 'handed', 'routed'])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [owner]: 1 })
  })

  it('gives up, and says so, when the posts of a conversation that is gone cannot be looked through', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    failPosts({ calls: 1, status: 500 })
    const id = await desk.arrives()
    desk.missive.switches.fail = { calls: 100, status: 404 }
    await desk.passes(5 * SECONDS)
    desk.missive.switches.fail = null
    expect((await sofia('attention', {})).body.concerns).toMatchObject([
      { conversationId: id, sentence: expect.stringContaining('Missive refused it (404): Something went wrong') },
    ])
  })

  it('stops while its token is not accepted, shows it, and goes on by itself', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    failPosts({ calls: 1, status: 401 })
    const calls = watchCalls()
    const id = await desk.arrives()
    expect(calls()).toEqual(['POST /posts 401'])
    const { missive } = (await sofia('adminNow', {})).body
    expect(missive).toMatchObject({
      isConnected: false,
      sentence: expect.stringContaining('does not accept the API token'),
    })
    await desk.passes(1)
    expect(calls()).toEqual(['POST /posts 401', 'POST /posts 201'])
    expect(desk.missive.look(id).assignees).toHaveLength(1)
    expect((await sofia('adminNow', {})).body.missive).toMatchObject({ isConnected: true })
  })

  it('reads a conversation once when no webhook confirms the call within 20 seconds', async () => {
    await open(database, { missive: { switches: { apiWritesFireWebhooks: false } } })
    const sofia = await desk.signIn('sofia')
    const calls = watchCalls()
    const id = await desk.arrives()
    await desk.passes(19 * SECONDS)
    expect(calls()).toEqual(['POST /posts 201'])
    expect(await deliveryOf(sofia, id)).toMatchObject({ state: 'sent' })
    await desk.passes(1 * SECONDS)
    expect(calls()).toEqual(['POST /posts 201', 'GET /conversations/:id 200'])
    expect(await deliveryOf(sofia, id)).toMatchObject({ state: 'confirmed' })
    await desk.passes(10)
    expect(calls()).toHaveLength(2)
  })

  it('leaves exactly one assignee when a conversation is handed over twice while a call is on its way', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    const land = holdWrite(desk.missive)
    await give(sofia, id, 'grace')
    await expect.poll(async () => (await deliveryOf(sofia, id)).state).toBe('sending')
    await give(sofia, id, 'haruto')
    await give(sofia, id, 'aoi')
    land()
    await desk.settle()
    expect(desk.missive.look(id).assignees).toEqual([people.aoi.id])
    expect(notesIn(id).slice(1)).toEqual([
      '**Handed to Grace Kim** by Sofia Rossi',
      '**Handed to Aoi Yamamoto** by Sofia Rossi',
    ])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.aoi.id]: 1 })
  })

  it('is not misled by webhooks of its own calls that come late and in the wrong order', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    desk.missive.webhooks.hold()
    await give(sofia, id, 'grace')
    await desk.settle()
    await give(sofia, id, 'aoi')
    await desk.settle()
    desk.missive.webhooks.release('reversed')
    await desk.settle()
    await desk.passes(1)
    const { owners, trail } = (await sofia('conversation', { id })).body
    expect(owners).toMatchObject([{ id: people.aoi.id }])
    expect(trail.map(({ kind }: { kind: string }) => kind)).toEqual(['handed', 'handed', 'routed'])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.aoi.id]: 1 })
  })

  it('lets the calls of one conversation go in their order, one at a time', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    const order = ['grace', 'haruto', 'aoi', 'marcus'] as const
    desk.missive.switches.delayMs = 30
    for (const to of order) {
      await give(sofia, id, to)
      await expect.poll(async () => (await deliveryOf(sofia, id)).state).toMatch(/sending|sent|confirmed/)
    }
    await desk.settle()
    expect(notesIn(id).slice(1)).toEqual(order.map((name) => `**Handed to ${people[name].name}** by Sofia Rossi`))
    expect(desk.missive.look(id).assignees).toEqual([people.marcus.id])
  })
})

describe('the budget', () => {
  it('keeps room for people when it is short, says when a turn comes, and lets them go first', async () => {
    await open(sqlite, { limits: { atOnce: 5, perMinute: 30, per15Minutes: 900 } })
    const sofia = await desk.signIn('sofia')
    const mails = Array.from({ length: 40 }, (_, mail) =>
      desk.missive.receiveMail({ from: `c${mail}@customer.example`, text: 'Hello', team: 'Support' }),
    )
    await desk.settle()
    const ids = mails.map(({ conversation }) => conversation)
    const isHandedOver = (id: string) => desk.missive.look(id).assignees.length > 0
    const first = ids.find(isHandedOver) ?? ''
    const last = ids.find((id) => !isHandedOver(id)) ?? ''
    await desk.passes(3 * SECONDS)
    const waiting = await deliveryOf(sofia, last)
    expect(waiting.state).toBe('waiting')
    expect(new Date(waiting.turnAt) > desk.clock()).toBe(true)

    await give(sofia, first, 'grace')
    await desk.settle()
    expect(await deliveryOf(sofia, first)).toMatchObject({ state: 'confirmed' })

    for (const to of ['haruto', 'aoi', 'marcus'] as const) {
      await give(sofia, first, to)
      await desk.settle()
    }
    await desk.passes(3 * SECONDS)
    const late = await deliveryOf(sofia, first)
    expect(late.state).toBe('waiting')
    expect(+new Date(late.turnAt) - +desk.clock()).toBeGreaterThan(0)
    const calls = desk.told().length
    await desk.passes(1)
    expect(desk.told()[calls]?.conversation).toBe(first)
    await desk.passes(1)
    expect(ids.map((id) => desk.missive.look(id).assignees.length)).toEqual(ids.map(() => 1))
  })
})
