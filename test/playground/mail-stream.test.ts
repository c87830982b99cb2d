import { expect, it } from 'vitest'
import { assigneesOf, isClosed } from '../../server/playground/conversation'
import { people } from '../../server/playground/harbor-and-pine'
import { furnish, streamStep } from '../../server/playground/mail-stream'
import { seededRandom } from '../../server/playground/small-missive'
import { openMissive } from './support'

const { imani } = people

it('keeps mail coming, and lets colleagues answer and close so that loads breathe', () => {
  const { missive, clock } = openMissive()
  const random = seededRandom(7)
  const openAt: number[] = []
  for (let step = 0; step < 600; step += 1) {
    clock.passes(3)
    streamStep({ missive, random, isWatched: () => false })
    const all = missive.conversations.all()
    for (const one of all) if (assigneesOf(one).length === 0 && !isClosed(one)) missive.assign(one.id, [imani.id])
    openAt.push(all.filter((one) => !isClosed(one)).length)
  }
  const all = missive.conversations.all()
  const languages = new Set(all.map(({ messages }) => messages[0]?.subject))
  expect(Math.max(...openAt)).toBeLessThanOrEqual(90)
  expect(Math.min(...openAt.slice(200))).toBeGreaterThan(5)
  expect(all.filter(isClosed).length).toBeGreaterThan(50)
  expect(languages.size).toBeGreaterThan(15)
})

it('never touches what somebody looks at', () => {
  const { missive, clock } = openMissive()
  const { conversation } = missive.receiveMail({ from: 'a@b.example', text: 'x', team: 'Support' })
  missive.assign(conversation, [imani.id])
  const random = seededRandom(3)
  for (let step = 0; step < 300; step += 1) {
    clock.passes(5)
    streamStep({ missive, random, isWatched: (id) => id === conversation })
  }
  expect(missive.look(conversation)).toMatchObject({ isClosed: false, messages: [{ text: 'x' }] })
})

it('furnishes the desk without telling anybody', () => {
  const { missive } = openMissive({ webhook: { url: 'http://127.0.0.1:9/', secret: 's' } })
  furnish(missive, seededRandom(1))
  const all = missive.conversations.all()
  expect(missive.webhooks.deliveries).toEqual([])
  expect(all.every((one) => assigneesOf(one).length === 1)).toBe(true)
  expect(all.filter(isClosed).length).toBeGreaterThan(0)
  expect(all.filter((one) => !isClosed(one)).length).toBeGreaterThan(10)
})
