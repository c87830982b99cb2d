import { afterEach, describe, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, sqlite, type TestDatabase } from '../support/databases'
import { ALWAYS_OPEN, type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { holdWrite } from '../support/hold-write'
import { expectLoadsRight } from '../support/loads'

const NOTE = { why: 'Lukas knows the order', whatsNeeded: 'Answer Dana', byWhen: null, context: '' }
const SECONDS = 1 / 60

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), ...options })
}

const viewOf = async (caller: Caller, id: string) => (await caller('conversation', { id })).body
const idsOf = (owners: { id: string }[]) => owners.map(({ id }) => id)
const kindsOf = (view: { trail: { kind: string }[] }) => view.trail.map(({ kind }) => kind)
const assignees = (id: string) => desk.missive.look(id).assignees.sort()
const both = (...names: (keyof typeof people)[]) => names.map((name) => people[name].id).sort()
const headlines = (id: string) => desk.missive.look(id).posts.map(({ markdown }) => markdown?.split('\n')[0])

const give = async (caller: Caller, id: string, to: keyof typeof people) => {
  const body = { to: people[to].id, note: NOTE, drafted: [], acknowledged: [], reopen: false }
  const answer = await caller('handOff', { id }, body)
  await desk.settle()
  return answer
}

/** New mail whose handoff has gone out, and that Missive takes when told. */
const isBeingHandedOver = async () => {
  const land = holdWrite(desk.missive)
  const mail = { from: 'dana@customer.example', text: 'Hello', team: 'Support' }
  const { conversation } = desk.missive.receiveMail(mail)
  await expect.poll(() => desk.missive.requests.some(({ path, status }) => path === '/posts' && !status)).toBe(true)
  return { id: conversation, land }
}

/** Somebody chooses in Missive, beside who has it. */
const adds = async (id: string, name: keyof typeof people) => {
  desk.missive.assign(id, [people[name].id])
  await desk.settle()
}

