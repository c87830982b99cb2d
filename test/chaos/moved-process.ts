import { resolve } from 'node:path'
import { Hono } from 'hono'
import { startBaton } from '../../server/baton'
import { parseConfig } from '../../server/config'
import { listen } from '../../server/listen'
import { createLog } from '../../server/log'
import { openRulesFile } from '../../server/work/rules-file'
import { emptyPages } from '../support/desk'
import type { Said, Told } from './moved-baton'

/** The server as `npm start` runs it, but with a clock that moves when its parent says so. Stands until it is killed. */
const { missive, rulesFile, ...config } = parseConfig(process.env)
if (!missive || !rulesFile) throw new Error('A Missive and a rules file must be named')
let now = new Date(Number(process.argv[2]))
let behind = new Hono().all('*', (c) => c.text('', 503))
const say = (said: Said) => process.send?.(said)

await listen(config.host, config.port, (request, env) => behind.fetch(request, env as object))
const baton = await startBaton({
  config,
  missive,
  rules: { kind: 'file', ...openRulesFile(rulesFile) },
  publicUrl: `http://${config.host}:${config.port}`,
  clock: () => now,
  log: createLog(config.logLevel),
  clientDir: emptyPages(),
  migrationsFolder: resolve('server/store/migrations'),
  buildId: 'test',
})
behind = baton.app
process.on('message', async (told: Told) => {
  if (told.kind === 'time') {
    now = new Date(told.at)
    return
  }
  if (told.kind === 'settle') await baton.settle()
  else await baton.stop()
  say({ done: told.number })
})
process.once('disconnect', () => process.exit(0))
await baton.routing
say({ done: 0 })
