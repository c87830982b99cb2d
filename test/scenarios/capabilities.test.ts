import { afterEach, describe, expect, it } from 'vitest'
import { harborAndPine, people } from '../../server/playground/harbor-and-pine'
import type { Switches } from '../../server/playground/switches'
import { type Capabilities, NOTHING_KNOWN } from '../../server/store/capabilities'
import type { Finding } from '../../shared/tab-api'
import { onBothDatabases, type TestDatabase } from '../support/databases'
import { type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { withStore } from '../support/loads'

const NOTE = { why: 'Lukas knows the order', whatsNeeded: 'Answer Dana', byWhen: null, context: '' }
const SECONDS = 1 / 60

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, switches: Partial<Switches>, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), missive: { switches }, ...options })
}

/** What an earlier run of the doctor found out. */
const doctorFound = (found: Partial<Capabilities>) =>
  withStore(desk.databaseUrl, (store) =>
    store.states.set(store.db, 'capabilities', { ...NOTHING_KNOWN, ...found }, desk.clock()),
  )

const findings = async (caller: Caller): Promise<Finding[]> => (await caller('adminNow', {})).body.capabilities
const finding = async (caller: Caller, name: string) => (await findings(caller)).find((each) => each.name === name)

const give = async (caller: Caller, id: string, to: keyof typeof people, reopen = false) => {
  const body = { to: people[to].id, note: NOTE, drafted: [], acknowledged: [], reopen }
  expect(await caller('handOff', { id }, body)).toMatchObject({ status: 200 })
  await desk.settle()
}

const deliveryOf = async (caller: Caller, id: string) => (await caller('conversation', { id })).body.trail[0].delivery
const isRead = (id: string) => desk.missive.requests.some(({ method, path }) => method === 'GET' && path.endsWith(id))
const assignees = (id: string) => desk.missive.look(id).assignees
const isClosed = (id: string) =>
  [...desk.missive.conversations.find(id).standings.values()].every(({ closed }) => closed)

