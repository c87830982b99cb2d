import { join } from 'node:path'
import { it } from 'vitest'
import { MINUTE } from '../../server/clock'
import { mailFrom, openBareDesk } from '../support/bare-desk'
import { median, print, temporaryFolder } from './support'

const RUNS = 3
const WAITING = 1000
const SATURDAY = new Date('2026-11-21T12:00:00Z')
const MONDAY = new Date('2026-11-23T09:00:00Z')

const rulesWith = (changes: { capacity?: number; floodLimit?: number; weight?: number }) => `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults:
  capacity: ${changes.capacity ?? 15}
  hours: { mon-fri: "09:00-17:00" }
  flood_limit: ${changes.floodLimit ?? 5}
teams:
  support: { missive_team: Support, backup: billing }
  billing: { missive_team: Billing, assign: round_robin, backup: support }
teammates:
  imani: { missive_user: imani@harborpine.example, skills: [refund], languages: [en, fr] }
  lukas: { missive_user: lukas@harborpine.example, away: [{ from: 2026-11-23, to: 2026-11-24 }] }
  sofia: { missive_user: sofia@harborpine.example, access: admin, authority: leadership }
topics:
  refund:
    match: { any: [{ label: Refund }, { words: [refund, "charged twice"] }] }
    team: billing
    weight: ${changes.weight ?? 2}
    needs: Check the charge
  shipping: { match: { words: [parcel, delivery] }, team: support }
`

const mails = Array.from({ length: WAITING }, (_, n) =>
  mailFrom({
    id: `conversation-${n}`,
    from: `customer-${n % 400}@customer.example`,
    subject: n % 5 === 0 ? `Refund for order ${n}` : `Where is parcel ${n}?`,
    text: 'It should have come on Monday, and I still wait for it. Could you please look where it is?',
    team: 'Support',
    at: new Date(+SATURDAY + n * 1000),
  }),
)

/** 1,000 conversations that came on Saturday, then what one thing that happens costs, in milliseconds. */
const measure = async (colleagues: number, rules: Parameters<typeof rulesWith>[0], happens: 'monday' | 'rules') => {
  let now = SATURDAY
  const desk = await openBareDesk({
    databaseUrl: `file:${join(temporaryFolder(), 'baton.db')}`,
    rules: rulesWith(rules),
    clock: () => now,
    more: colleagues,
  })
  await desk.arrive(mails)
  if (happens === 'monday') now = MONDAY
  else {
    now = new Date(+SATURDAY + 60 * MINUTE)
    await desk.applyRules(rulesWith({ ...rules, weight: 1 }))
  }
  const started = performance.now()
  await desk.doWhatIsDue()
  const took = performance.now() - started
  const waiting = await desk.store.conversations.waiting(desk.store.db)
  await desk.close()
  return { took, given: WAITING - waiting.length }
}

it('decides what waits', async () => {
  const row = async (name: string, ...what: Parameters<typeof measure>) => {
    const runs = []
    for (let run = 0; run < RUNS; run++) runs.push(await measure(...what))
    return [name, median(runs.map(({ took }) => took)), runs[0]?.given ?? 0]
  }
  print(`${WAITING} waiting conversations decided, writes included, file database: medians of ${RUNS} runs`, [
    ['', 'ms', 'given'],
    await row('Monday morning, a dozen people, flood limit', 0, {}, 'monday'),
    await row('Monday morning, 50 people who take all', 40, { capacity: 1000, floodLimit: 1000 }, 'monday'),
    await row('other rules on Saturday, everything waits on', 0, {}, 'rules'),
  ])
})
