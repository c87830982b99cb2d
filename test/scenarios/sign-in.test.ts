import { Writable } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { newStanding } from '../../server/playground/conversation'
import { people } from '../../server/playground/harbor-and-pine'
import type { Claim } from '../../shared/api'
import type { TeammateId } from '../../shared/ids'
import { onBothDatabases, sqlite, type TestDatabase } from '../support/databases'
import {
  type Caller,
  codeFor,
  codesFor,
  createCaller,
  type Desk,
  type DeskOptions,
  openDesk,
  SECRET,
  TOKEN,
} from '../support/desk'
import { withStore } from '../support/loads'

const HOURS = 60
const DAYS = 24 * HOURS

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), ...options })
}

const lukas = { teammateId: people.lukas.id as TeammateId }

const ask = (claim: Claim) => desk.anonymous('askForCode', {}, { claim })
const enter = (claim: Claim, code: string) => desk.anonymous('signIn', {}, { claim, code, for: 'panel' })

/** Asks, and reads the code in Missive. */
const receiveCode = async (claim: Claim = lukas, personId = people.lukas.id) => {
  const earlier = codesFor(desk.missive, personId).length
  expect((await ask(claim)).status).toBe(200)
  return codeFor(desk.missive, personId, earlier)
}

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

const privateConversation = () => {
  const found = desk.missive.conversations
    .all()
    .find(({ teamId, standings }) => teamId === null && standings.has(people.lukas.id))
  if (!found) throw new Error('Baton keeps no conversation with Lukas')
  return found
}

onBothDatabases((database) => {
  it('comes by a code in the private conversation with this teammate alone, in the post only', async () => {
    await open(database)
    const code = await receiveCode()
    const { standings, posts } = privateConversation()
    expect([...standings.keys()].sort()).toEqual([people.lukas.id, people.router.id].sort())
    for (const { notification } of posts) expect(JSON.stringify(notification)).not.toContain(code)
    for (const { body } of desk.missive.notices.since(0, people.lukas.id)) expect(body).not.toContain(code)
    const { status, body } = await enter(lukas, code)
    expect(status).toBe(200)
    expect(body.me).toMatchObject({ teammate: { name: 'Lukas Brandt' }, access: 'member', teams: ['Support'] })
    const again = await receiveCode()
    expect(again).not.toBe(code)
    expect(desk.missive.conversations.all().filter(({ teamId }) => teamId === null)).toHaveLength(1)
  })

  it('keeps codes and tokens hashed', async () => {
    await open(database)
    const code = await receiveCode()
    const used = await enter(lukas, code)
    const unused = await receiveCode()
    await withStore(desk.databaseUrl, async (store, { signInCodes, sessions: table }) => {
      const codes = await store.db.select().from(signInCodes)
      const sessions = await store.db.select().from(table)
      expect(codes).toHaveLength(2)
      expect(sessions).toHaveLength(1)
      const kept = [...codes, ...sessions].flatMap((row) => Object.values(row))
      for (const secret of [code, unused, used.body.token]) expect(kept).not.toContain(secret)
      for (const { codeHash } of codes) expect(codeHash).toMatch(/^[0-9a-f]{64}$/)
    })
  })

  it('works once, within ten minutes, with the latest code', async () => {
    await open(database)
    const first = await receiveCode()
    const second = await receiveCode()
    expect((await enter(lukas, first)).status).toBe(first === second ? 200 : 401)
    expect((await enter(lukas, second)).status).toBe(200)
    expect((await enter(lukas, second)).status).toBe(401)
    const late = await receiveCode()
    await desk.passes(10)
    expect((await enter(lukas, late)).body.error).toMatchObject({
      code: 'wrong_code',
      message: expect.stringMatching(/ten minutes/),
    })
  })

  it('takes five tries for each code', async () => {
    await open(database)
    const spoilt = await receiveCode()
    for (let tries = 0; tries < 5; tries++) expect((await enter(lukas, wrong(spoilt))).status).toBe(401)
    expect((await enter(lukas, spoilt)).status).toBe(401)
    const code = await receiveCode()
    for (let tries = 0; tries < 4; tries++) expect((await enter(lukas, wrong(code))).status).toBe(401)
    expect((await enter(lukas, code)).status).toBe(200)
  })

  it('counts tries right when many are made at once', async () => {
    await open(database)
    const code = await receiveCode()
    const guesses = Array.from({ length: 20 }, (_, guess) => String(guess).padStart(6, '0')).filter(
      (guess) => guess !== code,
    )
    await Promise.all(guesses.map((guess) => enter(lukas, guess)))
    expect((await enter(lukas, code)).status).toBe(401)
  })

  it('a session ends at once when an admin ends it: of one person everywhere, or of everybody', async () => {
    await open(database)
    const sofia = await desk.signIn('sofia')
    const here = await desk.signIn('lukas')
    await desk.passes(1)
    const there = await desk.signIn('lukas')
    const { signedIn } = (await sofia('adminNow', {})).body
    expect(signedIn).toMatchObject([
      { person: { name: 'Lukas Brandt' }, places: 2, seenAt: desk.clock().toISOString() },
      { person: { name: 'Sofia Rossi' }, places: 1 },
    ])
    expect((await here('endSessions', {}, { teammateId: null })).status).toBe(403)
    expect((await sofia('endSessions', {}, { teammateId: people.lukas.id })).body).toEqual({ ended: 2 })
    for (const caller of [here, there]) expect((await caller('me', {})).status).toBe(401)
    const again = await desk.signIn('lukas')
    expect((await sofia('endSessions', {}, { teammateId: null })).body).toEqual({ ended: 2 })
    for (const caller of [again, sofia]) expect((await caller('me', {})).status).toBe(401)
  })
})

