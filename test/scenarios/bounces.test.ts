import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'

const rulesWith = (hours: string) => `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { hours: { mon-sun: "${hours}" }, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [imani, lukas] }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager }
  lukas: { missive_user: lukas@harborpine.example }
`
const RULES = rulesWith('00:00-24:00')
const NOTE = { why: 'They asked for her', whatsNeeded: 'Answer', byWhen: null, context: '' }

let desk: Desk
afterEach(() => desk?.close())

const assignees = (id: string) => desk.missive.look(id).assignees
const give = (caller: Caller, id: string, to: string) =>
  caller('handOff', { id }, { to, note: NOTE, drafted: [], acknowledged: [], reopen: false })
const take = (caller: Caller, id: string) =>
  caller('take', { id }, { note: null, drafted: [], acknowledged: [], reopen: false })
const leftOut = async (caller: Caller, id: string) => (await caller('why', { id })).body.decision?.verdicts ?? []

// So soon after a call of its own Baton asks Missive first whether that is the latest, hence the minute.
onBothDatabases((database) => {
  const open = async (options: Partial<DeskOptions> = {}) => {
    desk = await openDesk({ databaseUrl: await database.create(), rules: RULES, ...options })
  }

  it('does not give it back to who handed it on', async () => {
    await open()
    // Imani has more to do, so that it would be Lukas's again.
    desk.missive.assign(await desk.arrives(), [people.imani.id])
    const id = await desk.arrives({ from: 'b@customer.example' })
    expect(assignees(id)).toEqual([people.lukas.id])
    const lukas = await desk.signIn('lukas')
    await give(lukas, id, people.aoi.id)
    await desk.settle()
    desk.missive.unassign(id, [people.aoi.id])
    await desk.settle()
    await desk.passes(1)
    expect(assignees(id)).toEqual([people.imani.id])
    const { trail } = (await lukas('conversation', { id })).body
    const verdicts = await leftOut(lukas, trail[0].id)
    expect(verdicts.find(({ name }: { name: string }) => name === 'Lukas Brandt')).toMatchObject({
      code: 'gave it away',
      sentence: 'gave it away at 10:00',
    })
  })

  it('gives what somebody put back in Missive to another person', async () => {
    await open()
    const id = await desk.arrives()
    const [owner] = assignees(id) as [string]
    desk.missive.unassign(id, [owner])
    await desk.settle()
    await desk.passes(1)
    expect(assignees(id)).toHaveLength(1)
    expect(assignees(id)).not.toEqual([owner])
  })

  it('decides nothing before Missive was asked, however late both come', async () => {
    await open()
    const id = await desk.arrives()
    const [owner] = assignees(id) as [string]
    const imani = await desk.signIn('imani')
    desk.missive.webhooks.hold()
    desk.missive.unassign(id, [owner])
    await give(imani, id, people.aoi.id)
    await expect.poll(() => assignees(id)).toEqual([people.aoi.id])
    // That nobody has it is told after who has it since.
    desk.missive.webhooks.release('reversed')
    await desk.settle()
    await desk.passes(5)
    expect(assignees(id)).toEqual([people.aoi.id])
    const { owners, trail } = (await imani('conversation', { id })).body
    expect(owners).toMatchObject([{ id: people.aoi.id }])
    expect(trail.filter(({ kind }: { kind: string }) => kind === 'routed')).toHaveLength(1)
  })

  it('gives it back after all when nobody else can take it', async () => {
    await open({ rules: RULES.replace('[imani, lukas]', '[lukas]') })
    const id = await desk.arrives()
    desk.missive.unassign(id, [people.lukas.id])
    await desk.settle()
    await desk.passes(1)
    expect(assignees(id)).toEqual([people.lukas.id])
    expect(desk.told().at(-1)?.markdown).toContain('Lukas gave it away, but nobody else can take it')
  })

  it('takes undoing for no bounce: who undid it may get it again', async () => {
    await open({ rules: rulesWith('09:00-17:00'), at: '2026-11-23T08:40:00Z' })
    const [busy, id] = [await desk.arrives(), await desk.arrives({ from: 'b@customer.example' })]
    desk.missive.assign(busy, [people.lukas.id])
    await desk.settle()
    const imani = await desk.signIn('imani')
    const { body } = await take(imani, id)
    await desk.settle()
    await imani('undo', { id: body.handoffId })
    await desk.passes(21)
    expect(assignees(id)).toEqual([people.imani.id])
  })
})
