import { join } from 'node:path'
import { it } from 'vitest'
import { later } from '../../server/clock'
import { type BareMail, mailFrom, openBareDesk } from '../support/bare-desk'
import { ALWAYS_OPEN } from '../support/desk'
import { addPast } from './past'
import { median, print, quantile, temporaryFolder } from './support'

const NOW = new Date('2026-11-23T10:00:00Z')
const MAILS = 400
const WARM_UP = 100
const TEAMMATES = 37
/** How many conversations each customer had. */
const EACH = 10

const rules = ALWAYS_OPEN.replace('capacity: 100', 'capacity: 100000')

const mail = (n: number): BareMail => ({
  id: `new-${n}`,
  from: `customer-${n % (1000 / EACH)}@customer.example`,
  subject: `Where is parcel ${n}?`,
  text: 'It should have come on Monday.',
  team: 'Support',
  at: later(NOW, n * 1000),
})

/** One mail after another, each in a transaction of its own. */
const measure = async (history: number) => {
  const databaseUrl = `file:${join(temporaryFolder(), 'baton.db')}`
  const desk = await openBareDesk({ databaseUrl, rules, clock: () => NOW, more: TEAMMATES })
  await desk.arrive([mailFrom({ ...mail(0), id: 'template' })])
  const past = { count: history, customers: history / EACH, teammates: TEAMMATES, oneOpenOf: 100 }
  addPast(databaseUrl, desk, 'template', past)
  const times: number[] = []
  for (let n = 0; n < WARM_UP + MAILS; n++) {
    const started = performance.now()
    await desk.arrive([mailFrom(mail(n))])
    if (n >= WARM_UP) times.push(performance.now() - started)
  }
  await desk.close()
  return times
}

it('routes with a history', async () => {
  const small = await measure(1000)
  const large = await measure(1_000_000)
  const ratio = median(large) / median(small)
  print(`One mail routed, ${MAILS} one after another, ${EACH} conversations with each customer, file database`, [
    ['history', 'p50 ms', 'p95 ms', 'of the small'],
    ['1,000 conversations', median(small), quantile(small, 0.95), ''],
    ['1,000,000 conversations', median(large), quantile(large, 0.95), `${ratio.toFixed(2)} ×`],
  ])
})
