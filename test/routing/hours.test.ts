import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../server/routing/facts'
import { shiftFrom, WEEKDAYS, workingDayOf } from '../../server/routing/hours'
import { DAY_MS, MINUTE_MS, momentOf, wallClock } from '../../server/routing/wall-clock'
import { always, hours } from '../support/builders'
import { holds } from '../support/drawn'

const shiftAt = (schedule: ReturnType<typeof hours>, moment: string) => {
  const shift = shiftFrom(schedule, Date.parse(moment))
  return shift && [shift.startMs, shift.endMs].map((ms) => new Date(ms).toISOString().slice(0, 16))
}

describe('a weekly plan', () => {
  it.each([
    [
      'in a zone without clock changes',
      hours({ mon: '09:00-17:00' }, 'Asia/Tokyo'),
      '2026-11-23T00:00Z',
      ['2026-11-23T00:00', '2026-11-23T08:00'],
    ],
    ['in winter', hours({ mon: '09:00-17:00' }), '2026-11-23T00:00Z', ['2026-11-23T08:00', '2026-11-23T16:00']],
    ['in summer', hours({ mon: '09:00-17:00' }), '2026-07-06T00:00Z', ['2026-07-06T07:00', '2026-07-06T15:00']],
    [
      'in Lagos',
      hours({ sat: '10:00-13:00' }, 'Africa/Lagos'),
      '2026-11-23T00:00Z',
      ['2026-11-28T09:00', '2026-11-28T12:00'],
    ],
    [
      'with other hours on another day',
      hours({ mon: '09:00-12:00', tue: '14:00-17:00' }),
      '2026-11-23T12:00Z',
      ['2026-11-24T13:00', '2026-11-24T16:00'],
    ],
    [
      'with a lunch break, before it',
      hours({ mon: '09:00-12:00, 13:00-17:00' }),
      '2026-11-23T10:00Z',
      ['2026-11-23T08:00', '2026-11-23T11:00'],
    ],
    [
      'with a lunch break, in it',
      hours({ mon: '09:00-12:00, 13:00-17:00' }),
      '2026-11-23T11:30Z',
      ['2026-11-23T12:00', '2026-11-23T16:00'],
    ],
    [
      'with spans that adjoin',
      hours({ mon: '09:00-12:00, 12:00-17:00' }),
      '2026-11-23T08:00Z',
      ['2026-11-23T08:00', '2026-11-23T16:00'],
    ],
    [
      'with spans that overlap',
      hours({ mon: '09:00-13:00, 12:00-17:00' }),
      '2026-11-23T08:00Z',
      ['2026-11-23T08:00', '2026-11-23T16:00'],
    ],
    [
      'past midnight, found in the morning after',
      hours({ fri: '22:00-06:00' }),
      '2026-11-28T03:00Z',
      ['2026-11-27T21:00', '2026-11-28T05:00'],
    ],
    [
      'past midnight from Sunday to Monday',
      hours({ sun: '22:00-06:00' }),
      '2026-11-23T00:00Z',
      ['2026-11-22T21:00', '2026-11-23T05:00'],
    ],
    [
      'with days that adjoin at midnight',
      hours({ mon: '20:00-24:00', tue: '00:00-04:00' }),
      '2026-11-23T20:00Z',
      ['2026-11-23T19:00', '2026-11-24T03:00'],
    ],
    [
      'at the moment it ends',
      hours({ 'mon-tue': '09:00-17:00' }),
      '2026-11-23T16:00Z',
      ['2026-11-24T08:00', '2026-11-24T16:00'],
    ],
    [
      'over the night when clocks skip an hour',
      hours({ sat: '22:00-06:00' }),
      '2026-03-28T22:00Z',
      ['2026-03-28T21:00', '2026-03-29T04:00'],
    ],
    [
      'over the night when clocks repeat an hour',
      hours({ sat: '22:00-06:00' }),
      '2026-10-24T21:00Z',
      ['2026-10-24T20:00', '2026-10-25T05:00'],
    ],
    [
      'that starts in the skipped hour',
      hours({ sun: '02:30-05:00' }),
      '2026-03-29T00:00Z',
      ['2026-03-29T01:00', '2026-03-29T03:00'],
    ],
    [
      'that ends in the skipped hour',
      hours({ sun: '01:00-02:30' }),
      '2026-03-29T00:00Z',
      ['2026-03-29T00:00', '2026-03-29T01:00'],
    ],
    [
      'that lies in the skipped hour: not on that day',
      hours({ sun: '02:15-02:45' }),
      '2026-03-29T00:00Z',
      ['2026-04-05T00:15', '2026-04-05T00:45'],
    ],
    [
      'around the repeated hour in New York',
      hours({ sun: '00:00-03:00' }, 'America/New_York'),
      '2026-11-01T04:00Z',
      ['2026-11-01T04:00', '2026-11-01T08:00'],
    ],
    [
      'that adjoins in the repeated hour',
      hours({ sun: '00:00-01:30, 01:30-03:00' }, 'America/New_York'),
      '2026-11-01T04:00Z',
      ['2026-11-01T04:00', '2026-11-01T08:00'],
    ],
    [
      'with a zone of half an hour',
      hours({ mon: '09:00-10:00' }, 'Asia/Kolkata'),
      '2026-11-23T00:00Z',
      ['2026-11-23T03:30', '2026-11-23T04:30'],
    ],
  ])('%s has the right shift', (_, schedule, moment, expected) => {
    expect(shiftAt(schedule, moment)).toEqual(expected)
  })

  it('without spans has no shift', () => {
    expect(shiftAt(hours({}), '2026-11-23T10:00Z')).toBeNull()
  })

  it('without gaps never ends', () => {
    const nights = hours({ 'mon-sun': '20:00-08:00, 08:00-20:00' })
    for (const schedule of [always, nights]) {
      expect(shiftFrom(schedule, Date.parse('2026-03-29T01:00Z'))?.endMs).toBe(Number.POSITIVE_INFINITY)
    }
    expect(shiftFrom(hours({ 'mon-sun': '00:00-23:59' }), 0)?.endMs).not.toBe(Number.POSITIVE_INFINITY)
  })

  it('counts a night to the day on which it starts', () => {
    const night = hours({ fri: '22:00-06:00' })
    const friday = Date.parse('2026-11-27T00:00Z') / DAY_MS
    expect(workingDayOf(night, Date.parse('2026-11-28T03:00Z'))).toBe(friday)
    expect(workingDayOf(night, Date.parse('2026-11-28T12:00Z'))).toBeNull()
  })

  it('finds a shift that a whole year of clock changes lies before', () => {
    expect(shiftAt(hours({ mon: '09:00-10:00' }, 'Pacific/Chatham'), '2031-06-02T00:00Z')).toEqual([
      '2031-06-08T20:15',
      '2031-06-08T21:15',
    ])
  })
})

