import { describe, expect, it } from 'vitest'
import { followingAfter } from '../../server/routing/choose'
import { decide } from '../../server/routing/decide'
import type { Teammate } from '../../server/routing/facts'
import type { Method, Urgency } from '../../shared/decision'
import { at, away, facts, id, rules, team, teammate } from '../support/builders'

const now = at('mon 11:00')
const named = (...names: string[]) => names.map((name) => teammate({ id: name }))
const people = named('ana', 'ben', 'cleo')

interface Given {
  method: Method
  teammates?: Teammate[]
  members?: string[]
  loads?: Parameters<typeof facts>[0]['loads']
  following?: string[]
  urgency?: Urgency
  conversationId?: string
}

const outcomeOf = ({ method, teammates = people, members, loads, following, urgency, conversationId }: Given) =>
  decide(
    facts({
      rules: rules({ teammates, teams: [team({ members: members ?? teammates.map((one) => one.id), method })] }),
      loads,
      turns: following ? { support: following } : {},
      conversation: { id: conversationId ?? 'c1', urgencySetByPerson: urgency ?? null },
    }),
    now,
  ).outcome
const chosen = (given: Given) => {
  const outcome = outcomeOf(given)
  return outcome.kind === 'assign' ? outcome.to : outcome.kind
}
const said = (given: Given) => outcomeOf(given).sentence.replace('Support takes what no other team gets; ', '')

describe('the least busy', () => {
  const given = (openLoad: number, moment: string | null) => ({ openLoad, lastGivenWorkAt: moment ? at(moment) : null })

  it.each<[string, Given['loads'], string, string]>([
    [
      'has the smallest load',
      { ana: 3, ben: 2, cleo: 4 },
      'ben',
      'Ben has the smallest load of those who can take it (2 of 15).',
    ],
    [
      'is who never got work, of equals',
      { ana: given(2, '2026-11-20 11:00'), ben: 2, cleo: given(2, '2026-11-19 11:00') },
      'ben',
      'Ben shares the smallest load (2 of 15) and has waited longest for work.',
    ],
    [
      'is who waited longest, of equals',
      { ana: given(2, '2026-11-20 11:00'), ben: given(2, '2026-11-18 11:00'), cleo: given(2, '2026-11-19 11:00') },
      'ben',
      'Ben shares the smallest load (2 of 15) and has waited longest for work.',
    ],
    [
      'is the first by id, of equals in all',
      { ana: 1, ben: 1, cleo: 1 },
      'ana',
      'Ana shares the smallest load (1 of 15).',
    ],
    [
      'is known by load, not by the number of conversations',
      { ana: { openLoad: 6, conversations: 2 }, ben: { openLoad: 5, conversations: 5 }, cleo: 9 },
      'ben',
      'Ben has the smallest load of those who can take it (5 of 15).',
    ],
    [
      'is named with both where they differ',
      { ana: { openLoad: 2.5, conversations: 1 }, ben: 3, cleo: 3 },
      'ana',
      'Ana has the smallest load of those who can take it (load 2.5 of 15 in 1 conversation).',
    ],
    ['is the only one', { ana: 15, ben: 14, cleo: 15 }, 'ben', 'Ben is the only one who can take it now (14 of 15).'],
  ])('%s', (_, loads, to, sentence) => {
    expect(chosen({ method: 'least_busy', loads })).toBe(to)
    expect(said({ method: 'least_busy', loads })).toBe(sentence)
  })

  it('is called by the whole name where the first is not enough', () => {
    const teammates = [teammate({ id: 'a1', name: 'Ana Souza' }), teammate({ id: 'a2', name: 'Ana Lima' })]
    expect(said({ method: 'least_busy', teammates, loads: { a1: 4 } })).toMatch(/^Ana Lima has/)
  })
})

