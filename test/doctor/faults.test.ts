import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { wellBehaved } from '../../server/playground/switches'
import { ensureBuilt } from '../support/build'
import { postgres, sqlite } from '../support/databases'
import { ALWAYS_OPEN, sign, TOKEN } from '../support/desk'
import { withStore } from '../support/loads'
import { freePort } from '../support/server-process'
import { type Clinic, diagnose, doEverythingOnce, HUSH, openClinic } from './clinic'

let clinic: Clinic
let databaseUrl: string
let nowhere: string

beforeAll(async () => {
  await ensureBuilt()
  databaseUrl = await sqlite.create()
  nowhere = `http://127.0.0.1:${await freePort()}`
  clinic = await openClinic(databaseUrl)
  await clinic.startBaton()
  doEverythingOnce(clinic.missive)
  await clinic.missive.settled()
})
afterAll(() => clinic?.close())
afterEach(() => {
  Object.assign(clinic.missive.switches, wellBehaved())
  clinic.missiveFront.reset()
  clinic.batonFront.reset()
  // Each test has the whole budget of a minute.
  return withStore(databaseUrl, async (store, { calls }) => {
    await store.db.delete(calls)
  })
})

const rulesFile = (text: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'baton-rules-')), 'rules.yaml')
  writeFileSync(file, text)
  return file
}

const withHeaders = (response: Response, change: (headers: Headers) => void): Response => {
  const headers = new Headers(response.headers)
  change(headers)
  return new Response(response.body, { status: response.status, headers })
}

/** Only what it is about is bad, it says what to do, and the exit status tells. */
const expectBad = async (variables: Record<string, string>, name: string, sentence: RegExp, mend: RegExp) => {
  const { code, named, bad } = await diagnose({ ...clinic.variables, ...variables }, '--no-probe')
  expect(named(name).filter(({ verdict }) => verdict === 'bad')).toMatchObject([
    { sentence: expect.stringMatching(sentence), mend: expect.stringMatching(mend) },
  ])
  expect(bad.map((finding) => finding.name)).toEqual([name])
  expect(code).toBe(1)
}

const expectWarning = async (
  variables: Record<string, string>,
  name: string,
  sentence: RegExp,
  mend: RegExp,
  ...args: string[]
) => {
  const { code, named, bad } = await diagnose({ ...clinic.variables, ...variables }, ...args)
  expect(named(name).filter(({ verdict }) => verdict === 'warning')).toMatchObject([
    { sentence: expect.stringMatching(sentence), mend: expect.stringMatching(mend) },
  ])
  expect(bad).toEqual([])
  expect(code).toBe(0)
}

describe('variables', () => {
  it('are all looked at, with the same words as at the start', async () => {
    const { code, findings } = await diagnose({ PORT: 'eighty', LOG_LEVEL: 'loud', MISSIVE_ORGANISATION: 'x' })
    expect(code).toBe(1)
    expect(findings.map(({ verdict, sentence }) => `${verdict}: ${sentence}`)).toEqual([
      'bad: PORT must be a whole number from 0 to 65535.',
      'bad: LOG_LEVEL must be trace, debug, info, warn, error or silent.',
      'warning: MISSIVE_ORGANISATION is none of Baton’s variables (nearest: "MISSIVE_ORGANIZATION").',
    ])
  })

  it('that are missing are named, with what to do', async () => {
    const { code, findings } = await diagnose({ MISSIVE_API_TOKEN: TOKEN })
    expect(code).toBe(1)
    expect(findings).toMatchObject([
      { sentence: 'MISSIVE_WEBHOOK_SECRET is not set.', mend: expect.stringMatching(/^Set it to the secret/) },
    ])
  })

  it('of a playground are not a set-up', async () => {
    const { code, findings } = await diagnose({})
    expect(code).toBe(1)
    expect(findings).toMatchObject([{ verdict: 'bad', sentence: expect.stringMatching(/playground/) }])
  })
})

