import { join } from 'node:path'
import { it } from 'vitest'
import { takeList } from '../../server/actions/take-list'
import { later, MINUTE } from '../../server/clock'
import { PAGE } from '../../server/missive/client'
import { MISSIVE_LIMITS } from '../../server/work/budget'
import { paceOf } from '../../server/work/sweep-pace'
import { mailFrom, openBareDesk } from '../support/bare-desk'
import { ALWAYS_OPEN } from '../support/desk'
import { median, print, quantile, temporaryFolder } from './support'

const NOW = new Date('2026-11-23T10:00:00Z')
const rules = ALWAYS_OPEN.replace('capacity: 100', 'capacity: 1000000')
/** One page of so many shows something otherwise. */
const ONE_CHANGED_OF = 50

const mailsOf = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    mailFrom({
      id: `conversation-${n}`,
      from: `customer-${n}@customer.example`,
      subject: `Where is parcel ${n}?`,
      text: 'It should have come on Monday.',
      team: 'Support',
      at: later(NOW, -n * 1000),
    }),
  )

/** What a deep sweep costs here, beside one call for each page. */
const measure = async (open: number) => {
  const databaseUrl = `file:${join(temporaryFolder(), 'baton.db')}`
  const desk = await openBareDesk({ databaseUrl, rules, clock: () => later(NOW, 10 * MINUTE) })
  const mails = mailsOf(open)
  await desk.arrive(mails)
  const times: number[] = []
  let repaired = 0
  for (let at = 0; at < open; at += PAGE) {
    const page = mails.slice(at, at + PAGE).map(({ snapshot }) => ({ ...snapshot, messages: null }))
    const [first] = page
    if (first && (at / PAGE) % ONE_CHANGED_OF === 0) first.labels = [{ id: 'new', path: 'New' }]
    const started = performance.now()
    const { value } = await takeList(desk.desk, {
      snapshots: page,
      asked: { at: later(NOW, 10 * MINUTE), latestDelivery: 0 },
      importedAt: NOW,
      during: 'running',
    })
    times.push(performance.now() - started)
    repaired += value.length
  }
  await desk.close()
  return { times, repaired }
}

it('sweeps', async () => {
  const { deepPart } = paceOf(2, true, MISSIVE_LIMITS)
  const row = async (open: number) => {
    const { times, repaired } = await measure(open)
    const whole = times.reduce((sum, time) => sum + time, 0)
    return [open, times.length, median(times), quantile(times, 0.95), whole / 1000, repaired]
  }
  print(
    `A list of open conversations compared with what is known, a page of ${PAGE} a call; deep sweeps take ${Math.round(100 * deepPart)} % of their share`,
    [
      ['open', 'calls', 'p50 ms a page', 'p95', 'whole, s', 'repaired'],
      await row(1000),
      await row(10_000),
      await row(30_000),
    ],
  )
})
