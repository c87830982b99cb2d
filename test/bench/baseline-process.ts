import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { serve } from '@hono/node-server'
import SqliteDatabase from 'better-sqlite3'
import { Hono } from 'hono'

/** The least that could be called an intake: verify the same HMAC, store the same body, one commit for each tick. */
const [, , file = '', secret = ''] = process.argv
const db = new SqliteDatabase(file)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec('create table deliveries (id integer primary key, hash text not null, body text not null)')
const insert = db.prepare('insert into deliveries (hash, body) values (?, ?)')
let waiting: { hash: string; body: string; done: () => void }[] = []
const flush = db.transaction(() => {
  for (const { hash, body } of waiting) insert.run(hash, body)
})
const store = (hash: string, body: string) =>
  new Promise<void>((done) => {
    waiting.push({ hash, body, done })
    if (waiting.length > 1) return
    setImmediate(() => {
      flush()
      const stored = waiting
      waiting = []
      for (const each of stored) each.done()
    })
  })

const app = new Hono()
app.post('/webhooks/missive', async (c) => {
  const raw = Buffer.from(await c.req.arrayBuffer())
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`)
  const given = Buffer.from(c.req.header('x-hook-signature') ?? '')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return c.body(null, 401)
  await store(createHash('sha256').update(raw).digest('base64url'), raw.toString())
  return c.body(null, 202)
})
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  process.send?.({ url: `http://127.0.0.1:${port}` })
})
process.on('disconnect', () => server.close())