describe('asking for codes', () => {
  it.each([
    ['a teammate', lukas],
    ['somebody unknown', { teammateId: '00000000-0000-4000-8000-000000000000' as TeammateId }],
    ['the router', { teammateId: people.router.id as TeammateId }],
    ['an address', { email: 'lukas@harborpine.example' }],
    ['an address that nobody has', { email: 'nobody@harborpine.example' }],
  ])('is answered alike for %s: three an hour, then refused until the hour is over', async (_, claim) => {
    await open(sqlite)
    for (let asked = 0; asked < 3; asked++) expect(await ask(claim)).toMatchObject({ status: 200, body: {} })
    expect(await ask(claim)).toMatchObject({ status: 429, body: { error: { code: 'too_many_codes' } } })
    expect((await enter(claim, '000000')).body.error.code).toBe('wrong_code')
    await desk.passes(HOURS)
    expect(await ask(claim)).toMatchObject({ status: 200, body: {} })
  })

  it('takes an address in any case for the same', async () => {
    await open(sqlite)
    const code = await receiveCode({ email: ' Lukas@HarborPine.example ' })
    expect((await enter({ email: 'lukas@harborpine.example' }, code)).status).toBe(200)
  })

  it('ends at sixty an hour for the whole server', async () => {
    await open(sqlite)
    const asked = (number: number) => ask({ email: `nobody-${number}@harborpine.example` })
    for (let number = 0; number < 60; number++) expect((await asked(number)).status).toBe(200)
    expect((await asked(60)).status).toBe(429)
    expect((await ask(lukas)).status).toBe(429)
    await desk.passes(HOURS)
    expect((await ask(lukas)).status).toBe(200)
  })

  it('is refused with the reason while a conversation with a teammate is not private, and no code is written there', async () => {
    await open(sqlite)
    await receiveCode()
    const { standings } = privateConversation()
    standings.set(people.mei.id, newStanding())
    await ask(lukas)
    await expect.poll(async () => (await ask({ email: 'nobody@harborpine.example' })).status).toBe(503)
    const { body } = await ask({ email: 'sofia@harborpine.example' })
    expect(body.error).toMatchObject({
      code: 'sign_in_unavailable',
      message: expect.stringMatching(/can be read by others/),
    })
    expect(codesFor(desk.missive, people.lukas.id)).toHaveLength(1)
    standings.delete(people.mei.id)
    await desk.passes(1)
    const code = await receiveCode()
    expect((await enter(lukas, code)).status).toBe(200)
    expect((await ask({ email: 'sofia@harborpine.example' })).status).toBe(200)
  })
})

describe('a session', () => {
  it('lasts 30 days from when it was used last, and ends when nobody uses it', async () => {
    await open(sqlite)
    const caller = await desk.signIn('lukas')
    for (let month = 0; month < 3; month++) {
      await desk.passes(29 * DAYS)
      expect((await caller('me', {})).status).toBe(200)
    }
    await desk.passes(30 * DAYS)
    const { status, body } = await caller('me', {})
    expect(status).toBe(401)
    expect(body.error).toEqual({ code: 'signed_out', message: 'You are signed out. Sign in again.' })
  })

  it('ends at once by signing out, and no other with it', async () => {
    await open(sqlite)
    const here = await desk.signIn('lukas')
    const there = await desk.signIn('lukas')
    expect((await here('signOut', {})).status).toBe(200)
    expect((await here('me', {})).status).toBe(401)
    expect((await there('me', {})).status).toBe(200)
  })

  it('is lost within the hour by who is gone from Missive, and so is the way back in', async () => {
    await open(sqlite)
    const caller = await desk.signIn('lukas')
    desk.missive.leave(people.lukas.id)
    await desk.passes(HOURS)
    expect((await caller('me', {})).status).toBe(401)
    const codes = codesFor(desk.missive, people.lukas.id).length
    expect((await ask(lukas)).status).toBe(200)
    await desk.settle()
    expect(codesFor(desk.missive, people.lukas.id)).toHaveLength(codes)
  })

  it('cannot be guessed from anything that is not its token', async () => {
    await open(sqlite)
    for (const token of ['', 'x', TOKEN, SECRET])
      expect((await createCaller(desk.url, token)('me', {})).status).toBe(401)
  })
})

