import { afterEach, expect, it } from 'vitest'
import type { Failure } from '../../server/playground/switches'
import { onBothDatabases } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

let desk: Desk
afterEach(() => desk?.close())

const odd: Pick<Failure, 'status' | 'body'>[] = [
  { status: 500, body: 'json' },
  { status: 502, body: 'html' },
  { status: 503, body: 'truncated' },
  { status: 200, body: 'html' },
  { status: 201, body: 'truncated' },
]

onBothDatabases((database) => {
  it.each(odd)('hands mail over once, though Missive first answers $status with $body', async (answer) => {
    desk = await openDesk({ databaseUrl: await database.create() })
    desk.missive.switches.fail = { calls: 2, ...answer, when: ({ method }) => method === 'POST' }
    const id = await desk.arrives()
    for (let minute = 0; minute < 10; minute++) await desk.passes(1)
    const { assignees, posts } = desk.missive.look(id)
    expect(assignees).toHaveLength(1)
    expect(posts).toHaveLength(1)
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [assignees[0] ?? '']: 1 })
  })

  it.each(odd)('sees what no webhook told, though the list first comes as $status with $body', async (answer) => {
    desk = await openDesk({ databaseUrl: await database.create() })
    const id = await desk.arrives()
    desk.missive.quietly(() => desk.missive.close(id))
    desk.missive.switches.fail = { calls: 2, ...answer, when: ({ path }) => path === '/conversations' }
    for (let minute = 0; minute < 10; minute++) await desk.passes(1)
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({})
  })
})
