import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Desk, type DeskOptions, openDesk } from '../support/desk'

const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { hours: { mon-sun: "00:00-24:00" }, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [imani, lukas], backup: billing }
  billing: { missive_team: Billing, members: [priya] }
teammates:
  imani: { missive_user: imani@harborpine.example }
  lukas: { missive_user: lukas@harborpine.example }
  priya: { missive_user: priya@harborpine.example }
  sofia: { missive_user: sofia@harborpine.example, hours: { mon-sun: "14:00-18:00" }, access: admin }
urgency: { targets: { normal: 4h } }
relationships:
  accounts: [{ email: vip@customer.example, owner: sofia, mode: require }]
`

let desk: Desk
afterEach(() => desk?.close())

const assignees = (id: string) => desk.missive.look(id).assignees
const vip = { from: 'vip@customer.example', name: 'Vera Ip' }

onBothDatabases((database) => {
  const open = async (options: Partial<DeskOptions> = {}) => {
    desk = await openDesk({ databaseUrl: await database.create(), rules: RULES, ...options })
  }

  it('waits for the one person who may have it, and gives it to them when they come', async () => {
    await open({ at: '2026-11-23T12:00:00Z' })
    const id = await desk.arrives(vip)
    const sofia = await desk.signIn('sofia')
    const { body } = await sofia('conversation', { id })
    expect(body).toMatchObject({
      owners: [],
      why: 'It waits for Sofia, who looks after vip@customer.example – off hours, back 14:00.',
      next: [{ at: '2026-11-23T14:00:00.000Z', sentence: 'Sofia starts' }, { at: '2026-11-23T15:00:00.000Z' }],
    })
    await desk.passes(119)
    expect(assignees(id)).toEqual([])
    await desk.passes(1)
    expect(assignees(id)).toEqual([people.sofia.id])
  })

  it('asks the backup when the target nears and they have not come, and the note says so', async () => {
    await open({ at: '2026-11-23T08:00:00Z' })
    const id = await desk.arrives(vip)
    await desk.passes(3 * 60 - 1)
    expect(assignees(id)).toEqual([])
    await desk.passes(1)
    expect(assignees(id)).toEqual([people.priya.id])
    expect(desk.told()).toHaveLength(1)
    const sofia = await desk.signIn('sofia')
    expect((await sofia('conversation', { id })).body.why).toBe(
      'Sofia looks after vip@customer.example – off hours, back 14:00; the first response is due 12:00; Billing is the backup of Support; Priya is the only one who can take it now (0 of 15).',
    )
  })
})
