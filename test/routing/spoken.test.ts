import { expect, it } from 'vitest'
import { sayLastDay, sayList, sayMoment, sayZone } from '../../server/routing/spoken'

/** Saturday, 13:00 in Paris. */
const now = new Date('2026-11-21T12:00Z')

it.each([
  ['2026-11-21T16:00Z', '17:00'],
  ['2026-11-21T08:00Z', '09:00'],
  ['2026-11-23T08:00Z', 'Mon 09:00'],
  ['2026-11-27T08:00Z', 'Fri 09:00'],
  ['2026-11-28T08:00Z', '28 Nov 09:00'],
  ['2026-11-20T08:00Z', '20 Nov 09:00'],
  ['2027-01-04T08:00Z', '4 Jan 09:00'],
  ['2027-12-24T08:00Z', '24 Dec 2027 09:00'],
  ['2026-11-21T23:00Z', 'Sun 00:00'],
])('says %s as %s', (moment, said) => {
  expect(sayMoment(new Date(moment), now, 'Europe/Paris')).toBe(said)
})

it.each([
  ['a whole day', '2027-01-02T23:00Z', '2 Jan'],
  ['a time', '2026-11-23T13:00Z', 'Mon 14:00'],
  ['the end of today', '2026-11-21T23:00Z', null],
])('says the end of an absence that is %s', (_, end, said) => {
  expect(sayLastDay(new Date(end), now, 'Europe/Paris')).toBe(said)
})

it('names places as people do', () => {
  expect(['Africa/Lagos', 'America/New_York', 'America/Argentina/Buenos_Aires', 'UTC'].map(sayZone)).toEqual([
    'Lagos',
    'New York',
    'Buenos Aires',
    'UTC',
  ])
})

it('lists a few and counts the rest', () => {
  const names = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eva']
  expect([0, 1, 2, 3, 5].map((count) => sayList(names.slice(0, count)))).toEqual([
    '',
    'Ana',
    'Ana and Ben',
    'Ana, Ben and Cleo',
    'Ana, Ben and 3 more',
  ])
})
