import { describe, expect, it } from 'vitest'
import { sayAgo } from '../../web/model/ago'
import { fromLocalInput, sayDay, sayMoment, sayTimeLeft, toLocalInput } from '../../web/model/moments'

/** Monday, in whatever zone the tests run. */
const now = new Date(2026, 10, 2, 10, 0)
const minutes = (count: number) => new Date(+now + count * 60_000)

describe('a moment', () => {
  it.each([
    [new Date(2026, 10, 2, 17, 5), '17:05', 'today 17:05'],
    [new Date(2026, 10, 3, 0, 0), 'Tue 00:00', 'Tue 00:00'],
    [new Date(2026, 10, 8, 9, 30), 'Sun 09:30', 'Sun 09:30'],
    [new Date(2026, 10, 9, 9, 30), '9 Nov 09:30', '9 Nov 09:30'],
    [new Date(2026, 10, 1, 23, 59), 'Sun 23:59', 'Sun 23:59'],
    [new Date(2027, 10, 2, 10, 0), '2 Nov 2027 10:00', '2 Nov 2027 10:00'],
  ])('%s is said %s', (moment, said, withDay) => {
    expect(sayMoment(moment, now)).toBe(said)
    expect(sayDay(moment, now)).toBe(withDay)
  })

  it('goes into a field for local time and comes back the same', () => {
    const moment = new Date(2026, 2, 29, 14, 30)
    expect(toLocalInput(moment)).toBe('2026-03-29T14:30')
    expect(fromLocalInput('2026-03-29T14:30')).toEqual(moment)
    expect(fromLocalInput('')).toBeNull()
  })
})

it.each([
  [-90 * 24 * 60, '90 d ago'],
  [-125, '2 h ago'],
  [-89, '89 min ago'],
  [-0.5, 'just now'],
  [5, 'just now'],
])('%d minutes from now is %s', (offset, said) => {
  expect(sayAgo(minutes(offset), now)).toBe(said)
})

describe('the time left', () => {
  it.each([
    [-4, '4 min over', 'late'],
    [41, '41 min left', 'soon'],
    [180, '3 h left', 'plain'],
    [3 * 24 * 60, '3 d left', 'plain'],
  ])('in %d minutes is %s, %s', (offset, text, tone) => {
    expect(sayTimeLeft(minutes(offset), now, [])).toEqual({ text, tone })
  })

  it('is on time while somebody starts before it', () => {
    expect(sayTimeLeft(minutes(180), now, [{ at: minutes(120) }])).toEqual({ text: 'on time', tone: 'ok' })
    expect(sayTimeLeft(minutes(180), now, [{ at: minutes(180) }])).toMatchObject({ tone: 'plain' })
  })
})
