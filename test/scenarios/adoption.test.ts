import { afterEach, describe, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, sqlite, type TestDatabase } from '../support/databases'
import { ALWAYS_OPEN, type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { expectLoadsRight, withStore } from '../support/loads'

const NOTE = {
  why: 'Dana wrote to me on the phone.',
  whatsNeeded: 'Send the missing screws.',
  byWhen: null,
  context: 'Order 4411',
}
const SECONDS = 1 / 60
const rulesThat = (silent: string) => `${ALWAYS_OPEN}\nhandoff: { silent_assignment: ${silent} }\n`

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), ...options })
}

const viewOf = async (caller: Caller, id: string) => (await caller('conversation', { id })).body
const giveNote = (caller: Caller, id: string, changes: object = {}) =>
  caller('giveNote', { id }, { note: NOTE, drafted: [], ...changes })

/** Somebody gives it to somebody else in Missive, without a word. */
const reassign = async (id: string, name: keyof typeof people) => {
  const { assignees } = desk.missive.look(id)
  desk.missive.assign(id, [people[name].id])
  desk.missive.unassign(id, assignees)
  await desk.settle()
}

/** What Baton wrote to somebody alone, but for its hello and codes. */
const askedOf = (name: keyof typeof people) =>
  desk.missive.conversations
    .all()
    .filter(({ teamId, standings }) => teamId === null && standings.has(people[name].id))
    .flatMap(({ posts }) => posts)
    .filter(({ markdown }) => markdown?.includes('A note, please'))

onBothDatabases((database) => {
  it('asks who got it in Missive without a note for one, once, with subject and link', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives({ subject: 'Where is *my* parcel?' })
    await reassign(id, 'grace')
    expect(askedOf('grace')).toEqual([])
    await desk.passes(10 * SECONDS)
    const [post, ...more] = askedOf('grace')
    expect(more).toEqual([])
    expect(post?.markdown).toContain('**A note, please**: [Where is \\*my\\* parcel?](')
    expect(post?.markdown).toContain(`${desk.url}/why/${id}#`)
    expect(post?.notification).toEqual({
      title: 'A note, please: Where is *my* parcel?',
      body: 'It was assigned to you without one.',
    })
    const grace = await desk.signIn('grace')
    expect(await viewOf(grace, id)).toMatchObject({
      noteWanted: true,
      why: 'Assigned in Missive. It came without a note.',
      trail: [{ kind: 'adopted', to: { id: people.grace.id }, by: null }, { kind: 'routed' }],
    })
    expect((await viewOf(sofia, id)).noteWanted).toBe(false)
    await desk.passes(120)
    await desk.restarts()
    await desk.passes(120)
    expect(askedOf('grace')).toHaveLength(1)
    expect(desk.missive.look(id).posts).toHaveLength(1)
  })

  it('takes the note once, from its owner, who stays it', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const grace = await desk.signIn('grace')
    const id = await desk.arrives()
    await reassign(id, 'grace')
    expect(await giveNote(sofia, id)).toMatchObject({
      status: 409,
      body: { error: { message: 'Somebody else owns it by now, so no note of yours is needed.' } },
    })
    expect(await giveNote(grace, id, { note: { ...NOTE, whatsNeeded: ' ' } })).toMatchObject({
      status: 422,
      body: { error: { message: "Write What's needed first.", missing: ['whatsNeeded'] } },
    })
    const { status, body } = await giveNote(grace, id, { drafted: ['why'] })
    expect(status).toBe(200)
    await desk.settle()
    const { posts, assignees } = desk.missive.look(id)
    expect(assignees).toEqual([people.grace.id])
    expect(posts.at(-1)?.markdown).toBe(
      [
        '**Note from Grace Kim**',
        '',
        '**Why** Dana wrote to me on the phone.',
        "**What's needed** Send the missing screws.",
        '**Context** Order 4411',
        '',
        `[Why Grace?](${desk.url}/why/${body.handoffId})`,
      ].join('\n'),
    )
    const view = await viewOf(grace, id)
    expect(view).toMatchObject({
      noteWanted: false,
      why: NOTE.why,
      owners: [{ id: people.grace.id }],
      trail: [{ kind: 'noted', by: { id: people.grace.id }, delivery: { state: 'sent' } }, { kind: 'adopted' }, {}],
    })
    expect((await sofia('why', { id: body.handoffId })).body).toMatchObject({ note: NOTE, entry: { kind: 'noted' } })
    expect(await giveNote(grace, id)).toMatchObject({
      status: 409,
      body: { error: { message: 'No note is missing here any more.' } },
    })
    await desk.passes(60)
    expect(askedOf('grace')).toEqual([])
    expect(desk.missive.look(id).posts).toHaveLength(2)
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.grace.id]: 1 })
  })

  it('asks nobody who took it by answering, before or after Missive made them the owner', async () => {
    await open(database, { at: '2026-11-23T10:00:00Z', rules: ALWAYS_OPEN.replace('capacity: 100', 'capacity: 0') })
    const first = await desk.arrives()
    desk.missive.reply(first, people.grace.id, 'Here I am.')
    await desk.passes(1)
    const second = await desk.arrives({ from: 'b@customer.example' })
    await reassign(second, 'grace')
    desk.missive.reply(second, people.grace.id, 'Here I am.')
    await desk.passes(10)
    expect(askedOf('grace')).toEqual([])
    const grace = await desk.signIn('grace')
    expect(await viewOf(grace, first)).toMatchObject({
      noteWanted: false,
      why: 'Took it by answering in Missive.',
      trail: [{ kind: 'adopted', by: { id: people.grace.id } }],
    })
    expect((await viewOf(grace, second)).noteWanted).toBe(false)
  })

  it('asks only who still has it, and who comes next anew', async () => {
    await open(database)
    const id = await desk.arrives()
    await reassign(id, 'grace')
    await desk.passes(5 * SECONDS)
    await reassign(id, 'haruto')
    await desk.passes(1)
    expect(askedOf('grace')).toEqual([])
    expect(askedOf('haruto')).toHaveLength(1)
    await reassign(id, 'grace')
    await desk.passes(1)
    expect(askedOf('grace')).toHaveLength(1)
    await reassign(id, 'haruto')
    await desk.passes(1)
    await desk.passes(1)
    expect(askedOf('haruto')).toHaveLength(2)
  })

  it('asks once, also when it stops before the post went out or its answer was lost', async () => {
    await open(database)
    await desk.signIn('grace')
    const id = await desk.arrives()
    await reassign(id, 'grace')
    desk.missive.switches.fail = { calls: 1, status: 429, when: ({ path }) => path === '/posts' }
    await desk.passes(10 * SECONDS)
    expect(askedOf('grace')).toEqual([])
    await withStore(desk.databaseUrl, (store) =>
      store.dueWork.plan(store.db, 'adopted', [id], new Date(+desk.clock() + 1000)),
    )
    desk.missive.switches.late = { calls: 1, until: Promise.resolve(), isDropped: true }
    await desk.passes(2)
    await desk.restarts()
    await desk.passes(2)
    expect(askedOf('grace')).toHaveLength(1)
  })

  it('waits with asking until people let routing go on', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const id = await desk.arrives()
    await imani('pause', {}, { team: null })
    await reassign(id, 'grace')
    await desk.passes(5)
    expect(desk.missive.conversations.all().filter(({ standings }) => standings.has(people.grace.id))).toHaveLength(1)
    await imani('resume', {}, { team: null })
    await desk.passes(1)
    expect(askedOf('grace')).toHaveLength(1)
  })
})

