import { afterEach, describe, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Desk, type DeskOptions, openDesk, type PersonName } from '../support/desk'
import { expectLoadsRight } from '../support/loads'
import { DAYS, HOURS, passes, type TimedRules, timedRules } from '../support/timed-desk'

/** Lukas leaves at 13:00, Layla is there until late. */
const PEOPLE = {
  lukas: 'hours: { mon-fri: "09:00-12:00, 12:30-13:00" }',
  layla: 'hours: { mon-fri: "11:00-22:00" }',
}
const DESK = { people: PEOPLE, support: 'members: [lukas, layla]', targets: 'normal: 6h' }

let desk: Desk
afterEach(() => desk?.close())

onBothDatabases((database) => {
  const open = async (about: TimedRules = {}, options: Partial<DeskOptions> = {}) => {
    const rules = timedRules({ ...DESK, ...about }).replace('members: [lukas] , ', '')
    desk = await openDesk({ databaseUrl: await database.create(), rules, ...options })
  }
  const ownersOf = (id: string) =>
    desk.missive.look(id).assignees.map((each) => Object.entries(people).find(([, { id }]) => id === each)?.[0])
  const whyOf = async (id: string, name: PersonName = 'imani') => (await (await desk.signIn(name))('why', { id })).body

  it('gives what is at risk to somebody who is there, with a note that carries the context over', async () => {
    await open()
    const id = await desk.arrives()
    expect(ownersOf(id)).toEqual(['lukas'])
    await passes(desk, 5 * HOURS - 1)
    expect(ownersOf(id)).toEqual(['lukas'])
    await passes(desk, 1)
    expect(ownersOf(id)).toEqual(['layla'])
    const post = desk.missive.look(id).posts.at(-1)?.markdown
    expect(post).toContain(`**Handed to \u2068${people.layla.name}\u2069** by Baton`)
    expect(post).toContain(
      'Lukas Brandt is not there (off hours, back Tue 09:00), and the first response is due 16:00.',
    )
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.layla.id]: 1 })
    const { trail } = await whyOf(id)
    expect(await whyOf(trail[0].id)).toMatchObject({
      timer: {
        kind: 'absent owner',
        at: '2026-11-23T15:00:00.000Z',
        sentence: 'Lukas Brandt is not there (off hours, back Tue 09:00), and the first response is due 16:00.',
      },
    })
  })

  it.each<[string, TimedRules, (id: string) => unknown]>([
    ['whose answer is not due before its owner is back', { targets: 'normal: 1d' }, () => {}],
    ['that was answered', {}, (id) => desk.missive.reply(id, people.layla.id, 'Soon.')],
    ['whose owner the rules keep', { clock: 'owner_absent: { then: keep }' }, () => {}],
    ['whose target stands still overnight', { targets: 'normal: { within: 14h, count: working }' }, () => {}],
  ])('leaves with its owner one %s', async (_, about, happens) => {
    await open(about)
    const id = await desk.arrives()
    happens(id)
    await desk.settle()
    await passes(desk, 5 * HOURS)
    await passes(desk, 1 * HOURS)
    expect(ownersOf(id)).toEqual(['lukas'])
  })

  it('takes a lunch break for no absence', async () => {
    await open({ people: { ...PEOPLE, lukas: 'hours: { mon-fri: "09:00-12:00, 16:30-18:00" }' } })
    const id = await desk.arrives()
    await passes(desk, 6 * HOURS)
    expect(ownersOf(id)).toEqual(['lukas'])
  })

  it('moves nothing of who answered since they left, and nothing at once when the customer writes', async () => {
    await open({ targets: 'normal: 3h' })
    const id = await desk.arrives()
    await passes(desk, 4 * HOURS)
    desk.missive.reply(id, people.lukas.id, 'From the train: soon.')
    await desk.settle()
    await passes(desk, 2 * HOURS)
    desk.missive.receiveMail({ conversation: id, from: 'dana.whitfield@customer.example', text: 'How soon?' })
    await desk.settle()
    expect(ownersOf(id)).toEqual(['lukas'])
    await passes(desk, 2 * HOURS - 1)
    expect(ownersOf(id)).toEqual(['lukas'])
    await passes(desk, 1)
    expect(ownersOf(id)).toEqual(['layla'])
  })

  it('waits less for what is urgent, and as each team says', async () => {
    const urgent = { urgency: 'raise: [{ to: urgent, when: { words: [outage] } }]', targets: 'normal: 6h, urgent: 5h' }
    await open({ ...urgent, support: `${DESK.support}, owner_absent: { after: 1h }` })
    const soon = await desk.arrives({ subject: 'An outage' })
    const id = await desk.arrives({ from: 'b@customer.example' })
    for (const each of [soon, id]) desk.missive.assign(each, [people.lukas.id])
    await passes(desk, 3 * HOURS + 10)
    expect([ownersOf(soon), ownersOf(id)]).toEqual([['layla'], ['lukas']])
    await passes(desk, 50)
    expect(ownersOf(id)).toEqual(['layla'])
  })

  it.each([
    ['waiting', [['layla'], ['lukas']]],
    ['all', [['layla'], ['layla']]],
  ])('moves %s where the rules say so', async (move, owners) => {
    await open({ targets: 'normal: 9d', clock: `owner_absent: { move: ${move} }` })
    const [waits, answered] = [await desk.arrives(), await desk.arrives({ from: 'b@customer.example' })]
    desk.missive.reply(answered, people.lukas.id, 'Which order?')
    await desk.settle()
    await passes(desk, 5 * HOURS)
    expect([waits, answered].map(ownersOf)).toEqual(owners)
  })

  it('puts it back into the queue where the rules say so, for whoever takes it before Baton looks again', async () => {
    await open({ clock: 'owner_absent: { then: return_to_queue }' })
    const id = await desk.arrives()
    await passes(desk, 5 * HOURS)
    expect(ownersOf(id)).toEqual([])
    expect(desk.missive.look(id)).toMatchObject({ isInTeamInbox: true })
    const post = desk.missive.look(id).posts.at(-1)?.markdown
    expect(post).toContain('**Back in the queue** by Baton')
    expect(post).toContain('**Why** Lukas Brandt is not there')
    await passes(desk, 59)
    expect(ownersOf(id)).toEqual([])
    await passes(desk, 1)
    expect(ownersOf(id)).toEqual(['layla'])
  })

  it('stays with its owner while nobody is there, and is tried again', async () => {
    await open({
      people: { ...PEOPLE, layla: 'hours: { mon-fri: "16:00-22:00" }' },
      more: 'escalation: { chain: [lukas] }',
    })
    const id = await desk.arrives()
    await passes(desk, 5 * HOURS)
    expect(ownersOf(id)).toEqual(['lukas'])
    for (let tries = 0; tries < 7; tries++) await passes(desk, 10)
    expect(ownersOf(id)).toEqual(['layla'])
  })

  it('counts from when an absence came to be known', async () => {
    await open({ people: { ...PEOPLE, lukas: '' }, hours: '{ mon-fri: "08:00-20:00" }', targets: 'normal: 9h' })
    const id = await desk.arrives()
    await passes(desk, 3 * HOURS)
    const sick = { ...PEOPLE, lukas: 'away: [{ from: 2026-11-23, to: 2026-11-25, reason: sick }]' }
    const rules = timedRules({ ...DESK, people: sick, hours: '{ mon-fri: "08:00-20:00" }', targets: 'normal: 9h' })
    await desk.restarts({ rules: rules.replace('members: [lukas] , ', '') })
    expect(ownersOf(id)).toEqual(['lukas'])
    await passes(desk, 1 * HOURS)
    await desk.restarts({ rules: rules.replace('members: [lukas] , ', '') })
    await passes(desk, 1 * HOURS - 1)
    expect(ownersOf(id)).toEqual(['lukas'])
    await passes(desk, 1)
    expect(ownersOf(id)).toEqual(['layla'])
    expect(desk.missive.look(id).posts.at(-1)?.markdown).toContain(
      'Lukas Brandt is not there (away until 25 Nov (sick))',
    )
  })

  it('moves nothing where who wrote last is not known', async () => {
    await open()
    const id = await desk.arrives()
    await passes(desk, 2 * HOURS)
    desk.missive.quietly(() => {
      desk.missive.reply(id, people.lukas.id, 'On its way')
    })
    await passes(desk, 2)
    await passes(desk, 4 * HOURS)
    expect(ownersOf(id)).toEqual(['lukas'])
  })

  describe('of many', () => {
    it('gives one teammate no more than the flood limit in ten minutes', async () => {
      await open({ people: { ...PEOPLE, layla: 'hours: { mon-fri: "14:00-22:00" }' } })
      const ids: string[] = []
      for (let n = 0; n < 7; n++) ids.push(await desk.arrives({ from: `c${n}@customer.example` }))
      const moved = () => ids.filter((id) => ownersOf(id)[0] === 'layla').length
      await passes(desk, 5 * HOURS)
      expect(moved()).toBe(5)
      await passes(desk, 10)
      expect(moved()).toBe(7)
    })
  })

  it('goes on where it was after a weekend without a server, and moves nothing that time has settled', async () => {
    await open({ targets: 'normal: 6h' }, { at: '2026-11-27T10:00:00Z' })
    const id = await desk.arrives()
    await desk.sleeps(3 * DAYS)
    await passes(desk, 1)
    expect(ownersOf(id)).toEqual(['lukas'])
  })
})