describe('Missive', () => {
  it('does not accept the token, which shows while Baton holds back and never makes it hold back', async () => {
    const wrong = { MISSIVE_API_TOKEN: 'missive_pat-of-old' }
    const pause = () =>
      withStore(databaseUrl, (store) => store.transaction((tx) => store.states.get(tx, 'missive pause')))
    await diagnose({ ...clinic.variables, ...wrong }, '--no-probe')
    expect(await pause()).toBeNull()
    const until = new Date(Date.now() + 60_000)
    await withStore(databaseUrl, (store) =>
      store.states.set(store.db, 'missive pause', { until: until.toISOString(), reason: 'Locked out.' }, new Date()),
    )
    await expectBad(wrong, 'token', /does not accept the API token/, /create a token/)
    await withStore(databaseUrl, (store) => store.states.clear(store.db, 'missive pause'))
  })

  it('cannot be reached', async () => {
    await expectBad({ MISSIVE_API_URL: `${nowhere}/v1` }, 'token', /ECONNREFUSED/, /proxy, firewall, DNS/)
  })

  it('is not where MISSIVE_API_URL says', async () => {
    const MISSIVE_API_URL = `${clinic.missiveFront.url}/nothing`
    await expectBad(
      { MISSIVE_API_URL },
      'token',
      /^What answers at MISSIVE_API_URL is not Missive’s API \(404\)\.$/,
      /or unset it/,
    )
  })

  it('repeats the token in an error, which stays out of the lines', async () => {
    clinic.missiveFront.put(async () => Response.json({ error: { message: `Bad ${TOKEN}!` } }, { status: 403 }))
    await expectBad({}, 'token', /Bad …!/, /proxy, firewall, DNS/)
  })

  it('shows several organizations', async () => {
    clinic.missiveFront.put(async (request, answer) => {
      if (!request.url.includes('/v1/organizations')) return answer()
      return Response.json({ organizations: ['a', 'b'].map((id) => ({ id, name: `Number ${id}` })) })
    })
    await expectBad({}, 'organization', /set MISSIVE_ORGANIZATION to one of a \(Number a\), b/, /MISSIVE_ORGANIZATION/)
  })

  it('does not know the organization that is named', async () => {
    await expectBad({ MISSIVE_ORGANIZATION: 'elsewhere' }, 'organization', /Harbor & Pine/, /MISSIVE_ORGANIZATION/)
  })

  it.each([
    ['a minute and more behind', -90_000, 'bad', /clock is 9\d s ahead of/],
    ['a quarter of an hour behind', -900_000, 'bad', /clock is 15 min ahead of/],
    ['some seconds ahead', 30_000, 'warning', /clock is (29|30|31) s behind/],
  ])('is %s', async (_, ms, verdict, sentence) => {
    clinic.missiveFront.put(async (_, answer) =>
      withHeaders(await answer(), (headers) => headers.set('date', new Date(Date.now() + ms).toUTCString())),
    )
    const expectIt = verdict === 'bad' ? expectBad : expectWarning
    await expectIt({}, 'clock', sentence, /NTP/)
  })

  it('asks to wait', async () => {
    clinic.missiveFront.put(async () => new Response('', { status: 429, headers: { 'retry-after': '1' } }))
    await expectWarning({}, 'rate limits', /^Missive asked to wait/, /other programs/, '--no-probe', '--patience', '1s')
  })

  it('shows that a person works with the seat', async () => {
    await expectWarning(
      { ADMIN_EMAILS: people.router.email },
      'token',
      /a person seems to use it: ADMIN_EMAILS/,
      /user of its own/,
    )
    const { conversation } = clinic.missive.receiveMail({ from: 'x@customer.example', text: 'Hi', team: 'Billing' })
    clinic.missive.quietly(() => clinic.missive.assign(conversation, [people.router.id]))
    await expectWarning({}, 'token', /conversations are assigned to them/, /user of its own/)
    clinic.missive.quietly(() => clinic.missive.unassign(conversation, [people.router.id]))
  })
})

