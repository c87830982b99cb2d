import { afterEach, expect, it } from 'vitest'
import { onBothDatabases } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

let desk: Desk
afterEach(() => desk?.close())

onBothDatabases((database) => {
  it('asks a Missive that is down for an hour ever less often, and then catches up with everything, once', async () => {
    desk = await openDesk({ databaseUrl: await database.create() })
    const { switches, requests } = desk.missive
    switches.fail = { calls: Number.POSITIVE_INFINITY, status: 502, body: 'html' }
    const from = requests.length
    const ids: string[] = []
    for (let minute = 0; minute < 70; minute++) {
      if (minute % 10 === 0) ids.push(await desk.arrives({ from: `c${minute}@customer.example` }))
      await desk.passes(1)
    }
    const asked = requests.slice(from)
    const times = (path: string) => asked.filter((call) => call.path === path).length
    expect(times('/organizations')).toBeLessThanOrEqual(11)
    expect(times('/posts')).toBe(ids.length)
    switches.fail = null
    for (let minute = 0; minute < 6; minute++) await desk.passes(1)
    expect(ids.map((id) => desk.missive.look(id).assignees.length)).toEqual(ids.map(() => 1))
    expect(ids.map((id) => desk.missive.look(id).posts.length)).toEqual(ids.map(() => 1))
    await expectLoadsRight(desk.databaseUrl)
  })
})
