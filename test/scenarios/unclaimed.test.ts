import { afterEach, describe, expect, it } from 'vitest'
import { subjectWords } from '../../server/actions/subject-words'
import { UNCLAIMED_KEPT } from '../../server/actions/unclaimed'
import { onBothDatabases, type TestDatabase } from '../support/databases'
import { ALWAYS_OPEN, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { withStore } from '../support/loads'

const DAYS = 24 * 60

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), ...options })
}

const proposals = async () => {
  const imani = await desk.signIn('imani')
  const { domains, words } = (await imani('leftOut', { reason: '', after: '' })).body.proposals
  const shown = ({ text, count }: { text: string; count: number }) => `${text} ${count}`
  return { domains: domains.map(shown), words: words.map(shown) }
}

const comes = async (times: number, mail: Parameters<Desk['arrives']>[0]) => {
  const ids: string[] = []
  for (let time = 0; time < times; time++) ids.push(await desk.arrives(mail))
  return ids
}

const kept = (databaseUrl: string) =>
  withStore(databaseUrl, (store, { unclaimed }) =>
    store.db
      .select()
      .from(unclaimed)
      .then((rows) => rows),
  )

onBothDatabases((database) => {
  it('proposes domains and words of mail that no topic claimed, from three on', async () => {
    await open(database, { rules: ALWAYS_OPEN.replace('topics:', 'topics:\n  lamps: { match: { words: [lamp] } }') })
    await comes(3, { from: 'eve@lit.example', subject: 'Lamp' })
    await comes(4, { from: 'ann@Acme.example', name: 'Ann Ng', subject: 'Re: Ann asks: warranty of order 4411' })
    await comes(2, { from: 'ben@other.example', subject: 'Warranty' })
    await comes(3, { from: 'cleo@billed.example', subject: 'Charged twice' })
    await comes(3, { from: 'dora@elsewhere.example', subject: 'Colours', team: 'Billing' })
    expect(await proposals()).toEqual({ domains: ['acme.example 4'], words: ['warranty 6', 'asks 4', 'order 4'] })
  })

  it('counts a conversation once, however often it is decided', async () => {
    await open(database, { rules: ALWAYS_OPEN.replace('mode: route', 'mode: shadow') })
    const [id] = await comes(2, { from: 'ann@acme.example', subject: 'Warranty' })
    for (let time = 0; time < 3; time++) {
      desk.missive.receiveMail({ from: 'ann@acme.example', text: `Hello ${time}?`, conversation: id })
      await desk.settle()
    }
    const lukas = await desk.signIn('lukas')
    await lukas('wantOwner', { id: id as string })
    expect(await kept(desk.databaseUrl)).toMatchObject([
      { key: 'domain:acme.example', count: 2 },
      { key: 'word:warranty', count: 2 },
    ])
  })

  it('counts nothing that is left alone, or that an account brings', async () => {
    await open(database, {
      rules: `${ALWAYS_OPEN}
no_owner_needed: [{ from: ["no-reply@"] }]
relationships: { accounts: [{ domain: acme.example, team: support }] }
`,
    })
    await comes(3, { from: 'no-reply@news.example', subject: 'Spring' })
    await comes(3, { from: 'ann@acme.example', subject: 'Warranty' })
    expect(await kept(desk.databaseUrl)).toEqual([])
  })

  it('proposes no more what the rules claim by now', async () => {
    await open(database)
    await comes(3, { from: 'ann@acme.example', subject: 'Warranty question' })
    const claimed = ALWAYS_OPEN.replace(
      'topics:',
      'topics:\n  warranty: { match: { words: [warranty] }, team: billing }\n  acme: { match: { domain: acme.example } }',
    )
    await desk.restarts({ rules: claimed })
    expect(await proposals()).toEqual({ domains: [], words: ['question 3'] })
  })

  it('keeps the latest, and forgets what has not come for long', async () => {
    await open(database, { environment: { RETAIN_DAYS: '30' } })
    await comes(3, { from: 'ann@acme.example', subject: 'Warranty' })
    await desk.passes(1 * DAYS)
    await withStore(desk.databaseUrl, (store) =>
      store.transaction(function* (tx) {
        for (let batch = 0; batch < UNCLAIMED_KEPT / 100; batch++) {
          const words = Array.from({ length: 100 }, (_, word) => ({ kind: 'word' as const, text: `w${batch}x${word}` }))
          yield* store.unclaimed.count(tx, words, desk.clock())
        }
      }),
    )
    await comes(1, { from: 'ben@other.example', subject: '' })
    await desk.passes(61)
    const rows = await kept(desk.databaseUrl)
    expect(rows).toHaveLength(UNCLAIMED_KEPT)
    expect(rows.map(({ text }) => text)).toContain('other.example')
    expect(rows.map(({ text }) => text)).not.toContain('warranty')
    await desk.passes(31 * DAYS)
    expect(await kept(desk.databaseUrl)).toEqual([])
  })
})

describe('the words of a subject', () => {
  const from = { name: 'José Ñandú', address: 'j.nandu@customer.example' }

  it.each([
    ['FWD: Re: Where is my parcel?', ['parcel']],
    ['Order #4411 from 3 Nov, ref AB12', ['order', 'ref']],
    ['José Ñandú: broken lamp, lamp broken', ['broken', 'lamp']],
    ['Où est l’état de ma commande', ['état', 'commande']],
    ['Wann kommt die Lieferung für das Büro?', ['lieferung', 'büro']],
    ['注文をキャンセルしたい', ['注文', 'キャンセル']],
    ['', []],
    [null, []],
  ])('%j', (subject, words) => {
    expect(subjectWords(subject, from)).toEqual(words)
  })
})
