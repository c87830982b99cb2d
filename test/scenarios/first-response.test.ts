import { afterEach, describe, expect, it } from 'vitest'
import { type Conversation, newConversation, newStanding } from '../../server/playground/conversation'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Desk, type DeskOptions, openDesk, type PersonName } from '../support/desk'
import { DAYS, HOURS, passes, remindersOf, SECONDS, type TimedRules, timedRules } from '../support/timed-desk'

const CHANNEL = '11111111-2222-4333-8444-555555555555'
const DUE = 'Where is my parcel?: The first response is due 14:00.'
const CHAIN: PersonName[] = ['mei', 'imani', 'sofia']

let desk: Desk
afterEach(() => desk?.close())

onBothDatabases((database) => {
  const open = async (about: TimedRules = {}, options: Partial<DeskOptions> = {}) => {
    desk = await openDesk({ databaseUrl: await database.create(), rules: timedRules(about), ...options })
  }
  const told = (...names: PersonName[]) => names.map((name) => remindersOf(desk, name).length)
  const everyone = () => told('lukas', ...CHAIN)
  const viewOf = async (id: string) => (await (await desk.signIn('imani'))('conversation', { id })).body

  it('reminds the owner at 75 % of the target, then tells the chain, each step once', async () => {
    await open()
    const id = await desk.arrives()
    await desk.passes(3 * HOURS - 1)
    expect(everyone()).toEqual([0, 0, 0, 0])
    await passes(desk, 1)
    expect(remindersOf(desk, 'lukas')).toEqual([[DUE]])
    await passes(desk, 1 * HOURS)
    expect(remindersOf(desk, 'mei')).toEqual([
      ['Where is my parcel?: The first response was due 14:00, and nobody has answered. Lukas Brandt owns it.'],
    ])
    expect(told('imani')).toEqual([0])
    await passes(desk, 1 * HOURS)
    expect(told('imani', 'sofia')).toEqual([1, 0])
    await passes(desk, 1 * HOURS)
    expect(told('sofia')).toEqual([1])
    await passes(desk, 1 * DAYS)
    expect(everyone()).toEqual([1, 1, 1, 1])
    expect(desk.missive.look(id).posts).toHaveLength(1)
    expect(desk.missive.look(id).assignees).toEqual([people.lukas.id])
  })

  it('stops when somebody answers, and starts anew with the customer’s next mail', async () => {
    await open()
    const id = await desk.arrives()
    await passes(desk, 4 * HOURS)
    expect(everyone()).toEqual([1, 1, 0, 0])
    desk.missive.reply(id, people.lukas.id, 'It is on its way.')
    await passes(desk, 1 * DAYS)
    expect(everyone()).toEqual([1, 1, 0, 0])
    desk.missive.receiveMail({ conversation: id, from: 'dana.whitfield@customer.example', text: 'When?' })
    await passes(desk, 3 * HOURS)
    expect(everyone()).toEqual([2, 1, 0, 0])
  })

  it.each<[string, (id: string) => void]>([
    ['closed', (id) => desk.missive.close(id)],
    ['given back to the team', (id) => desk.missive.unassign(id, [people.lukas.id])],
  ])('reminds of nothing that is %s', async (_, happens) => {
    await open({ support: 'assign: claim' })
    const id = await desk.arrives()
    desk.missive.assign(id, [people.lukas.id])
    await passes(desk, 1)
    happens(id)
    await passes(desk, 3 * HOURS)
    expect(told('lukas')).toEqual([0])
  })

  it('sends nothing that has become moot while it gathered', async () => {
    await open()
    const id = await desk.arrives()
    await desk.passes(3 * HOURS)
    desk.missive.reply(id, people.lukas.id, 'It is on its way.')
    await passes(desk, 1)
    expect(told('lukas')).toEqual([0])
  })

  it('counts working time of the team, and reminds when the owner is next there', async () => {
    await open(
      {
        targets: 'normal: { within: 4h, count: working }',
        hours: '{ mon-fri: "09:00-17:00" }',
        people: { lukas: 'hours: { mon-fri: "09:00-12:00, 15:00-17:00" }' },
        support: 'hours: { mon-fri: "09:00-17:00" }',
      },
      { at: '2026-11-23T11:30:00Z' },
    )
    await desk.arrives()
    await passes(desk, 3 * HOURS)
    expect(told('lukas')).toEqual([0])
    await passes(desk, 30)
    expect(remindersOf(desk, 'lukas')).toEqual([['Where is my parcel?: The first response is due 15:30.']])
  })

  it.each([
    ['when clocks go forward', 'Europe/Paris', '2027-03-26T16:00:00Z', '2027-03-29T08:00:00Z'],
    ['when clocks go back', 'Europe/Paris', '2026-10-23T15:00:00Z', '2026-10-26T09:00:00Z'],
    ['over a leap day', 'UTC', '2028-02-28T17:00:00Z', '2028-02-29T10:00:00Z'],
    ['over a holiday', 'Europe/Paris, holidays: FR', '2026-12-24T16:00:00Z', '2026-12-28T09:00:00Z'],
  ])('is due at the right moment %s', async (_, zone, at, due) => {
    await open(
      {
        targets: 'normal: { within: 1h, count: working }',
        hours: '{ mon-fri: "09:00-17:00" }',
        people: { lukas: `time_zone: ${zone}`, imani: 'hours: { mon-sun: "00:00-24:00" }' },
        clock: 'owner_absent: { then: keep }',
      },
      { at },
    )
    const id = await desk.arrives()
    desk.missive.assign(id, [people.lukas.id])
    await desk.settle()
    expect(new Date((await viewOf(id)).dueAt)).toEqual(new Date(due))
    const sumOfChain = () => told(...CHAIN).reduce((sum, count) => sum + count)
    await passes(desk, (+new Date(due) - +new Date(at)) / 60_000 - 1)
    expect(sumOfChain()).toBe(0)
    await passes(desk, 2)
    expect(sumOfChain()).toBe(1)
  })

  it('tells the team’s channel when it is late and when nobody is left to be told: then it needs attention', async () => {
    const holdChannel = (missive: Desk['missive']) => {
      const about: Partial<Conversation> = {
        standings: new Map((['router', 'lukas'] as const).map((name) => [people[name].id, newStanding()])),
      }
      missive.conversations.add(newConversation(CHANNEL, +missive.clock() / 1000, about))
    }
    await open({ support: `channel: ${CHANNEL}` }, { before: holdChannel })
    const notices = () => desk.missive.conversations.find(CHANNEL).posts.map(({ notification }) => notification?.body)
    const id = await desk.arrives()
    await passes(desk, 4 * HOURS)
    await passes(desk, 1)
    const late = 'The first response was due 14:00, and nobody has answered. Lukas Brandt owns it.'
    expect(notices()).toEqual([late])
    const imani = await desk.signIn('imani')
    const attention = async () => (await imani('attention', {})).body.concerns
    for (const _ of CHAIN) await passes(desk, 1 * HOURS)
    await passes(desk, 1)
    const end = `${late} Nobody is left in the escalation chain to be told.`
    expect(notices()).toEqual([late, end])
    expect(await attention()).toMatchObject([{ kind: 'unanswered', conversationId: id, sentence: end }])
    await imani('tryAgain', {}, { kind: 'unanswered', subjectId: id })
    await desk.settle()
    await passes(desk, 1 * SECONDS)
    expect(told(...CHAIN)).toEqual([2, 1, 1])
    expect(await attention()).toEqual([])
    for (const _ of CHAIN) await passes(desk, 1 * HOURS)
    expect(await attention()).toHaveLength(1)
    desk.missive.reply(id, people.lukas.id, 'It is on its way.')
    await desk.settle()
    expect(await attention()).toEqual([])
  })

  it('asks of the chain only who is there, of the team first', async () => {
    await open({
      people: { mei: 'hours: { mon-fri: "01:00-02:00" }', layla: 'authority: lead' },
      support: 'backup: billing',
    })
    await desk.arrives()
    await passes(desk, 4 * HOURS)
    expect(told('mei', 'layla', 'imani')).toEqual([0, 0, 1])
  })

  it('says in the panel what runs, and why', async () => {
    await open()
    const id = await desk.arrives()
    const running = [
      {
        kind: 'reminder',
        at: '2026-11-23T13:00:00.000Z',
        sentence: 'Baton reminds Lukas Brandt that the first response is nearly due',
      },
      {
        kind: 'late',
        at: '2026-11-23T14:00:00.000Z',
        sentence: 'the first response is late, and Mei Tanaka is told',
      },
    ]
    const view = await viewOf(id)
    expect(view.running.slice(0, 2)).toEqual(running)
    expect(view.next.slice(0, 2)).toMatchObject(running.map(({ at, sentence }) => ({ at, sentence })))
  })

  describe('a snoozed conversation', () => {
    const sweepSees = () => passes(desk, 2)

    it('stands still, and goes on where it was', async () => {
      await open()
      const id = await desk.arrives()
      await desk.passes(2 * HOURS)
      desk.missive.snooze(id, people.lukas.id)
      desk.missive.comment(id, people.layla.id, 'He will be back')
      await desk.settle()
      expect((await viewOf(id)).dueAt).toBeNull()
      await passes(desk, 1 * DAYS)
      expect(everyone()).toEqual([0, 0, 0, 0])
      desk.missive.unsnooze(id, people.lukas.id)
      desk.missive.comment(id, people.layla.id, 'He is back')
      await desk.settle()
      await passes(desk, 59)
      expect(everyone()).toEqual([0, 0, 0, 0])
      await passes(desk, 2)
      expect(everyone()).toEqual([1, 0, 0, 0])
      await sweepSees()
    })

    it('goes on where the rules say so', async () => {
      await open({ urgency: 'pause_snoozed: false' })
      const id = await desk.arrives()
      desk.missive.snooze(id, people.lukas.id)
      desk.missive.comment(id, people.layla.id, 'He will be back')
      await passes(desk, 4 * HOURS)
      expect(everyone()).toEqual([1, 1, 0, 0])
    })
  })

  it('starts for no automatic reply, reopening or post of Baton’s', async () => {
    await open({ more: 'no_owner_needed: [{ subject: ["automatic reply"] }]' })
    const id = await desk.arrives()
    desk.missive.reply(id, people.lukas.id, 'It is on its way.')
    await desk.settle()
    desk.missive.receiveMail({
      conversation: id,
      from: 'dana.whitfield@customer.example',
      subject: 'Automatic reply: Where is my parcel?',
      text: 'I am out of office.',
    })
    await desk.settle()
    desk.missive.close(id)
    desk.missive.reopen(id)
    await passes(desk, 3 * DAYS)
    expect(everyone()).toEqual([0, 0, 0, 0])
  })

  it('reminds of nothing that was there before Baton, until the customer writes again', async () => {
    let id = ''
    const before = (missive: Desk['missive']) => {
      id = missive.receiveMail({
        from: 'dana@customer.example',
        subject: 'Old',
        text: 'Old',
        team: 'Support',
      }).conversation
      missive.assign(id, [people.lukas.id])
    }
    await open({}, { before })
    await passes(desk, 3 * DAYS)
    expect(everyone()).toEqual([0, 0, 0, 0])
    desk.missive.receiveMail({ conversation: id, from: 'dana@customer.example', text: 'Hello?' })
    await passes(desk, 3 * HOURS)
    expect(told('lukas')).toEqual([1])
  })

  it('waits while people pause routing, and is not lost', async () => {
    await open()
    const imani = await desk.signIn('imani')
    await desk.arrives()
    await imani('pause', {}, { team: 'support' })
    await passes(desk, 5 * HOURS)
    expect(everyone()).toEqual([0, 0, 0, 0])
    await imani('resume', {}, { team: 'support' })
    await passes(desk, 1 * SECONDS)
    expect(everyone()).toEqual([1, 1, 0, 0])
  })

  it('is said to nobody by a team that is only watched', async () => {
    await open({ support: 'mode: shadow' })
    const id = await desk.arrives()
    desk.missive.assign(id, [people.lukas.id])
    await passes(desk, 3 * DAYS)
    expect(everyone()).toEqual([0, 0, 0, 0])
  })

  it('moves with the rules', async () => {
    await open()
    await desk.arrives()
    await desk.restarts({ rules: timedRules({ targets: 'normal: 8h' }) })
    await passes(desk, 5 * HOURS)
    expect(everyone()).toEqual([0, 0, 0, 0])
    await desk.restarts({ rules: timedRules({ targets: 'normal: 4h' }) })
    await passes(desk, 1 * SECONDS)
    expect(everyone()).toEqual([1, 1, 0, 0])
  })
})
