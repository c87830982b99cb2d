import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 12, hours: { mon-sun: "00:00-24:00" }, shift_end_margin: 0m, snoozed_weight: 0.5 }
teams:
  support: { missive_team: Support, members: [imani] }
teammates:
  imani: { missive_user: imani@harborpine.example, access: admin }
topics:
  refund: { match: { words: [refund] }, weight: 2 }
`

let desk: Desk
afterEach(() => desk?.close())

const assignees = (id: string) => desk.missive.look(id).assignees
const refund = (n: number) => ({ from: `customer-${n}@customer.example`, subject: `Refund ${n}` })
const why = async (caller: Caller, id: string) => (await caller('conversation', { id })).body.why

onBothDatabases((database) => {
  const open = async (options: Partial<DeskOptions> = {}) => {
    desk = await openDesk({ databaseUrl: await database.create(), rules: RULES, ...options })
  }

  const sixRefunds = async () => {
    const ids: string[] = []
    for (let n = 0; n < 6; n++) ids.push(await desk.arrives(refund(n)))
    return ids
  }

  it('counts what is heavier as more, and says both: how many, and how much', async () => {
    await open()
    await sixRefunds()
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.imani.id]: 12 })
    const waits = await desk.arrives(refund(6))
    expect(assignees(waits)).toEqual([])
    const imani = await desk.signIn('imani')
    expect((await imani('conversation', { id: waits })).body.suggestions.leftOut).toMatchObject([
      { name: 'Imani Okafor', sentence: 'at capacity: load 12 of 12 in 6 conversations' },
    ])
  })

  it('counts a snoozed conversation by its part, and gives the room that this makes to what waits', async () => {
    await open()
    const ids = await sixRefunds()
    const waits = await desk.arrives(refund(6))
    for (const id of ids.slice(0, 2)) {
      desk.missive.snooze(id, people.imani.id)
      // No webhook tells of a snooze; the next one shows it.
      desk.missive.comment(id, people.imani.id, 'Until they answer')
    }
    await desk.settle()
    expect(assignees(waits)).toEqual([people.imani.id])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.imani.id]: 12 })
  })

  it('weighs what is owned anew when rules change, and gives the room that this makes to what waits', async () => {
    await open({ rules: null, environment: { ADMIN_EMAILS: people.imani.email } })
    const imani = await desk.signIn('imani')
    const save = async (text: string, base: number | null) => {
      expect((await imani('saveRules', {}, { text, note: '', base })).status).toBe(200)
      await desk.settle()
    }
    await save(RULES, null)
    const [snoozed = ''] = await sixRefunds()
    desk.missive.snooze(snoozed, people.imani.id)
    desk.missive.comment(snoozed, people.imani.id, 'Until they answer')
    await desk.settle()
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.imani.id]: 11 })
    const waits = await desk.arrives(refund(6))
    expect(await why(imani, waits)).toBe('Everyone of Support who is there is at capacity.')

    await save(RULES.replace('weight: 2', 'weight: 1.5').replace('snoozed_weight: 0.5', 'snoozed_weight: 0.1'), 1)
    expect(assignees(waits)).toEqual([people.imani.id])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.imani.id]: 9.15 })

    await save(RULES.replace('refund: {', 'money_back: {'), 2)
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.imani.id]: 6.5 })
  })

  it('counts what was closed by the rules of the day when a colleague opens it again', async () => {
    await open()
    const id = await desk.arrives(refund(1))
    desk.missive.close(id)
    await desk.settle()
    await desk.restarts({ rules: RULES.replace('weight: 2', 'weight: 3') })
    desk.missive.reopen(id)
    await desk.settle()
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.imani.id]: 3 })
  })
})