describe('a browser tab', () => {
  const enterTab = async (origin: string | null) => {
    const claim = { email: 'sofia@harborpine.example' }
    const code = await receiveCode(claim, people.sofia.id)
    return desk.anonymous('signIn', {}, { claim, code, for: 'tab' }, origin === null ? {} : { origin })
  }
  const cookieOf = ({ headers }: Awaited<ReturnType<Caller>>) => headers.get('set-cookie') ?? ''

  it('keeps its session in a cookie that scripts and other sites cannot use, and never sees the token', async () => {
    await open(sqlite)
    const signedIn = await enterTab(desk.url)
    expect(signedIn).toMatchObject({ status: 200, body: { token: null } })
    expect(cookieOf(signedIn)).toMatch(/^baton_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    const [cookie = ''] = cookieOf(signedIn).split(';')
    expect((await desk.anonymous('me', {}, undefined, { cookie })).status).toBe(200)
    expect((await desk.anonymous('adminNow', {}, undefined, { cookie })).status).toBe(200)
  })

  it('has a cookie for https alone where people come by https', async () => {
    await open(sqlite, { publicUrl: 'https://baton.example' })
    const signedIn = await enterTab('https://baton.example')
    expect(signedIn.status).toBe(200)
    expect(cookieOf(signedIn)).toMatch(/; HttpOnly; Secure; SameSite=Lax$/)
  })

  it('changes something only from Baton’s own page', async () => {
    await open(sqlite)
    for (const origin of [null, 'https://evil.example', 'null'])
      expect((await enterTab(origin)).body.error.code).toBe('cross_origin')
    await desk.passes(HOURS)
    const [cookie = ''] = cookieOf(await enterTab(desk.url)).split(';')
    const signOut = (origin: Record<string, string>) => desk.anonymous('signOut', {}, {}, { cookie, ...origin })
    expect((await signOut({})).status).toBe(403)
    expect((await signOut({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await desk.anonymous('me', {}, undefined, { cookie })).status).toBe(200)
    const signedOut = await signOut({ origin: desk.url })
    expect(signedOut.status).toBe(200)
    expect(cookieOf(signedOut)).toMatch(/^baton_session=; Max-Age=0/)
    expect((await desk.anonymous('me', {}, undefined, { cookie })).status).toBe(401)
  })
})

it('says in its log, at the level that says most, neither code nor token nor a word that somebody wrote', async () => {
  const lines: string[] = []
  const logTo = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk))
      done()
    },
  })
  await open(sqlite, { logTo })
  const code = await receiveCode()
  const { body: signedIn } = await enter(lukas, code)
  const caller = createCaller(desk.url, signedIn.token)
  const words = {
    subject: 'Pomegranate',
    text: 'Quince and medlar',
    from: 'rowan@customer.example',
    name: 'Rowan Sorb',
  }
  const id = await desk.arrives(words)
  desk.missive.switches.fail = { calls: 1, status: 400, when: ({ method }) => method === 'POST' }
  const note = { why: 'Damson', whatsNeeded: 'Mirabelle', byWhen: null, context: 'Greengage' }
  await caller('handOff', { id }, { to: people.mei.id, note, drafted: [], acknowledged: [], reopen: false })
  await desk.settle()
  await desk.deliver(
    JSON.stringify({ rule: { type: 'x' }, conversation: { id: 'c', subject: 'Bilberry' }, users: 'Bilberry' }),
  )
  await desk.deliver(JSON.stringify({ rule: { type: 'x' }, conversation: { id: {}, subject: 'Bilberry' } }))
  await desk.settle()
  const log = lines.join('')
  expect(lines.length).toBeGreaterThan(0)
  const written = [...Object.values(words), note.why, note.whatsNeeded, note.context, 'Bilberry', 'Rowan']
  for (const secret of [code, signedIn.token, TOKEN, SECRET, ...written]) expect(log).not.toContain(secret)
})
