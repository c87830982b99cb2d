import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe, inject, it } from 'vitest'
import { HOUR, later } from '../../server/clock'
import { run } from '../../server/store/database'
import { withStore } from '../support/loads'
import { createDatabase } from '../support/postgres'
import { median, print, temporaryFolder } from './support'

const RUNS = 20
const BATCH = 100
const PENDING = [10_000, 100_000, 1_000_000]
const AT_ONCE = 5_000
const NOW = new Date('2026-11-23T10:00:00Z')

/** What it costs to look for work among so many timers: none is due, and a batch is. Milliseconds. */
const measure = (databaseUrl: string) =>
  withStore(databaseUrl, async (store) => {
    const rows: [string, ...(string | number)[]][] = []
    let planned = 0
    const plan = (count: number, dueAt: Date) =>
      store.transaction((tx) =>
        run(
          store.dueWork.plan(
            tx,
            'clock',
            Array.from({ length: count }, () => randomUUID()),
            dueAt,
          ),
        ),
      )
    const lease = async () => {
      const started = performance.now()
      const leased = await store.transaction((tx) =>
        store.dueWork.lease(tx, NOW, later(NOW, HOUR), BATCH, { except: ['sweep'] }),
      )
      const took = performance.now() - started
      if (leased.length > 0) await store.transaction((tx) => run(store.dueWork.settle(tx, leased)))
      return took
    }
    const medianOf = async (prepare: () => Promise<unknown>) => {
      const took: number[] = []
      for (let each = 0; each < RUNS; each++) {
        await prepare()
        took.push(await lease())
      }
      return median(took)
    }
    for (const pending of PENDING) {
      for (; planned < pending; planned += AT_ONCE) await plan(AT_ONCE, later(NOW, HOUR + planned))
      rows.push([
        `${pending.toLocaleString('en')} pending`,
        await medianOf(async () => {}),
        await medianOf(() => plan(BATCH, NOW)),
      ])
    }
    return rows
  })

describe('timers', () => {
  it('are found among many', async () => {
    const title = (database: string) => `The due query on ${database}, ms: medians of ${RUNS}`
    const headings = ['', 'none is due', `${BATCH} are, and are leased`]
    print(title('SQLite'), [headings, ...(await measure(`file:${join(temporaryFolder(), 'baton.db')}`))])
    print(title('PostgreSQL'), [headings, ...(await measure(await createDatabase(inject('postgresUrl'))))])
  })
})
