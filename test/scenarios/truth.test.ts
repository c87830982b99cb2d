import { afterEach, expect, it } from 'vitest'
import { harborAndPine, people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, type TestDatabase } from '../support/databases'
import { type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { holdWrite } from '../support/hold-write'
import { expectLoadsRight } from '../support/loads'
import { arrivesInQueue, SHORT_BUDGET } from '../support/short-budget'

const NOTE = { why: 'Lukas knows the order', whatsNeeded: 'Answer Dana', byWhen: null, context: '' }
const SECONDS = 1 / 60

let desk: Desk
afterEach(() => desk?.close())

/** Missive leaves what somebody answers without an owner. */
const repliesAssignNobody = {
  organization: { ...harborAndPine, teams: harborAndPine.teams.map((team) => ({ ...team, replyAssigns: false })) },
}

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), limits: SHORT_BUDGET, ...options })
}

const viewOf = async (caller: Caller, id: string) => (await caller('conversation', { id })).body
const kindsOf = (view: { trail: { kind: string }[] }) => view.trail.map(({ kind }) => kind)
const postsIn = (id: string) => desk.missive.look(id).posts
const assignees = (id: string) => desk.missive.look(id).assignees

/** The next handoff is turned away at once, after Missive has begun to look at it. */
const turnsAway = async (id: () => string, meanwhile: (id: string) => void) => {
  const letIn = holdWrite(desk.missive)
  desk.missive.switches.fail = { calls: 1, status: 429, when: ({ path }) => path === '/posts' }
  const { conversation } = desk.missive.receiveMail({ from: id(), text: 'Hello', team: 'Support' })
  const isAsked = () => desk.missive.requests.some(({ path, status }) => path === '/posts' && status === null)
  await expect.poll(isAsked).toBe(true)
  meanwhile(conversation)
  await desk.missive.settled()
  letIn()
  await desk.settle()
  return conversation
}

