import { afterAll, expect, it } from 'vitest'
import { print } from '../bench/support'
import { planOf, planOfKills } from '../chaos/plan'
import { type Report, runChaos } from '../chaos/run'
import { postgres, sqlite } from '../support/databases'
import { seed } from '../support/drawn'

const STEPS = 300
const KILLS = 100

const rows: (string | number)[][] = [
  ['', 'seed', 'steps', 'happenings', 'faults', 'kills', 'conversations', 'calls', 'untruths', 'seconds'],
]
afterAll(() => print('Chaos', rows))

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0)

const row = (name: string, { happened, faults, conversations, calls, untruths }: Report, seconds: number) => {
  const kills = [...faults].filter(([fault]) => fault.includes('killed')).map(([, count]) => count)
  const quiet = faults.get('nothing') ?? 0
  const steps = sum(faults.values())
  return [
    name,
    seed,
    steps,
    sum(happened.values()),
    steps - quiet,
    sum(kills),
    conversations,
    calls,
    untruths.length,
    seconds,
  ]
}

it.each([
  { name: 'SQLite, everything', database: sqlite, servers: 1, plan: planOf(seed, STEPS) },
  { name: 'PostgreSQL, everything', database: postgres, servers: 2, plan: planOf(seed, STEPS) },
  { name: 'SQLite, killed', database: sqlite, servers: 1, plan: planOfKills(seed, KILLS) },
  { name: 'PostgreSQL, killed', database: postgres, servers: 2, plan: planOfKills(seed, KILLS) },
])(`$name (BATON_TEST_SEED=${seed})`, async ({ name, database, servers, plan }) => {
  const from = performance.now()
  const report = await runChaos({ databaseUrl: await database.create(), seed, servers, plan })
  rows.push(row(name, report, (performance.now() - from) / 1000))
  expect(report.untruths).toEqual([])
})
