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
defaults: { hours: { mon-sun: "00:00-24:00" }, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [imani, lukas, mei], assign: all_at_once, backup: billing }
  billing: { missive_team: Billing, members: [sofia] }
teammates:
  imani: { missive_user: imani@harborpine.example }
  lukas: { missive_user: lukas@harborpine.example }
  mei: { missive_user: mei@harborpine.example }
  sofia: { missive_user: sofia@harborpine.example, access: admin }
urgency: { targets: { normal: 4h } }
`
const EVERYONE = [people.imani.id, people.lukas.id, people.mei.id].sort()

let desk: Desk
afterEach(() => desk?.close())

const assignees = (id: string) => [...desk.missive.look(id).assignees].sort()
const told = (id: string) => desk.told().filter((post) => post.conversation === id)
const firstLine = (id: string) => told(id).at(-1)?.markdown?.split('\n')[0]
const viewOf = async (caller: Caller, id: string) => (await caller('conversation', { id })).body
const onlyOwner = (id: string) => ({ owners: [{ id }] })

onBothDatabases((database) => {
  const open = async (options: Partial<DeskOptions> = {}) => {
    desk = await openDesk({ databaseUrl: await database.create(), rules: RULES, ...options })
  }

  it('assigns everyone who is free with one call, and takes nobody for the owner because Missive shows them', async () => {
    await open()
    const id = await desk.arrives()
    expect(told(id)).toHaveLength(1)
    expect(told(id)[0]?.add_assignees?.toSorted()).toEqual(EVERYONE)
    expect(assignees(id)).toEqual(EVERYONE)
    const sofia = await desk.signIn('sofia')
    expect(await viewOf(sofia, id)).toMatchObject({
      owners: [],
      why: expect.stringMatching(/the first who replies or takes it owns it\.$/),
      next: [{ at: '2026-11-23T14:00:00.000Z', sentence: 'the first response is due' }],
      trail: [{ kind: 'routed', to: null, delivery: { state: 'confirmed' } }],
    })
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({})
  })

  it('makes the first who answers the owner, and removes the others with one call that says so', async () => {
    await open()
    const id = await desk.arrives()
    desk.missive.reply(id, people.lukas.id, 'It comes tomorrow.')
    await desk.settle()
    expect(assignees(id)).toEqual([people.lukas.id])
    expect(told(id)).toHaveLength(2)
    expect(firstLine(id)).toBe('**Owner is Lukas Brandt**')
    expect(told(id)[1]?.markdown).toContain('**Why** Lukas Brandt was the first to answer.')
    expect(told(id)[1]?.remove_assignees?.toSorted()).toEqual([people.imani.id, people.mei.id].sort())
    const sofia = await desk.signIn('sofia')
    expect(await viewOf(sofia, id)).toMatchObject(onlyOwner(people.lukas.id))
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.lukas.id]: 1 })
    await desk.passes(5 * 60)
    expect(told(id)).toHaveLength(2)
  })

  it('takes the answer of somebody who was not asked for no claim', async () => {
    await open()
    const id = await desk.arrives()
    desk.missive.reply(id, people.grace.id, 'I know this one.')
    await desk.settle()
    expect(assignees(id)).toEqual(EVERYONE)
    expect(told(id)).toHaveLength(1)
  })

  it('gives it to who takes it in the panel, and removes the others', async () => {
    await open()
    const id = await desk.arrives()
    const mei = await desk.signIn('mei')
    expect((await mei('take', { id }, { note: null, drafted: [], acknowledged: [], reopen: false })).status).toBe(200)
    await desk.settle()
    expect(assignees(id)).toEqual([people.mei.id])
    expect(told(id)).toHaveLength(2)
    expect(firstLine(id)).toBe('**Taken by Mei Tanaka**')
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.mei.id]: 1 })
  })

  it('gives it to who is left when the others go in Missive, without a call', async () => {
    await open()
    const id = await desk.arrives()
    desk.missive.unassign(id, [people.imani.id])
    await desk.settle()
    const sofia = await desk.signIn('sofia')
    expect(await viewOf(sofia, id)).toMatchObject({ owners: [] })
    desk.missive.unassign(id, [people.mei.id])
    await desk.settle()
    expect(await viewOf(sofia, id)).toMatchObject(onlyOwner(people.lukas.id))
    expect(told(id)).toHaveLength(1)
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.lukas.id]: 1 })
  })

  it('asks the backup when nobody has taken it by the time the first response is due', async () => {
    await open()
    const id = await desk.arrives()
    await desk.passes(4 * 60)
    expect(assignees(id)).toEqual([people.sofia.id])
    expect(told(id)[1]?.markdown).toContain('Nobody of Support has taken it, and the first response is late')
  })

  it('shows that a person must look when Missive refuses the call, and asks everyone anew when the customer writes', async () => {
    const when = ({ method }: { method: string }) => method === 'POST'
    await open({ missive: { switches: { fail: { calls: 1, status: 400, when } } } })
    const id = await desk.arrives()
    expect(assignees(id)).toEqual([])
    const sofia = await desk.signIn('sofia')
    expect(await viewOf(sofia, id)).toMatchObject({ why: expect.stringContaining('did not reach Missive'), next: [] })
    await desk.passes(5 * 60)
    expect(told(id)).toEqual([])
    desk.missive.receiveMail({ from: 'dana.whitfield@customer.example', text: 'Hello?', conversation: id })
    await desk.settle()
    expect(assignees(id)).not.toEqual([])
  })
})
