import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases } from '../support/databases'
import { type Desk, type DeskOptions, openDesk } from '../support/desk'

const rulesWith = (backupHours: string, leadHours: string) => `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { hours: { mon-fri: "09:00-17:00" }, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [imani, lukas], backup: billing }
  billing: { missive_team: Billing, members: [priya] }
  sales: { missive_team: Sales, members: [haruto, sofia] }
teammates:
  imani: { missive_user: imani@harborpine.example, holidays: NG }
  lukas: { missive_user: lukas@harborpine.example }
  priya: { missive_user: priya@harborpine.example, hours: { mon-sun: "${backupHours}" } }
  haruto: { missive_user: haruto@harborpine.example, hours: { mon-sun: "${leadHours}" }, authority: head }
  sofia: { missive_user: sofia@harborpine.example, access: admin }
urgency: { targets: { normal: 4h } }
`
const SATURDAY = '2026-11-21T12:00:00Z'
const NEVER = '02:00-02:01'

let desk: Desk
afterEach(() => desk?.close())

const assignees = (id: string) => desk.missive.look(id).assignees
const firstLines = () => desk.told().map(({ markdown }) => markdown?.split('\n')[0])

onBothDatabases((database) => {
  const open = async (options: Partial<DeskOptions>) => {
    desk = await openDesk({ databaseUrl: await database.create(), at: SATURDAY, ...options })
  }

  it('gives it to the backup when waiting would break the target', async () => {
    await open({ rules: rulesWith('00:00-24:00', NEVER) })
    expect(assignees(await desk.arrives())).toEqual([people.priya.id])
    expect(desk.told()[0]?.markdown).toContain(
      '**Why** Everyone of Support is off until Mon 09:00, and the first response is due 16:00; Billing is the backup of Support;',
    )
  })

  it('escalates to the chain when the backup has nobody either', async () => {
    await open({ rules: rulesWith(NEVER, '00:00-24:00') })
    const id = await desk.arrives()
    expect(assignees(id)).toEqual([people.haruto.id])
    expect(firstLines()).toEqual(['**Escalated to Haruto Sato** by Baton'])
    const sofia = await desk.signIn('sofia')
    expect((await sofia('conversation', { id })).body.trail).toMatchObject([{ kind: 'escalated' }])
  })

  it('shows that a person must look when nobody is there anywhere, and gives it to the first who comes', async () => {
    await open({ rules: rulesWith(NEVER, NEVER) })
    const id = await desk.arrives()
    expect(assignees(id)).toEqual([])
    const sofia = await desk.signIn('sofia')
    const { body } = await sofia('adminNow', {})
    expect(body.waiting).toMatchObject([{ conversationId: id, needsAttention: true }])
    // Priya comes for a minute in the night.
    await desk.passes(14 * 60)
    expect(assignees(id)).toHaveLength(1)
  })

  it('passes over who has a public holiday, by its name', async () => {
    await open({ rules: rulesWith(NEVER, NEVER), at: '2026-10-01T10:00:00Z' })
    const id = await desk.arrives()
    expect(assignees(id)).toEqual([people.lukas.id])
    const sofia = await desk.signIn('sofia')
    const { whyId } = (await sofia('conversation', { id })).body
    const { verdicts } = (await sofia('why', { id: whyId })).body.decision
    expect(verdicts).toContainEqual(
      expect.objectContaining({
        name: 'Imani Okafor',
        code: 'holiday',
        sentence: expect.stringContaining('holiday ('),
      }),
    )
  })
})
