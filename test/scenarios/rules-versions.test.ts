import { afterEach, describe, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, postgres, sqlite, type TestDatabase } from '../support/databases'
import { ALWAYS_OPEN, type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { expectLoadsRight, withStore } from '../support/loads'

let desk: Desk
afterEach(() => desk?.close())

const FULLER = ALWAYS_OPEN.replace('capacity: 100', 'capacity: 50')
/** Nobody of Support is ever there, and nobody else takes over. */
const CLOSED = ALWAYS_OPEN.replace(
  'members: [imani, lukas, mei, layla, jose], backup: billing',
  'members: [aoi]',
).replace(
  'teammates:\n',
  'teammates:\n  aoi: { missive_user: aoi@harborpine.example, hours: { sun: "00:00-00:01" } }\n',
)
const TYPO = ALWAYS_OPEN.replace('capacity: 100', 'capacty: 100')
const LOCKED_OUT = ALWAYS_OPEN.replace(', access: admin', '')

/** A desk whose rules are written on its page: Sofia is an admin before any rules say so. */
const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}): Promise<Caller> => {
  desk = await openDesk({
    databaseUrl: await database.create(),
    rules: null,
    environment: { ADMIN_EMAILS: 'sofia@harborpine.example' },
    ...options,
  })
  return desk.signIn('sofia')
}

const save = (by: Caller, text: string, base: number | null, note = '') => by('saveRules', {}, { text, note, base })

/** A version that an earlier Baton accepted. */
const keep = (text: string) =>
  withStore(desk.databaseUrl, (store) =>
    store.transaction((tx) => store.rules.add(tx, { text, author: 'Sofia Rossi', note: '', at: desk.clock() })),
  )

const assignees = (id: string) => desk.missive.look(id).assignees

