import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { harborAndPine } from '../../server/playground/harbor-and-pine'
import { createSmallMissive } from '../../server/playground/small-missive'
import { listen } from '../playground/support'
import { ensureBuilt } from '../support/build'
import { ALWAYS_OPEN, SECRET, TOKEN } from '../support/desk'
import { startServer } from '../support/server-process'
import { median, print, spawnServer, temporaryFolder } from './support'

const RUNS = 7
const CONVERSATIONS = 10_000
const AT_ONCE = 50
const IDLE_MS = 60_000

const residentMb = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000

it('starts', async () => {
  await ensureBuilt()
  const runs: { ms: number; mb: number }[] = []
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now()
    const server = startServer({ PORT: '0' })
    await server.ready
    runs.push({ ms: performance.now() - started, mb: residentMb(server.process.pid ?? 0) })
    server.process.kill('SIGTERM')
    await server.ended
  }
  print(`From start to ready on an existing build, the playground: median of ${RUNS}`, [
    ['', 'ms', 'MB'],
    ['ready', median(runs.map(({ ms }) => ms)), median(runs.map(({ mb }) => mb))],
  ])
})

/** The server as in production, and a Missive beside it. */
const openBoth = async () => {
  const missive = createSmallMissive({ organization: harborAndPine, token: TOKEN, limits: null })
  const server = await listen(missive.app)
  const baton = await spawnServer('baton-process', [ALWAYS_OPEN.replace('capacity: 100', 'capacity: 5000'), 'lifted'], {
    MISSIVE_API_TOKEN: TOKEN,
    MISSIVE_API_URL: `${server.url}/v1`,
    MISSIVE_WEBHOOK_SECRET: SECRET,
    DATABASE_URL: `file:${join(temporaryFolder(), 'baton.db')}`,
    LOG_LEVEL: 'error',
  })
  missive.webhooks.sendTo({ url: `${baton.url}/webhooks/missive`, secret: SECRET })
  const close = async () => {
    missive.stop()
    await baton.stop()
    server.close()
  }
  return { missive, baton, close }
}

/** Of user and system together, in hundredths of a second as Linux counts them. */
const cpuMs = (pid: number) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

it('rests while nothing happens', async () => {
  const { baton, close } = await openBoth()
  const pid = baton.process.pid ?? 0
  const before = cpuMs(pid)
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
  const used = cpuMs(pid) - before
  await close()
  print(`Idle for ${IDLE_MS / 1000} s after its start`, [
    ['', '% of a core'],
    ['server', (100 * used) / IDLE_MS],
  ])
})

it('stays small', async () => {
  const { missive, baton, close } = await openBoth()
  const posted = () => missive.requests.filter(({ method }) => method === 'POST').length
  for (let mail = 0; mail < CONVERSATIONS; mail += AT_ONCE) {
    for (let each = mail; each < mail + AT_ONCE; each++)
      missive.receiveMail({
        from: `c${each}@customer.example`,
        subject: `Parcel ${each}`,
        text: 'Where?',
        team: 'Support',
      })
    while (posted() < mail + AT_ONCE) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await missive.settled()
  const memory = await baton.memory()
  print('Resident memory', [
    ['', 'MB'],
    [`after ${CONVERSATIONS.toLocaleString('en')} conversations routed, ${AT_ONCE} at a time`, memory / 1e6],
  ])
  await close()
})
