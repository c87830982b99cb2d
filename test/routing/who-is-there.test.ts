import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import type { Teammate } from '../../server/routing/facts'
import { at, away, facts, hours, officeHours, rules, team, teammate } from '../support/builders'

const ana = teammate({ id: 'ana', schedule: officeHours })
const decided = (teammates: Teammate[], moment: string, skipAway = true) => {
  const desk = rules({ teammates, teams: [team({ members: teammates.map((one) => one.id), skipAway })] })
  return decide(facts({ rules: desk }), at(moment))
}
const verdictOf = (one: Teammate, moment: string, skipAway = true) => {
  const [verdict] = decided([one], moment, skipAway).verdicts
  return [verdict?.code, verdict?.sentence, verdict?.until]
}

describe('who is absent is skipped, with when they are back', () => {
  const inItaly = { ...ana, schedule: { ...officeHours, holidays: 'IT' } }

  it.each<[string, Teammate, string, string, string, Date | null]>([
    ['here', ana, 'mon 11:00', 'eligible', '0 of 15, here until 17:00', at('mon 17:00')],
    ['before the day', ana, 'mon 08:59', 'off hours', 'off hours, back 09:00', at('mon 09:00')],
    ['after the day', ana, 'mon 17:00', 'off hours', 'off hours, back Tue 09:00', at('tue 09:00')],
    ['over the weekend', ana, 'sat 12:00', 'off hours', 'off hours, back Mon 09:00', at('2026-11-30 09:00')],
    ['who never works', { ...ana, schedule: hours({}) }, 'mon 11:00', 'off hours', 'off hours', null],
    ['about to go', ana, 'mon 16:46', 'shift ends soon', 'shift ends at 17:00, back Tue 09:00', at('tue 09:00')],
    ['just not about to go', ana, 'mon 16:45', 'eligible', '0 of 15, here until 17:00', at('mon 17:00')],
    [
      'away for days',
      { ...ana, away: [away('mon 00:00', '2026-12-03 00:00', 'skiing')] },
      'mon 11:00',
      'away',
      'away until 2 Dec (skiing)',
      at('2026-12-03 09:00'),
    ],
    [
      'away for today',
      { ...ana, away: [away('mon 00:00', 'tue 00:00', 'ill')] },
      'mon 11:00',
      'away',
      'away today (ill)',
      at('tue 09:00'),
    ],
    [
      'away for hours',
      { ...ana, away: [away('mon 10:00', 'mon 13:30', 'dentist')] },
      'mon 11:00',
      'away',
      'away until 13:30 (dentist)',
      at('mon 13:30'),
    ],
    [
      'on a public holiday',
      inItaly,
      '2026-12-08 11:00',
      'holiday',
      'public holiday (Immaculate Conception), back Wed 09:00',
      at('2026-12-09 09:00'),
    ],
    [
      'on the day before it',
      inItaly,
      '2026-12-07 11:00',
      'eligible',
      '0 of 15, here until 17:00',
      at('2026-12-07 17:00'),
    ],
  ])('%s', (_, one, moment, code, sentence, until) => {
    expect(verdictOf(one, moment)).toEqual([code, sentence, until])
  })

  it('a holiday of one country is a working day in another', () => {
    const decision = decided([inItaly, { ...ana, id: 'ben' as Teammate['id'], name: 'Ben' }], '2026-12-08 11:00')
    expect(decision.outcome).toMatchObject({ kind: 'assign', to: 'ben' })
    expect(decision.gates).toContainEqual({ gate: 'who is there', sentence: 'Support: 1 of 2 there.' })
  })

  it('with the place, where people of the team live by different clocks', () => {
    const imani = teammate({ id: 'imani', schedule: hours({ 'mon-fri': '08:00-16:00' }, 'Africa/Lagos') })
    const mei = teammate({ id: 'mei', schedule: hours({ 'mon-fri': '10:00-19:00' }, 'Asia/Tokyo') })
    expect(decided([ana, imani, mei], 'mon 15:00').verdicts.map(({ name, sentence }) => [name, sentence])).toEqual([
      ['Ana', '0 of 15, here until 17:00 in Paris'],
      ['Imani', '0 of 15, here until 16:00 in Lagos'],
      ['Mei', 'off hours, back Tue 10:00 in Tokyo'],
    ])
  })

  it('best first, then who comes back first', () => {
    const early = teammate({ id: 'early', schedule: hours({ 'mon-fri': '06:00-11:10' }) })
    const lukas = teammate({ id: 'lukas', schedule: officeHours, away: [away('mon 00:00', 'wed 00:00')] })
    const never = teammate({ id: 'never', schedule: hours({}) })
    const full = teammate({ id: 'full', schedule: officeHours, capacity: 0 })
    const ben = teammate({ id: 'ben', schedule: officeHours })
    const desk = facts({ teammates: [never, lukas, full, early, ana, ben], loads: { ana: 4, ben: 2 } })
    expect(decide(desk, at('mon 11:00')).verdicts.map(({ teammateId }) => teammateId)).toEqual([
      'ben',
      'ana',
      'full',
      'early',
      'lukas',
      'never',
    ])
  })
})

describe('skip_away: false', () => {
  const trip = { ...ana, away: [away('mon 00:00', 'fri 00:00')] }

  it('lets who is away get work', () => {
    expect(verdictOf(trip, 'tue 11:00', false)).toEqual(['eligible', '0 of 15, here until 17:00', at('tue 17:00')])
    expect(decided([trip], 'tue 11:00', false).outcome).toMatchObject({ kind: 'assign', to: 'ana' })
  })

  it('holds hours all the same', () => {
    expect(verdictOf(trip, 'mon 18:00', false)).toEqual(['off hours', 'off hours, back Tue 09:00', at('tue 09:00')])
  })

  it('holds holidays all the same', () => {
    const inItaly = { ...trip, schedule: { ...officeHours, holidays: 'IT' } }
    expect(verdictOf(inItaly, '2026-12-08 11:00', false)[0]).toBe('holiday')
  })
})
