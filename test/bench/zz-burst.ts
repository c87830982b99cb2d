import { fork } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { harborAndPine } from '../../server/playground/harbor-and-pine'
import { createSmallMissive } from '../../server/playground/small-missive'
import { listen } from '../playground/support'
import { ALWAYS_OPEN, SECRET, TOKEN } from '../support/desk'
const MAILS = 1000
const rules = ALWAYS_OPEN.replace('capacity: 100', 'capacity: 5000')
const [, , main, prof, runs = '3'] = process.argv
const once = async (echoes: boolean) => {
  const folder = mkdtempSync('/tmp/e2prof/db-')
  const missive = createSmallMissive({ organization: harborAndPine, token: TOKEN, limits: null, switches: { apiWritesFireWebhooks: echoes } })
  const server = await listen(missive.app)
  const child = fork(main as string, [rules, 'lifted'], { execArgv: ['--max-semi-space-size=4', '--heap-growing-percent=20', ...(prof === 'prof' ? ['--cpu-prof', '--cpu-prof-dir=/tmp/e2prof'] : [])],
    env: { ...process.env, MISSIVE_API_TOKEN: TOKEN, MISSIVE_API_URL: `${server.url}/v1`, MISSIVE_WEBHOOK_SECRET: SECRET, DATABASE_URL: `file:${folder}/baton.db`, LOG_LEVEL: 'error' }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const { url } = await new Promise<any>((done) => child.once('message', done))
  missive.webhooks.sendTo({ url: `${url}/webhooks/missive`, secret: SECRET })
  const started = performance.now()
  for (let mail = 0; mail < MAILS; mail++) missive.receiveMail({ from: `c${mail}@customer.example`, subject: `Parcel ${mail}`, text: 'Where is it?', team: 'Support' })
  const taken: number[] = []
  let counted = 0
  while (taken.length < MAILS) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    const posts = missive.requests.filter(({ method, status }) => method === 'POST' && status !== null && status < 300).length
    for (; counted < posts; counted++) taken.push(performance.now() - started)
  }
  await missive.settled()
  missive.stop()
  const cpu = process.cpuUsage
  await new Promise((done) => { child.once('exit', done); child.kill('SIGTERM') })
  server.close()
  return (1000 * MAILS) / Math.max(...taken)
}
for (let run = 0; run < Number(runs); run++) { const e = await once(true); const q = await once(false); console.log('echoed', e.toFixed(0), 'quiet', q.toFixed(0)) }
process.exit(0)
