import { afterEach, describe, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { HOURS, passes, remindersOf, type TimedRules, timedRules } from '../support/timed-desk'

const NOTE = { why: 'You know them.', whatsNeeded: 'Answer', byWhen: null, context: '' }
const FULL = [{ code: 'full', reason: 'quick: I answer now', quick: true }]

let desk: Desk
afterEach(() => desk?.close())

onBothDatabases((database) => {
  const open = async (about: TimedRules = {}) => {
    const rules = timedRules({ support: 'members: [lukas, layla]', clock: 'accept_within: 30m', ...about })
    desk = await openDesk({ databaseUrl: await database.create(), rules: rules.replace('members: [lukas] , ', '') })
  }
  const ownersOf = (id: string) =>
    desk.missive.look(id).assignees.map((each) => Object.entries(people).find(([, { id }]) => id === each)?.[0])

  /** Who got it first, and the other one. */
  const given = async () => {
    const id = await desk.arrives()
    const [first, second] = ownersOf(id)[0] === 'lukas' ? (['lukas', 'layla'] as const) : (['layla', 'lukas'] as const)
    return { id, first, second }
  }

  it('routes on what its owner has not accepted, and the note says so; it does not come back to them', async () => {
    await open()
    const { id, first, second } = await given()
    await passes(desk, 29)
    expect(ownersOf(id)).toEqual([first])
    await passes(desk, 1)
    expect(ownersOf(id)).toEqual([second])
    expect(desk.missive.look(id).posts.at(-1)?.markdown).toContain(
      'neither opened, answered nor commented it since 10:00.',
    )
    const imani = await desk.signIn('imani')
    const { trail } = (await imani('conversation', { id })).body
    expect((await imani('why', { id: trail[0].id })).body.timer).toMatchObject({ kind: 'acceptance' })
    await passes(desk, 1 * HOURS)
    expect(ownersOf(id)[0]).not.toBe(first)
  })

  it.each<[string, (id: string, owner: 'lukas' | 'layla') => unknown]>([
    ['opens it in the panel', async (id, owner) => (await desk.signIn(owner))('conversation', { id })],
    ['answers', (id, owner) => desk.missive.reply(id, people[owner].id, 'Soon.')],
    ['comments', (id, owner) => desk.missive.comment(id, people[owner].id, 'Mine.')],
  ])('is accepted when its owner %s', async (_, act) => {
    await open()
    const { id, first } = await given()
    await act(id, first)
    await desk.settle()
    await passes(desk, 2 * HOURS)
    expect(ownersOf(id)).toEqual([first])
  })

  it('is not accepted when others open it', async () => {
    await open()
    const { id, second } = await given()
    await (await desk.signIn(second))('conversation', { id })
    await passes(desk, 30)
    expect(ownersOf(id)).toEqual([second])
  })

  it.each<[string, string, (id: string, owner: 'lukas' | 'layla') => unknown]>([
    [
      'who took it',
      '',
      async (id) =>
        (await desk.signIn('layla'))('take', { id }, { note: NOTE, drafted: [], acknowledged: [], reopen: false }),
    ],
    ['who got it in Missive', '', (id) => desk.missive.assign(id, [people.layla.id])],
  ])('asks no sign of %s', async (_, __, act) => {
    await open({ support: 'members: [lukas, layla], assign: claim' })
    const id = await desk.arrives()
    await act(id, 'layla')
    await desk.settle()
    await passes(desk, 2 * HOURS)
    expect(ownersOf(id)).toEqual(['layla'])
  })

  it('is off unless the rules say otherwise', async () => {
    await open({ clock: '' })
    const { id, first } = await given()
    await passes(desk, 2 * HOURS)
    expect(ownersOf(id)).toEqual([first])
  })

  describe('a quick answer', () => {
    const takes = async () => {
      await open({ clock: '', people: { lukas: 'capacity: 0' }, support: 'members: [lukas], assign: claim' })
      const id = await desk.arrives()
      const lukas = await desk.signIn('lukas')
      const taken = await lukas('take', { id }, { note: null, drafted: [], acknowledged: FULL, reopen: false })
      expect(taken.status).toBe(200)
      await desk.settle()
      return id
    }

    it('is asked about after 30 minutes', async () => {
      await takes()
      await passes(desk, 29)
      expect(remindersOf(desk, 'lukas')).toEqual([])
      await passes(desk, 1)
      expect(remindersOf(desk, 'lukas')).toEqual([
        [
          'Where is my parcel?: You took it to answer at once, and the customer still waits. Answer, or put it back in the queue.',
        ],
      ])
      await passes(desk, 1 * HOURS)
      expect(remindersOf(desk, 'lukas')).toHaveLength(1)
    })

    it('is not asked about once it was given', async () => {
      const id = await takes()
      desk.missive.reply(id, people.lukas.id, 'Here it is.')
      await desk.settle()
      await passes(desk, 1 * HOURS)
      expect(remindersOf(desk, 'lukas')).toEqual([])
    })
  })
})