describe('rules', () => {
  it('name a team that Missive does not have', async () => {
    const RULES_FILE = rulesFile(ALWAYS_OPEN.replace('missive_team: Support', 'missive_team: Suport'))
    await expectBad({ RULES_FILE }, 'team support', /no team "Suport" \(nearest: "Support"\)/, /Name it in the rules/)
  })

  it('name a team that the token does not see', async () => {
    clinic.missiveFront.put(async (request, answer) =>
      request.url.includes('team_all=518f47a5')
        ? Response.json({ error: { message: 'Not found' } }, { status: 404 })
        : answer(),
    )
    await expectBad({}, 'team billing', /does not see what is in “Billing”.*404/, /Add Router Bot .* observer/)
  })

  it('name a team that the seat is not in', async () => {
    clinic.missiveFront.put(async (request, answer) => {
      if (!request.url.includes('/v1/teams')) return answer()
      const { teams } = (await (await answer()).json()) as { teams: object[] }
      return Response.json({ teams: teams.map((team) => ({ ...team, observers: [] })) })
    })
    await expectWarning({}, 'team billing', /seat is not in it/, /Add Router Bot/, '--no-probe')
  })

  it('name a teammate whom Missive does not have', async () => {
    const RULES_FILE = rulesFile(ALWAYS_OPEN.replace('priya@', 'prya@'))
    const { code, named } = await diagnose({ ...clinic.variables, RULES_FILE }, '--no-probe')
    const warnings = named('rules').filter(({ verdict }) => verdict === 'warning')
    expect(warnings.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^teammates\.priya: .* \(nearest: "priya@harborpine\.example"\)/),
      expect.stringMatching(/^teams\.billing\.members: priya/),
    ])
    expect(code).toBe(0)
  })

  it('are wrong at a place', async () => {
    const RULES_FILE = rulesFile(ALWAYS_OPEN.replace('general_team: support', 'general_team: suport'))
    await expectBad({ RULES_FILE }, 'rules', /rules\.yaml:\d+:\d+ general_team: .*support/, /at that place/)
  })

  it('are not there', async () => {
    await expectBad({ RULES_FILE: '/no/such/rules.yaml' }, 'rules', /cannot be read \(ENOENT\)/, /RULES_FILE/)
  })
})

describe('the public address', () => {
  it('leads nowhere while Baton runs', async () => {
    await expectBad({ PUBLIC_URL: nowhere }, 'public address', /ECONNREFUSED.*while Baton runs/, /proxy/)
  })

  it('leads to something else', async () => {
    clinic.batonFront.put(async () => new Response('<h1>Welcome</h1>'))
    await expectBad({}, 'public address', /but not as Baton/, /pass every path on to Baton/)
  })

  it('leads to another build', async () => {
    clinic.batonFront.put(async (_, answer) =>
      withHeaders(await answer(), (headers) => headers.set('x-baton-build', 'of yesterday')),
    )
    await expectWarning({}, 'public address', /another build .*of yesterday/, /Restart Baton/, '--no-probe')
  })

  it('is not encrypted', async () => {
    const { named } = await diagnose({ ...clinic.variables, PUBLIC_URL: 'http://baton.invalid' }, '--no-probe')
    expect(named('public address')).toMatchObject([
      { verdict: 'bad', sentence: expect.stringMatching(/not encrypted/) },
      { verdict: 'bad', sentence: expect.stringMatching(/http:\/\/baton\.invalid fails/) },
    ])
  })

  it('is out of Missive’s reach', async () => {
    const elsewhere = { MISSIVE_API_URL: 'http://missive.invalid/v1' }
    const unset = await diagnose({ ...clinic.variables, ...elsewhere, PUBLIC_URL: '' }, '--no-probe')
    expect(unset.named('public address')).toMatchObject([
      { verdict: 'bad', sentence: expect.stringMatching(/^PUBLIC_URL is not set/) },
    ])
    const { named } = await diagnose({ ...clinic.variables, ...elsewhere }, '--no-probe')
    expect(named('public address')).toMatchObject([
      { verdict: 'bad', sentence: expect.stringMatching(/this machine’s own address/) },
    ])
  })

  it('leads to a Baton with another secret', async () => {
    await expectBad(
      { MISSIVE_WEBHOOK_SECRET: 'another-secret' },
      'webhook address',
      /refuses what is signed/,
      /same MISSIVE_WEBHOOK_SECRET/,
    )
  })

  it('takes what is not signed', async () => {
    clinic.batonFront.put(async (request, answer) =>
      request.method === 'POST' ? new Response(null, { status: 202 }) : answer(),
    )
    await expectBad({}, 'webhook address', /answers 202 to a wrong signature/, /Let nothing/)
  })
})

