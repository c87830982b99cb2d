import { afterEach, describe, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { type Api, api } from '../../shared/api'
import { onBothDatabases, sqlite, type TestDatabase } from '../support/databases'
import { type Caller, type Desk, type DeskOptions, openDesk, type PersonName } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

const NOTE = {
  why: 'Aoi knows the order',
  whatsNeeded: 'Refund the second charge',
  byWhen: null,
  context: 'Order 4411',
}
const ESCALATION = {
  reason: 'authority',
  situation: 'Wants 400 euros',
  tried: 'A voucher',
  need: 'A yes',
  byWhen: null,
}
const SECONDS = 1 / 60

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), ...options })
}

const give = (caller: Caller, id: string, to: string, changes: object = {}) =>
  caller('handOff', { id }, { to, note: NOTE, drafted: [], acknowledged: [], reopen: false, ...changes })

const take = (caller: Caller, id: string, changes: object = {}) =>
  caller('take', { id }, { note: null, drafted: [], acknowledged: [], reopen: false, ...changes })

const viewOf = async (caller: Caller, id: string) => (await caller('conversation', { id })).body

const assignees = (id: string) => desk.missive.look(id).assignees

/** First line and *Why* of the latest note. */
const latestNote = (id: string) => desk.missive.look(id).posts.at(-1)?.markdown?.split('\n') ?? []

/** Mail that nobody owns: everyone's day is over. */
const NIGHT = '2026-11-23T22:00:00Z'
const nobodyThere = {
  at: NIGHT,
  rules: `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 100, hours: { mon-sun: "09:00-17:00" } }
teams: { support: { missive_team: Support, members: [imani, lukas, mei] } }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager }
  lukas: { missive_user: lukas@harborpine.example }
  mei: { missive_user: mei@harborpine.example }
`,
}