onBothDatabases((database) => {
  it('takes no call of its own for a person’s choice, though Missive could not be asked for long', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const letIn = holdWrite(desk.missive)
    const { conversation: id } = desk.missive.receiveMail({
      from: 'dana@customer.example',
      text: 'Hello',
      team: 'Support',
    })
    const isAsked = () => desk.missive.requests.some(({ path, status }) => path === '/posts' && status === null)
    await expect.poll(isAsked).toBe(true)
    desk.missive.webhooks.hold()
    // Missive assigns who answers what nobody has.
    desk.missive.reply(id, people.grace.id, 'Here I am.')
    letIn()
    await expect.poll(() => assignees(id)).toHaveLength(2)
    // That she has it alone is told after that both do.
    desk.missive.webhooks.release('reversed')
    desk.missive.switches.fail = { calls: 10_000, status: 500, when: ({ method }) => method === 'GET' }
    await desk.settle()
    for (let minute = 0; minute < 40; minute++) await desk.passes(1)
    desk.missive.switches.fail = null
    for (let minute = 0; minute < 10; minute++) await desk.passes(1)
    const { owners, trail } = await viewOf(sofia, id)
    expect(owners[0]).toMatchObject({ id: people.grace.id })
    expect(trail.filter(({ kind }: { kind: string }) => kind === 'adopted')).toMatchObject([
      { to: { id: people.grace.id } },
    ])
  })

  it('drops a handoff whose conversation was closed while its call waited', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await arrivesInQueue(desk)
    const [intended] = (await viewOf(sofia, id)).owners
    const before = await expectLoadsRight(desk.databaseUrl)
    desk.missive.close(id)
    await desk.settle()
    await desk.passes(2)
    const view = await viewOf(sofia, id)
    expect(view).toMatchObject({ state: 'closed', owners: [] })
    expect(view.trail).toMatchObject([
      { kind: 'dropped', from: { id: intended.id }, to: null, why: 'It was closed before this went out.' },
      { kind: 'routed', delivery: { state: 'dropped', reason: 'It was closed before this went out.' } },
    ])
    expect(postsIn(id)).toEqual([])
    const after = await expectLoadsRight(desk.databaseUrl)
    expect(after[intended.id] ?? 0).toBe((before[intended.id] ?? 0) - 1)
    desk.missive.receiveMail({ from: 'dana.whitfield@customer.example', text: 'Hello?', conversation: id })
    await desk.settle()
    await desk.passes(2)
    expect(assignees(id)).toHaveLength(1)
  })

  it('gives way to who answered, and Missive makes them the owner', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await arrivesInQueue(desk)
    desk.missive.reply(id, people.grace.id, 'Here I am.')
    await desk.settle()
    await desk.passes(2)
    const view = await viewOf(sofia, id)
    expect(view.owners).toMatchObject([{ id: people.grace.id }])
    expect(view.trail).toMatchObject([
      { kind: 'adopted', to: { id: people.grace.id }, by: { id: people.grace.id } },
      { kind: 'dropped', why: 'Grace Kim answered before this went out.' },
      { kind: 'routed', delivery: { state: 'dropped' } },
    ])
    expect(postsIn(id)).toEqual([])
    expect(assignees(id)).toEqual([people.grace.id])
    expect((await expectLoadsRight(desk.databaseUrl))[people.grace.id]).toBe(1)
  })

  it('waits for the customer where somebody answered whom Missive does not make the owner', async () => {
    await open(database, { missive: repliesAssignNobody })
    const sofia = await desk.signIn('sofia')
    const id = await arrivesInQueue(desk)
    desk.missive.reply(id, people.grace.id, 'Here I am.')
    await desk.settle()
    await desk.passes(30)
    expect(postsIn(id)).toEqual([])
    expect(await viewOf(sofia, id)).toMatchObject({
      owners: [],
      why: 'Grace Kim answered before this went out. Nobody has it in Missive.',
      trail: [{ kind: 'dropped', to: null }, { kind: 'routed' }],
    })
    desk.missive.receiveMail({ from: 'dana.whitfield@customer.example', text: 'Thanks, and now?', conversation: id })
    await desk.settle()
    await desk.passes(1)
    expect(assignees(id)).toHaveLength(1)
    expect(postsIn(id)[0]?.markdown).not.toContain('owned it before')
  })

  it('goes on when the one who is given it answers first', async () => {
    await open(database, { missive: repliesAssignNobody })
    const sofia = await desk.signIn('sofia')
    const id = await arrivesInQueue(desk)
    const [owner] = (await viewOf(sofia, id)).owners
    desk.missive.reply(id, owner.id, 'Here I am.')
    await desk.settle()
    await desk.passes(2)
    expect(assignees(id)).toEqual([owner.id])
    expect(kindsOf(await viewOf(sofia, id))).toEqual(['routed'])
  })

  it('drops a handoff when somebody set another owner in Missive while its call waited', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await arrivesInQueue(desk)
    desk.missive.assign(id, [people.grace.id])
    await desk.settle()
    await desk.passes(2)
    const view = await viewOf(sofia, id)
    expect(view.owners).toMatchObject([{ id: people.grace.id }])
    expect(view.trail).toMatchObject([
      { kind: 'adopted', to: { id: people.grace.id } },
      { kind: 'dropped', to: { id: people.grace.id }, why: 'Somebody changed the owner in Missive first.' },
      { kind: 'routed', delivery: { state: 'dropped' } },
    ])
    expect(postsIn(id)).toEqual([])
    expect(assignees(id)).toEqual([people.grace.id])
  })

  it('sends what a person started, though somebody else answered meanwhile', async () => {
    await open(database, { limits: { ...SHORT_BUDGET, perMinute: 300 } })
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    desk.missive.switches.fail = { calls: 1, status: 429 }
    const body = { to: people.lukas.id, note: NOTE, drafted: [], acknowledged: [], reopen: false }
    await sofia('handOff', { id }, body)
    await desk.settle()
    desk.missive.reply(id, people.grace.id, 'Here I am.')
    await desk.settle()
    await desk.passes(1)
    expect(assignees(id)).toEqual([people.lukas.id])
    expect(kindsOf(await viewOf(sofia, id))).toEqual(['handed', 'routed'])
  })

  it.each([
    ['was closed', (id: string) => desk.missive.close(id), 'It was closed before this went out.', []],
    [
      'got another owner',
      (id: string) => desk.missive.assign(id, [people.grace.id]),
      'Somebody changed the owner in Missive first.',
      [people.grace.id],
    ],
  ])('does not try again what came back unsent after its conversation %s', async (_what, act, reason, owners) => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await turnsAway(() => 'dana@customer.example', act)
    await desk.passes(2)
    expect(postsIn(id)).toEqual([])
    expect(assignees(id)).toEqual(owners)
    const { trail } = await viewOf(sofia, id)
    expect(trail.find(({ kind }: { kind: string }) => kind === 'routed').delivery).toMatchObject({
      state: 'dropped',
      reason,
    })
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual(Object.fromEntries(owners.map((owner) => [owner, 1])))
  })

  it('decides afresh when what it had decided came back unsent, and the customer wrote after a close', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await turnsAway(
      () => 'dana@customer.example',
      (conversation) => {
        desk.missive.close(conversation)
        desk.missive.receiveMail({ from: 'dana@customer.example', text: 'Hello?', conversation })
      },
    )
    await desk.passes(2)
    expect(postsIn(id)).toHaveLength(1)
    expect(assignees(id)).toHaveLength(1)
    expect(kindsOf(await viewOf(sofia, id))).toEqual(['routed', 'dropped', 'routed'])
    await desk.passes(10 * SECONDS)
    expect(assignees(id)).toHaveLength(1)
  })
})