describe('the panel', () => {
  const onPanel = (change: (headers: Headers) => void) =>
    clinic.batonFront.put(async (request, answer) =>
      request.url.endsWith('/panel/') ? withHeaders(await answer(), change) : answer(),
    )

  it('carries X-Frame-Options', async () => {
    onPanel((headers) => headers.set('x-frame-options', 'DENY'))
    await expectBad({}, 'panel', /X-Frame-Options: DENY/, /Take that header out/)
  })

  it('carries a second policy', async () => {
    onPanel((headers) => headers.append('content-security-policy', "frame-ancestors 'self'"))
    await expectBad({}, 'panel', /Who may frame it/, /leave Content-Security-Policy/)
  })
})

describe('the database', () => {
  it('cannot be written', async () => {
    const client = new SqliteDatabase(databaseUrl.slice('file:'.length))
    client.exec("create trigger full before insert on deliveries begin select raise(abort, 'no'); end")
    try {
      await expectBad({}, 'database', /cannot be used \(SQLITE_CONSTRAINT_TRIGGER\)/, /is writable/)
    } finally {
      client.exec('drop trigger full')
      client.close()
    }
  })

  it('has tables of a newer build', async () => {
    const url = await sqlite.create()
    const client = new SqliteDatabase(url.slice('file:'.length))
    client.exec('create table __drizzle_migrations (id, hash, created_at numeric)')
    client.exec("insert into __drizzle_migrations values (1, 'x', 9999999999999)")
    client.close()
    await expectBad({ DATABASE_URL: url }, 'database', /of a newer build/, /newer build/)
  })

  it('has older tables, and is left as it is', async () => {
    const url = await sqlite.create()
    const client = new SqliteDatabase(url.slice('file:'.length))
    client.exec('create table __drizzle_migrations (id, hash, created_at numeric)')
    client.exec("insert into __drizzle_migrations values (1, 'x', 1)")
    await expectWarning({ DATABASE_URL: url }, 'database', /older tables: \d+ change/, /restart Baton/, '--no-probe')
    expect(client.prepare('select name from sqlite_master').all()).toEqual([{ name: '__drizzle_migrations' }])
    client.close()
  })

  it('is not there, and its password stays out of the lines', async () => {
    const DATABASE_URL = `postgres://baton:${HUSH}@127.0.0.1:1/baton`
    await expectBad({ DATABASE_URL }, 'database', /^PostgreSQL at 127\.0\.0\.1:1\/baton .*ECONNREFUSED/, /that it runs/)
    const crooked = `postgres://baton:a/${HUSH}#@127.0.0.1:x/baton`
    await expectBad({ DATABASE_URL: crooked }, 'database', /not an address/, /%XX/)
  })

  it('can only be read', async () => {
    const url = await postgres.create()
    await withStore(url, async () => {})
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(`alter database ${new URL(url).pathname.slice(1)} set default_transaction_read_only = on`)
    await client.end()
    await expectBad({ DATABASE_URL: url }, 'database', /cannot be used \(25006\)/, /right to write/)
  })
})

