import { describe, expect, it } from 'vitest'
import { dueAt, partOf } from '../../server/routing/deadline'
import type { Schedule, Target } from '../../server/routing/facts'
import { always, hours, officeHours } from '../support/builders'

const HOUR_MS = 3_600_000
const due = (target: Target, since: string, ...schedules: Schedule[]) =>
  dueAt(target, new Date(since), { schedules, timeZone: 'Europe/Paris' })?.toISOString().slice(0, 16)

const worked = (h: number): Target => ({ kind: 'working time', ms: h * HOUR_MS })
const days = (count: number): Target => ({ kind: 'working days', days: count })

/** Monday 23 November 2026 is one; Paris is an hour ahead of UTC. */
describe('a target in plain time', () => {
  it('falls due at any hour', () => {
    expect(due({ kind: 'plain', ms: HOUR_MS }, '2026-11-21T23:30Z', officeHours)).toBe('2026-11-22T00:30')
  })
})

describe('a target in time worked', () => {
  it.each([
    ['within a day', '2026-11-23T09:00Z', '2026-11-23T13:00'],
    ['at the very end of a day', '2026-11-23T12:00Z', '2026-11-23T16:00'],
    ['over a night', '2026-11-23T14:00Z', '2026-11-24T10:00'],
    ['over a weekend', '2026-11-27T15:00Z', '2026-11-30T11:00'],
    ['from outside the hours', '2026-11-28T09:00Z', '2026-11-30T12:00'],
    ['over the night when clocks change', '2026-10-23T14:00Z', '2026-10-26T11:00'],
  ])('stands still while nobody works, %s', (_, since, expected) => {
    expect(due(worked(4), since, officeHours)).toBe(expected)
  })

  it('counts an hour once when several work in it', () => {
    const late = hours({ 'mon-fri': '16:00-19:00' })
    expect(due(worked(4), '2026-11-23T14:00Z', officeHours, late)).toBe('2026-11-23T18:00')
    expect(due(worked(4), '2026-11-23T14:00Z', late, officeHours)).toBe('2026-11-23T18:00')
  })

  it('goes on from one zone to the next', () => {
    const tokyo = hours({ 'mon-fri': '10:00-19:00' }, 'Asia/Tokyo')
    expect(due(worked(4), '2026-11-23T14:00Z', officeHours, tokyo)).toBe('2026-11-24T03:00')
  })

  it('counts the hours that there were when clocks change', () => {
    const night = hours({ sat: '22:00-06:00' })
    expect(due(worked(7), '2026-03-28T21:00Z', night)).toBe('2026-03-29T04:00')
    expect(due(worked(8), '2026-10-24T20:00Z', night)).toBe('2026-10-25T04:00')
  })

  it('is plain time for a team that always works', () => {
    expect(due(worked(30), '2026-11-28T12:00Z', always)).toBe('2026-11-29T18:00')
  })

  it('never comes for a team that never works', () => {
    expect(due(worked(1), '2026-11-23T09:00Z', hours({}))).toBeUndefined()
    expect(due(days(1), '2026-11-23T09:00Z')).toBeUndefined()
  })
})

describe('a target in working days', () => {
  it.each([
    ['within a week', 2, '2026-11-23T10:30Z', '2026-11-25T10:30'],
    ['over a weekend', 2, '2026-11-26T10:30Z', '2026-11-30T10:30'],
    ['from a weekend, from the next opening', 2, '2026-11-28T10:30Z', '2026-12-02T08:00'],
    ['from an evening, from the next opening', 1, '2026-11-27T18:00Z', '2026-12-01T08:00'],
    ['over a clock change, at the same time of day', 1, '2026-10-23T08:00Z', '2026-10-26T09:00'],
    ['many at once', 10, '2026-11-23T10:30Z', '2026-12-07T10:30'],
  ])('is the same time of day so many working days on, %s', (_, count, since, expected) => {
    expect(due(days(count), since, officeHours)).toBe(expected)
  })

  it('counts a night to the day on which it starts', () => {
    const nights = hours({ 'mon-fri': '22:00-06:00' })
    expect(due(days(1), '2026-11-28T01:00Z', nights)).toBe('2026-12-01T01:00')
  })

  it('counts a day on which anybody works', () => {
    expect(due(days(1), '2026-11-27T10:00Z', officeHours, hours({ sat: '10:00-13:00' }))).toBe('2026-11-28T10:00')
  })
})

/** In Italy Tuesday 2 June 2026 is one; Paris is two hours ahead of UTC then. */
describe('a public holiday', () => {
  const italian: Schedule = { ...officeHours, holidays: 'IT' }
  const bavarian: Schedule = { ...officeHours, holidays: 'DE-BY' }

  it.each([
    ['in plain time', { kind: 'plain', ms: 24 * HOUR_MS } as const, '2026-06-01T10:00Z', '2026-06-02T10:00'],
    ['in time worked', worked(4), '2026-06-01T13:00Z', '2026-06-03T09:00'],
    ['in time worked, from the day itself', worked(4), '2026-06-02T10:00Z', '2026-06-03T11:00'],
    ['in working days', days(2), '2026-06-01T10:30Z', '2026-06-04T10:30'],
    ['in working days, from the day itself', days(1), '2026-06-02T10:30Z', '2026-06-04T07:00'],
  ])('counts %s as it should', (_, target, since, expected) => {
    expect(due(target, since, italian)).toBe(expected)
  })

  it('is left out of a part of a promise', () => {
    const nearing = partOf(days(2), 0.75, new Date('2026-06-01T10:30Z'), {
      schedules: [italian],
      timeZone: 'Europe/Paris',
    })
    expect(nearing).toEqual(new Date('2026-06-03T14:30Z'))
  })

  it('beside a weekend is no working day either', () => {
    expect(due(days(2), '2026-04-02T10:30Z', bavarian)).toBe('2026-04-08T10:30')
    expect(due(worked(4), '2026-04-02T13:00Z', bavarian)).toBe('2026-04-07T09:00')
  })

  it('does not stop a team of which somebody works', () => {
    expect(due(days(2), '2026-06-01T10:30Z', italian, bavarian)).toBe('2026-06-03T10:30')
    expect(due(worked(4), '2026-06-01T13:00Z', italian, bavarian)).toBe('2026-06-02T09:00')
  })

  it('delays a team that works on one day of the week by that week', () => {
    const mondays: Schedule = { ...hours({ mon: '09:00-17:00' }), holidays: 'DE-BY' }
    expect(due(days(1), '2026-03-30T10:30Z', mondays)).toBe('2026-04-13T10:30')
    expect(due(worked(10), '2026-03-30T10:30Z', mondays)).toBe('2026-04-13T12:30')
  })

  it('stops only itself for a team that otherwise always works', () => {
    const never: Schedule = { ...always, holidays: 'IT' }
    expect(due(worked(30), '2026-06-01T12:00Z', never)).toBe('2026-06-03T18:00')
  })

  it('comes after a leap day as after any other', () => {
    const korean: Schedule = { ...hours({ 'mon-fri': '09:00-18:00' }, 'Asia/Seoul'), holidays: 'KR' }
    expect(due(days(2), '2028-02-28T03:00Z', korean)).toBe('2028-03-02T03:00')
    expect(due(days(2), '2028-02-28T03:00Z', { ...korean, holidays: null })).toBe('2028-03-01T03:00')
  })
})