onBothDatabases((database) => {
  it('hands a conversation over with the note that was written, in one call', async () => {
    await open(database)
    const lukas = await desk.signIn('lukas')
    const id = await desk.arrives()
    const told = desk.told().length
    const answer = await give(lukas, id, people.aoi.id)
    expect(answer.status).toBe(200)
    await desk.settle()
    expect(desk.told().slice(told)).toHaveLength(1)
    expect(assignees(id)).toEqual([people.aoi.id])
    expect(desk.told().at(-1)?.markdown).toBe(
      [
        '**Handed to Aoi Yamamoto** by Lukas Brandt',
        '',
        '**Why** Aoi knows the order',
        "**What's needed** Refund the second charge",
        '**Context** Order 4411',
        '',
        `[Why Aoi?](${desk.url}/why/${answer.body.handoffId})`,
      ].join('\n'),
    )
    const [entry] = (await viewOf(lukas, id)).trail
    expect(entry).toMatchObject({
      kind: 'handed',
      to: { name: 'Aoi Yamamoto' },
      by: { name: 'Lukas Brandt' },
      why: 'Aoi knows the order',
      delivery: { state: 'confirmed' },
    })
    const { body: why } = await lukas('why', { id: answer.body.handoffId })
    expect(why).toMatchObject({ note: NOTE, decision: null, entry: { id: answer.body.handoffId } })
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.aoi.id]: 1 })
  })

  it('gives who takes what nobody owns a conversation without a note', async () => {
    await open(database, nobodyThere)
    const lukas = await desk.signIn('lukas')
    const id = await desk.arrives()
    expect(await viewOf(lukas, id)).toMatchObject({ owners: [], why: expect.stringMatching(/off until Tue 09:00/) })
    expect((await take(lukas, id)).status).toBe(200)
    await desk.settle()
    expect(assignees(id)).toEqual([people.lukas.id])
    expect(latestNote(id)[0]).toBe('**Taken by Lukas Brandt**')
    const { owners, next, undo } = await viewOf(lukas, id)
    expect(owners).toMatchObject([{ name: 'Lukas Brandt' }])
    expect(next).toMatchObject([{ kind: 'reminder' }, { kind: 'late' }])
    expect(undo).toMatchObject({ until: '2026-11-23T22:00:30.000Z' })
    await desk.passes(24 * 60)
    expect(assignees(id)).toEqual([people.lukas.id])
  })

  it('asks who takes it from somebody else for a why', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    const [owner] = assignees(id)
    const without = await take(sofia, id)
    expect(without).toMatchObject({
      status: 422,
      body: { error: { code: 'not_ready', message: 'Write Why first.', missing: ['why'] } },
    })
    expect((await take(sofia, id, { note: { ...NOTE, whatsNeeded: '' } })).status).toBe(200)
    await desk.settle()
    expect(assignees(id)).toEqual([people.sofia.id])
    expect(owner).not.toBe(people.sofia.id)
    expect(latestNote(id).slice(0, 3)).toEqual(['**Taken by Sofia Rossi**', '', '**Why** Aoi knows the order'])
  })

  it('undoes a handoff: back to the earlier owner, with a line that says so', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    const [owner] = assignees(id) as [string]
    const { body } = await give(sofia, id, people.aoi.id)
    await desk.settle()
    await desk.passes(29 * SECONDS)
    expect((await viewOf(sofia, id)).undo).toMatchObject({ handoffId: body.handoffId })
    expect((await sofia('undo', { id: body.handoffId })).status).toBe(200)
    await desk.settle()
    expect(assignees(id)).toEqual([owner])
    expect(latestNote(id)[0]).toMatch(/^\*\*Given back to .+\*\* by Sofia Rossi$/)
    expect((await viewOf(sofia, id)).undo).toBeNull()
    expect((await sofia('undo', { id: body.handoffId })).body.error.code).toBe('changed_meanwhile')
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [owner]: 1 })
  })

  it('undoes a handoff of what nobody owned: it waits ten minutes for a person, then Baton decides', async () => {
    await open(database, { ...nobodyThere, at: '2026-11-23T08:45:00Z' })
    const lukas = await desk.signIn('lukas')
    const id = await desk.arrives()
    await desk.passes(4)
    const { body } = await take(lukas, id)
    await desk.settle()
    await lukas('undo', { id: body.handoffId })
    await desk.settle()
    expect(assignees(id)).toEqual([])
    expect(desk.missive.look(id).isInTeamInbox).toBe(true)
    expect(latestNote(id)[0]).toBe('**Back in the queue** by Lukas Brandt')
    const { why, next } = await viewOf(lukas, id)
    expect(why).toBe('Waits for a person until 08:59; then Baton decides.')
    expect(next).toEqual([{ at: '2026-11-23T08:59:00.000Z', sentence: 'Baton looks for an owner again' }])
    await desk.passes(10)
    expect((await viewOf(lukas, id)).why).toMatch(/off until 09:00/)
    await desk.passes(1)
    expect(assignees(id)).toHaveLength(1)
  })

  it('routes what waits for a person after an undo as soon as the customer writes', async () => {
    await open(database, { ...nobodyThere, at: '2026-11-23T08:58:00Z' })
    const lukas = await desk.signIn('lukas')
    const id = await desk.arrives()
    const { body } = await take(lukas, id)
    await desk.settle()
    await lukas('undo', { id: body.handoffId })
    await desk.passes(3)
    expect(assignees(id)).toEqual([])
    desk.missive.receiveMail({ from: 'dana.whitfield@customer.example', text: 'Hello?', conversation: id })
    await desk.settle()
    expect(assignees(id)).toHaveLength(1)
  })

  it('tells Missive nothing of a handoff that is undone before its call went out', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    const [owner] = assignees(id) as [string]
    desk.missive.switches.fail = { calls: 1, status: 429 }
    await desk.arrives({ from: 'other@customer.example' })
    const told = desk.told().length
    const { body } = await give(sofia, id, people.aoi.id)
    expect((await sofia('undo', { id: body.handoffId })).status).toBe(200)
    await desk.passes(1)
    expect(
      desk
        .told()
        .slice(told)
        .filter(({ conversation }) => conversation === id),
    ).toEqual([])
    const { trail, owners } = await viewOf(sofia, id)
    expect(owners).toMatchObject([{ id: owner }])
    expect(trail).toMatchObject([
      { kind: 'undone', delivery: null },
      { kind: 'handed', delivery: { state: 'dropped', reason: 'Undone before it went out.' } },
      { kind: 'routed' },
    ])
    await expectLoadsRight(desk.databaseUrl)
  })
})

