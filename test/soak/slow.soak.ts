import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { CALL_TIMEOUT_MS } from '../../server/missive/client'
import { onBothDatabases } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

let desk: Desk
afterEach(() => desk?.close())

/** In real time, since a call's patience is the network's and not the desk's. */
onBothDatabases((database) => {
  it('hands mail over once though Missive takes longer than a call waits, and acts on it all the same', async () => {
    desk = await openDesk({ databaseUrl: await database.create() })
    const until = sleep(CALL_TIMEOUT_MS + 3000)
    desk.missive.switches.late = { calls: 1, until, isDropped: false }
    const id = await desk.arrives()
    await until
    for (let minute = 0; minute < 5; minute++) await desk.passes(1)
    const { assignees, posts } = desk.missive.look(id)
    expect([assignees.length, posts.length]).toEqual([1, 1])
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [assignees[0] ?? '']: 1 })
  }, 120_000)
})
