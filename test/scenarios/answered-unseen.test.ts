import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Desk, openDesk, type PersonName } from '../support/desk'
import { HOURS, passes, remindersOf, type TimedRules, timedRules } from '../support/timed-desk'

let desk: Desk
afterEach(() => desk?.close())

const answers = (id: string) => desk.missive.reply(id, people.lukas.id, 'It is on its way.')

/** What no webhook tells, sweeps find; only Missive's list of messages says who wrote. */
onBothDatabases((database) => {
  const open = async (about: TimedRules = {}) => {
    desk = await openDesk({ databaseUrl: await database.create(), rules: timedRules(about) })
  }
  const told = (...names: PersonName[]) => names.map((name) => remindersOf(desk, name).length)

  it('reminds nobody of what was answered while it was down', async () => {
    await open()
    const answered = await desk.arrives({ from: 'one@customer.example', subject: 'Answered' })
    await desk.arrives({ from: 'two@customer.example', subject: 'Open' })
    desk.missive.quietly(() => answers(answered))
    await desk.sleeps(5 * HOURS)
    await passes(desk, 1)
    const lines = [...remindersOf(desk, 'lukas'), ...remindersOf(desk, 'mei')].flat()
    expect(lines.map((line) => line.split(':')[0])).toEqual(['Open', 'Open'])
  })

  it('counts from what the customer wrote while it was down', async () => {
    await open()
    const id = await desk.arrives()
    answers(id)
    await desk.settle()
    desk.missive.quietly(() =>
      desk.missive.receiveMail({ from: 'dana.whitfield@customer.example', text: 'Still nothing.', conversation: id }),
    )
    await desk.sleeps(2 * HOURS)
    await passes(desk, 1 * HOURS - 1)
    expect(told('lukas')).toEqual([0])
    await passes(desk, 1)
    expect(told('lukas')).toEqual([1])
  })

  it('reminds nobody of what was answered while Missive was out of reach', async () => {
    await open()
    const id = await desk.arrives()
    await passes(desk, 2 * HOURS + 50)
    desk.missive.switches.fail = { calls: Number.POSITIVE_INFINITY, status: 503 }
    await passes(desk, 5)
    desk.missive.quietly(() => answers(id))
    await passes(desk, 2 * HOURS)
    desk.missive.switches.fail = null
    for (let minute = 0; minute < 10; minute++) await passes(desk, 1)
    expect(told('lukas', 'mei')).toEqual([0, 0])
  })

  it('reminds nobody of what was answered though its webhook was lost', async () => {
    await open()
    const id = await desk.arrives()
    await passes(desk, 2 * HOURS)
    desk.missive.quietly(() => answers(id))
    await passes(desk, 2 * HOURS)
    expect(told('lukas', 'mei')).toEqual([0, 0])
  })

  it('takes an answer that no webhook told for the owner’s act', async () => {
    await open({ targets: 'normal: 90d', followUp: '{ after: 1d, escalate_after: 6h }' })
    const id = await desk.arrives()
    await passes(desk, 20 * HOURS)
    desk.missive.quietly(() => answers(id))
    await passes(desk, 2)
    await passes(desk, 23 * HOURS)
    expect(told('lukas', 'mei')).toEqual([0, 0])
    await passes(desk, 2 * HOURS)
    expect(told('lukas')).toEqual([1])
  })
})
