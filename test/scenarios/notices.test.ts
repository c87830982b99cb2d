import { eq } from 'drizzle-orm'
import { afterEach, expect, it } from 'vitest'
import { type Conversation, newConversation, newStanding } from '../../server/playground/conversation'
import { people, teams } from '../../server/playground/harbor-and-pine'
import type { SmallMissive } from '../../server/playground/small-missive'
import type { ConversationId } from '../../shared/ids'
import { onBothDatabases, sqlite, type TestDatabase } from '../support/databases'
import { type Desk, type DeskOptions, openDesk } from '../support/desk'
import { withStore } from '../support/loads'

const SECONDS = 1 / 60
const DAYS = 24 * 60
const NOBODY =
  'Everyone of Support is off until Tue 09:00, and the first response is due Tue 00:00; there is no backup; nobody of the escalation chain is free.'
const CHANNEL = '11111111-2222-4333-8444-555555555555'

/** Mail comes when everybody's day is over, and must be answered before the next. */
const rules = ({ mode = 'route', support = '' } = {}) => `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 100, hours: { mon-sun: "09:00-17:00" } }
urgency: { targets: { normal: 4h } }
teams:
  support: { missive_team: Support, members: [imani, lukas], channel: ${CHANNEL}, mode: ${mode} ${support} }
  billing: { missive_team: Billing, members: [sofia] }
teammates:
  imani: { missive_user: imani@harborpine.example }
  lukas: { missive_user: lukas@harborpine.example }
  sofia: { missive_user: sofia@harborpine.example, hours: { mon-sun: "00:00-24:00" }, access: admin }
topics: { colour: { match: { words: [colour] } } }
`

let desk: Desk
afterEach(() => desk?.close())

const addChannel = (missive: SmallMissive, of: (keyof typeof people)[], about: Partial<Conversation> = {}) => {
  const standings = new Map(of.map((name) => [people[name].id, newStanding({ archived: true })]))
  missive.conversations.add(newConversation(CHANNEL, +missive.clock() / 1000, { standings, ...about }))
}

/** A conversation that Baton is told of only by the rules. */
const holdChannel = (missive: SmallMissive) => addChannel(missive, ['router', 'lukas'])

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({
    databaseUrl: await database.create(),
    at: '2026-11-23T20:00:00Z',
    rules: rules(),
    before: holdChannel,
    ...options,
  })
}

const notices = () => desk.missive.conversations.find(CHANNEL).posts

