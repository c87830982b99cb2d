import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, type TestDatabase } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

const NIGHT = '2026-11-23T22:00:00Z'

/** Mail of the night waits; at nine Lukas and Mei are there, José only on Tuesdays. */
const RULES = `
version: 1
mode: shadow
time_zone: UTC
general_team: support
defaults: { capacity: 50, hours: { mon-sun: "00:00-24:00" }, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [lukas, mei, imani] }
  billing: { missive_team: Billing, members: [sofia] }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager, hours: { wed: "09:00-17:00" } }
  lukas: { missive_user: lukas@harborpine.example }
  mei: { missive_user: mei@harborpine.example }
  sofia: { missive_user: sofia@harborpine.example }
topics:
  refund: { match: { words: [refund] }, team: support, needs: Check the charge }
`

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase) => {
  desk = await openDesk({ databaseUrl: await database.create(), rules: RULES, at: NIGHT })
}

const arrive = async (count: number, mail: object = {}) => {
  const ids: string[] = []
  for (let n = 0; n < count; n++)
    ids.push(await desk.arrives({ from: `customer-${n}@customer.example`, subject: `Refund ${n}`, ...mail }))
  return ids
}

type Row = { conversationId: string; to: { id: string } | null; note: object | null; guards: object[] }

const rowsToSend = (rows: Row[], changes: object = {}) =>
  rows.map(({ conversationId, to, note }) => ({
    conversationId,
    to: to?.id,
    note: { ...note, ...changes },
    drafted: ['why', 'context'],
    reopen: false,
  }))

const assignees = (id: string) => desk.missive.look(id).assignees

onBothDatabases((database) => {
  it('spreads several over those who are there, each with its own note, and hands each over for itself', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const ids = await arrive(4)
    const told = desk.told().length
    const { body: preview } = await lukas('previewSeveral', {}, { conversationIds: ids, plan: { kind: 'spread' } })
    expect(preview.rows.map((row: Row) => row.conversationId)).toEqual(ids)
    const names = preview.rows.map((row: Row) => row.to?.id)
    expect(names.filter((name: string) => name === people.lukas.id)).toHaveLength(2)
    expect(names.filter((name: string) => name === people.mei.id)).toHaveLength(2)
    expect(preview.rows[0]).toMatchObject({
      subject: 'Refund 0',
      owner: null,
      note: {
        why: expect.stringMatching(/\.$/),
        whatsNeeded: 'Check the charge',
        context: expect.stringContaining('refund'),
      },
      guards: [],
      problem: null,
    })
    expect(desk.told()).toHaveLength(told)
    const rows = rowsToSend(preview.rows, { whatsNeeded: 'Answer before noon' })
    const { status, body } = await lukas('handOffSeveral', {}, { rows, acknowledged: [] })
    expect(status).toBe(200)
    expect(body.rows.map((row: { problem: null }) => row.problem)).toEqual([null, null, null, null])
    expect(new Set(body.rows.map((row: { handoffId: string }) => row.handoffId)).size).toBe(4)
    await desk.settle()
    expect(ids.map((id) => assignees(id)[0])).toEqual(names)
    expect(desk.missive.look(ids[0] as string).posts.at(-1)?.markdown).toContain("**What's needed** Answer before noon")
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.lukas.id]: 2, [people.mei.id]: 2 })
  })

  it('collects guards, which are acknowledged once for all; what fails stays, with its reason', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const ids = await arrive(3)
    const hidden = await desk.arrives({ team: 'Billing', from: 'else@customer.example' })
    const [closed] = ids as [string]
    const conversationIds = [...ids, hidden]
    const plan = { kind: 'all', to: people.imani.id }
    const { body: preview } = await lukas('previewSeveral', {}, { conversationIds, plan })
    expect(preview.guards).toEqual([
      { code: 'absent', rows: 3, sentence: 'Imani Okafor is off hours, back Wed 09:00.' },
    ])
    expect(preview.rows[0].to).toMatchObject({ id: people.imani.id, sentence: 'off hours, back Wed 09:00' })
    expect(preview.rows[3]).toMatchObject({ to: null, problem: expect.stringMatching(/does not know this/) })
    desk.missive.close(closed)
    await desk.settle()
    const rows = rowsToSend([...preview.rows.slice(0, 3), { ...preview.rows[0], conversationId: hidden }])
    const refused = (await lukas('handOffSeveral', {}, { rows: rows.slice(1, 3), acknowledged: [] })).body.rows
    expect(refused.map((row: { problem: { code: string } }) => row.problem.code)).toEqual(['guarded', 'guarded'])
    const acknowledged = [{ code: 'absent', reason: 'She asked for them' }]
    const { body } = await lukas('handOffSeveral', {}, { rows, acknowledged })
    expect(body.rows).toMatchObject([
      { conversationId: closed, handoffId: null, undoUntil: null, problem: { code: 'closed' } },
      { handoffId: expect.any(String), problem: null },
      { handoffId: expect.any(String), problem: null },
      { conversationId: hidden, handoffId: null, problem: { code: 'not_found' } },
    ])
    await desk.settle()
    expect(conversationIds.map((id) => assignees(id)[0] ?? null)).toEqual([
      null,
      people.imani.id,
      people.imani.id,
      null,
    ])
    const imani = await desk.signIn('imani')
    const { guards } = (await imani('guardCounts', {})).body
    expect(guards.find(({ code }: { code: string }) => code === 'absent')).toMatchObject({ overridden: 2 })
    // Lists take it from there: what was closed can be opened again for it.
    const again = [{ ...rows[0], reopen: true }]
    expect((await lukas('handOffSeveral', {}, { rows: again, acknowledged })).body.rows[0].problem).toBeNull()
  })

  it('takes up to fifty at once, and no more', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const [id] = (await arrive(1)) as [string]
    const plan = { kind: 'best' }
    const many = Array.from({ length: 51 }, (_, n) => `c${n}`)
    expect((await lukas('previewSeveral', {}, { conversationIds: many, plan })).status).toBe(422)
    expect((await lukas('previewSeveral', {}, { conversationIds: [], plan })).status).toBe(422)
    const fifty = await lukas('previewSeveral', {}, { conversationIds: [id, ...many.slice(0, 49)], plan })
    expect(fifty.body.rows).toHaveLength(50)
    expect(fifty.body.rows[0].to).not.toBeNull()
  })
})