describe('what cannot be done is answered with a sentence:', () => {
  it.each([
    ['why', { ...NOTE, why: ' ' }, ['why'], 'Write Why first.'],
    ["what's needed", { ...NOTE, whatsNeeded: '\n' }, ['whatsNeeded'], "Write What's needed first."],
    ['both', { ...NOTE, why: '', whatsNeeded: '' }, ['why', 'whatsNeeded'], "Write Why and What's needed first."],
  ])('a note without %s', async (_, note, missing, message) => {
    await open(sqlite)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    const answer = await give(sofia, id, people.aoi.id, { note })
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'not_ready', missing, message } } })
  })

  it.each([
    ['somebody who is not in the organization', '00000000-0000-4000-8000-000000000000'],
    ['the router’s own seat', people.router.id],
  ])('a teammate who is %s', async (_, to) => {
    await open(sqlite)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    const answer = await give(sofia, id, to)
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'teammate_unknown' } } })
    expect(answer.body.error.message).toMatch(/not in your Missive organization/)
  })

  it('a conversation that Baton does not know', async () => {
    await open(sqlite)
    const sofia = await desk.signIn('sofia')
    for (const answer of [
      await give(sofia, 'no-such', people.aoi.id),
      await take(sofia, 'no-such'),
      await sofia('conversation', { id: 'no-such' }),
    ])
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
    expect((await sofia('why', { id: 'no-such' })).status).toBe(404)
    expect((await sofia('undo', { id: 'no-such' })).status).toBe(404)
  })

  it('one that was closed meanwhile, which the sender may open again', async () => {
    await open(sqlite)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    desk.missive.close(id)
    await desk.settle()
    const answer = await give(sofia, id, people.aoi.id)
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'closed' } } })
    expect(desk.missive.look(id).isClosed).toBe(true)
    expect((await give(sofia, id, people.aoi.id, { reopen: true })).status).toBe(200)
    await desk.settle()
    expect(desk.missive.look(id)).toMatchObject({ isClosed: false, assignees: [people.aoi.id] })
    expect(desk.told().at(-1)).toMatchObject({ reopen: true })
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.aoi.id]: 1 })
  })

  it('one that this person owns already', async () => {
    await open(sqlite)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    await give(sofia, id, people.aoi.id)
    await desk.settle()
    const answer = await give(sofia, id, people.aoi.id)
    expect(answer).toMatchObject({
      status: 409,
      body: { error: { code: 'changed_meanwhile', message: 'Aoi Yamamoto owns it already.' } },
    })
  })

  it('an undo that comes too late, from somebody else, or after another change', async () => {
    await open(sqlite)
    const sofia = await desk.signIn('sofia')
    const imani = await desk.signIn('imani')
    const id = await desk.arrives()
    const { body: first } = await give(sofia, id, people.aoi.id)
    expect((await imani('undo', { id: first.handoffId })).status).toBe(404)
    expect((await viewOf(imani, id)).undo).toBeNull()
    await give(imani, id, people.grace.id)
    expect((await sofia('undo', { id: first.handoffId })).body.error.code).toBe('changed_meanwhile')
    const { body: second } = await give(sofia, id, people.aoi.id)
    await desk.passes(30 * SECONDS)
    expect((await viewOf(sofia, id)).undo).toBeNull()
    expect(await sofia('undo', { id: second.handoffId })).toMatchObject({
      status: 409,
      body: { error: { code: 'too_late' } },
    })
    expect(assignees(id)).toEqual([people.aoi.id])
  })

  it.each([
    { to: people.aoi.id },
    { to: people.aoi.id, note: NOTE, drafted: ['else'], acknowledged: [], reopen: false },
    { to: people.aoi.id, note: NOTE, drafted: [], acknowledged: [], reopen: false, more: 1 },
    { to: 5, note: NOTE, drafted: [], acknowledged: [], reopen: false },
    [],
    'text',
  ])('a body of another shape: %j', async (body) => {
    await open(sqlite)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    expect(await sofia('handOff', { id }, body)).toMatchObject({
      status: 422,
      body: { error: { code: 'bad_request' } },
    })
  })

  it('a note that Missive would cut', async () => {
    await open(sqlite)
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    const answer = await give(sofia, id, people.aoi.id, { note: { ...NOTE, why: 'x'.repeat(7990) } })
    expect(answer.body.error).toMatchObject({
      code: 'not_ready',
      message: expect.stringMatching(/too long for Missive: take out \d+ characters/),
    })
    const long = { ...NOTE, context: 'x'.repeat(8000) }
    expect((await give(sofia, id, people.aoi.id, { note: long })).body.error.message).toMatch(/take out \d+ characters/)
    expect((await give(sofia, id, people.aoi.id, { note: { ...NOTE, why: 'x'.repeat(9000) } })).status).toBe(422)
    // What Baton drafted may be shortened.
    expect((await give(sofia, id, people.aoi.id, { note: long, drafted: ['context'] })).status).toBe(200)
    await desk.settle()
    expect(desk.told().at(-1)?.markdown.length).toBeLessThanOrEqual(8000)
  })
})

