import { describe, expect, it } from 'vitest'
import { presence } from '../../server/routing/presence'
import { always, hours, officeHours, teammate } from '../support/builders'

const MARGIN_MS = 15 * 60_000
const at = (moment: string) => new Date(moment)
const seen = (plan: Parameters<typeof presence>[0], moment: string) => presence(plan, at(moment), MARGIN_MS)

/** Monday 23 November 2026; Paris is an hour ahead of UTC. */
const ana = teammate({ id: 'ana', schedule: officeHours })
const holiday = { from: at('2026-11-24T23:00Z'), to: at('2026-11-26T23:00Z'), reason: 'skiing' }

describe('presence', () => {
  it.each([
    ['before the first minute', '2026-11-23T07:59:59Z', { kind: 'off hours', until: at('2026-11-23T08:00Z') }],
    ['from the first minute', '2026-11-23T08:00Z', { kind: 'working', until: at('2026-11-23T16:00Z') }],
    ['with just enough of the day left', '2026-11-23T15:45Z', { kind: 'working', until: at('2026-11-23T16:00Z') }],
    [
      'with too little of the day left',
      '2026-11-23T15:45:01Z',
      { kind: 'shift ends soon', endsAt: at('2026-11-23T16:00Z'), until: at('2026-11-24T08:00Z') },
    ],
    ['from the last minute on', '2026-11-23T16:00Z', { kind: 'off hours', until: at('2026-11-24T08:00Z') }],
    ['over the weekend', '2026-11-28T12:00Z', { kind: 'off hours', until: at('2026-11-30T08:00Z') }],
  ])('knows working hours %s', (_, moment, expected) => {
    expect(seen(ana, moment)).toEqual(expected)
  })

  it.each([
    ['before it', '2026-11-24T15:00Z', { kind: 'working', until: at('2026-11-24T16:00Z') }],
    ['in the evening before it', '2026-11-24T20:00Z', { kind: 'off hours', until: at('2026-11-27T08:00Z') }],
    [
      'when it starts',
      '2026-11-24T23:00Z',
      { kind: 'away', awayUntil: holiday.to, until: at('2026-11-27T08:00Z'), reason: 'skiing' },
    ],
    [
      'in its last second',
      '2026-11-26T22:59:59Z',
      { kind: 'away', awayUntil: holiday.to, until: at('2026-11-27T08:00Z'), reason: 'skiing' },
    ],
    ['when it ends', '2026-11-26T23:00Z', { kind: 'off hours', until: at('2026-11-27T08:00Z') }],
  ])('knows an absence %s', (_, moment, expected) => {
    expect(seen({ ...ana, away: [holiday] }, moment)).toEqual(expected)
  })

  it('joins absences that follow each other, in any order', () => {
    const more = { from: holiday.to, to: at('2026-11-30T12:00Z'), reason: null }
    expect(seen({ ...ana, away: [more, holiday] }, '2026-11-25T10:00Z')).toEqual({
      kind: 'away',
      awayUntil: more.to,
      until: more.to,
      reason: 'skiing',
    })
  })

  it('gives no new work just before a break that lasts, but does before one within the day', () => {
    const lunch = teammate({ id: 'ben', schedule: hours({ 'mon-fri': '09:00-12:00, 13:00-17:00' }) })
    const dentist = { from: at('2026-11-23T10:00Z'), to: at('2026-11-23T11:00Z'), reason: null }
    const restOfDay = { from: at('2026-11-23T10:00Z'), to: at('2026-11-23T16:00Z'), reason: null }
    expect(seen(lunch, '2026-11-23T10:55Z').kind).toBe('working')
    expect(seen({ ...ana, away: [dentist] }, '2026-11-23T09:55Z')).toEqual({ kind: 'working', until: dentist.from })
    expect(seen({ ...ana, away: [restOfDay] }, '2026-11-23T09:55Z')).toEqual({
      kind: 'shift ends soon',
      endsAt: restOfDay.from,
      until: at('2026-11-24T08:00Z'),
    })
  })

  it.each([
    ['always', always],
    ['for days without a break', hours({ 'mon-sat': '00:00-24:00' })],
  ])('gives no new work just before an absence of days to who works %s', (_, schedule) => {
    const trip = { from: at('2026-11-23T10:00Z'), to: at('2026-11-25T23:00Z'), reason: null }
    const dentist = { from: at('2026-11-23T10:00Z'), to: at('2026-11-23T11:00Z'), reason: null }
    expect(seen({ schedule, away: [trip] }, '2026-11-23T09:55Z')).toEqual({
      kind: 'shift ends soon',
      endsAt: trip.from,
      until: trip.to,
    })
    expect(seen({ schedule, away: [dentist] }, '2026-11-23T09:55Z').kind).toBe('working')
  })

  it('has no known moment for who is always or never there', () => {
    expect(seen({ schedule: always, away: [] }, '2026-11-23T10:00Z')).toEqual({ kind: 'working', until: null })
    expect(seen({ schedule: hours({}), away: [] }, '2026-11-23T10:00Z')).toEqual({ kind: 'off hours', until: null })
    expect(seen({ schedule: hours({}), away: [holiday] }, '2026-11-25T10:00Z')).toMatchObject({
      kind: 'away',
      until: null,
    })
  })

  describe('on a public holiday', () => {
    /** In Italy Tuesday 2 June 2026 is one; Rome is two hours ahead of UTC then. */
    const sofia = teammate({ id: 'sofia', schedule: { ...officeHours, timeZone: 'Europe/Rome', holidays: 'IT' } })
    const republicDay = { kind: 'holiday', name: 'Republic Day', until: at('2026-06-03T07:00Z') }

    it.each([
      ['in the last minutes of the eve', '2026-06-01T14:50Z', 'shift ends soon'],
      ['in the night before', '2026-06-02T06:59:59Z', 'off hours'],
      ['in the evening', '2026-06-02T15:00Z', 'off hours'],
    ])('is %s what any day is, and back after it', (_, moment, kind) => {
      expect(seen(sofia, moment)).toMatchObject({ kind, until: at('2026-06-03T07:00Z') })
    })

    it('is off for the holiday when any other day would be worked', () => {
      expect(seen(sofia, '2026-06-02T07:00Z')).toEqual(republicDay)
      expect(seen(sofia, '2026-06-02T14:59:59Z')).toEqual(republicDay)
      expect(seen(ana, '2026-06-02T07:00Z').kind).toBe('working')
    })

    it('comes back after the weekend beside it', () => {
      const lukas = { ...sofia, schedule: { ...sofia.schedule, holidays: 'DE-BY' } }
      expect(seen(lukas, '2026-04-03T10:00Z')).toEqual({
        kind: 'holiday',
        name: 'Good Friday',
        until: at('2026-04-07T07:00Z'),
      })
    })

    it('is off from midnight to midnight for who otherwise always works', () => {
      const mei = teammate({ id: 'mei', schedule: { ...always, holidays: 'IT' } })
      expect(seen(mei, '2026-06-02T21:30Z')).toMatchObject({ kind: 'holiday', until: at('2026-06-02T22:00Z') })
      expect(seen(mei, '2026-06-02T22:00Z')).toEqual({ kind: 'working', until: at('2026-08-14T22:00Z') })
      expect(seen(mei, '2026-06-01T21:50Z')).toEqual({
        kind: 'shift ends soon',
        endsAt: at('2026-06-01T22:00Z'),
        until: at('2026-06-02T22:00Z'),
      })
    })

    it('is away rather than off, and not back from it on the holiday', () => {
      const monday = { from: at('2026-05-31T22:00Z'), to: at('2026-06-01T22:00Z'), reason: null }
      const untilNoon = { from: at('2026-06-01T10:00Z'), to: at('2026-06-02T10:00Z'), reason: 'travel' }
      expect(seen({ ...sofia, away: [monday] }, '2026-06-01T10:00Z')).toMatchObject({
        kind: 'away',
        awayUntil: monday.to,
        until: at('2026-06-03T07:00Z'),
      })
      expect(seen({ ...sofia, away: [untilNoon] }, '2026-06-02T09:00Z')).toMatchObject({
        kind: 'away',
        awayUntil: untilNoon.to,
        until: at('2026-06-03T07:00Z'),
      })
      expect(seen({ ...sofia, away: [untilNoon] }, '2026-06-02T10:00Z')).toEqual(republicDay)
    })

    it('is back after an absence that begins when the holiday is over', () => {
      const wednesday = { from: at('2026-06-02T22:00Z'), to: at('2026-06-03T22:00Z'), reason: null }
      expect(seen({ ...sofia, away: [wednesday] }, '2026-06-02T10:00Z')).toEqual({
        ...republicDay,
        until: at('2026-06-04T07:00Z'),
      })
    })
  })
})