onBothDatabases((database) => {
  it('learns that owners can be taken off, and that what it changes is told', async () => {
    await open(database, {})
    const sofia = await desk.signIn('sofia')
    expect((await findings(sofia)).map(({ name }) => name)).toEqual(['private conversations'])
    const id = await desk.arrives()
    await give(sofia, id, 'grace')
    expect(await findings(sofia)).toMatchObject([
      { name: 'remove_assignees', verdict: 'good' },
      { name: 'webhooks of own calls', verdict: 'good' },
      { name: 'private conversations', verdict: 'good' },
    ])
  })

  it.each([
    ['refuses', { refuseRemoveAssignees: true }, /^Missive refuses it, so Baton cannot take an owner off\.$/],
    ['ignores', { ignoreRemoveAssignees: true }, /^Missive takes the call and removes nobody/],
  ] as const)(
    'learns that Missive %s to take an owner off, and says what an admin can do',
    async (_, switches, said) => {
      await open(database, switches)
      const sofia = await desk.signIn('sofia')
      const id = await desk.arrives()
      const [routed = ''] = assignees(id)
      await give(sofia, id, 'grace')
      expect(await finding(sofia, 'remove_assignees')).toMatchObject({
        verdict: 'warning',
        sentence: expect.stringMatching(said),
        mend: expect.stringContaining('takes the earlier assignee off in Missive'),
      })
      expect((await sofia('conversation', { id })).body).toMatchObject({ removeInMissive: [routed] })
      await desk.restarts()
      expect(await finding(sofia, 'remove_assignees')).toMatchObject({ verdict: 'warning' })
    },
  )

  it('learns that nothing tells of what it changes, then leaves that to its sweeps, until something tells again', async () => {
    await open(database, { apiWritesFireWebhooks: false })
    const sofia = await desk.signIn('sofia')
    const ids: string[] = []
    for (let mail = 0; mail < 3; mail++) ids.push(await desk.arrives({ from: `c${mail}@customer.example` }))
    // Somebody else's change is told, so the rule stands.
    desk.missive.assign(ids[0] as string, [people.grace.id])
    await desk.settle()
    expect(await finding(sofia, 'webhooks of own calls')).toBeUndefined()
    await desk.passes(30 * SECONDS)
    for (const id of ids.slice(1)) expect(isRead(id)).toBe(true)
    await desk.arrives({ from: 'c4@customer.example' })
    await desk.passes(30 * SECONDS)
    expect(await finding(sofia, 'webhooks of own calls')).toMatchObject({
      verdict: 'warning',
      sentence: expect.stringMatching(/^Missive sends no webhook for what Baton changes\. Baton sees in its sweeps/),
    })

    const swept = await desk.arrives({ from: 'c5@customer.example' })
    await desk.passes(30 * SECONDS)
    expect(await deliveryOf(sofia, swept)).toMatchObject({ state: 'sent' })
    await desk.passes(1)
    await desk.passes(1)
    expect(await deliveryOf(sofia, swept)).toMatchObject({ state: 'confirmed' })
    expect(isRead(swept)).toBe(false)
    const { sweeps, silence } = (await sofia('adminNow', {})).body
    expect([sweeps.repairsIn24Hours, silence]).toEqual([0, []])

    desk.missive.switches.apiWritesFireWebhooks = true
    await desk.arrives({ from: 'c6@customer.example' })
    expect(await finding(sofia, 'webhooks of own calls')).toMatchObject({ verdict: 'good' })
  })

  it('gives up a handoff that Missive took and does not follow, though nothing tells of what it changes', async () => {
    await open(database, { apiWritesFireWebhooks: false })
    const sofia = await desk.signIn('sofia')
    await doctorFound({ apiWritesFireWebhooks: 'no' })
    const id = await desk.arrives()
    desk.missive.quietly(() => desk.missive.unassign(id, assignees(id)))
    for (let minute = 0; minute < 8; minute++) await desk.passes(1)
    expect((await sofia('conversation', { id })).body.trail.at(-1).delivery).toMatchObject({ state: 'refused' })
    expect((await sofia('attention', {})).body.concerns).toMatchObject([{ kind: 'refused', conversationId: id }])
  })

  it('says the opposite where reopen means it', async () => {
    await open(database, { reopenMeansTheOpposite: true })
    const sofia = await desk.signIn('sofia')
    await doctorFound({ reopen: 'the other way round' })
    const id = await desk.arrives()
    desk.missive.close(id)
    await desk.settle()
    await give(sofia, id, 'grace', true)
    expect(isClosed(id)).toBe(false)
    expect(await finding(sofia, 'reopen')).toMatchObject({ verdict: 'warning' })
  })

  it('finds its posts by their time where they come back without text, and posts none twice', async () => {
    await open(database, { postsWithoutText: true, apiWritesFireWebhooks: false })
    const sofia = await desk.signIn('sofia')
    await doctorFound({ postTextKeys: [] })
    desk.missive.switches.fateUnknown = 1
    const id = await desk.arrives()
    await desk.passes(5 * SECONDS)
    await desk.passes(25 * SECONDS)
    expect(desk.missive.look(id).posts).toHaveLength(1)
    expect(await deliveryOf(sofia, id)).toMatchObject({ state: 'confirmed' })
    expect(await finding(sofia, 'posts')).toMatchObject({ verdict: 'warning' })
  })

  it('learns under which keys posts come back, when it looks for one', async () => {
    await open(database, { apiWritesFireWebhooks: false })
    const sofia = await desk.signIn('sofia')
    desk.missive.switches.fateUnknown = 1
    await desk.arrives()
    await desk.passes(5 * SECONDS)
    expect(await finding(sofia, 'posts')).toMatchObject({
      verdict: 'good',
      sentence: expect.stringContaining('markdown'),
    })
  })

  it('goes on with the other teams where Missive does not show one, and says whom to add', async () => {
    const teams = harborAndPine.teams.map((team) => (team.name === 'Billing' ? { ...team, observers: [] } : team))
    await open(
      database,
      {},
      {
        missive: { switches: { refuseUnseenTeams: true }, organization: { ...harborAndPine, teams } },
      },
    )
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    expect(assignees(id)).toHaveLength(1)
    expect(await findings(sofia)).toContainEqual(
      expect.objectContaining({
        name: 'team Billing',
        verdict: 'warning',
        mend: expect.stringMatching(/^In Missive, Settings → Teams, add .+ to Billing as an observer\.$/),
      }),
    )
    expect(await finding(sofia, 'teams out of sight')).toMatchObject({ sentence: expect.stringContaining('refuses') })
    expect((await sofia('adminNow', {})).body.import).toBeNull()
    await desk.passes(24 * 60)
    expect((await sofia('adminNow', {})).body.sweeps.lastDeepAt).not.toBeNull()
  })
})

describe('what Missive was found to do', () => {
  onBothDatabases((database) => {
    it('is nothing to worry about where nothing is known', async () => {
      await open(database, {})
      const sofia = await desk.signIn('sofia')
      expect((await findings(sofia)).filter(({ verdict }) => verdict !== 'good')).toEqual([])
    })
  })
})