describe('rights', () => {
  /** Lukas is of another team than Billing, Chidi works there, Imani is a manager, Sofia an admin. */
  const readers = ['nobody', 'lukas', 'chidi', 'imani', 'sofia'] as const

  const RIGHTS: Record<keyof Api, [number, number, number, number, number]> = {
    askForCode: [200, 200, 200, 200, 200],
    signIn: [401, 401, 401, 401, 401],
    signOut: [401, 200, 200, 200, 200],
    me: [401, 200, 200, 200, 200],
    conversation: [401, 404, 200, 200, 200],
    handOff: [401, 404, 200, 200, 200],
    // Members of the team know it better than Imani.
    take: [401, 404, 200, 409, 200],
    undo: [401, 404, 200, 200, 200],
    // Somebody else owns it.
    giveNote: [401, 404, 409, 409, 409],
    // Somebody owns it.
    wantOwner: [401, 404, 409, 409, 409],
    matter: [401, 404, 200, 200, 200],
    setMatter: [401, 404, 200, 200, 200],
    heed: [401, 404, 200, 200, 200],
    guardCounts: [401, 403, 403, 200, 200],
    escalation: [401, 404, 200, 200, 200],
    escalate: [401, 404, 200, 200, 200],
    // What somebody else owns is for managers to move.
    queue: [401, 404, 403, 200, 200],
    noOwner: [401, 404, 403, 200, 200],
    ask: [401, 404, 200, 200, 200],
    giveBack: [401, 404, 409, 409, 409],
    previewNote: [401, 404, 200, 200, 200],
    // Each row has its own answer.
    previewSeveral: [401, 200, 200, 200, 200],
    handOffSeveral: [401, 200, 200, 200, 200],
    previewAway: [401, 403, 403, 200, 200],
    goAway: [401, 403, 403, 200, 200],
    comeBack: [401, 404, 404, 404, 404],
    takeBack: [401, 200, 200, 200, 200],
    myWork: [401, 200, 200, 200, 200],
    workOf: [401, 403, 200, 200, 200],
    context: [401, 404, 200, 200, 200],
    templates: [401, 404, 200, 200, 200],
    leftOut: [401, 403, 403, 200, 200],
    attention: [401, 403, 403, 200, 200],
    attentionCount: [401, 403, 403, 200, 200],
    // Nothing needs any.
    tryAgain: [401, 403, 403, 404, 404],
    dismiss: [401, 403, 403, 404, 404],
    why: [401, 404, 200, 200, 200],
    pause: [401, 403, 403, 200, 200],
    resume: [401, 403, 403, 200, 200],
    adminNow: [401, 403, 403, 403, 200],
    recount: [401, 403, 403, 403, 200],
    endSessions: [401, 403, 403, 403, 200],
    rules: [401, 403, 403, 403, 200],
    firstRules: [401, 403, 403, 403, 200],
    rulesVersions: [401, 403, 403, 403, 200],
    rulesVersion: [401, 403, 403, 403, 200],
    compareRules: [401, 403, 403, 403, 200],
    checkRules: [401, 403, 403, 403, 200],
    // This desk reads its rules from a file.
    saveRules: [401, 403, 403, 403, 403],
    restoreRules: [401, 403, 403, 403, 403],
  }

  const PARAMS: Partial<Record<keyof Api, Record<string, string>>> = {
    rulesVersion: { version: '1' },
    compareRules: { from: '1', to: '1' },
    leftOut: { reason: '', after: '' },
    attention: { after: '' },
    comeBack: { absenceId: 'no-such' },
    workOf: { teammateId: people.priya.id },
  }

  const BODIES: Partial<Record<keyof Api, object>> = {
    askForCode: { claim: { email: 'nobody@harborpine.example' } },
    signIn: { claim: { email: 'nobody@harborpine.example' }, code: '000000', for: 'panel' },
    handOff: { to: people.ana.id, note: NOTE, drafted: [], acknowledged: [], reopen: false },
    take: { note: NOTE, drafted: [], acknowledged: [], reopen: false },
    giveNote: { note: NOTE, drafted: [] },
    heed: { to: null, codes: ['full'] },
    escalate: { kind: 'decision', to: null, ...ESCALATION, acknowledged: [] },
    queue: { why: 'Not for me' },
    noOwner: { reason: 'only thanks' },
    ask: { to: people.priya.id, question: 'Do you know the order?' },
    giveBack: { why: 'Yours', acknowledged: [], reopen: false },
    previewNote: { kind: 'queued', why: 'Not for me' },
    previewAway: { teammateId: people.priya.id, from: null, to: null },
    goAway: {
      teammateId: people.priya.id,
      from: null,
      to: null,
      reason: '',
      rows: [],
      acknowledged: [],
      handsOver: false,
    },
    pause: { team: null },
    resume: { team: null },
    tryAgain: { kind: 'no owner', subjectId: 'c1' },
    dismiss: { kind: 'no owner', subjectId: 'c1' },
    endSessions: { teammateId: people.ana.id },
    checkRules: { text: '' },
    saveRules: { text: '', note: '', base: 1 },
    restoreRules: { version: 1, note: '' },
  }

  const severalBodies = (id: string): Record<string, object> => ({
    previewSeveral: { conversationIds: [id], plan: { kind: 'best' } },
    handOffSeveral: {
      rows: [{ conversationId: id, to: people.ana.id, note: NOTE, drafted: [], reopen: false }],
      acknowledged: [],
    },
    takeBack: { conversationIds: [id] },
  })

  it.each(
    readers.flatMap((reader, index) =>
      Object.entries(RIGHTS).map(([name, statuses]) => [name, reader, statuses[index]] as const),
    ),
  )('%s by %s is answered %i', async (name, reader, status) => {
    await open(sqlite)
    const id = await desk.arrives({ team: 'Billing' })
    desk.missive.assign(id, [people.priya.id])
    desk.missive.unassign(
      id,
      assignees(id).filter((each) => each !== people.priya.id),
    )
    await desk.settle()
    const caller = reader === 'nobody' ? desk.anonymous : await desk.signIn(reader as PersonName)
    const own = name === 'undo' ? (await give(caller, id, people.ana.id)).body.handoffId : null
    const answer = await caller(
      name as keyof Api,
      { id: own ?? id, ...PARAMS[name as keyof Api] },
      name.endsWith('everal') || name === 'takeBack' ? severalBodies(id)[name] : BODIES[name as keyof Api],
    )
    expect(answer.status).toBe(status)
    if (status !== 200) expect(answer.body.error.message).toMatch(/^[A-Z].{10,}[.]$/)
  })

  it('are said for every endpoint there is', () => {
    expect(Object.keys(RIGHTS).sort()).toEqual(Object.keys(api).sort())
  })

  it('let who owned or owns a conversation of another team see it', async () => {
    await open(sqlite)
    const lukas = await desk.signIn('lukas')
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives({ team: 'Billing' })
    expect((await lukas('conversation', { id })).status).toBe(404)
    await give(sofia, id, people.lukas.id)
    expect((await lukas('conversation', { id })).status).toBe(200)
  })

  it('close everything without a session, whatever the address', async () => {
    await open(sqlite)
    const token = `Bearer ${'x'.repeat(43)}`
    for (const { method, path, right } of Object.values(api)) {
      if (right === 'open') continue
      const url = `${desk.url}${path.replace(':id', 'x')}`
      expect((await fetch(url, { method, headers: { authorization: token } })).status).toBe(401)
      expect((await fetch(`${url}?token=${token}`, { method })).status).toBe(401)
    }
  })
})
