import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followingAfter } from '../../server/routing/choose'
import { decide } from '../../server/routing/decide'
import type { Facts, Rules } from '../../server/routing/facts'
import { presence } from '../../server/routing/presence'
import type { Urgency } from '../../shared/decision'
import { facts, hours, officeHours, rules, team, teammate } from '../support/builders'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const YEAR_2026 = Date.parse('2026-01-01T00:00Z')

/** Lets mail arrive one by one, feeding back who got each; the loads at the end. */
const route = (count: number, desk: Rules, start: Date): Record<string, number> => {
  const loads: Record<string, { openLoad: number; lastGivenWorkAt: Date }> = {}
  const turns: Record<string, string[]> = {}
  for (let n = 0; n < count; n++) {
    const now = new Date(+start + n)
    const { outcome, team } = decide(facts({ rules: desk, loads, turns, conversation: { id: `c${n}` } }), now)
    if (outcome.kind !== 'assign' || !team) throw new Error(`mail ${n}: ${outcome.sentence}`)
    loads[outcome.to] = { openLoad: (loads[outcome.to]?.openLoad ?? 0) + 1, lastGivenWorkAt: now }
    const members = desk.teams.find(({ name }) => name === team.name)?.members ?? []
    if (outcome.method === 'round_robin') turns[team.name] = followingAfter(members, outcome.to)
  }
  return Object.fromEntries(Object.entries(loads).map(([name, { openLoad }]) => [name, openLoad]))
}

describe('200 mails for five equal teammates', () => {
  it.each(['least_busy', 'round_robin'] as const)('by %s leave loads that differ by at most one', (method) => {
    const people = ['ana', 'ben', 'cleo', 'dan', 'eva'].map((name) =>
      teammate({ id: name, schedule: officeHours, capacity: 100 }),
    )
    const desk = rules({ teammates: people, teams: [team({ members: people.map((person) => person.id), method })] })
    const loads = Object.values(route(200, desk, new Date('2026-11-23T10:00Z')))
    expect(loads).toHaveLength(5)
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
  })
})

const plans = [
  officeHours,
  hours({ 'mon-fri': '10:00-19:00' }, 'Asia/Tokyo'),
  hours({ 'mon-fri': '09:00-12:00, 13:00-17:00', sat: '10:00-13:00' }, 'Africa/Lagos'),
  hours({ 'wed-sun': '22:00-06:00' }, 'America/New_York'),
  hours({}),
  hours({ 'mon-sun': '00:00-24:00' }),
]

const momentsOf2026 = fc
  .integer({ min: 0, max: 365 * 24 * 60 })
  .map((minute) => new Date(YEAR_2026 + minute * MINUTE_MS))
const absences = fc
  .tuple(momentsOf2026, fc.integer({ min: 1, max: 20 * 24 * 60 }))
  .map(([from, minutes]) => ({ from, to: new Date(+from + minutes * MINUTE_MS), reason: null }))
const person = fc.record({
  schedule: fc.constantFrom(...plans),
  capacity: fc.integer({ min: 0, max: 6 }),
  away: fc.array(absences, { maxLength: 2 }),
  openLoad: fc.integer({ min: 0, max: 7 }),
  lastGivenWorkAt: fc.option(momentsOf2026),
  teamName: fc.constantFrom('support', 'billing'),
})

interface Case {
  facts: Facts
  now: Date
}

/** Desks of two teams that back each other up, at any minute of a year. */
const desks = fc
  .record({
    people: fc.array(person, { minLength: 1, maxLength: 8 }),
    urgency: fc.constantFrom<Urgency>('low', 'normal', 'high', 'urgent'),
    method: fc.constantFrom('least_busy' as const, 'round_robin' as const),
    latest: fc.integer({ min: 0, max: 8 }),
    waitedMs: fc.option(fc.integer({ min: 0, max: 3 * DAY_MS })),
    now: momentsOf2026,
  })
  .map(({ people, urgency, method, latest, waitedMs, now }): Case => {
    const teammates = people.map((one, n) =>
      teammate({ id: `t${n}`, schedule: one.schedule, capacity: one.capacity, away: one.away }),
    )
    const membersOf = (name: string) =>
      teammates.filter((_, n) => people[n]?.teamName === name).map((member) => member.id)
    const base = rules({
      teammates,
      teams: [
        team({ name: 'support', members: membersOf('support'), method, backup: 'billing' }),
        team({ name: 'billing', members: membersOf('billing'), method, backup: 'support' }),
      ],
    })
    return {
      now,
      facts: facts({
        conversation: { waitingSince: waitedMs === null ? null : new Date(+now - waitedMs) },
        rules: { ...base, urgency: { ...base.urgency, default: urgency } },
        loads: Object.fromEntries(
          people.map(({ openLoad, lastGivenWorkAt }, n) => [`t${n}`, { openLoad, lastGivenWorkAt }]),
        ),
        turns: { support: [`t${latest}`], billing: [`t${latest}`] },
      }),
    }
  })

