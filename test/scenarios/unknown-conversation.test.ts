import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { onBothDatabases } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'
import { expectLoadsRight } from '../support/loads'

const DAY = 24 * 60

let desk: Desk
afterEach(() => desk?.close())

/** A delivery as Missive sends it, about a conversation that nobody has. */
const aboutNothing = (type: string): string => {
  const payload = JSON.parse(readFileSync(`test/fixtures/missive/webhook.${type}.json`, 'utf8'))
  payload.conversation.id = randomUUID()
  return JSON.stringify(payload)
}

onBothDatabases((database) => {
  it.each(['incoming_email', 'conversation_closed', 'conversation_assignee_change', 'label_change'])(
    'is not led astray by a delivery (%s) about a conversation that Missive does not have',
    async (type) => {
      desk = await openDesk({ databaseUrl: await database.create() })
      const body = aboutNothing(type)
      expect((await desk.deliver(body)).status).toBe(202)
      await desk.settle()
      const id = await desk.arrives()
      await desk.passes(5)
      await desk.passes(DAY)
      expect(desk.missive.look(id).posts).toHaveLength(1)
      const [owner = ''] = desk.missive.look(id).assignees
      expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [owner]: 1 })
      const tried = desk.missive.requests.filter(({ path, status }) => path === '/posts' && status === 404)
      expect(tried.length).toBeLessThanOrEqual(1)
    },
  )
})
