import { afterEach, expect, it } from 'vitest'
import { sqlite } from '../support/databases'
import { type Desk, openDesk } from '../support/desk'

let desk: Desk
afterEach(() => desk?.close())

it('gives the format of the rules to every editor, and remembers that it did', async () => {
  desk = await openDesk({ databaseUrl: await sqlite.create() })
  const schema = await fetch(`${desk.url}/rules.schema.json`)
  expect(schema.status).toBe(200)
  expect(schema.headers.get('content-type')).toMatch(/^application\/schema\+json/)
  expect(schema.headers.get('cache-control')).toBe('public, max-age=3600')
  expect(schema.headers.get('access-control-allow-origin')).toBe('*')
  expect(await schema.json()).toMatchObject({ required: ['version', 'general_team', 'teams'] })
  const again = await fetch(`${desk.url}/rules.schema.json`, {
    headers: { 'if-none-match': schema.headers.get('etag') ?? '' },
  })
  expect(again.status).toBe(304)
})