const held = (check: (one: Case) => void) => fc.assert(fc.property(desks, check), { numRuns: 500 })

describe('at any desk and any moment', () => {
  it('nobody gets work who is off, away, or about to go', () => {
    held(({ facts, now }) => {
      const { outcome } = decide(facts, now)
      if (outcome.kind !== 'assign') return
      const chosen = facts.rules.teammates.find((one) => one.id === outcome.to)
      expect(chosen && presence(chosen, now, facts.rules.shiftEndMarginMs).kind).toBe('working')
    })
  })

  it('nobody gets more than their capacity, unless it is urgent', () => {
    held(({ facts, now }) => {
      const { outcome, urgency } = decide(facts, now)
      if (outcome.kind !== 'assign' || urgency === 'urgent') return
      const chosen = facts.rules.teammates.find((one) => one.id === outcome.to)
      expect(facts.loads[outcome.to]?.openLoad).toBeLessThan(chosen?.capacity ?? 0)
    })
  })

  it('nobody eligible has a smaller load than the least busy', () => {
    held(({ facts, now }) => {
      const { outcome, verdicts } = decide(facts, now)
      if (outcome.kind !== 'assign' || outcome.method !== 'least_busy') return
      const loads = verdicts.filter(({ code }) => code === 'eligible').map(({ openLoad }) => openLoad)
      expect(facts.loads[outcome.to]?.openLoad).toBe(Math.min(...loads))
    })
  })

  it('the order of teammates, and of members for the least busy, changes nothing', () => {
    held(({ facts, now }) => {
      const { rules } = facts
      const isOrdered = decide(facts, now).outcome
      if (isOrdered.kind === 'assign' && isOrdered.method === 'round_robin') return
      const teams = rules.teams.map((team) => ({ ...team, members: team.members.toReversed() })).toReversed()
      const turned = { ...facts, rules: { ...rules, teams, teammates: rules.teammates.toReversed() } }
      expect(decide(turned, now).outcome).toEqual(isOrdered)
    })
  })

  it('every decision ends with an owner, a wait, or a person to look', () => {
    held(({ facts, now }) => {
      const { outcome, verdicts, dueAt } = decide(facts, now)
      expect(['assign', 'wait', 'needs attention']).toContain(outcome.kind)
      expect(new Set(verdicts.map(({ teammateId }) => teammateId)).size).toBe(verdicts.length)
      if (outcome.kind === 'assign' || outcome.kind === 'leave') return
      if (outcome.decideAgainAt) expect(+outcome.decideAgainAt).toBeGreaterThan(+now)
      if (outcome.kind === 'wait' && dueAt) expect(+(outcome.decideAgainAt ?? dueAt)).toBeLessThanOrEqual(+dueAt)
      expect(outcome.next.every(({ at }) => at > now)).toBe(true)
    })
  })

  it('whoever is said to be back at a moment is there then', () => {
    held(({ facts, now }) => {
      for (const { teammateId, code, until } of decide(facts, now).verdicts) {
        const one = facts.rules.teammates.find((other) => other.id === teammateId)
        if (!one || !until || code === 'eligible' || code === 'at capacity') continue
        expect(['working', 'shift ends soon']).toContain(presence(one, until, facts.rules.shiftEndMarginMs).kind)
        expect(presence(one, new Date(+until - 1), facts.rules.shiftEndMarginMs).kind).not.toBe('working')
      }
    })
  })
})