describe('round robin', () => {
  const members = ['cleo', 'ana', 'ben']

  it.each([
    ['at the start', [], 'cleo'],
    ['after Cleo', ['ana', 'ben', 'cleo'], 'ana'],
    ['after Ana', ['ben', 'cleo', 'ana'], 'ben'],
    ['after Ben', ['cleo', 'ana', 'ben'], 'cleo'],
    ['after somebody who has left, by who followed them', ['ben', 'cleo', 'ana', 'gone'], 'ben'],
    ['after somebody who has left, as have the next', ['gone too', 'ana', 'ben', 'cleo', 'gone'], 'ana'],
    ['after all have left', ['x', 'y'], 'cleo'],
    ['after only the latest turn is known', ['ana'], 'ben'],
  ])('goes on %s, in the order of members, whatever the load', (_, following, to) => {
    const given: Given = { method: 'round_robin', members, following, loads: { [to]: 9 } }
    expect(chosen(given)).toBe(to)
    expect(outcomeOf(given)).toMatchObject({ chosenBy: 'the method', method: 'round_robin' })
    expect(said(given)).toMatch(/ is next in turn \(9 of 15\)\.$/)
  })

  it('passes over who cannot take it, who lose that turn', () => {
    const trip = { ...teammate({ id: 'ana' }), away: [away('mon 00:00', 'tue 00:00')] }
    const teammates = [trip, ...named('ben', 'cleo', 'dan')]
    const order = ['cleo', 'ana', 'ben', 'dan']
    const nextAfter = (latest: string, loads = {}) =>
      chosen({
        method: 'round_robin',
        teammates,
        members: order,
        following: followingAfter(order.map(id), id(latest)),
        loads,
      })
    expect(nextAfter('cleo')).toBe('ben')
    expect(nextAfter('cleo', { ben: 15 })).toBe('dan')
    expect(nextAfter('ben')).toBe('dan')
    expect(nextAfter('dan', { cleo: 15 })).toBe('ben')
  })

  it.each([
    ['somebody new takes the place that the document gives them', ['cleo', 'new', 'ana', 'ben'], 'cleo', 'new'],
    ['who comes last waits their turn', ['cleo', 'ana', 'ben', 'new'], 'cleo', 'ana'],
    ['another order counts from who had the latest turn', ['ben', 'cleo', 'ana'], 'cleo', 'ana'],
    ['who had the latest turn and leaves takes nobody with them', ['ana', 'ben'], 'cleo', 'ana'],
    ['who is next and leaves gives the turn to their follower', ['cleo', 'ben'], 'cleo', 'ben'],
  ])('goes on when members change: %s', (_, order, latest, to) => {
    const following = followingAfter(members.map(id), id(latest))
    expect(
      chosen({ method: 'round_robin', teammates: named('ana', 'ben', 'cleo', 'new'), members: order, following }),
    ).toBe(to)
  })

  it('keeps the order that follows a turn', () => {
    expect(followingAfter(members.map(id), id('cleo'))).toEqual(['ana', 'ben', 'cleo'])
    expect(followingAfter(members.map(id), id('ana'))).toEqual(['ben', 'cleo', 'ana'])
    expect(followingAfter(members.map(id), id('ben'))).toEqual(['cleo', 'ana', 'ben'])
  })

  it('keeps to the turns of its own team', () => {
    const desk = rules({
      teammates: people,
      teams: [team({ members, method: 'round_robin' }), team({ name: 'billing', members, method: 'round_robin' })],
    })
    const turns = { support: ['ben', 'cleo', 'ana'], billing: ['cleo', 'ana', 'ben'] }
    const to = (inbox: string) =>
      decide(facts({ rules: desk, turns, conversation: { missiveTeamId: inbox } }), now).outcome
    expect(to('missive-support')).toMatchObject({ to: 'ben' })
    expect(to('missive-billing')).toMatchObject({ to: 'cleo' })
  })
})

describe('by lot', () => {
  const lots = (teammates: Teammate[], count = 300) =>
    Array.from({ length: count }, (_, n) => chosen({ method: 'random', teammates, conversationId: `c${n}` }))

  it('it falls to anybody, and always to the same one for the same conversation', () => {
    expect(new Set(lots(people))).toEqual(new Set(['ana', 'ben', 'cleo']))
    expect(lots(people)).toEqual(lots(people))
    expect(said({ method: 'random' })).toMatch(/^the lot fell to \w+ \(0 of 15\)\.$/)
  })

  it('load and turns change nothing', () => {
    expect(lots(people)).toEqual(
      Array.from({ length: 300 }, (_, n) =>
        chosen({ method: 'random', conversationId: `c${n}`, loads: { ana: 14 }, following: ['ana'] }),
      ),
    )
  })

  it('who comes or goes changes only what falls to them', () => {
    const [before, after] = [lots(people), lots([...people, teammate({ id: 'dan' })])]
    expect(after.filter((to) => to === 'dan').length).toBeGreaterThan(0)
    for (const [n, to] of after.entries()) if (to !== 'dan') expect(to).toBe(before[n])
  })
})

describe('urgent work', () => {
  it.each<[Method, string, Method]>([
    ['least_busy', 'ben', 'least_busy'],
    ['round_robin', 'ben', 'least_busy'],
    ['random', 'ben', 'least_busy'],
  ])('goes to the least busy instead of %s', (method, to, by) => {
    for (let n = 0; n < 10; n++) {
      const given: Given = {
        method,
        urgency: 'urgent',
        loads: { ana: 20, ben: 16, cleo: 30 },
        following: ['ana', 'ben', 'cleo'],
        conversationId: `c${n}`,
      }
      expect(outcomeOf(given)).toMatchObject({ to, method: by })
    }
  })

  it('still goes to everyone at once, also to who is full', () => {
    const given: Given = { method: 'all_at_once', urgency: 'urgent', loads: { ana: 20 } }
    expect(outcomeOf(given)).toMatchObject({ kind: 'assign all', to: ['ben', 'cleo', 'ana'] })
  })

  it('of high urgency is shared as ever', () => {
    const given: Given = { method: 'round_robin', urgency: 'high', loads: { ana: 9 } }
    expect(outcomeOf(given)).toMatchObject({ to: 'ana', method: 'round_robin' })
  })
})
