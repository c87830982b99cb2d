import { resolve } from 'node:path'
import { Hono } from 'hono'
import { startBaton } from '../../server/baton'
import { parseConfig } from '../../server/config'
import { listen } from '../../server/listen'
import { createLog } from '../../server/log'
import { emptyPages } from '../support/desk'

/** The server as `npm start` runs it, but with the rules on the command line, and Missive's limits lifted when told. */
const [, , rules = '', limits = ''] = process.argv
const { missive, rulesFile: _rulesFile, ...config } = parseConfig(process.env)
if (!missive) throw new Error('The bench talks to a Missive')
let app = new Hono()
const listening = await listen('127.0.0.1', 0, (request, env) => app.fetch(request, env as object))
const baton = await startBaton({
  config,
  missive,
  rules: { kind: 'database', first: { text: rules, name: 'rules.yaml' } },
  publicUrl: `http://127.0.0.1:${listening.port}`,
  clock: () => new Date(),
  log: createLog(config.logLevel),
  clientDir: emptyPages(),
  migrationsFolder: resolve('server/store/migrations'),
  buildId: 'bench',
  ...(limits === 'lifted' ? { limits: { atOnce: 64, perMinute: 1_000_000, per15Minutes: 1_000_000 } } : {}),
})
app = baton.app
await baton.routing
process.send?.({ url: `http://127.0.0.1:${listening.port}` })
process.on('message', async () => {
  process.send?.({ memory: process.memoryUsage.rss() })
})
process.once('SIGTERM', () => process.exit(0))
