import { HOUR, MINUTE, SECOND } from '../../server/clock'
import { withStore } from '../support/loads'
import { findUntruths } from './compare'
import { createHappenings } from './happen'
import { createFaults } from './inflict'
import { createMemory } from './memory'
import type { Step } from './plan'
import { type Options, openSurroundings, type Surroundings } from './surroundings'

export interface Report {
  /** What is otherwise than it should be; none: Baton stayed true. */
  untruths: string[]
  happened: ReadonlyMap<string, number>
  faults: ReadonlyMap<string, number>
  conversations: number
  calls: number
}

/** The deep sweep comes at 03:00. */
const NIGHT = 3

/** A desk of twenty, its customers, and everything that goes wrong between Missive and Baton, all drawn from the seed. */
export const runChaos = async (options: Options & { plan: readonly Step[] }): Promise<Report> => {
  const surroundings = await openSurroundings(options)
  const { missive, settle, passes, mend, goAstray, sendWebhooksTo } = surroundings
  const panelAt = await surroundings.signIn()
  let turn = 0
  const memory = createMemory(missive)
  const happenings = createHappenings(missive, memory, () => panelAt(turn))
  const inflict = createFaults(surroundings)
  const faults = new Map<string, number>()

  const take = async ({ happenings: all, fault, size, seconds }: Step) => {
    sendWebhooksTo(turn++)
    const goOn = inflict[fault](size)
    faults.set(fault, (faults.get(fault) ?? 0) + 1)
    for (const happening of all) await happenings.happen(happening)
    await goOn?.()
    await settle()
    mend()
    passes(seconds * SECOND)
  }

  goAstray(true)
  for (const step of options.plan) await take(step)
  goAstray(false)
  await happenings.resumeAll()
  await comeToRest(surroundings, options.databaseUrl)
  await surroundings.close()

  const untruths = await findUntruths(missive, options.databaseUrl, memory, happenings.stories)
  const limited = missive.requests.filter(({ status }) => status === 429).length
  if (limited > 0) untruths.unshift(`Missive’s limits were exceeded ${limited} times`)
  return {
    untruths,
    happened: happenings.counts,
    faults,
    conversations: missive.conversations.all().length,
    calls: missive.requests.length,
  }
}

/** What is owed goes out; then comes the night, and with it the deep sweep. */
const comeToRest = async ({ missive, settle, passes }: Surroundings, databaseUrl: string): Promise<void> => {
  const minutes = async (count: number) => {
    for (let minute = 0; minute < count; minute++) {
      await settle()
      passes(MINUTE)
    }
    await settle()
  }
  await minutes(15)
  while (missive.clock().getUTCHours() !== NIGHT) passes(HOUR)
  await minutes(20)
  // A tenth of Missive's budget takes its time with thousands of conversations.
  while (await isSweeping(databaseUrl)) await minutes(10)
}

const isSweeping = (databaseUrl: string): Promise<boolean> =>
  withStore(databaseUrl, async (store) => {
    const sweep = await store.transaction((tx) => store.states.get(tx, 'deep sweep'))
    return sweep !== null
  })