describe('through clock changes', () => {
  const zones = [
    'Europe/Paris',
    'America/New_York',
    'America/Santiago',
    'Africa/Cairo',
    'Africa/Casablanca',
    'Australia/Lord_Howe',
    'Antarctica/Troll',
    'Asia/Kolkata',
    'Pacific/Chatham',
  ]
  const QUARTER_MS = 15 * MINUTE_MS
  const moments = fc
    .integer({ min: Date.parse('2026-01-01') / QUARTER_MS, max: Date.parse('2029-01-01') / QUARTER_MS })
    .map((n) => n * QUARTER_MS)
  /** Quarter hours of the day at which one span ends and the next begins; the last runs past midnight to the first. */
  const cuts = fc
    .uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 2, maxLength: 6 })
    .map((quarters) => quarters.sort((a, b) => a - b).map((quarter) => quarter * 15))

  const spansOf = (minutes: readonly number[]) =>
    minutes.map((startMinute, n) => ({ startMinute, endMinute: minutes[n + 1] ?? (minutes[0] ?? 0) + 1440 }))
  const daily = (timeZone: string, spans: readonly { startMinute: number; endMinute: number }[]): Schedule => ({
    timeZone,
    spans: WEEKDAYS.flatMap((day) => spans.map((span) => ({ day, ...span }))),
    holidays: null,
  })

  const workedBetween = (schedule: Schedule, fromMs: number, toMs: number): number => {
    let worked = 0
    for (let at = fromMs; at < toMs; ) {
      const shift = shiftFrom(schedule, at)
      if (!shift || shift.startMs >= toMs) break
      expect(shift.endMs).toBeGreaterThan(at)
      worked += Math.min(shift.endMs, toMs) - Math.max(shift.startMs, at)
      at = shift.endMs
    }
    return worked
  }

  it('no hour is lost or counted twice: spans that share out the day share out all the time there is', () => {
    holds(
      fc.property(fc.constantFrom(...zones), cuts, moments, fc.integer({ min: 1, max: 8000 }), (zone, at, from, n) => {
        const to = from + n * QUARTER_MS
        const shared = spansOf(at).map((span) => workedBetween(daily(zone, [span]), from, to))
        expect(shared.reduce((sum, ms) => sum + ms)).toBe(to - from)
      }),
    )
  })

  it('who works every other span works when the clock on the wall says so, where it says so once', () => {
    const isShownOnce = (ms: number, zone: string) =>
      momentOf(wallClock(ms, zone), zone) === ms &&
      [30, 60, 120, 180].every((minutes) => wallClock(ms + minutes * MINUTE_MS, zone) !== wallClock(ms, zone))
    const minuteShown = (ms: number, timeZone: string) => {
      const [hour = 0, minute = 0] = new Intl.DateTimeFormat('sv', { timeZone, timeStyle: 'short' })
        .format(ms)
        .split(':')
        .map(Number)
      return hour * 60 + minute
    }
    holds(
      fc.property(fc.constantFrom(...zones), cuts, moments, (zone, at, ms) => {
        fc.pre(isShownOnce(ms, zone))
        const spans = spansOf(at).filter((_, n) => n % 2 === 0)
        const minute = minuteShown(ms, zone)
        const isPlanned = spans.some(({ startMinute, endMinute }) =>
          [minute, minute + 1440].some((shown) => startMinute <= shown && shown < endMinute),
        )
        const shift = shiftFrom(daily(zone, spans), ms)
        expect(shift !== null && shift.startMs <= ms).toBe(isPlanned)
      }),
      { runs: 300 },
    )
  })
})