onBothDatabases((database) => {
  it('starts without rules, and routes as soon as the first ones are saved on its page', async () => {
    const sofia = await open(database)
    expect((await sofia('rules', {})).body).toEqual({ inForce: null, file: null, broken: null })
    const before = await desk.arrives()
    expect(assignees(before)).toEqual([])

    const saved = await save(sofia, ALWAYS_OPEN, null, 'The first')
    expect(saved).toMatchObject({ status: 200, body: { version: 1, author: 'Sofia Rossi', note: 'The first' } })
    await desk.settle()
    expect(assignees(before)).toHaveLength(1)
    expect(assignees(await desk.arrives({ team: 'Billing' }))).toHaveLength(1)
    expect((await sofia('rules', {})).body.inForce).toMatchObject({ version: 1, text: ALWAYS_OPEN, mode: 'route' })
  })

  it('decides what waits again when rules change, and leaves what is owned where it is', async () => {
    const sofia = await open(database)
    await save(sofia, CLOSED, null)
    await desk.settle()
    const waits = await desk.arrives()
    const owned = await desk.arrives({ team: 'Billing' })
    const [owner] = assignees(owned)
    expect(assignees(waits)).toEqual([])
    expect(owner).toBeDefined()

    const withoutOwner = ALWAYS_OPEN.replace(/members: \[sofia, chidi, priya\]/, 'members: [grace@harborpine.example]')
    expect((await save(sofia, withoutOwner, 1)).status).toBe(200)
    await desk.settle()
    expect(assignees(waits)).toHaveLength(1)
    expect(assignees(owned)).toEqual([owner])
  })

  it('reads what is open in the teams of the first rules before it routes, and leaves that as it is', async () => {
    let unowned = ''
    const sofia = await open(database, {
      before: (missive) => {
        unowned = missive.receiveMail({
          from: 'a@b.example',
          subject: 'From before',
          text: 'Hello',
          team: 'Support',
        }).conversation
        for (const person of [people.imani, people.lukas, people.mei, people.layla]) {
          const { conversation } = missive.receiveMail({ from: 'c@d.example', text: 'Hello', team: 'Support' })
          missive.assign(conversation, [person.id])
        }
      },
    })
    await save(sofia, ALWAYS_OPEN, null)
    await desk.settle()
    expect(assignees(unowned)).toEqual([])
    expect(assignees(await desk.arrives())).toEqual([people.jose.id])
    expect(Object.values(await expectLoadsRight(desk.databaseUrl))).toEqual([1, 1, 1, 1, 1])
  })

  it('does not let a team that cannot be read hold up the others', async () => {
    const sofia = await open(database)
    await save(sofia, ALWAYS_OPEN, null)
    await desk.settle()
    const isReading = ({ method, path }: { method: string; path: string }) =>
      method === 'GET' && path === '/conversations'
    desk.missive.switches.fail = { calls: 10_000, status: 404, when: isReading }
    const oneMore = ALWAYS_OPEN.replace(
      'teammates:\n',
      '  sales: { missive_team: Sales, members: [jose] }\nteammates:\n',
    )
    expect((await save(sofia, oneMore, 1)).status).toBe(200)
    expect(assignees(await desk.arrives())).toHaveLength(1)

    desk.missive.switches.fail = null
    await desk.passes(1)
    expect((await (await fetch(`${desk.url}/readyz`)).json()).routing).toBe(true)
    expect(assignees(await desk.arrives({ team: 'Sales', from: 'new@customer.example' }))).toEqual([people.jose.id])
  })

  it('takes one of two edits of the same version, and says who was first to the other', async () => {
    const sofia = await open(database)
    await save(sofia, ALWAYS_OPEN, null)
    const edits = [FULLER, CLOSED]
    const answers = await Promise.all(edits.map((text) => save(sofia, text, 1, 'Mine')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const late = answers.findIndex(({ status }) => status === 409)
    expect(answers[late]?.body.error).toMatchObject({
      code: 'changed_meanwhile',
      message: expect.stringContaining('Sofia Rossi saved version 2 meanwhile (Mine)'),
    })
    expect((await sofia('rules', {})).body.inForce.text).toBe(edits[1 - late])
    expect(await save(sofia, edits[late] ?? '', 2)).toMatchObject({ status: 200, body: { version: 3 } })
  })

  it('answers a save that comes twice as the one version it is', async () => {
    const sofia = await open(database)
    await save(sofia, ALWAYS_OPEN, null)
    expect((await save(sofia, FULLER, 1)).body.version).toBe(2)
    expect(await save(sofia, FULLER, 1)).toMatchObject({ status: 200, body: { version: 2 } })
    expect((await sofia('rulesVersions', {})).body.versions).toHaveLength(2)
  })
})

describe('versions', () => {
  it('are listed, read, compared and brought back as new ones', async () => {
    const sofia = await open(sqlite)
    await save(sofia, ALWAYS_OPEN, null, 'The first')
    await save(sofia, FULLER, 1, 'Less for everyone')

    const { versions } = (await sofia('rulesVersions', {})).body
    expect(versions).toMatchObject([
      { version: 2, author: 'Sofia Rossi', note: 'Less for everyone' },
      { version: 1, note: 'The first' },
    ])
    expect((await sofia('rulesVersion', { version: '1' })).body).toMatchObject({ version: 1, text: ALWAYS_OPEN })
    const { changes } = (await sofia('compareRules', { from: '1', to: '2' })).body
    const differing = changes.flatMap(({ lines }: { lines: { kind: string; text: string }[] }) =>
      lines.filter(({ kind }) => kind !== 'same'),
    )
    expect(differing).toEqual([
      { kind: 'removed', text: expect.stringContaining('capacity: 100') },
      { kind: 'added', text: expect.stringContaining('capacity: 50') },
    ])
    expect(changes[0].fromLine).toBeGreaterThan(1)

    const restored = await sofia('restoreRules', {}, { version: 1, note: '' })
    expect(restored).toMatchObject({ status: 200, body: { version: 3, note: 'Brings back version 1' } })
    expect((await sofia('rules', {})).body.inForce).toMatchObject({ version: 3, text: ALWAYS_OPEN })
  })

  it('come twenty at a time', async () => {
    const sofia = await open(sqlite)
    for (let base = 0; base < 23; base++) await save(sofia, `${ALWAYS_OPEN}# ${base}\n`, base === 0 ? null : base)
    const first = (await sofia('rulesVersions', { before: '' })).body
    expect([first.versions.length, first.versions[0].version, first.hasMore]).toEqual([20, 23, true])
    const second = (await sofia('rulesVersions', { before: '4' })).body
    expect(second.versions.map(({ version }: { version: number }) => version)).toEqual([3, 2, 1])
    expect(second.hasMore).toBe(false)
  })

  it('that never were are not found', async () => {
    const sofia = await open(sqlite)
    for (const version of ['7', 'x'])
      expect((await sofia('rulesVersion', { version })).status).toBe(version === 'x' ? 422 : 404)
    expect((await sofia('restoreRules', {}, { version: 7, note: '' })).status).toBe(404)
  })

  it('that can no longer be accepted are not brought back', async () => {
    const sofia = await open(sqlite)
    await keep(TYPO)
    await save(sofia, ALWAYS_OPEN, 1)
    const refused = await sofia('restoreRules', {}, { version: 1, note: '' })
    expect(refused).toMatchObject({ status: 422, body: { error: { message: expect.stringContaining('capacty') } } })
    expect((await sofia('rulesVersions', {})).body.versions).toHaveLength(2)
  })

  it('that cannot be read any more are shown with what is wrong, and mended on the page', async () => {
    const sofia = await open(sqlite)
    await keep(TYPO)
    await desk.restarts()
    expect((await sofia('rules', {})).body).toMatchObject({
      inForce: null,
      broken: { version: 1, text: TYPO, problems: [{ line: 6, path: 'defaults.capacty' }] },
    })
    const id = await desk.arrives()
    expect(assignees(id)).toEqual([])
    expect(await save(sofia, ALWAYS_OPEN, 1)).toMatchObject({ status: 200, body: { version: 2 } })
    await desk.settle()
    expect(assignees(id)).toHaveLength(1)
    expect((await sofia('rules', {})).body.broken).toBeNull()
  })
})

describe('a text', () => {
  it('is checked with every problem and its place, and saved with none', async () => {
    const sofia = await open(sqlite)
    const broken = TYPO.replace('backup: billing', 'backup: biling')
    const { body } = await sofia('checkRules', {}, { text: broken })
    expect(body.problems).toMatchObject([
      { line: 6, column: 13, path: 'defaults.capacty', message: expect.stringContaining('did you mean capacity?') },
      { line: 8, path: 'teams.support.backup', message: expect.stringContaining('billing') },
    ])
    const refused = await save(sofia, broken, null)
    expect(refused).toMatchObject({ status: 422, body: { error: { code: 'bad_request' } } })
    expect(refused.body.error.message).toContain('2 problems')
    expect(refused.body.error.message).toContain('line 6: defaults.capacty')
    expect((await sofia('rules', {})).body.inForce).toBeNull()
  })

  it('is checked with its warnings, its examples and what it changes', async () => {
    const sofia = await open(sqlite)
    await save(sofia, ALWAYS_OPEN, null)
    const example = (owner: string) => `examples:
  - { mail: { subject: "Where is my parcel?", from: a@b.example }, at: "2026-11-23T10:00Z", expect: { team: ${owner} } }
`
    const good = (
      await sofia('checkRules', {}, { text: ALWAYS_OPEN.replace('time_zone: UTC\n', '') + example('support') })
    ).body
    expect(good.problems).toEqual([])
    expect(good.warnings.join()).toContain('time_zone')
    expect(good.examples).toMatchObject([{ subject: 'Where is my parcel?', isRight: true }])
    expect(JSON.stringify(good.changes)).toContain('"kind":"removed","text":"time_zone: UTC"')
    const bad = (await sofia('checkRules', {}, { text: ALWAYS_OPEN + example('billing') })).body
    expect(bad.examples).toMatchObject([{ isRight: false }])
    expect(bad.problems).toMatchObject([{ path: 'examples[0]', message: expect.stringContaining('got team support') }])
  })

  it('that leaves nobody to open the page again is refused', async () => {
    const sofia = await open(sqlite)
    expect((await save(sofia, ALWAYS_OPEN, null)).status).toBe(200)
    await desk.restarts({ environment: {} })
    const refused = await save(sofia, LOCKED_OUT, 1)
    expect(refused.status).toBe(422)
    expect(refused.body.error.message).toContain('nobody has access: admin')
    await desk.restarts()
    expect((await save(sofia, LOCKED_OUT, 1)).status).toBe(200)
  })

  it('may be as long as the format allows', async () => {
    const sofia = await open(sqlite)
    const long = `${ALWAYS_OPEN}${'# "a line"\n'.repeat(80_000)}`
    expect((await sofia('checkRules', {}, { text: long })).body.problems).toEqual([])
    expect((await sofia('checkRules', {}, { text: 'x'.repeat(1024 * 1024 + 1) })).status).toBe(422)
  })
})

describe('the first rules', () => {
  it('are made of the teams that Missive has, in the zone of who writes them, and can be accepted as they are', async () => {
    const sofia = await open(sqlite)
    const { text } = (await sofia('firstRules', { timeZone: 'Africa/Lagos' })).body
    expect(text).toContain('time_zone: Africa/Lagos')
    expect(text).toMatch(/^ {2}billing: \{ missive_team: Billing \}$/m)
    expect(text).toContain(`$schema=${desk.url}/rules.schema.json`)
    expect(await save(sofia, text, null)).toMatchObject({ status: 200 })
    expect((await sofia('firstRules', { timeZone: 'no zone' })).body.text).toContain('time_zone: UTC')
  })
})

it('are taken up by another server on the same database', async () => {
  const sofia = await open(postgres)
  await desk.joins({ rules: null, environment: { ADMIN_EMAILS: 'sofia@harborpine.example' } })
  await save(sofia, CLOSED, null)
  await desk.settle()
  const waits = await desk.arrives()
  expect(assignees(waits)).toEqual([])
  await save(sofia, ALWAYS_OPEN, 1)
  await desk.settle()
  expect(assignees(waits)).toHaveLength(1)
  // The two are asked in turn.
  const versions = [await sofia('rules', {}), await sofia('rules', {})].map(({ body }) => body.inForce.version)
  expect(versions).toEqual([2, 2])
  for (let mail = 0; mail < 4; mail++) expect(assignees(await desk.arrives())).toHaveLength(1)
})
