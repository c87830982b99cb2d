import { join } from 'node:path'
import { it } from 'vitest'
import { MINUTE } from '../../server/clock'
import { createReplay } from '../../server/work/replay'
import { mailFrom, openBareDesk } from '../support/bare-desk'
import { print, quantile, temporaryFolder } from './support'

const DECISIONS = 10_000
const MONDAY = new Date('2026-11-23T08:00:00Z')

const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 40, hours: { mon-fri: "09:00-17:00" } }
teams:
  support: { missive_team: Support, backup: billing }
  billing: { missive_team: Billing, assign: round_robin, backup: support }
teammates:
  imani: { missive_user: imani@harborpine.example, skills: [refund], languages: [en, fr] }
  sofia: { missive_user: sofia@harborpine.example, access: admin, authority: leadership }
topics:
  refund: { match: { words: [refund, "charged twice"] }, team: billing, weight: 2, skill: refund }
  shipping: { match: { words: [parcel, delivery] }, team: support }
relationships: { accounts: [{ domain: acme.example, owner: imani }] }
`

const mails = Array.from({ length: DECISIONS }, (_, n) =>
  mailFrom({
    id: `conversation-${n}`,
    from: `customer-${n % 3000}@${n % 50 === 0 ? 'acme' : 'customer'}.example`,
    subject: n % 5 === 0 ? `Refund for order ${n}` : `Where is parcel ${n}?`,
    text: 'It should have come on Monday, and I still wait for it. Could you please look where it is?',
    team: 'Support',
    at: MONDAY,
  }),
)

it('replays', async () => {
  let now = MONDAY
  const desk = await openBareDesk({
    databaseUrl: `file:${join(temporaryFolder(), 'baton.db')}`,
    rules: RULES,
    clock: () => now,
  })
  const each = 100
  for (let at = 0; at < mails.length; at += each) {
    await desk.arrive(mails.slice(at, at + each))
    now = new Date(+now + MINUTE)
  }
  const { decisions } = desk.tables
  const kept = await desk.store.db.select({ id: decisions.id }).from(decisions).limit(DECISIONS)
  const replay = createReplay(desk.store)
  const times: number[] = []
  let same = 0
  for (const { id } of kept) {
    const started = performance.now()
    if ((await replay(id))?.isSame) same++
    times.push(performance.now() - started)
  }
  await desk.close()
  print('Decisions replayed from what was kept of them, file database', [
    ['', 'decisions', 'the same', 's', 'p50 ms', 'p95 ms'],
    [
      '15 people, 2 topics',
      kept.length,
      same,
      times.reduce((sum, time) => sum + time, 0) / 1000,
      quantile(times, 0.5),
      quantile(times, 0.95),
    ],
  ])
})
