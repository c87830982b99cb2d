import { expect, it } from 'vitest'
import { createServerClock } from '../../web/model/server-clock'
import { createTimers, START } from './support'

it('follows the server where this machine is off, and not for a second', async () => {
  const { timers, passes } = createTimers()
  const clock = createServerClock(timers)
  clock.start()
  clock.learn(new Date(+START - 1_000))
  expect(clock.now.value).toEqual(START)
  clock.learn(new Date(+START + 300_000))
  expect(+clock.now.value - +START).toBe(300_500)
  await passes(2_000)
  expect(+clock.now.value - +START).toBe(302_500)
})