onBothDatabases((database) => {
  it('takes a person for the owner, and removes with one line whom it had added itself', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    const [routed = ''] = assignees(id)
    await adds(id, 'grace')
    expect(await viewOf(sofia, id)).toMatchObject({
      owners: [{ id: people.grace.id }, { id: routed }],
      twoOwners: { needsAttention: false },
    })
    expect(headlines(id)).toHaveLength(1)
    await desk.passes(10 * SECONDS)
    expect(assignees(id)).toEqual([people.grace.id])
    expect(headlines(id).slice(1)).toEqual(['**Owner is Grace Kim**'])
    expect(desk.missive.look(id).posts[1]?.markdown).toContain(
      '**Why** Grace Kim was chosen in Missive, after Baton had assigned ',
    )
    const view = await viewOf(sofia, id)
    expect(view).toMatchObject({ owners: [{ id: people.grace.id }], twoOwners: null, removeInMissive: [] })
    expect(kindsOf(view)).toEqual(['corrected', 'adopted', 'routed'])
    expect(view.trail[0].delivery).toMatchObject({ state: 'confirmed' })
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.grace.id]: 1 })
    await desk.passes(60)
    expect(headlines(id)).toHaveLength(2)
  })

  it('knows whom it had added itself, though what Missive told before that comes after', async () => {
    await open(database)
    const { id, land } = await isBeingHandedOver()
    desk.missive.webhooks.hold()
    desk.missive.reply(id, people.jose.id, 'It is on its way.')
    land()
    await expect.poll(() => assignees(id)).toHaveLength(2)
    desk.missive.webhooks.release('reversed')
    await desk.settle()
    await desk.passes(5 * SECONDS)
    await desk.passes(10 * SECONDS)
    expect(assignees(id)).toEqual([people.jose.id])
    const view = await viewOf(await desk.signIn('sofia'), id)
    expect(view).toMatchObject({ owners: [{ id: people.jose.id }], twoOwners: null, noteWanted: false })
    expect(kindsOf(view)).toEqual(['corrected', 'adopted', 'routed'])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.jose.id]: 1 })
  })

  it('knows whom it had added itself, though it is told of all again before it could ask', async () => {
    await open(database)
    const { id, land } = await isBeingHandedOver()
    desk.missive.webhooks.hold()
    desk.missive.assign(id, [people.jose.id])
    land()
    await expect.poll(() => assignees(id)).toHaveLength(2)
    desk.missive.webhooks.release('reversed')
    await desk.settle()
    desk.missive.moveToTeam(id, 'Billing')
    await desk.settle()
    await desk.passes(5 * SECONDS)
    await desk.passes(10 * SECONDS)
    expect(assignees(id)).toEqual([people.jose.id])
    expect(kindsOf(await viewOf(await desk.signIn('sofia'), id))).toEqual(['corrected', 'adopted', 'routed'])
  })

  it('removes nobody besides whom it had added, also when several were chosen', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    await adds(id, 'grace')
    await adds(id, 'haruto')
    await desk.passes(10 * SECONDS)
    expect(assignees(id)).toEqual(both('grace', 'haruto'))
    expect(headlines(id).slice(1)).toEqual(['**Owner is Haruto Sato**'])
    expect(await viewOf(sofia, id)).toMatchObject({
      owners: [{ id: people.haruto.id }, { id: people.grace.id }],
      twoOwners: { sentence: 'Haruto Sato and Grace Kim both have it since 10:00. Choose one.' },
      removeInMissive: [],
    })
  })

  it('says nothing when somebody replaces the owner in Missive', async () => {
    await open(database)
    const id = await desk.arrives()
    const [routed = ''] = assignees(id)
    desk.missive.assign(id, [people.grace.id])
    desk.missive.unassign(id, [routed])
    await desk.passes(1)
    expect(headlines(id)).toHaveLength(1)
    expect(assignees(id)).toEqual([people.grace.id])
  })

  it('removes nobody whom a person chose: of two the later owns it, and people are asked', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    await give(imani, id, 'lukas')
    await adds(id, 'grace')
    await desk.passes(14)
    const early = await viewOf(sofia, id)
    expect((await imani('leftOut', {})).body.twoOwners).toHaveLength(1)
    expect(idsOf(early.owners)).toEqual([people.grace.id, people.lukas.id])
    expect(early.twoOwners).toMatchObject({
      sentence: 'Grace Kim and Lukas Brandt both have it since 10:00. Choose one.',
      needsAttention: false,
    })
    expect(assignees(id)).toEqual(both('grace', 'lukas'))
    await desk.passes(1)
    expect((await viewOf(sofia, id)).twoOwners).toMatchObject({ needsAttention: true })
    const { body: now } = await sofia('adminNow', {})
    expect(now.twoOwners).toMatchObject([
      {
        conversationId: id,
        subject: 'Where is my parcel?',
        owners: [{ id: people.grace.id }, { id: people.lukas.id }],
        since: '2026-11-23T10:00:00.000Z',
        needsAttention: true,
      },
    ])
    expect((await imani('attention', {})).body.concerns).toMatchObject([{ kind: 'two owners', conversationId: id }])
    expect(headlines(id)).toHaveLength(2)

    expect((await give(imani, id, 'grace')).status).toBe(200)
    expect(assignees(id)).toEqual([people.grace.id])
    expect(await viewOf(sofia, id)).toMatchObject({ owners: [{ id: people.grace.id }], twoOwners: null })
    expect((await sofia('adminNow', {})).body.twoOwners).toEqual([])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.grace.id]: 1 })
  })

  it('lets a person win who chose while a handoff was under way, whatever came first', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const { id, land } = await isBeingHandedOver()
    desk.missive.assign(id, [people.grace.id])
    land()
    await desk.settle()
    await desk.passes(1)
    expect(assignees(id)).toEqual([people.grace.id])
    expect(headlines(id)).toEqual([expect.stringMatching(/^\*\*Handed to /), '**Owner is Grace Kim**'])
    const view = await viewOf(sofia, id)
    expect(view.owners).toMatchObject([{ id: people.grace.id }])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.grace.id]: 1 })
  })

  it('sees a person’s choice that first shows beside its own', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const { id, land } = await isBeingHandedOver()
    desk.missive.switches.webhooks.loseRate = 1
    desk.missive.assign(id, [people.grace.id])
    desk.missive.switches.webhooks.loseRate = 0
    land()
    await desk.settle()
    expect((await viewOf(sofia, id)).owners).toHaveLength(2)
    await desk.passes(1)
    expect(assignees(id)).toEqual([people.grace.id])
    expect(headlines(id)).toEqual([expect.stringMatching(/^\*\*Handed to /), '**Owner is Grace Kim**'])
    expect(kindsOf(await viewOf(sofia, id))).toEqual(['corrected', 'adopted', 'routed'])
  })

  it('keeps whom a person adds again, though Baton had added them before', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    const [routed = ''] = assignees(id)
    desk.missive.assign(id, [people.grace.id])
    desk.missive.unassign(id, [routed])
    await desk.passes(20)
    desk.missive.assign(id, [routed])
    await desk.passes(1)
    expect(assignees(id)).toEqual([people.grace.id, routed].sort())
    expect(idsOf((await viewOf(sofia, id)).owners)).toEqual([routed, people.grace.id])
    expect(headlines(id)).toHaveLength(1)
  })

  it('leaves a conversation with the one who stays when somebody removes the other in Missive', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    await give(sofia, id, 'lukas')
    await adds(id, 'grace')
    desk.missive.unassign(id, [people.grace.id])
    await desk.settle()
    const view = await viewOf(sofia, id)
    expect(view).toMatchObject({ owners: [{ id: people.lukas.id }], twoOwners: null, noteWanted: false })
    expect((await viewOf(await desk.signIn('lukas'), id)).noteWanted).toBe(false)
  })
})

