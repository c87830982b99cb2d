import { bench, describe } from 'vitest'
import { decide } from '../../server/routing/decide'
import { facts, hours, rules, team, teammate, topic } from '../support/builders'

const zones = ['Europe/Paris', 'Africa/Lagos', 'Asia/Tokyo', 'America/New_York']
const people = Array.from({ length: 200 }, (_, n) =>
  teammate({ id: `t${n}`, schedule: hours({ 'mon-fri': '09:00-17:00' }, zones[n % zones.length]) }),
)
const topics = Array.from({ length: 1000 }, (_, n) =>
  topic(`topic${n}`, { match: { words: [`word${n}`, `phrase number ${n}`] } }),
)
/** 5,000 open conversations. */
const loads = Object.fromEntries(people.map(({ id }, n) => [id, 10 + (n % 31)]))

const desk = (teams: number) => {
  const names = Array.from({ length: teams }, (_, n) => (n === 0 ? 'support' : `team${n}`))
  return facts({
    rules: rules({
      teammates: people.map((person) => ({ ...person, capacity: 30 })),
      topics,
      teams: names.map((name, index) =>
        team({ name, members: people.filter((_, n) => n % teams === index).map(({ id }) => id) }),
      ),
    }),
    loads,
    conversation: {
      subject: 'Where is my parcel?',
      preview:
        'It should have come on Monday, I still wait for it, and nobody at the parcel service could tell me where it is now.',
      waitingSince: new Date('2026-11-23T09:00Z'),
    },
  })
}

describe('decide, 200 teammates, 1,000 topics, 5,000 open conversations', () => {
  const [tenTeams, oneTeam] = [desk(10), desk(1)]
  const [monday, saturday] = [new Date('2026-11-23T10:00Z'), new Date('2026-11-28T12:00Z')]
  bench('ten teams, somebody is there', () => void decide(tenTeams, monday))
  bench('one team, somebody is there', () => void decide(oneTeam, monday))
  bench('one team, everyone is off', () => void decide(oneTeam, saturday))
})
