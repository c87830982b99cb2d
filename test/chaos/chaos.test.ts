import { it } from 'vitest'
import { postgres, sqlite } from '../support/databases'
import { seed } from '../support/drawn'
import { planOf } from './plan'
import { runChaos } from './run'

const STEPS = 20

it.concurrent.for([
  { ...sqlite, servers: 1 },
  { ...postgres, servers: 2 },
])(
  `is true to Missive in the end, on $name with $servers server(s), whatever happens (BATON_TEST_SEED=${seed})`,
  { timeout: 600_000 },
  async ({ create, servers }, { expect }) => {
    const plan = planOf(seed, STEPS)
    const { untruths } = await runChaos({ databaseUrl: await create(), seed, servers, plan })
    expect(untruths).toEqual([])
  },
)
