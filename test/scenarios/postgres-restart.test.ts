import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { createLog } from '../../server/log'
import { run, type Statement } from '../../server/store/database'
import { openDatabase } from '../../server/store/open'
import { createStore } from '../../server/store/store'
import { postgres } from '../support/databases'
import { openDesk } from '../support/desk'
import { cutConnections } from '../support/hold-up'
import { expectLoadsRight, MIGRATIONS, withStore } from '../support/loads'
import { createDatabase, startPostgres } from '../support/postgres'

const MAILS = 40

/** Nothing else runs in this process meanwhile. */
const cutConnectionsAtOnce = (databaseUrl: string): void => {
  const cut = `import pg from 'pg'
    const client = new pg.Client({ connectionString: process.argv[1] })
    await client.connect()
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
    await client.end()`
  execFileSync(process.execPath, ['--input-type=module', '-e', cut, databaseUrl])
}

it('loses a transaction and nothing else when PostgreSQL ends its connection between two statements', async () => {
  const databaseUrl = await postgres.create()
  const database = await openDatabase(databaseUrl, MIGRATIONS, createLog('silent'))
  onTestFinished(() => database.close())
  const store = createStore(database)
  const cut = cutConnections(databaseUrl).then(() => sleep(100))
  const lost = store.transaction(function* (tx) {
    yield* store.turns.take(tx, 'desk')
    yield* run(cut as unknown as Statement)
    yield* store.turns.take(tx, 'missive')
  })
  await expect(lost).rejects.toThrow()
  await store.transaction((tx) => store.turns.take(tx, 'desk'))
})

it('keeps every connection that it may have, though those at rest were ended and nobody had noticed', async () => {
  const databaseUrl = await postgres.create()
  const database = await openDatabase(databaseUrl, MIGRATIONS, createLog('silent'))
  onTestFinished(() => database.close())
  const store = createStore(database)
  const many = () =>
    Promise.allSettled(Array.from({ length: 20 }, () => store.transaction((tx) => store.turns.take(tx, 'desk'))))
  await many()
  cutConnectionsAtOnce(databaseUrl)
  await many()
  expect((await many()).filter(({ status }) => status === 'rejected')).toEqual([])
})

it('hands every mail over once though PostgreSQL is restarted under load, on two servers', async () => {
  const server = await startPostgres()
  onTestFinished(() => server.stop())
  const desk = await openDesk({
    databaseUrl: await createDatabase(server.url),
    missive: { retryDelaysMs: Array.from({ length: 400 }, () => 50), switches: { delayMs: 20 } },
  })
  onTestFinished(() => desk.close())
  await desk.joins()
  const arrives = (mail: number) =>
    desk.missive.receiveMail({ from: `c${mail}@customer.example`, text: 'Hello', team: 'Support' }).conversation
  const ids = Array.from({ length: MAILS }, (_, mail) => arrives(mail))
  await sleep(100)
  const restarted = server.restart()
  ids.push(...Array.from({ length: MAILS }, (_, mail) => arrives(MAILS + mail)))
  await restarted
  await desk.settle()
  // What a server held when its connection was cut is free again by then.
  for (let minute = 0; minute < 3; minute++) await desk.passes(1)

  expect(ids.map((id) => desk.missive.look(id).posts.length)).toEqual(ids.map(() => 1))
  expect(ids.map((id) => desk.missive.look(id).assignees.length)).toEqual(ids.map(() => 1))
  const loads = Object.values(await expectLoadsRight(desk.databaseUrl))
  expect(loads.reduce((sum, load) => sum + load)).toBe(ids.length)
  const kept = await withStore(desk.databaseUrl, ({ db }, { deliveries }) => db.select().from(deliveries))
  expect(kept.filter(({ status }) => status === 'waiting' || status === 'not_understood')).toEqual([])
})
