import type Holidays from 'date-holidays'
import { loadLate } from './load-late'
import { getOrCompute, once } from './remember'
import { DAY_MS, dayNumber } from './wall-clock'

const library = loadLate<{ default: typeof Holidays }>('date-holidays')

/** Counted in UTC, so that a day has 24 hours whatever its clocks do. */
const calendarOf = (region: string): Holidays => {
  const { default: Calendar } = library()
  const [country = '', state = ''] = region.split('-')
  return new Calendar(country, state, { types: ['public'], languages: 'en', timezone: 'UTC' })
}

const calendars = new Map<string, Holidays>()

/** By day since 1970, what starts in a year. Half days are left out: only whole ones are off. */
const computeDaysOff = (region: string, year: number): Map<number, string> => {
  const daysOff = new Map<number, string>()
  for (const { date, start, end, name } of getOrCompute(calendars, region, calendarOf).getHolidays(year)) {
    // Where days begin at sunset, `start` is the evening before; `date` is the day itself.
    const first = dayNumber(Date.parse(date.slice(0, 10)))
    const days = Math.floor((+end - +start) / DAY_MS)
    for (let day = first; day < first + days; day++) daysOff.set(day, name)
  }
  return daysOff
}

const daysOffByYear = new Map<string, Map<number, string>>()

const daysOff = (region: string, year: number): Map<number, string> =>
  getOrCompute(daysOffByYear, `${region} ${year}`, () => computeDaysOff(region, year))

/**
 * The public holiday of a region ("IT", "DE-BY") on a day since 1970, by its English name where there is one; null:
 * none. A region that nobody knows has the holidays of its country, or none.
 */
export const holidayOn = (region: string, day: number): string | null => {
  const year = new Date(day * DAY_MS).getUTCFullYear()
  // Holidays of several days may have begun in the year before.
  return daysOff(region, year).get(day) ?? daysOff(region, year - 1).get(day) ?? null
}

/** Every region whose holidays are known, and its name, in English where there is one; regions follow their country. */
export const holidayRegions = once((): ReadonlyMap<string, string> => {
  const { default: Calendar } = library()
  const all = new Calendar()
  return new Map(
    Object.entries(all.getCountries('en')).flatMap(([country, name]) => [
      [country, name] as const,
      ...Object.entries(all.getStates(country, 'en') ?? {}).map(
        ([state, itsName]) => [`${country}-${state}`, itsName] as const,
      ),
    ]),
  )
})
