import { describe, expect, it } from 'vitest'
import { suggest } from '../../server/routing/decide'
import { facts, hours, officeHours, rules, team, teammate, topic } from '../support/builders'

/** Monday, 11:00 in Paris. */
const monday = new Date('2026-11-23T10:00Z')

const people = ['ana', 'ben', 'cleo', 'dan'].map((name) => teammate({ id: name, schedule: officeHours }))
const desk = rules({
  teammates: [...people, teammate({ id: 'eva', schedule: hours({ tue: '09:00-17:00' }) })],
  teams: [
    team({ members: ['dan'] }),
    team({ name: 'billing', members: ['ana', 'ben', 'cleo', 'eva'], method: 'round_robin', backup: 'support' }),
  ],
  topics: [topic('refund', { match: { words: ['refund'] }, teams: ['billing'], needs: 'Refund it' })],
})
const asked = (mail: object, more: object = {}) =>
  suggest(
    facts({ rules: desk, turns: { billing: ['ana'] }, conversation: { subject: 'Refund', ...mail }, ...more }),
    monday,
  )

describe('suggestions', () => {
  it('are the team of the topic by its method, best first, each with a why', () => {
    const { suggested, leftOut, team, topic } = asked({}, { loads: { ben: 4 } })
    expect(team).toEqual({ name: 'billing', label: 'Billing' })
    expect(topic?.needs).toBe('Refund it')
    expect(suggested.map(({ name, sentence, why }) => [name, sentence, why])).toEqual([
      ['Ben', '4 of 15, here until 17:00', 'Billing gets refund mail; Ben is next in turn (4 of 15).'],
      ['Cleo', '0 of 15, here until 17:00', 'Billing gets refund mail; Cleo is there, with 0 of 15.'],
      ['Ana', '0 of 15, here until 17:00', 'Billing gets refund mail; Ana is there, with 0 of 15.'],
    ])
    expect(leftOut.map(({ name, sentence }) => [name, sentence])).toEqual([['Eva', 'off hours, back Tue 09:00']])
  })

  it('leave the owner out of both lists', () => {
    const owned = asked({ ownerId: 'ben' })
    expect(owned.suggested.map(({ name }) => name)).toEqual(['Cleo', 'Ana'])
    expect(asked({ ownerId: 'ben' }, { loads: { cleo: 15 } }).suggested[0]?.why).toBe(
      'Billing gets refund mail; Ana is the only other one free now (0 of 15).',
    )
    expect(asked({ ownerId: 'eva' }).leftOut).toEqual([])
  })

  it.each([{ isClosed: true }, { isPrivate: true }, { missiveTeamId: 'missive-legal' }])(
    'do not ask whether an owner is needed: %o',
    (state) => {
      expect(asked(state).suggested).toHaveLength(3)
    },
  )

  it('leave out who is at capacity', () => {
    const { suggested, leftOut } = asked({}, { loads: { ben: 15 } })
    expect(suggested.map(({ name }) => name)).toEqual(['Cleo', 'Ana'])
    expect(leftOut.map(({ name, sentence }) => [name, sentence])).toEqual([
      ['Ben', 'at capacity: 15 of 15'],
      ['Eva', 'off hours, back Tue 09:00'],
    ])
  })

  it('are none where no team can have it', () => {
    const general = { ...desk, generalTeam: null }
    expect(suggest(facts({ rules: general }), monday)).toMatchObject({ team: null, suggested: [], leftOut: [] })
  })
})