describe('where the API does not remove assignees', () => {
  const refusing = { missive: { switches: { refuseRemoveAssignees: true } } }
  const calls = (id: string) =>
    desk.missive.requests.filter(
      ({ method, body }) =>
        method === 'POST' && (body as { posts: { conversation: string } }).posts.conversation === id,
    )

  onBothDatabases((database) => {
    it('posts without it, learns it once for all, and leaves removing to people', async () => {
      await open(database, refusing)
      const sofia = await desk.signIn('sofia')
      const id = await desk.arrives()
      const [routed = ''] = assignees(id)
      expect((await give(sofia, id, 'grace')).status).toBe(200)
      expect(calls(id).map(({ status }) => status)).toEqual([201, 400, 201])
      expect(assignees(id)).toEqual([people.grace.id, routed].sort())
      const view = await viewOf(sofia, id)
      expect(idsOf(view.owners)).toEqual([people.grace.id, routed])
      expect(view).toMatchObject({ removeInMissive: [routed], twoOwners: { needsAttention: false } })
      expect(view.trail[0]).toMatchObject({ kind: 'handed', delivery: { state: 'confirmed' } })
      expect(headlines(id)).toHaveLength(2)
      await desk.passes(60)
      expect(calls(id)).toHaveLength(3)
      expect((await sofia('attention', {})).body.concerns).toMatchObject([{ kind: 'two owners', conversationId: id }])

      await give(sofia, id, 'lukas')
      expect(calls(id).map(({ status }) => status)).toEqual([201, 400, 201, 201])
      expect((await viewOf(sofia, id)).removeInMissive.sort()).toEqual([people.grace.id, routed].sort())
      desk.missive.unassign(id, [people.grace.id, routed])
      await desk.settle()
      await desk.passes(10 * SECONDS)
      expect(await viewOf(sofia, id)).toMatchObject({
        owners: [{ id: people.lukas.id }],
        removeInMissive: [],
        twoOwners: null,
      })
      expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.lukas.id]: 1 })
    })

    it('says once who the owner is, and whom people are to remove', async () => {
      await open(database, refusing)
      const sofia = await desk.signIn('sofia')
      const id = await desk.arrives()
      const [routed = ''] = assignees(id)
      await adds(id, 'grace')
      await desk.passes(1)
      await desk.passes(14)
      expect(headlines(id).slice(1)).toEqual(['**Owner is Grace Kim**'])
      expect(await viewOf(sofia, id)).toMatchObject({
        owners: [{ id: people.grace.id }, { id: routed }],
        removeInMissive: [routed],
        twoOwners: { needsAttention: true },
      })
    })
  })
})

it('corrects nothing for a team that is only watched', async () => {
  await open(sqlite)
  const id = await desk.arrives()
  await desk.restarts({ rules: ALWAYS_OPEN.replace('missive_team: Support,', 'missive_team: Support, mode: shadow,') })
  await adds(id, 'grace')
  await desk.passes(30)
  expect(headlines(id)).toHaveLength(1)
  expect(assignees(id)).toHaveLength(2)
})

it('lists no two owners that were there before Baton', async () => {
  let id = ''
  await open(sqlite, {
    before: (missive) => {
      id = missive.receiveMail({ from: 'dana@customer.example', text: 'Hello', team: 'Support' }).conversation
      missive.assign(id, [people.grace.id, people.lukas.id])
    },
  })
  const sofia = await desk.signIn('sofia')
  await desk.passes(30)
  expect((await viewOf(sofia, id)).owners).toHaveLength(2)
  expect((await sofia('adminNow', {})).body.twoOwners).toEqual([])
  expect(desk.told().filter(({ conversation }) => conversation === id)).toEqual([])
})
