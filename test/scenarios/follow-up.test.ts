import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Desk, openDesk, type PersonName } from '../support/desk'
import { DAYS, HOURS, passes, remindersOf, type TimedRules, timedRules } from '../support/timed-desk'

const FOLLOW_UP = '{ after: 1d, escalate_after: 6h }'

let desk: Desk
afterEach(() => desk?.close())

onBothDatabases((database) => {
  const open = async (about: TimedRules = {}) => {
    const rules = timedRules({ targets: 'normal: 90d', followUp: FOLLOW_UP, ...about })
    desk = await openDesk({ databaseUrl: await database.create(), rules })
  }
  const told = (...names: PersonName[]) => names.map((name) => remindersOf(desk, name).length)

  it('reminds an owner who has done nothing, then their chain, each once', async () => {
    await open()
    const id = await desk.arrives()
    await passes(desk, 1 * DAYS - 1)
    expect(told('lukas')).toEqual([0])
    await passes(desk, 1)
    expect(remindersOf(desk, 'lukas')).toEqual([
      [
        'Where is my parcel?: You have done nothing with it since 23 Nov 10:00. Answer, hand it over, snooze or close it.',
      ],
    ])
    await passes(desk, 6 * HOURS)
    expect(remindersOf(desk, 'mei')).toEqual([
      ['Where is my parcel?: Lukas Brandt owns it, and has done nothing with it since 23 Nov 10:00.'],
    ])
    await passes(desk, 6 * HOURS)
    await passes(desk, 6 * HOURS)
    await passes(desk, 9 * DAYS)
    expect(told('lukas', 'mei', 'imani', 'sofia')).toEqual([1, 1, 1, 1])
    expect(desk.missive.look(id).posts).toHaveLength(1)
  })

  it.each<[string, (id: string) => unknown, number]>([
    ['answers', (id) => desk.missive.reply(id, people.lukas.id, 'Soon.'), 1],
    ['comments', (id) => desk.missive.comment(id, people.lukas.id, 'I ask the depot.'), 1],
    ['snoozes', (id) => desk.missive.snooze(id, people.lukas.id), 0],
    ['closes', (id) => desk.missive.close(id), 0],
    [
      'hands over',
      (id) => {
        desk.missive.assign(id, [people.layla.id])
        desk.missive.unassign(id, [people.lukas.id])
      },
      0,
    ],
  ])('counts anew once the owner %s', async (_, act, remindedLater) => {
    await open()
    const id = await desk.arrives()
    await passes(desk, 20 * HOURS)
    act(id)
    await desk.settle()
    // A sweep tells of a snooze.
    await passes(desk, 2)
    await passes(desk, 23 * HOURS)
    expect(told('lukas', 'mei')).toEqual([0, 0])
    await passes(desk, 2 * HOURS)
    expect(told('lukas')).toEqual([remindedLater])
  })

  it('is not reset by what others say', async () => {
    await open()
    const id = await desk.arrives()
    await passes(desk, 20 * HOURS)
    desk.missive.comment(id, people.layla.id, 'Is anybody here?')
    await passes(desk, 4 * HOURS)
    expect(told('lukas')).toEqual([1])
  })

  it('tells no chain while the customer is waited for', async () => {
    await open()
    const id = await desk.arrives()
    desk.missive.reply(id, people.lukas.id, 'Which order?')
    await desk.settle()
    await passes(desk, 1 * DAYS)
    expect(told('lukas')).toEqual([1])
    await passes(desk, 9 * DAYS)
    expect(told('lukas', 'mei')).toEqual([1, 0])
  })

  it('tells the chain of an owner who was not there only when they were reminded and still do nothing', async () => {
    await open({
      followUp: '{ after: 8h, escalate_after: 6h }',
      clock: 'owner_absent: { then: keep }',
      people: { lukas: 'hours: { mon-fri: "09:00-17:00" }' },
    })
    await desk.arrives()
    await passes(desk, 23 * HOURS - 1)
    expect(told('lukas', 'mei')).toEqual([0, 0])
    await passes(desk, 1)
    expect(told('lukas', 'mei')).toEqual([1, 0])
    await passes(desk, 6 * HOURS - 1)
    expect(told('mei')).toEqual([0])
    await passes(desk, 1)
    expect(told('lukas', 'mei')).toEqual([1, 1])
  })

  it('tells the chain no sooner though the server was down when the owner was to be reminded', async () => {
    await open({ followUp: '{ after: 8h, escalate_after: 6h }' })
    await desk.arrives()
    await desk.sleeps(20 * HOURS)
    await passes(desk, 1)
    expect(told('lukas', 'mei')).toEqual([1, 0])
    await passes(desk, 6 * HOURS)
    expect(told('lukas', 'mei')).toEqual([1, 1])
  })

  it('counts working time, and reminds who is away when they are back', async () => {
    await open({
      followUp: '{ after: { within: 1d, count: working }, escalate_after: 90d }',
      clock: 'owner_absent: { then: keep }',
      hours: '{ mon-fri: "09:00-17:00" }',
      people: { lukas: 'away: [{ from: 2026-11-24, to: 2026-11-27 }]' },
    })
    await desk.arrives()
    await passes(desk, 4 * DAYS)
    expect(told('lukas')).toEqual([0])
    await passes(desk, 3 * DAYS)
    expect(told('lukas')).toEqual([1])
  })
})
