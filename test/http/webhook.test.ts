import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { teams } from '../../server/playground/harbor-and-pine'
import { onBothDatabases, sqlite, type TestDatabase } from '../support/databases'
import { type Desk, type DeskOptions, openDesk, SECRET, sign } from '../support/desk'
import { withoutTable } from '../support/without-table'

const FIXTURE_SECRET = 'fixture-secret-0001'
const MEBIBYTE = 1024 * 1024

/** As the fixtures' own README has them: HMAC over each file's exact bytes. */
const VECTORS = [
  ['conversation_assignee_change', '4ab0bab3a608b0935a53b48acc2d71dc0a8b42bea7858476273c6eaec6155278'],
  ['conversation_assignee_change.two_owners', '9a7d8e300d963c7b34f52770d5f0f2b1ab5107d270388983cd2a755057933249'],
  ['conversation_assignee_change.unassigned', 'ef3f34f9e48a12c74107b61d4f0ffdedf8eeaac6d3eb4e233c3ac005d557c5bb'],
  ['conversation_closed', '7fd1f06e39eba66a3a9b53a86d3008c567fd9d122f411d3bb46d7a18d482f431'],
  ['conversation_reopened', '4685b7512d6147e09996aab426910aa0f9be564e3665cb78d5a663933a8433cc'],
  ['incoming_email', '61c5168056278bc5e7c9e035a4249cf70a02986d408e48f14d093b87e1a6e51e'],
  ['incoming_sms_message', '8ed1380d9b38c2e1f0238bde534d689036a1b90580cee4ab034463619b93674a'],
  ['label_change', '2a50d00f3a2219c22ea0124cb0092131848fac4e0735bb76c074f09e180ac6ee'],
  ['new_comment', 'c3552f527ca8a95de63a4dfe99dcedeb984d32b26a7ed9a0673c6103ca8ebc0d'],
  ['new_comment.task', 'ad78d67930a6e8199efedd1fb35a73d4bd94ce9fb1b80f805539008664fc45d6'],
  ['outgoing_sms_message', '2d9f11f57d36abb851c39b2f112197e2f6a8155e7c03ec2dccef8afa028a4cef'],
  ['team_change', 'd53a9322cb35ee41d3e40a8eeb28a23a6cc4c086990951a39258e3945cf106b1'],
] as const

const fixture = (name: string) => readFileSync(`test/fixtures/missive/webhook.${name}.json`, 'utf8')

/** A webhook that Missive would send for a conversation of the Support team. */
const payload = (type: string, conversation: object = {}) => ({
  rule: { id: 'a-rule', type },
  conversation: {
    id: 'f1b7c0de-0000-4000-8000-000000000001',
    latest_message_subject: 'Where is my parcel?',
    organization: { id: 'd5ffead2-0555-4abc-b5f0-734ccd124d13' },
    team: { id: teams.support.id, name: 'Support' },
    users: [{ id: teams.support.members[0], unassigned: true, closed: false }],
    assignees: [],
    ...conversation,
  },
})

const incoming = (id = 'f1b7c0de-0000-4000-8000-000000000001') => ({
  ...payload('incoming_email', { id }),
  message: {
    id: `message of ${id}`,
    subject: 'Where is my parcel?',
    preview: 'It is late.',
    delivered_at: 1_795_000_000,
  },
})

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), ...options })
}

/** Mail that stands in Missive, and of which it has told nobody yet. */
const untold = (): { id: string; body: string } => {
  let id = ''
  const mail = { from: 'dana@customer.example', subject: 'Where is my parcel?', text: 'It is late.', team: 'Support' }
  desk.missive.quietly(() => {
    id = desk.missive.receiveMail(mail).conversation
  })
  return { id, body: JSON.stringify(incoming(id)) }
}

const viewOf = async (id: string) => (await (await desk.signIn('sofia'))('conversation', { id })).body

const notUnderstood = async (): Promise<{ kind: string; sentence: string }[]> =>
  (await (await desk.signIn('sofia'))('attention', {})).body.concerns.filter(
    ({ kind }: { kind: string }) => kind === 'not understood',
  )

