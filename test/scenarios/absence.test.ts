import { afterEach, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, type TestDatabase } from '../support/databases'
import { type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

/** Everybody works nine to five on every day. Targets: four hours, urgent one hour. */
const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 50, hours: { mon-sun: "09:00-17:00" }, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [lukas, mei] }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager }
  lukas: { missive_user: lukas@harborpine.example, away: [{ from: 2026-12-24, to: 2026-12-26, reason: holidays }] }
  mei: { missive_user: mei@harborpine.example }
urgency:
  targets: { urgent: 1h, high: 2h, normal: 4h, low: 2d }
  raise: [{ to: low, when: { words: [someday] } }]
topics:
  parcel: { match: { words: [parcel] }, team: support, needs: Find it }
  someday: { match: { words: [someday] }, team: support, needs: Think of it }
`

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), rules: RULES, ...options })
}

const assignees = (id: string) => desk.missive.look(id).assignees

/** Lukas', by a choice in Missive. */
const ofLukas = async (mail: object) => {
  const id = await desk.arrives(mail)
  const others = assignees(id).filter((each) => each !== people.lukas.id)
  desk.missive.assign(id, [people.lukas.id])
  desk.missive.unassign(id, others)
  await desk.settle()
  return id
}

const preview = async (caller: Caller, changes: object = {}) =>
  (await caller('previewAway', {}, { teammateId: null, from: null, to: '2026-11-24T09:00:00Z', ...changes })).body

const going = { teammateId: null, from: null, to: null, reason: '', rows: [], acknowledged: [], handsOver: false }

type Pile = { conversationId: string }[]
const ids = (pile: Pile) => pile.map(({ conversationId }) => conversationId)

const rowsOf = (pile: { conversationId: string; to: { id: string }; note: object }[]) =>
  pile.map(({ conversationId, to, note }) => ({
    conversationId,
    to: to.id,
    note,
    drafted: ['why', 'whatsNeeded', 'context'],
    reopen: false,
  }))

const work = async (caller: Caller) => (await caller('myWork', {})).body

onBothDatabases((database) => {
  it('sorts what somebody owns into three piles, and hands over what is at risk alone', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const atRisk = await ofLukas({ from: 'a@customer.example', subject: 'Where is my parcel?' })
    const safe = await ofLukas({ from: 'b@customer.example', subject: 'Someday' })
    await lukas('setMatter', { id: safe }, { urgency: 'low' })
    const answered = await ofLukas({ from: 'c@customer.example', subject: 'My parcel' })
    await desk.passes(1)
    desk.missive.reply(answered, people.lukas.id, 'It is on its way')
    await desk.settle()
    const piles = await preview(lukas)
    expect(piles).toMatchObject({
      person: { id: people.lukas.id },
      backAt: '2026-11-24T09:00:00.000Z',
      safe: [{ conversationId: safe, sentence: 'Due Wed 10:00; back Tue 09:00.' }],
      waitingOnCustomer: [{ conversationId: answered, sentence: 'We wrote last.' }],
      atRisk: [
        {
          conversationId: atRisk,
          sentence: 'Due 14:00, before Tue 09:00.',
          to: { id: people.mei.id },
          note: { why: expect.stringMatching(/^Lukas Brandt is away\. /), whatsNeeded: 'Find it' },
          guards: [],
        },
      ],
    })
    const gone = { ...going, to: '2026-11-24T09:00:00Z', reason: 'ill', rows: rowsOf(piles.atRisk) }
    const { status, body } = await lukas('goAway', {}, gone)
    expect(status).toBe(200)
    expect(body.absence).toMatchObject({
      person: { id: people.lukas.id },
      reason: 'ill',
      to: '2026-11-24T09:00:00.000Z',
    })
    expect(body.rows).toMatchObject([{ conversationId: atRisk, problem: null }])
    await desk.settle()
    expect([atRisk, safe, answered].map((id) => assignees(id)[0])).toEqual([
      people.mei.id,
      people.lukas.id,
      people.lukas.id,
    ])
    // Away in every decision from now on, on every server, and after a restart.
    const next = await desk.arrives({ from: 'd@customer.example', subject: 'Another parcel' })
    expect(assignees(next)).toEqual([people.mei.id])
    const mei = await desk.signIn('mei')
    const view = (await mei('conversation', { id: next })).body
    expect(view.suggestions.leftOut).toMatchObject([
      { teammateId: people.lukas.id, sentence: 'away until Tue 09:00 (ill)' },
    ])
    await desk.restarts()
    expect((await mei('conversation', { id: next })).body.suggestions.leftOut[0].sentence).toMatch(/^away until/)
    await expectLoadsRight(desk.databaseUrl)
  })

  it('lists on return what others took over, and gives it back with one click', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const id = await ofLukas({ from: 'a@customer.example', subject: 'Where is my parcel?' })
    const { atRisk } = await preview(lukas, { to: null })
    const { body } = await lukas('goAway', {}, { ...going, rows: rowsOf(atRisk) })
    await desk.settle()
    const absences = (await work(lukas)).absences
    expect(absences).toMatchObject([
      { id: body.absence.id, to: null },
      { id: null, reason: 'holidays', by: null },
    ])
    await desk.passes(26 * 60)
    const back = await lukas('comeBack', { absenceId: body.absence.id })
    expect(back.body.covered).toMatchObject([{ conversationId: id, owner: { id: people.mei.id } }])
    expect((await work(lukas)).covered).toMatchObject([{ conversationId: id }])
    expect((await work(lukas)).absences).toMatchObject([{ reason: 'holidays' }])
    expect((await lukas('comeBack', { absenceId: body.absence.id })).status).toBe(404)
    const taken = await lukas('takeBack', {}, { conversationIds: [id] })
    expect(taken.body.rows).toMatchObject([{ conversationId: id, problem: null }])
    await desk.settle()
    expect(assignees(id)).toEqual([people.lukas.id])
    expect(desk.missive.look(id).posts.at(-1)?.markdown).toMatch(/^\*\*Given back to Lukas Brandt\*\*/)
    expect((await work(lukas)).covered).toEqual([])
    const again = await lukas('takeBack', {}, { conversationIds: [id] })
    expect(again.body.rows[0].problem).toMatchObject({ code: 'changed_meanwhile' })
    // There again for new work.
    desk.missive.assign(await desk.arrives({ from: 'e@customer.example' }), [people.mei.id])
    await desk.settle()
    expect(assignees(await desk.arrives({ from: 'f@customer.example', subject: 'Parcel' }))).toEqual([people.lukas.id])
  })

  it('hands over at the planned moment, with nobody looking', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const from = '2026-11-23T12:00:00.000Z'
    const to = '2026-11-25T00:00:00.000Z'
    const planned = await lukas('goAway', {}, { ...going, from, to, handsOver: true, reason: 'moving house' })
    expect(planned.body).toMatchObject({ absence: { from, to, handsOver: true }, rows: [] })
    const id = await ofLukas({ from: 'a@customer.example', subject: 'Where is my parcel?' })
    await desk.passes(119)
    expect(assignees(id)).toEqual([people.lukas.id])
    await desk.restarts()
    await desk.passes(1)
    expect(assignees(id)).toEqual([people.mei.id])
    expect(desk.missive.look(id).posts.at(-1)?.markdown).toMatch(
      /^\*\*Handed to Mei Tanaka\*\* by Lukas Brandt\n\n\*\*Why\*\* Lukas Brandt is away\./,
    )
    expect((await work(lukas)).covered).toMatchObject([{ conversationId: id }])
    await desk.passes(1)
    expect(desk.missive.look(id).posts).toHaveLength(2)
  })

  it('is one absence however often it is said, and the last word on it counts', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const id = await ofLukas({ from: 'a@customer.example', subject: 'Where is my parcel?' })
    const { atRisk } = await preview(lukas, { to: null })
    const { body: first } = await lukas('goAway', {}, going)
    await desk.passes(1)
    const said = { ...going, to: '2026-11-24T09:00:00.000Z', reason: 'ill', rows: rowsOf(atRisk) }
    const { body: again } = await lukas('goAway', {}, said)
    expect(again.absence).toMatchObject({ id: first.absence.id, from: first.absence.from, to: said.to, reason: 'ill' })
    await desk.settle()
    expect(assignees(id)).toEqual([people.mei.id])
    const planned = { ...going, from: '2026-11-30T09:00:00.000Z', handsOver: true }
    await lukas('goAway', {}, { ...planned, to: '2026-12-01T09:00:00.000Z' })
    await lukas('goAway', {}, planned)
    expect((await work(lukas)).absences).toMatchObject([
      { reason: 'ill' },
      { from: planned.from, to: null },
      { reason: 'holidays' },
    ])
    await lukas('comeBack', { absenceId: first.absence.id })
    expect((await work(lukas)).me.isThere).toBe(true)
  })

  it('does nothing at the moment of an absence that was taken back', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const planned = await lukas('goAway', {}, { ...going, from: '2026-11-23T12:00:00Z', handsOver: true })
    const id = await ofLukas({ from: 'a@customer.example', subject: 'Where is my parcel?' })
    expect((await lukas('comeBack', { absenceId: planned.body.absence.id })).status).toBe(200)
    await desk.passes(150)
    expect(assignees(id)).toEqual([people.lukas.id])
    expect((await work(lukas)).me.isThere).toBe(true)
  })

  it('is for a manager to say of somebody else', async () => {
    await open(database)
    const [lukas, imani, mei] = [await desk.signIn('lukas'), await desk.signIn('imani'), await desk.signIn('mei')]
    const id = await ofLukas({ from: 'a@customer.example', subject: 'Where is my parcel?' })
    const about = { ...going, teammateId: people.lukas.id }
    expect(await mei('goAway', {}, about)).toMatchObject({
      status: 403,
      body: { error: { message: 'Only a manager may say that somebody else is away. Ask one of them.' } },
    })
    const { atRisk } = await preview(imani, { teammateId: people.lukas.id })
    expect(ids(atRisk)).toEqual([id])
    const { body } = await imani('goAway', {}, { ...about, rows: rowsOf(atRisk) })
    expect(body.absence).toMatchObject({ person: { id: people.lukas.id }, by: { id: people.imani.id } })
    expect((await mei('workOf', { teammateId: people.lukas.id })).body.absences).toMatchObject([
      { id: body.absence.id, by: { id: people.imani.id } },
      { id: null, reason: 'holidays' },
    ])
    await desk.settle()
    expect(assignees(id)).toEqual([people.mei.id])
    expect((await mei('comeBack', { absenceId: body.absence.id })).status).toBe(403)
    expect((await lukas('comeBack', { absenceId: body.absence.id })).status).toBe(200)
  })

  it('reaches another server on the same database', async () => {
    await open(database)
    if (database.name === 'SQLite') return
    const lukas = await desk.signIn('lukas')
    await desk.joins()
    await lukas('goAway', {}, going)
    await desk.settle()
    for (let n = 0; n < 3; n++)
      expect(assignees(await desk.arrives({ from: `${n}@customer.example`, subject: 'Parcel' }))).toEqual([
        people.mei.id,
      ])
  })

  it.each([{ to: '2026-11-23T09:00:00Z' }, { from: '2026-11-25T09:00:00Z', to: '2026-11-25T09:00:00Z' }])(
    'refuses a stretch that ends before it begins: %j',
    async (stretch) => {
      await open(database)
      const lukas = await desk.signIn('lukas')
      const answer = await lukas('goAway', {}, { ...going, ...stretch })
      expect(answer).toMatchObject({
        status: 422,
        body: { error: { code: 'bad_request', message: expect.stringMatching(/end/) } },
      })
    },
  )
})