/** Without the mark of the post. */
const linesOf = (post: { markdown: string | null } | undefined) =>
  post?.markdown?.replace(/#[\w-]{22}(?=\))/g, '').split('\n')

onBothDatabases((database) => {
  it('tells the channel in one post what needs attention, with the subject as a link to why', async () => {
    await open(database)
    const first = await desk.arrives({ subject: 'Where is *my* [parcel](https://evil.example)?' })
    await desk.passes(20 * SECONDS)
    const second = await desk.arrives({ from: 'b@customer.example', subject: 'No light' })
    await desk.passes(9 * SECONDS)
    expect(notices()).toEqual([])
    await desk.passes(1 * SECONDS)
    const [post, ...more] = notices()
    expect(more).toEqual([])
    expect(linesOf(post)).toEqual([
      `[Where is \\*my\\* \\[parcel\\](https:\u2060//evil.example)?](${desk.url}/why/${first}): ${NOBODY}`,
      `[No light](${desk.url}/why/${second}): ${NOBODY}`,
    ])
    expect(post?.notification).toEqual({
      title: 'Support: 2 conversations',
      body: NOBODY,
    })
    expect(desk.told()).toHaveLength(1)
    expect(Object.keys(desk.told()[0] ?? {}).sort()).toEqual(
      ['conversation', 'markdown', 'notification', 'organization', 'reopen', 'username'].sort(),
    )
    expect(desk.told()[0]).toMatchObject({ conversation: CHANNEL, reopen: false })
  })

  it('tells what comes later in a post of its own, and the same only once', async () => {
    await open(database)
    const id = await desk.arrives()
    await desk.passes(1)
    expect(notices()).toHaveLength(1)
    desk.missive.receiveMail({ from: 'dana.whitfield@customer.example', text: 'The colour?', conversation: id })
    await desk.passes(60)
    expect(notices()).toHaveLength(1)
    await desk.arrives({ from: 'b@customer.example', subject: 'No light' })
    await desk.passes(1)
    expect(notices()).toHaveLength(2)
    expect(linesOf(notices()[1])).toHaveLength(1)
    expect(notices()[1]?.notification.title).toBe('Support: No light')
  })

  it('tells that the backup took over, after the handoff itself', async () => {
    await open(database, { rules: rules({ support: ', backup: billing' }) })
    const id = await desk.arrives()
    expect(desk.missive.look(id).assignees).toEqual([people.sofia.id])
    await desk.passes(1)
    expect(linesOf(notices()[0])).toEqual([
      `[Where is my parcel?](${desk.url}/why/${id}): Billing takes over for Support; everyone of Support is off until Tue 09:00, and the first response is due Tue 00:00.`,
    ])
  })

  it('posts once, also when Missive took the post and its answer was lost', async () => {
    await open(database)
    await desk.arrives()
    desk.missive.switches.late = { calls: 1, until: Promise.resolve(), isDropped: true }
    await desk.passes(1)
    await desk.passes(1)
    expect(notices()).toHaveLength(1)
    await withStore(desk.databaseUrl, async (store, { outbox, notices }) => {
      expect(await store.db.select({ status: outbox.status }).from(outbox)).toEqual([{ status: 'sent' }])
      expect(await store.db.select().from(notices)).toEqual([])
    })
  })

  it('forgets the posts of a channel when their time is over', async () => {
    await open(database, { environment: { RETAIN_DAYS: '30' } })
    const id = await desk.arrives()
    await desk.passes(1)
    const kept = () =>
      withStore(desk.databaseUrl, async (store, { outbox }) => {
        const rows = await store.db.select({ lane: outbox.lane }).from(outbox).orderBy(outbox.id)
        return rows.map(({ lane }) => lane)
      })
    const lukas = await desk.signIn('lukas')
    await lukas('take', { id }, { note: null, drafted: [], acknowledged: [], reopen: false })
    await desk.settle()
    expect(await kept()).toEqual([CHANNEL, id])
    desk.missive.close(id)
    await desk.settle()
    await desk.passes(29 * DAYS)
    await desk.passes(61)
    expect(await kept()).toEqual([CHANNEL, id])
    // As if a call had been owed to it until now.
    await withStore(desk.databaseUrl, (store, { outbox }) =>
      store.db
        .update(outbox)
        .set({ createdAt: desk.clock() })
        .where(eq(outbox.lane, id as ConversationId)),
    )
    await desk.passes(1 * DAYS)
    expect(await kept()).toEqual([])
  })
})

it('tells nothing of what a person took, or what was closed, meanwhile', async () => {
  await open(sqlite)
  const lukas = await desk.signIn('lukas')
  const taken = await desk.arrives()
  const closed = await desk.arrives({ from: 'b@customer.example' })
  await lukas('take', { id: taken }, { note: null, drafted: [], acknowledged: [], reopen: false })
  desk.missive.close(closed)
  await desk.settle()
  await desk.passes(1)
  expect(notices()).toEqual([])
})

it('tells nothing of a team that is only watched', async () => {
  await open(sqlite, { rules: rules({ mode: 'shadow' }) })
  await desk.arrives()
  await desk.passes(1)
  expect(desk.told()).toEqual([])
})

it('leaves assignees alone, and is not lost, when the channel is a conversation that Baton knows', async () => {
  await open(sqlite, {
    before: (missive) => {
      addChannel(missive, ['router', 'imani', 'lukas'], { teamId: teams.support.id })
      missive.assign(CHANNEL, [people.imani.id])
    },
  })
  await desk.arrives()
  desk.missive.switches.fail = { calls: 1, status: 503, when: ({ path }) => path === '/posts' }
  await desk.passes(30 * SECONDS)
  expect(notices()).toEqual([])
  desk.missive.assign(CHANNEL, [people.lukas.id, people.sofia.id])
  desk.missive.unassign(CHANNEL, [people.imani.id])
  await desk.settle()
  await desk.passes(1)
  expect(notices()).toHaveLength(1)
  expect(desk.missive.look(CHANNEL).assignees.sort()).toEqual([people.lukas.id, people.sofia.id].sort())
})

it('says how many more there are when they do not fit into one post', async () => {
  await open(sqlite)
  for (let mail = 0; mail < 60; mail++)
    desk.missive.receiveMail({
      from: `c${mail}@customer.example`,
      subject: `Parcel ${mail} ${'x'.repeat(90)}`,
      text: '',
    })
  await desk.settle()
  await desk.passes(1)
  const lines = linesOf(notices()[0]) ?? []
  expect(notices()[0]?.markdown?.length).toBeLessThanOrEqual(8000)
  expect(lines.at(-1)).toBe(`And ${60 - (lines.length - 1)} more.`)
})
