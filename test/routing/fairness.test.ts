import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followingAfter, ranked } from '../../server/routing/choose'
import { decide } from '../../server/routing/decide'
import type { Rules } from '../../server/routing/facts'
import type { Method } from '../../shared/decision'
import { at, away, facts, hours, id, officeHours, rules, team, teammate } from '../support/builders'
import { holds } from '../support/drawn'
import { runFortnight, type Share } from '../support/fortnight'

/** Lets mail arrive one by one, feeding back who got each. */
const route = (count: number, desk: Rules, start: Date): string[] => {
  const loads: Record<string, { openLoad: number; lastGivenWorkAt: Date }> = {}
  const turns: Record<string, string[]> = {}
  return Array.from({ length: count }, (_, n) => {
    const now = new Date(+start + n)
    const { outcome, team } = decide(facts({ rules: desk, loads, turns, conversation: { id: `c${n}` } }), now)
    if (outcome.kind !== 'assign' || !team) throw new Error(`mail ${n}: ${outcome.sentence}`)
    loads[outcome.to] = { openLoad: (loads[outcome.to]?.openLoad ?? 0) + 1, lastGivenWorkAt: now }
    const members = desk.teams.find(({ name }) => name === team.name)?.members ?? []
    if (outcome.method === 'round_robin') turns[team.name] = followingAfter(members, outcome.to)
    return outcome.to
  })
}

const counted = (given: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const one of given) counts[one] = (counts[one] ?? 0) + 1
  return counts
}

describe('200 mails for five equal teammates', () => {
  it.each(['least_busy', 'round_robin'] as const)('by %s leave loads that differ by at most one', (method) => {
    const people = ['ana', 'ben', 'cleo', 'dan', 'eva'].map((name) =>
      teammate({ id: name, schedule: officeHours, capacity: 100 }),
    )
    const desk = rules({ teammates: people, teams: [team({ members: people.map((person) => person.id), method })] })
    const loads = Object.values(counted(route(200, desk, at('mon 11:00'))))
    expect(loads).toHaveLength(5)
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
  })
})

describe('in turn', () => {
  it('nobody gets a second one before everybody who is there has got one, whoever is absent and wherever it starts', () => {
    const presences = fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }).filter((there) => there.includes(true))
    holds(
      fc.property(presences, fc.nat(8), (isThere, start) => {
        const people = isThere.map((there, n) =>
          teammate({ id: `t${n}`, capacity: 1000, away: there ? [] : [away('mon 00:00', 'tue 00:00')] }),
        )
        const members = people.map((person) => person.id)
        const order = [...members.slice(start % members.length), ...members.slice(0, start % members.length)]
        const desk = rules({ teammates: people, teams: [team({ members: order, method: 'round_robin' })] })
        const count = isThere.filter(Boolean).length
        const given = route(3 * count, desk, at('mon 11:00'))
        for (let from = 0; from + count <= given.length; from++)
          expect(new Set(given.slice(from, from + count)).size).toBe(count)
      }),
      { runs: 300 },
    )
  })
})

describe('by lot', () => {
  it.each([2, 3, 5, 9, 20])('each of %i gets an equal part of many, within three standard deviations', (count) => {
    const members = Array.from({ length: count }, (_, n) => id(`t${n}`))
    const candidates = members.map((member) => ({
      teammate: teammate({ id: member }),
      load: { openLoad: 0, conversations: 0, lastGivenWorkAt: null, drainedAt: [] },
    }))
    const mails = 20_000
    const given = Array.from({ length: mails }, (_, n) => {
      const conversationId = id(`c${n}`)
      const [first] = ranked(candidates, { method: 'random', members, following: [], conversationId })
      return first?.teammate.id ?? ''
    })
    const chance = 1 / count
    const deviation = Math.sqrt(mails * chance * (1 - chance))
    for (const got of Object.values(counted(given))) expect(Math.abs(got - mails * chance)).toBeLessThan(3 * deviation)
    expect(Object.keys(counted(given))).toHaveLength(count)
  })
})

const plans = [
  hours({ 'mon-fri': '08:00-16:00' }, 'Asia/Tokyo'),
  hours({ 'mon-fri': '08:00-12:00, 13:00-17:00' }, 'Europe/Paris'),
  hours({ 'mon-fri': '10:00-18:00', sat: '10:00-13:00' }, 'America/New_York'),
]
const absences = [
  { of: 4, stretch: away('wed 00:00', 'fri 00:00') },
  { of: 7, stretch: away('2026-12-01 00:00', '2026-12-05 00:00') },
  { of: 9, stretch: away('tue 09:00', 'tue 15:00') },
]

/** Twelve people in three zones, some of them away for a while. */
const people = (capacityOf: (n: number) => number) =>
  Array.from({ length: 12 }, (_, n) =>
    teammate({
      id: `t${n}`,
      schedule: plans[n % 3],
      capacity: capacityOf(n),
      away: absences.flatMap(({ of, stretch }) => (of === n ? stretch : [])),
    }),
  )
const deskOf = (teammates: ReturnType<typeof people>, method: Method) =>
  rules({ teammates, teams: [team({ members: teammates.map((one) => one.id), method })] })

/** Nobody's part is further than this from what is due to them, as a part of that. */
const furthest = (shares: ReadonlyMap<string, Share>) =>
  Math.max(...[...shares.values()].map(({ given, there }) => Math.abs(given / there - 1)))

/** More mail comes when more people are there; its parts are then due by time at work, and by capacity where that counts. */
describe('over a fortnight of shifts in three zones, with absences, everybody gets what is due to them', {
  timeout: 60_000,
}, () => {
  const equals = { start: at('mon 00:00'), weightOf: () => 1, perHour: () => 60 }

  it('by turns: an equal part of the time at which they are there, of 10,000 mails', () => {
    const desk = deskOf(
      people(() => 40),
      'round_robin',
    )
    expect(furthest(runFortnight({ ...equals, rules: desk, mails: 10_000 }))).toBeLessThan(0.05)
  })

  it('by lot: an equal chance all the time; of 40,000 mails, since chance alone makes 3 % of 10,000', () => {
    const desk = deskOf(
      people(() => 40),
      'random',
    )
    expect(furthest(runFortnight({ ...equals, rules: desk, mails: 40_000 }))).toBeLessThan(0.05)
  })

  it('by load: as much as they finish, of 10,000 mails; who has twice the capacity and is twice as fast gets twice as many', () => {
    const teammates = people((n) => [8, 12, 16, 24][n % 4] as number)
    const hoursAtWork = 77
    const allCapacity = teammates.reduce((sum, { capacity }) => sum + capacity, 0)
    const fortnight = {
      rules: deskOf(teammates, 'least_busy'),
      start: at('mon 00:00'),
      mails: 10_000,
      weightOf: ({ capacity }: { capacity: number }) => capacity,
      /** Together just what comes. */
      perHour: ({ capacity }: { capacity: number }) => (capacity * 10_000) / (allCapacity * hoursAtWork),
    }
    expect(furthest(runFortnight(fortnight))).toBeLessThan(0.05)
  })
})
