import { describe, expect, it, vi } from 'vitest'
import type { Schedule } from '../../server/routing/facts'
import { holidayOn, holidayRegions } from '../../server/routing/holidays'
import { holidayAt, shiftFrom, workingDayOf } from '../../server/routing/hours'
import { DAY_MS } from '../../server/routing/wall-clock'
import { always, hours, officeHours } from '../support/builders'

const dayOf = (date: string) => Date.parse(date) / DAY_MS
const on = (region: string, date: string) => holidayOn(region, dayOf(date))
const off = (schedule: Schedule, holidays: string): Schedule => ({ ...schedule, holidays })

const iso = (ms: number) => (Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 16) : ms)
const shiftAt = (schedule: Schedule, moment: string) => {
  const shift = shiftFrom(schedule, Date.parse(moment))
  return shift && [iso(shift.startMs), iso(shift.endMs)]
}

describe('public holidays', () => {
  it.each([
    ['a fixed date', 'IT', '2026-06-02', 'Republic Day'],
    ['the day after it', 'IT', '2026-06-03', null],
    ['one that moves with Easter', 'DE', '2026-04-06', 'Easter Monday'],
    ['one of a region', 'DE-BY', '2026-06-04', 'Corpus Christi'],
    ['the same day in another region', 'DE-BE', '2026-06-04', null],
    ['the same day in the country at large', 'DE', '2026-06-04', null],
    ['a country’s own in its region', 'DE-BY', '2026-10-03', 'National Holiday'],
    ['a day that lacks an hour', 'IT', '2024-03-31', 'Easter Sunday'],
    ['a day in lieu of a Saturday', 'GB', '2026-12-28', 'Boxing Day (substitute day)'],
    ['one in lieu that lies in the year before', 'US', '2027-12-31', "New Year's Day (substitute day)"],
    ['a leap day', 'KR', '2028-02-29', null],
    ['the day after a leap day', 'KR', '2028-03-01', 'Independence Movement Day'],
    ['the first of several days', 'TR', '2026-03-20', 'End of Ramadan (Eid al-Fitr)'],
    ['the last of several days', 'TR', '2026-03-22', 'End of Ramadan (Eid al-Fitr)'],
    ['the half day after them', 'TR', '2026-03-23', null],
    ['a half day', 'IS', '2026-12-24', null],
    ['one that begins at sunset, by its day', 'IL', '2026-09-21', 'Day of Atonement (Yom Kippur)'],
    ['the evening on which it begins', 'IL', '2026-09-20', null],
    ['days that began in the year before', 'SZ', '2027-01-02', 'Incwala Festival'],
    ['a day that is only observed', 'US', '2026-02-14', null],
    ['a region that nobody knows', 'XX', '2026-01-01', null],
  ])('know %s', (_, region, date, name) => {
    expect(on(region, date)).toBe(name)
  })

  it('are known for countries and their regions, by name', () => {
    const regions = holidayRegions()
    expect([regions.get('DE'), regions.get('DE-BY'), regions.get('US-NY')]).toEqual(['Germany', 'Bayern', 'New York'])
    expect(regions.has('DE-XX')).toBe(false)
  })

  it('are the same whatever the clock of the server', async () => {
    const year = Array.from({ length: 365 }, (_, n) => dayOf('2026-01-01') + n)
    const seenFrom = async (zone: string) => {
      vi.stubEnv('TZ', zone)
      vi.resetModules()
      const { holidayOn } = await import('../../server/routing/holidays')
      return ['EG', 'CL', 'TR', 'JP'].map((region) => year.filter((day) => holidayOn(region, day) !== null))
    }
    const seen = await seenFrom('UTC')
    expect(seen.map((days) => days.length)).toEqual([17, 16, 14, 18])
    expect(new Date(2026, 0).getTimezoneOffset()).toBe(0)
    // Clocks skip midnight in the first two; the last two are a day ahead of each other.
    for (const zone of ['Africa/Cairo', 'America/Santiago', 'Pacific/Pago_Pago', 'Pacific/Kiritimati'])
      expect(await seenFrom(zone)).toEqual(seen)
    vi.unstubAllEnvs()
  })
})

