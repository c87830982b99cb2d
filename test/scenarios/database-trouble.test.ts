import { afterEach, expect, it } from 'vitest'
import { onBothDatabases } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { expectLoadsRight, withStore } from '../support/loads'
import { withoutTable } from '../support/without-table'

const SECONDS = 1 / 60

let desk: Desk
afterEach(() => desk?.close())

onBothDatabases((database) => {
  it('acts later on what it could not act on while the database failed, and sets nothing aside', async () => {
    desk = await openDesk({ databaseUrl: await database.create() })
    const stored = () =>
      withStore(desk.databaseUrl, ({ db }, { deliveries }) => db.select({ status: deliveries.status }).from(deliveries))
    let id = ''
    await withoutTable(desk.databaseUrl, 'loads', async () => {
      id = await desk.arrives()
      expect(await stored()).toEqual([{ status: 'waiting' }])
    })
    await desk.passes(31 * SECONDS)
    expect(desk.missive.look(id).assignees).toHaveLength(1)
    expect(new Set((await stored()).map(({ status }) => status))).toEqual(new Set(['accepted']))
    await expectLoadsRight(desk.databaseUrl)
  })
})
