import { afterEach, beforeAll, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { ensureBuilt } from '../support/build'
import { sqlite } from '../support/databases'
import { TOKEN } from '../support/desk'
import { withStore } from '../support/loads'
import { type Clinic, diagnose, doEverythingOnce, openClinic, runDoctor, startDoctor } from './clinic'

beforeAll(ensureBuilt)

let clinic: Clinic
afterEach(() => clinic?.close())

const open = async () => {
  clinic = await openClinic(await sqlite.create())
  return clinic
}

const KINDS = [
  'incoming message',
  'outgoing message',
  'new comment',
  'label change',
  'closed',
  'reopened',
  'assignee change',
  'team change',
]

it('waits for webhooks that never came, and ticks them off as they arrive', async () => {
  const { missive, variables, startBaton } = await open()
  await startBaton()
  const doctor = startDoctor(variables, '--wait', '60s', '--no-probe')
  await expect.poll(doctor.stdout, { timeout: 10_000 }).toContain('[ ] team change')
  doEverythingOnce(missive)
  const { code, stdout } = await doctor.ended
  expect(code).toBe(0)
  for (const kind of KINDS) expect(stdout).toMatch(new RegExp(`\\[ \\] ${kind}: [^]*\\[x\\] ${kind}\n`))
  expect(stdout).toMatch(/^good +webhooks +Each kind that Baton needs has arrived/m)
})

it('tells which webhooks never came, with the rule that each one needs', async () => {
  const { missive, variables, startBaton } = await open()
  await startBaton()
  missive.receiveMail({ from: 'dana@customer.example', text: 'Hello', team: 'Support' })
  await missive.settled()
  missive.switches.apiWritesFireWebhooks = false
  const { code, bad, named } = await diagnose(variables, '--no-probe')
  expect(code).toBe(1)
  const arrived = named('webhooks')[0]?.sentence ?? ''
  const missing = KINDS.filter((kind) => !arrived.includes(kind))
  expect(missing.length).toBeGreaterThan(4)
  expect(bad.map(({ name }) => name)).toEqual(missing.map((kind) => `webhook ${kind}`))
  expect(named('webhook team change')).toMatchObject([
    { mend: expect.stringMatching(/Settings → Rules → Team changed.*\/webhooks\/missive.*move a conversation/) },
  ])
})

it('looks at what it can before Baton ever ran, and makes no database', async () => {
  const { variables } = await open()
  const { code, bad, named } = await diagnose(variables, '--no-probe')
  expect({ code, bad }).toEqual({ code: 0, bad: [] })
  expect(named('database')).toMatchObject([{ verdict: 'good', sentence: expect.stringMatching(/still empty/) }])
  for (const name of ['webhooks', 'public address', 'panel'])
    expect(named(name)).toMatchObject([{ verdict: 'unknown' }])
  await expect(diagnose(variables, '--no-probe')).resolves.toMatchObject({ code: 0 })
})

it('writes nothing to Missive with --no-probe', async () => {
  const { missive, variables } = await open()
  await diagnose(variables, '--no-probe')
  expect(missive.requests.length).toBeGreaterThan(3)
  expect(missive.requests.filter(({ method }) => method !== 'GET')).toEqual([])
})

it('keeps to the budget that it shares with Baton', async () => {
  const { missive, variables, startBaton } = await open()
  await startBaton()
  const before = missive.requests.length
  await diagnose(variables, '--no-probe')
  const counted = await withStore(variables.DATABASE_URL, (store, { calls }) => store.db.select().from(calls))
  expect(counted.filter(({ share }) => share === 'people').length).toBe(missive.requests.length - before)
})

it('leaves nothing for Baton to route, whatever rules tell of its own posts', async () => {
  const { missive, variables, startBaton } = await open()
  await startBaton()
  missive.switches.postsFireIncoming = true
  await diagnose(variables)
  await missive.settled()
  const rows = await withStore(variables.DATABASE_URL, (store, { conversations, trail }) =>
    Promise.all([store.db.select().from(conversations), store.db.select().from(trail)]),
  )
  const left = { isClosed: true, ownerId: people.router.id, decisionId: null, pendingHandoffId: null }
  expect(rows[0]).toMatchObject([{ subject: expect.stringMatching(/^Baton doctor/), ...left }])
  expect(rows[1].map(({ kind }) => kind)).not.toContain('routed')
})

it('prints a line for each finding and its mend below, in colour only to a terminal', async () => {
  const { variables } = await open()
  const { code, stdout } = await runDoctor(
    { ...variables, MISSIVE_API_TOKEN: 'missive_pat-of-old' },
    '--no-probe',
    '--no-wait',
  )
  expect(code).toBe(1)
  expect(stdout).toMatch(/^bad {6}token {20}Missive does not accept the API token[^\n]*\n {34}→ In Missive, /m)
  expect(stdout).toMatch(/\n\n[^\n]*1 bad[^\n]*\. Mend what is bad, and run the doctor again\.\n$/)
  expect(stdout).not.toContain('\u001b')
})

it.each([
  [['--wait', 'soon'], /^--wait: "soon" is not a duration/],
  [['--wait', '5m', '--no-wait'], /exclude each other/],
  [['--hurry'], /--hurry/],
  [['now'], /now/],
])('does not understand %j', async (args, problem) => {
  const { code, stdout, stderr } = await runDoctor({ MISSIVE_API_TOKEN: TOKEN }, ...args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(problem)
  expect(stderr).toContain('npm run doctor')
})

it('explains itself', async () => {
  const { code, stdout } = await runDoctor({}, '--help')
  expect(code).toBe(0)
  expect(stdout).toContain('--no-probe')
})
