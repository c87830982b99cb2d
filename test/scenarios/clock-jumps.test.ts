import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { onBothDatabases } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

const HOUR = 60

let desk: Desk
afterEach(() => desk?.close())

onBothDatabases((database) => {
  it('posts once though the clock jumps an hour ahead while Missive has the call', async () => {
    desk = await openDesk({ databaseUrl: await database.create() })
    const isPosted = () => desk.missive.requests.some(({ path }) => path === '/posts')
    desk.missive.switches.late = { calls: 1, until: sleep(500), isDropped: false }
    const { conversation } = desk.missive.receiveMail({ from: 'dana@customer.example', text: 'Hello', team: 'Support' })
    await expect.poll(isPosted).toBe(true)
    await desk.passes(HOUR)
    await desk.passes(1)
    expect(desk.missive.look(conversation).posts).toHaveLength(1)
    expect(desk.missive.look(conversation).assignees).toHaveLength(1)
  })

  it('goes on at once when the clock jumps an hour back', async () => {
    desk = await openDesk({ databaseUrl: await database.create() })
    const before = await desk.arrives()
    await desk.passes(-HOUR)
    const after = await desk.arrives({ from: 'someone.else@customer.example' })
    desk.missive.close(before)
    await desk.settle()
    expect([before, after].map((id) => desk.missive.look(id).posts.length)).toEqual([1, 1])
    const [owner = ''] = desk.missive.look(after).assignees
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [owner]: 1 })
  })
})