describe('wall clocks', () => {
  const zones = ['Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'Africa/Lagos', 'Australia/Lord_Howe', 'UTC']
  const quarterHours = fc
    .integer({ min: Date.parse('2024-01-01') / 900_000, max: Date.parse('2030-01-01') / 900_000 })
    .map((n) => n * 900_000)

  it('agree with the calendar of the runtime', () => {
    holds(
      fc.property(quarterHours, fc.constantFrom(...zones), (ms, timeZone) => {
        const shown = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(ms)
        expect(new Date(wallClock(ms, timeZone)).toISOString().slice(0, 16)).toBe(shown.replace(' ', 'T'))
      }),
    )
  })

  it('lead back to the moment, or to the first of two', () => {
    holds(
      fc.property(quarterHours, fc.constantFrom(...zones), (ms, zone) => {
        const back = momentOf(wallClock(ms, zone), zone)
        expect(back).toBeLessThanOrEqual(ms)
        expect(wallClock(back, zone)).toBe(wallClock(ms, zone))
      }),
    )
  })

  it('never lead to an earlier moment when they show a later time', () => {
    holds(
      fc.property(quarterHours, fc.integer({ min: 1, max: 200 }), fc.constantFrom(...zones), (wall, quarters, zone) => {
        expect(momentOf(wall + quarters * 900_000, zone)).toBeGreaterThanOrEqual(momentOf(wall, zone))
      }),
    )
  })
})