describe('asks nobody', () => {
  it('where the rules only flag it, and shows it', async () => {
    await open(sqlite, { rules: rulesThat('flag') })
    const grace = await desk.signIn('grace')
    const id = await desk.arrives()
    await reassign(id, 'grace')
    await desk.passes(5)
    expect(askedOf('grace')).toEqual([])
    expect(await viewOf(grace, id)).toMatchObject({
      noteWanted: false,
      why: 'Assigned in Missive. It came without a note.',
    })
    expect((await giveNote(grace, id)).status).toBe(200)
  })

  it('where the rules let it be', async () => {
    await open(sqlite, { rules: rulesThat('off') })
    const grace = await desk.signIn('grace')
    const id = await desk.arrives()
    await reassign(id, 'grace')
    await desk.passes(5)
    expect(askedOf('grace')).toEqual([])
    expect(await viewOf(grace, id)).toMatchObject({ noteWanted: false, why: 'Assigned in Missive.' })
  })

  it('about what was there before Baton', async () => {
    let id = ''
    await open(sqlite, {
      before: (missive) => {
        id = missive.receiveMail({ from: 'dana@customer.example', text: 'Hello', team: 'Support' }).conversation
        missive.assign(id, [people.grace.id])
      },
    })
    await reassign(id, 'haruto')
    await desk.passes(5)
    expect(askedOf('haruto')).toEqual([])
    expect((await viewOf(await desk.signIn('haruto'), id)).noteWanted).toBe(false)
  })

  it('of a team that is only watched', async () => {
    await open(sqlite, { rules: ALWAYS_OPEN.replace('mode: route', 'mode: shadow') })
    const id = await desk.arrives()
    await reassign(id, 'grace')
    await desk.passes(5)
    expect(desk.told()).toEqual([])
    expect((await viewOf(await desk.signIn('grace'), id)).noteWanted).toBe(false)
  })

  it('who can be read by others: the panel asks', async () => {
    await open(sqlite)
    const grace = await desk.signIn('grace')
    const personal = desk.missive.conversations
      .all()
      .find(({ teamId, standings }) => teamId === null && standings.has(people.grace.id))
    const id = await desk.arrives()
    if (personal) desk.missive.assign(personal.id, [people.lukas.id])
    await reassign(id, 'grace')
    await desk.passes(5)
    expect(askedOf('grace')).toEqual([])
    expect((await viewOf(grace, id)).noteWanted).toBe(true)
  })
})
