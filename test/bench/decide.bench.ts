import { it } from 'vitest'
import { decide } from '../../server/routing/decide'
import { facts, hours, rules, team, teammate, topic } from '../support/builders'
import { median, print, quantile } from './support'

const ROUNDS = 2000
const zones = ['Europe/Paris', 'Africa/Lagos', 'Asia/Tokyo', 'America/New_York']
const MAIL =
  'It should have come on Monday, I still wait for it, and nobody at the parcel service could tell me where it is now. '

interface Size {
  teammates: number
  topics: number
  mailLength: number
}

const deskOf = ({ teammates, topics, mailLength }: Size) => {
  const people = Array.from({ length: teammates }, (_, n) =>
    teammate({ id: `t${n}`, capacity: 60, schedule: hours({ 'mon-fri': '09:00-17:00' }, zones[n % zones.length]) }),
  )
  return facts({
    rules: rules({
      teammates: people,
      teams: [team({ name: 'support', members: people.map(({ id }) => id) })],
      topics: Array.from({ length: topics }, (_, n) =>
        topic(`topic${n}`, { match: { words: [`word${n}`, `phrase number ${n}`] } }),
      ),
    }),
    // 5,000 open conversations among 200.
    loads: Object.fromEntries(people.map(({ id }, n) => [id, { openLoad: 10 + (n % 31), lastGivenWorkAt: null }])),
    conversation: {
      // Begins as all of the topics' words do, and has none of them.
      subject: 'A word about my parcel: phrase number?',
      preview: MAIL.repeat(Math.ceil(mailLength / MAIL.length)).slice(0, mailLength),
      waitingSince: new Date('2026-11-23T09:00Z'),
    },
  })
}

const measure = (size: Size, at: Date) => {
  const desk = deskOf(size)
  for (let round = 0; round < 300; round++) decide(desk, at)
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now()
    decide(desk, at)
    return performance.now() - started
  })
  return [median(times), quantile(times, 0.95)]
}

const MONDAY = new Date('2026-11-23T10:00Z')
const SATURDAY = new Date('2026-11-28T12:00Z')
const WHOLE: Size = { teammates: 200, topics: 1000, mailLength: 140 }

it('decides', () => {
  const row = (name: string, size: Size, at = MONDAY) => [name, ...measure(size, at)]
  print(`decide, one team of all, ${ROUNDS} rounds each, ms`, [
    ['', 'median', 'p95'],
    row('200 teammates, 1,000 topics, 140 characters, Monday', WHOLE),
    row('the same, everyone off', WHOLE, SATURDAY),
    ...[50, 100, 400].map((teammates) => row(`${teammates} teammates`, { ...WHOLE, teammates })),
    ...[10, 100, 2000].map((topics) => row(`${topics} topics`, { ...WHOLE, topics })),
    ...[1000, 5000].map((mailLength) => row(`${mailLength} characters`, { ...WHOLE, mailLength })),
  ])
})
