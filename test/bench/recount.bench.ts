import { join } from 'node:path'
import { it } from 'vitest'
import { recount } from '../../server/actions/recount'
import { mailFrom, openBareDesk } from '../support/bare-desk'
import { ALWAYS_OPEN } from '../support/desk'
import { addPast } from './past'
import { print, temporaryFolder } from './support'

const NOW = new Date('2026-11-23T10:00:00Z')
const TEAMMATES = 37

const timed = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
  const started = performance.now()
  const value = await work()
  return [performance.now() - started, value]
}

const measure = async (count: number, oneOpenOf: number) => {
  const databaseUrl = `file:${join(temporaryFolder(), 'baton.db')}`
  const desk = await openBareDesk({ databaseUrl, rules: ALWAYS_OPEN, clock: () => NOW, more: TEAMMATES })
  const template = { id: 'template', from: 'a@customer.example', subject: 'A', text: 'B', team: 'Support', at: NOW }
  await desk.arrive([mailFrom(template)])
  addPast(databaseUrl, desk, template.id, { count, customers: count / 10, teammates: TEAMMATES, oneOpenOf })
  const [mending, { length: mended }] = await timed(() => recount(desk.desk))
  const [checking, { length: wrong }] = await timed(() => recount(desk.desk))
  await desk.close()
  return { mending, mended, checking, wrong }
}

it('recounts', async () => {
  const row = async (name: string, count: number, oneOpenOf: number) => {
    const { mending, mended, checking, wrong } = await measure(count, oneOpenOf)
    return [name, count, Math.floor(count / oneOpenOf), mending, mended, checking, wrong]
  }
  print('Open loads counted anew from the conversations themselves, file database', [
    ['', 'conversations', 'open', 'all wrong, ms', 'mended', 'all right, ms', 'wrong'],
    await row('a year of a large desk', 1_000_000, 100),
    await row('half of them open', 1_000_000, 2),
    await row('a small desk', 1000, 10),
  ])
})