const now = async () => (await (await desk.signIn('sofia'))('adminNow', {})).body

const countOf = async (type: string): Promise<number> =>
  (await now()).missive.lastDeliveries.find((kind: { type: string }) => kind.type === type)?.count ?? 0

/** What the counters at `/metrics` say of webhooks, by `type result`. */
const counted = async (): Promise<Record<string, number>> => {
  const text = await (await fetch(`${desk.url}/metrics`)).text()
  const lines = text.matchAll(/^baton_webhooks_total\{type="(\w+)",result="(\w+)"\} (\d+)$/gm)
  return Object.fromEntries([...lines].map(([, type, result, count]) => [`${type} ${result}`, Number(count)]))
}

describe('a webhook', () => {
  it('over one mebibyte is turned away before anything else is looked at, with or without its length', async () => {
    await open(sqlite)
    const large = 'x'.repeat(MEBIBYTE + 1)
    const stream = new Blob([large]).stream()
    const chunked = await fetch(`${desk.url}/webhooks/missive`, {
      method: 'POST',
      body: stream,
      duplex: 'half',
    } as RequestInit)
    expect(chunked.status).toBe(413)
    expect((await desk.deliver(large)).status).toBe(413)
    expect((await desk.deliver(large, { 'x-hook-signature': 'sha256=wrong' })).status).toBe(413)
    const largest = JSON.stringify({ ...incoming(), filler: '' })
    const filled = largest.replace('"filler":""', `"filler":"${'x'.repeat(MEBIBYTE - largest.length)}"`)
    expect(Buffer.byteLength(filled)).toBe(MEBIBYTE)
    expect((await desk.deliver(filled)).status).toBe(202)
  })

  it('with a signature that is wrong is turned away, whatever its body is', async () => {
    await open(sqlite)
    const body = JSON.stringify(incoming())
    const right = sign(body)
    const wrong = ['', 'sha256=', right.replace('sha256=', ''), right.toUpperCase(), `${right}0`, sign(body, 'another')]
    for (const signature of wrong) {
      expect((await desk.deliver(body, { 'x-hook-signature': signature })).status).toBe(401)
      expect((await desk.deliver('', { 'x-hook-signature': signature })).status).toBe(401)
      expect((await desk.deliver('not JSON', { 'x-hook-signature': signature })).status).toBe(401)
    }
    expect(await counted()).toEqual({ 'unknown refused': wrong.length * 3 })
  })

  it.each(VECTORS)('%s of the fixtures is signed as Missive signs, over its exact bytes', async (name, hex) => {
    await open(sqlite, { secrets: ['another-secret', FIXTURE_SECRET] })
    const body = fixture(name)
    const headers = { 'x-hook-signature': `sha256=${hex}` }
    const again = JSON.stringify(JSON.parse(body))
    expect((await desk.deliver(again, headers)).status).toBe(401)
    expect((await desk.deliver(body, headers)).status).toBe(202)
    await desk.settle()
    const type = JSON.parse(body).rule.type
    expect(await counted()).toEqual({ 'unknown refused': 1, [`${type} accepted`]: 1 })
    expect(await notUnderstood()).toEqual([])
  })

  it('is accepted with either secret while one replaces the other, and with none that is not configured', async () => {
    await open(sqlite, { secrets: ['the-old-secret', 'the-new-secret'] })
    const body = JSON.stringify(incoming())
    const statusWith = async (secret: string) =>
      (await desk.deliver(body, { 'x-hook-signature': sign(body, secret) })).status
    expect(await statusWith('the-old-secret')).toBe(202)
    expect(await statusWith('the-new-secret')).toBe(202)
    expect(await statusWith(SECRET)).toBe(401)
  })

  it.each([
    ['', 'nothing'],
    ['{}', 'an empty object'],
    ['{"test":true}', 'something else'],
    ['[]', 'a list'],
    ['null', 'null'],
    ['1', 'a number'],
  ])('unsigned that says %j tries the address: accepted and never stored', async (body) => {
    await open(sqlite)
    expect((await desk.deliver(body, {})).status).toBe(202)
    await desk.settle()
    expect(await counted()).toEqual({})
    expect(await notUnderstood()).toEqual([])
  })

  it.each([JSON.stringify(incoming()), '{"conversation":null}', 'not JSON', '{"rule":'])(
    'unsigned that says anything else is turned away: %s',
    async (body) => {
      await open(sqlite)
      expect((await desk.deliver(body, {})).status).toBe(401)
      await desk.settle()
      expect(desk.told()).toEqual([])
    },
  )

  it.each(['not JSON', '{"rule":', '<html>', '{} {}'])('signed that is not JSON is turned away: %s', async (body) => {
    await open(sqlite)
    const answer = await desk.deliver(body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { message: 'The body is not JSON.' } })
  })

  it('of a type that nobody knows is accepted, and its conversation is known from then on', async () => {
    await open(sqlite)
    const { conversation } = payload('something_new')
    expect((await desk.deliver(JSON.stringify(payload('something_new')))).status).toBe(202)
    await desk.settle()
    expect(await viewOf(conversation.id)).toMatchObject({ subject: 'Where is my parcel?', state: 'open' })
    expect(await countOf('something_new')).toBe(1)
  })

  it('survives what JSON can say and a database cannot hold', async () => {
    await open(sqlite)
    const odd = { ...incoming(), message: { id: 'm', subject: 'half \ud83d of a \u0000 character', preview: '\u0000' } }
    expect((await desk.deliver(JSON.stringify(odd))).status).toBe(202)
    await desk.settle()
    expect(await counted()).toEqual({ 'incoming_email accepted': 1 })
  })
})

