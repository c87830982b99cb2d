import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { it } from 'vitest'
import { atDesk } from '../../server/actions/books'
import { type Arrived, receive } from '../../server/actions/receive'
import { later } from '../../server/clock'
import { mailFrom, openBareDesk } from '../support/bare-desk'
import { ALWAYS_OPEN } from '../support/desk'
import { median, print, temporaryFolder } from './support'

const RUNS = 5
const CONVERSATIONS = 5000
/** As the intake folds them. */
const BATCH = 100
const NOW = new Date('2026-11-23T10:00:00Z')

const mails = Array.from({ length: CONVERSATIONS }, (_, n) =>
  mailFrom({
    id: `conversation-${n}`,
    from: `customer-${n}@customer.example`,
    subject: `Where is parcel ${n}?`,
    text: 'It should have come on Monday.',
    team: 'Support',
    at: NOW,
  }),
)

const commentsOf = (run: number): Arrived[] =>
  mails.map(({ snapshot }, n) => ({
    snapshot: { ...snapshot, assignees: null, lastActivityAt: later(NOW, 60_000 * (run + 1)) },
    happening: { kind: 'comment', authorId: null },
    bodyHash: `${run} ${n}`,
  }))

/** As the intake does: all of a batch are looked up at once. */
const foldAll = async ({ desk }: Awaited<ReturnType<typeof openBareDesk>>, arrivals: Arrived[]): Promise<void> => {
  for (let from = 0; from < arrivals.length; from += BATCH) {
    const batch = arrivals.slice(from, from + BATCH)
    await atDesk(desk, function* (tx, books) {
      yield* books.lookUp(batch.map(({ snapshot }) => snapshot.id))
      for (const arrived of batch) yield* receive(desk, tx, books, arrived)
    })
  }
}

/** Nothing but the rows themselves, as many in each commit. */
const commitBare = (client: SqliteDatabase.Database, at: number): void => {
  const rows = client.prepare('select * from conversations').all() as Record<string, unknown>[]
  const names = Object.keys(rows[0] ?? {})
  const write = client.prepare(
    `insert into conversations (${names.join()}) values (${names.map((name) => `@${name}`).join()})
     on conflict (id) do update set ${names.map((name) => `${name} = excluded.${name}`).join()}`,
  )
  const commit = client.transaction((part: Record<string, unknown>[]) => {
    for (const row of part) write.run({ ...row, updated_at: at })
  })
  for (let from = 0; from < rows.length; from += BATCH) commit.immediate(rows.slice(from, from + BATCH))
}

it('folds', async () => {
  const databaseUrl = `file:${join(temporaryFolder(), 'baton.db')}`
  let now = NOW
  const rules = ALWAYS_OPEN.replace('capacity: 100', 'capacity: 100000')
  const desk = await openBareDesk({ databaseUrl, rules, clock: () => now })
  await desk.arrive(mails)
  const client = new SqliteDatabase(databaseUrl.slice('file:'.length))
  client.pragma('synchronous = FULL')
  // Their handoffs were followed.
  client.exec('update conversations set pending_handoff_id = null')
  const perSecond = async (work: () => unknown): Promise<number> => {
    const started = performance.now()
    await work()
    return (1000 * CONVERSATIONS) / (performance.now() - started)
  }
  const folding: number[] = []
  const bare: number[] = []
  for (let run = 0; run < RUNS; run++) {
    now = later(NOW, 60_000 * (run + 1))
    const comments = commentsOf(run)
    folding.push(await perSecond(() => foldAll(desk, comments)))
    bare.push(await perSecond(() => commitBare(client, +now)))
  }
  client.close()
  await desk.close()
  const share = median(folding) / median(bare)
  print(
    `Webhooks folded into ${CONVERSATIONS} conversations, ${BATCH} in each commit: medians of ${RUNS} runs in turn`,
    [
      ['', 'rows/s', 'of bare'],
      ['bare: the same rows, the same database', median(bare), ''],
      ['folded', median(folding), `${Math.round(100 * share)} %`],
    ],
  )
})
