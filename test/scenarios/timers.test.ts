import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { HOUR, SECOND } from '../../server/clock'
import { people } from '../../server/playground/harbor-and-pine'
import { run } from '../../server/store/database'
import { ensureBuilt } from '../support/build'
import { onBothDatabases, postgres } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { withStore } from '../support/loads'
import { openMissiveOutside } from '../support/missive-outside'
import { freePort, startServer } from '../support/server-process'
import { DAYS, HOURS, passes, remindersOf, timedRules } from '../support/timed-desk'

let desk: Desk | undefined
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

const MANY = 30

onBothDatabases((database) => {
  const open = async (rules: string, at?: string): Promise<Desk> => {
    desk = await openDesk({ databaseUrl: await database.create(), rules, ...(at ? { at } : {}) })
    return desk
  }
  const arrive = async (to: Desk) => {
    const ids: string[] = []
    for (let n = 0; n < MANY; n++) ids.push(await to.arrives({ from: `c${n}@customer.example`, subject: `Mail ${n}` }))
    return ids
  }
  const subjectsOf = (post: readonly string[]) => post.map((line) => line.split(':')[0])

  it('fires once where several servers share a database, and tells one person of all in one post', async () => {
    const desk1 = await open(timedRules())
    await desk1.joins()
    await arrive(desk1)
    await passes(desk1, 3 * HOURS)
    const [post, ...more] = remindersOf(desk1, 'lukas')
    expect(more).toEqual([])
    expect(subjectsOf(post ?? []).sort()).toEqual(Array.from({ length: MANY }, (_, n) => `Mail ${n}`).sort())
    await passes(desk1, 1 * HOURS)
    expect(remindersOf(desk1, 'mei').map((each) => each.length)).toEqual([MANY])
  })

  it('catches up after a weekend in the order of what presses most, without what is moot', async () => {
    const rules = timedRules({
      urgency: 'raise: [{ to: high, when: { words: [soon] } }]',
      targets: 'normal: 4h, high: 5h',
    })
    const desk1 = await open(rules)
    const ids = await arrive(desk1)
    const soon = await desk1.arrives({ from: 'soon@customer.example', subject: 'Soon' })
    for (const id of ids.slice(1)) desk1.missive.quietly(() => desk1.missive.close(id))
    await desk1.sleeps(3 * DAYS)
    await passes(desk1, 1)
    const expected = [['Soon', 'Mail 0']]
    expect(remindersOf(desk1, 'lukas').map(subjectsOf)).toEqual(expected)
    expect(remindersOf(desk1, 'mei').map(subjectsOf)).toEqual(expected)
    expect(remindersOf(desk1, 'imani')).toEqual([])
    expect(desk1.missive.look(soon).assignees).toEqual([people.lukas.id])
  })

  it('tells once what was gathered when it stopped', async () => {
    const desk1 = await open(timedRules())
    await desk1.arrives()
    await desk1.passes(3 * HOURS)
    await desk1.restarts()
    await desk1.restarts()
    await passes(desk1, 1)
    expect(remindersOf(desk1, 'lukas')).toHaveLength(1)
  })
})

beforeAll(ensureBuilt)

const PENDING = 10_000
const MAILS = 20
const TARGET = 12 * SECOND
const ON_TIME = 5 * SECOND

it('fires within 5 seconds of due, once, among 10,000 pending, while one of two servers is killed', async ({
  onTestFinished,
}) => {
  const databaseUrl = await postgres.create()
  const outside = await openMissiveOutside(databaseUrl, timedRules({ targets: 'normal: 12s' }))
  onTestFinished(outside.close)
  const { missive, variables } = outside
  const first = startServer(variables)
  await first.ready
  const second = startServer({ ...variables, PORT: String(await freePort()) })
  await second.ready
  onTestFinished(() => {
    for (const { process } of [first, second]) process.kill('SIGKILL')
  })
  await withStore(databaseUrl, async (store) => {
    const far = new Date(Date.now() + HOUR)
    for (let at = 0; at < PENDING; at += 1000)
      await store.transaction((tx) =>
        run(
          store.dueWork.plan(
            tx,
            'clock',
            Array.from({ length: 1000 }, () => randomUUID()),
            far,
          ),
        ),
      )
  })
  for (let n = 0; n < MAILS; n++)
    missive.receiveMail({ from: `c${n}@customer.example`, subject: `Mail ${n}`, text: 'Hello', team: 'Support' })
  await missive.settled()
  await sleep(TARGET * 0.75)
  second.process.kill('SIGKILL')
  await sleep(TARGET * 0.25 + ON_TIME)

  const rows = await withStore(databaseUrl, (store, { conversations }) => store.db.select().from(conversations))
  const fired = rows.flatMap(({ clockDone, waitingSince, dueAt }) =>
    clockDone
      .filter(({ timer, step }) => timer === 'reminder' || (timer === 'late' && step === 0))
      .map(({ timer, at }) => at - (timer === 'late' ? +(dueAt ?? 0) : +(waitingSince ?? 0) + TARGET * 0.75)),
  )
  expect(fired).toHaveLength(2 * MAILS)
  expect(Math.min(...fired)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...fired)).toBeLessThan(ON_TIME)
  const told = missive.conversations
    .all()
    .filter(({ teamId, standings }) => teamId === null && standings.has(people.lukas.id))
    .flatMap(({ posts }) => posts.map(({ markdown }) => markdown ?? ''))
  for (let n = 0; n < MAILS; n++)
    expect(told.filter((text) => text.includes(`[Mail ${n}](`)).length).toBeLessThanOrEqual(1)
}, 60_000)