onBothDatabases((database) => {
  it('keeps what it cannot understand, shows why without a word of it, and goes on with the next', async () => {
    await open(database)
    const secretWord = 'hush-4411'
    const bodies = [
      { rule: { type: 'incoming_email' }, message: { subject: secretWord } },
      { rule: { type: 'incoming_email' }, conversation: { id: 5, subject: secretWord } },
      { rule: { type: secretWord }, conversation: { id: 'c1', users: secretWord } },
      { conversation: { id: 'c1', subject: secretWord } },
      [secretWord],
    ]
    for (const body of bodies) expect((await desk.deliver(JSON.stringify(body))).status).toBe(202)
    const { id, body: next } = untold()
    expect((await desk.deliver(next)).status).toBe(202)
    await desk.settle()
    const kept = await notUnderstood()
    expect(kept).toHaveLength(bodies.length)
    for (const { sentence } of kept) expect(sentence).toMatch(/: Not the shape of a Missive webhook: /)
    expect(JSON.stringify(kept)).not.toContain(secretWord)
    expect((await viewOf(id)).owners).toHaveLength(1)
  })

  it('is answered 503 while it cannot be stored, and lost for nobody: Missive sends it again', async () => {
    await open(database)
    const { id, body } = untold()
    await withoutTable(desk.databaseUrl, 'deliveries', async () => {
      const answer = await desk.deliver(body)
      expect(answer.status).toBe(503)
      expect(await answer.text()).not.toContain('parcel')
    })
    expect((await desk.deliver(body)).status).toBe(202)
    await desk.settle()
    expect((await viewOf(id)).owners).toHaveLength(1)
  })

  it('that is a retry of the latest changes nothing, and is counted as repeated', async () => {
    await open(database)
    const body = JSON.stringify(payload('conversation_closed'))
    for (let sent = 0; sent < 3; sent++) expect((await desk.deliver(body)).status).toBe(202)
    await desk.settle()
    expect(await counted()).toEqual({ 'conversation_closed accepted': 1, 'conversation_closed repeated': 2 })
  })

  it('that tells of the same mail again, after others, gives it no second owner and no second note', async () => {
    await open(database)
    const { id, body } = untold()
    for (let sent = 0; sent < 3; sent++) {
      expect((await desk.deliver(body)).status).toBe(202)
      await desk.settle()
    }
    expect((await viewOf(id)).trail).toHaveLength(1)
    expect(desk.told().filter(({ conversation }) => conversation === id)).toHaveLength(1)
  })
})
