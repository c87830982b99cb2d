import { afterEach, expect, it } from 'vitest'
import { missiveLimits } from '../../server/playground/rate-limits'
import { postgres } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

const MAILS = 120

let desk: Desk
afterEach(() => desk?.close())

it('hands every mail over once when two servers share a database, and keeps the one budget', async () => {
  desk = await openDesk({
    databaseUrl: await postgres.create(),
    missive: { limits: missiveLimits, switches: { delayMs: 5 } },
  })
  await desk.joins()
  const ids = Array.from(
    { length: MAILS },
    (_, mail) =>
      desk.missive.receiveMail({ from: `c${mail}@customer.example`, text: 'Hello', team: 'Support' }).conversation,
  )
  await desk.settle()
  expect(desk.missive.requests.filter(({ status }) => status === 429)).toEqual([])
  const found = ids.map((id) => desk.missive.look(id))
  expect(found.filter(({ posts, assignees }) => posts.length !== 1 || assignees.length !== 1)).toEqual([])
  const loads = Object.values(await expectLoadsRight(desk.databaseUrl))
  expect(loads.reduce((sum, load) => sum + load)).toBe(MAILS)
  expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
})

it('never exceeds the budget with two servers, and goes on when there is room again', async () => {
  const limits = { atOnce: 5, perMinute: 40, per15Minutes: 60 }
  desk = await openDesk({
    databaseUrl: await postgres.create(),
    limits,
    missive: { limits: { concurrent: 5, perMinute: 40, perQuarterHour: 60 } },
  })
  await desk.joins()
  const ids = Array.from(
    { length: 60 },
    (_, mail) =>
      desk.missive.receiveMail({ from: `c${mail}@customer.example`, text: 'Hello', team: 'Support' }).conversation,
  )
  await desk.settle()
  const handedOver = () => ids.filter((id) => desk.missive.look(id).assignees.length === 1).length
  expect(handedOver()).toBeGreaterThan(20)
  expect(handedOver()).toBeLessThan(40)
  await desk.passes(1)
  expect(handedOver()).toBeLessThan(60)
  await desk.passes(15)
  expect(handedOver()).toBe(60)
  expect(desk.missive.requests.filter(({ status }) => status === 429)).toEqual([])
})