describe('a weekly plan with holidays', () => {
  it.each([
    ['leaves the day out', officeHours, 'IT', '2026-06-02T08:00Z', ['2026-06-03T07:00', '2026-06-03T15:00']],
    ['works on it where it is none', officeHours, 'DE', '2026-06-02T08:00Z', ['2026-06-02T07:00', '2026-06-02T15:00']],
    [
      'leaves out all days around a weekend',
      officeHours,
      'DE',
      '2026-04-02T15:00Z',
      ['2026-04-07T07:00', '2026-04-07T15:00'],
    ],
    [
      'works a night that starts on the eve to its end',
      hours({ 'mon-fri': '22:00-06:00' }),
      'IT',
      '2026-06-02T01:00Z',
      ['2026-06-01T20:00', '2026-06-02T04:00'],
    ],
    [
      'leaves out a night that starts on the day',
      hours({ 'mon-fri': '22:00-06:00' }),
      'IT',
      '2026-06-02T20:30Z',
      ['2026-06-03T20:00', '2026-06-04T04:00'],
    ],
    [
      'leaves out every span of the day',
      hours({ 'mon-fri': '08:00-10:00, 12:00-14:00' }),
      'IT',
      '2026-06-01T12:30Z',
      ['2026-06-03T06:00', '2026-06-03T08:00'],
    ],
    [
      'reads the day in its own zone',
      hours({ 'mon-sun': '00:00-01:00' }, 'Asia/Tokyo'),
      'JP',
      '2026-05-02T12:00Z',
      ['2026-05-06T15:00', '2026-05-06T16:00'],
    ],
    [
      'waits a week where the only day is one',
      hours({ mon: '09:00-17:00' }),
      'IT',
      '2026-04-01T00:00Z',
      ['2026-04-13T07:00', '2026-04-13T15:00'],
    ],
    [
      'finds the next shift however many weeks have none',
      hours({ mon: '09:00-17:00' }, 'America/Puerto_Rico'),
      'PR',
      '2028-12-20T00:00Z',
      ['2029-01-22T13:00', '2029-01-22T21:00'],
    ],
    [
      'runs from one holiday to the next when it has no other gap',
      always,
      'IT',
      '2026-01-06T12:00Z',
      ['2026-01-06T23:00', '2026-04-04T22:00'],
    ],
    [
      'runs on to the next holiday from any moment of it',
      hours({ 'mon-sun': '20:00-08:00, 08:00-20:00' }),
      'IT',
      '2026-06-20T12:00Z',
      [expect.any(String), '2026-08-15T06:00'],
    ],
  ])('%s', (_, plan, region, moment, expected) => {
    expect(shiftAt(off(plan, region), moment)).toEqual(expected)
  })

  it('has no shift when it has no spans', () => {
    expect(shiftAt(off(hours({}), 'IT'), '2026-06-02T08:00Z')).toBeNull()
  })

  it('counts a night on the eve to the eve, and nothing to the day', () => {
    const nights = off(hours({ 'mon-fri': '22:00-06:00' }), 'IT')
    expect(workingDayOf(nights, Date.parse('2026-06-02T01:00Z'))).toBe(dayOf('2026-06-01'))
    expect(workingDayOf(nights, Date.parse('2026-06-02T21:00Z'))).toBeNull()
  })

  it.each([
    ['at work on any other day', '2026-06-02T08:00Z', 'Republic Day'],
    ['off in the evening anyway', '2026-06-02T18:00Z', null],
    ['off at the weekend anyway', '2026-04-05T08:00Z', null],
    ['at work', '2026-06-03T08:00Z', null],
  ])('says which holiday it is when it would be %s', (_, moment, name) => {
    expect(holidayAt(off(officeHours, 'IT'), Date.parse(moment))).toBe(name)
    expect(holidayAt(officeHours, Date.parse(moment))).toBeNull()
  })
})