describe('what Missive does', () => {
  it('refuses to remove assignees', async () => {
    clinic.missive.switches.refuseRemoveAssignees = true
    await expectWarning({}, 'remove_assignees', /Missive refuses it.*Unpermitted parameters/, /support/)
  })

  it('sends no webhooks for what the API changes', async () => {
    clinic.missive.switches.apiWritesFireWebhooks = false
    await expectWarning({}, 'webhooks of own calls', /sends no webhook.*sweeps/, /take that condition away/)
  })

  it('tells of Baton’s own posts as posts', async () => {
    clinic.missive.switches.postsFireIncoming = true
    await expectWarning({}, 'own posts', /tell of Baton’s own posts/, /the type Post/)
  })

  it('tells of Baton’s own posts as if customers wrote', async () => {
    clinic.missiveFront.put(async (request, answer) => {
      const response = await answer()
      if (request.method !== 'POST') return response
      const { posts } = (await response.clone().json()) as { posts: { conversation: string } }
      const body = JSON.stringify({ rule: { type: 'incoming_email' }, conversation: { id: posts.conversation } })
      const headers = { 'x-hook-signature': sign(body) }
      await fetch(`${clinic.variables.PUBLIC_URL}/webhooks/missive`, { method: 'POST', body, headers })
      return response
    })
    const { code, bad } = await diagnose(clinic.variables)
    expect(bad).toMatchObject([{ name: 'own posts', sentence: expect.stringMatching(/as if customers wrote/) }])
    expect(code).toBe(1)
  })

  it.each([
    ['the other way round', (reopen: boolean) => !reopen, /means the opposite/],
    ['always', () => true, /Every post opens/],
    ['never', () => false, /No post opens/],
  ])('reopens %s', async (_, taken, sentence) => {
    clinic.missiveFront.put(async (request, answer) => {
      if (request.method !== 'POST') return answer()
      const { posts } = (await request.json()) as { posts: { reopen: boolean } }
      const body = JSON.stringify({ posts: { ...posts, reopen: taken(posts.reopen) } })
      return clinic.missive.app.fetch(new Request(request.url, { method: 'POST', headers: request.headers, body }))
    })
    await expectWarning({}, 'reopen', sentence, /closed|opened/)
  })

  it('returns posts without their text', async () => {
    clinic.missiveFront.put(async (request, answer) => {
      const response = await answer()
      if (!request.url.includes('/posts') || request.method === 'POST') return response
      const { posts } = (await response.json()) as { posts: { id: string }[] }
      return Response.json({ posts: posts.map(({ id }) => ({ id })) })
    })
    const { code, named } = await diagnose(clinic.variables)
    expect(named('posts')).toMatchObject([
      { verdict: 'warning', sentence: expect.stringMatching(/without their text/) },
    ])
    expect(code).toBe(0)
  })

  it('shows others what is meant for one', async () => {
    clinic.missiveFront.put(async (request, answer) => {
      const response = await answer()
      if (!/^\/v1\/conversations\/[\w-]+$/.test(new URL(request.url).pathname)) return response
      const { conversations } = (await response.json()) as { conversations: { users: object[] }[] }
      const shown = conversations.map((one) => ({ ...one, users: [...one.users, { id: 'x', name: 'Nosy Parker' }] }))
      return Response.json({ conversations: shown })
    })
    await expectWarning({}, 'private conversations', /Nosy Parker.*no sign-in codes/, /rule that shares/)
  })

  it('shows only ids of what the seat is a guest of', async () => {
    clinic.missiveFront.put(async (request, answer) =>
      request.url.includes('all=true')
        ? Response.json({ conversations: [{ id: 'c1', last_activity_at: 1 }] })
        : answer(),
    )
    await expectWarning({}, 'guests', /only a guest/, /share them with a team/)
  })
})
