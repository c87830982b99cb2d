import * as z from 'zod'
import type { Schedule, Span, Weekday } from '../routing/facts'
import { holidayRegions } from '../routing/holidays'
import { WEEKDAYS } from '../routing/hours'
import { once } from '../routing/remember'
import { DAY_MS, dayNumber, MINUTE_MS } from '../routing/wall-clock'
import { didYouMean } from './nearest'

/**
 * What stands in a document as text, and what it means: read in one step, with a sentence where it cannot be. `pattern`
 * is what editors know of it. A number is judged as the text that it would be in quotes.
 */
export const readText = <Value>(read: (text: string) => Value | { problem: string }, pattern?: RegExp) =>
  z
    .string({
      error: ({ input }) => {
        const value = typeof input === 'number' ? read(String(input)) : null
        return isProblem(value) ? value.problem : undefined
      },
    })
    .meta(pattern ? { pattern: pattern.source } : {})
    .transform((text, context): Value => {
      const value = read(text)
      if (!isProblem(value)) return value
      context.addIssue({ code: 'custom', message: value.problem, input: text })
      return z.NEVER
    })

const isProblem = (value: unknown): value is { problem: string } =>
  typeof value === 'object' && value !== null && 'problem' in value

export const Text = z
  .string()
  .meta({ pattern: '\\S' })
  .refine((text) => text.trim() !== '', 'expected text, not blanks')

const UNIT_MS = { s: 1000, m: MINUTE_MS, h: 60 * MINUTE_MS, d: DAY_MS } as const
const LONGEST_MS = 366 * DAY_MS

export interface Duration {
  amount: number
  unit: keyof typeof UNIT_MS
}

export const durationMs = ({ amount, unit }: Duration): number => amount * UNIT_MS[unit]

const DURATION = /^(\d+)([smhd])$/

export const Duration = readText((text): Duration | { problem: string } => {
  const [, amount, unit] = DURATION.exec(text) ?? []
  if (!amount || !unit) return { problem: `"${text}" is not a duration such as 30s, 15m, 4h or 2d` }
  const duration = { amount: Number(amount), unit: unit as Duration['unit'] }
  return durationMs(duration) > LONGEST_MS ? { problem: `"${text}" is longer than a year` } : duration
}, DURATION)

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')]

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return !/^[+-]/.test(name)
  } catch {
    return false
  }
}

const zoneOfPlace = (place: string): string | undefined =>
  zones.find((zone) => zone.toLowerCase().endsWith(`/${place.toLowerCase().replaceAll(' ', '_')}`))

/** An IANA name, spelled as IANA does whatever its case. */
export const TimeZone = readText((name): string | { problem: string } => {
  if (isZone(name)) return zones.find((zone) => zone.toLowerCase() === name.toLowerCase()) ?? name
  const zone = zoneOfPlace(name)
  const hint = zone ? `; did you mean ${zone}?` : didYouMean(name, zones) || '; they are named like Europe/Paris'
  return { problem: `there is no time zone "${name}"${hint}` }
})

const inEnglish = once(() => new Intl.DisplayNames('en', { type: 'region' }))

/** Knows codes that are no region's own, too: "UK" and "GB" are both "United Kingdom". */
const countryName = (code: string): string | undefined =>
  /^[a-z]{2}$/i.test(code) ? inEnglish().of(code.toUpperCase()) : undefined

const regionCalled = (text: string): string | undefined => {
  const wanted = (countryName(text) ?? text).toLowerCase()
  const found = [...holidayRegions()].find(([region, name]) =>
    [name, countryName(region)].some((itsName) => itsName?.toLowerCase() === wanted),
  )
  return found?.[0]
}

/** The regions of the country that a text begins with, else all. */
const regionsNear = (text: string): string[] => {
  const all = [...holidayRegions().keys()]
  const ofCountry = all.filter((region) => region.startsWith(text.slice(0, 2).toUpperCase()))
  return ofCountry.length > 0 ? ofCountry : all
}

/** A country or country-region whose public holidays are known, spelled as here whatever its case: "IT", "DE-BY". */
export const HolidayRegion = readText((text): string | { problem: string } => {
  const known = [...holidayRegions().keys()].find((region) => region.toLowerCase() === text.toLowerCase())
  if (known) return known
  const region = regionCalled(text)
  const hint = region ? `; did you mean ${region}?` : didYouMean(text, regionsNear(text))
  return { problem: `no public holidays are known for "${text}" (a country or region such as IT or DE-BY)${hint}` }
})

/** A whole day in a zone that is known later (days since 1970), or a moment. */
export type DayOrMoment = { kind: 'day'; day: number } | { kind: 'moment'; at: Date }

const DAY = /^\d{4}-\d\d-\d\d$/
const MOMENT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)$/

const isOnTheCalendar = (date: string): boolean => {
  const midnight = new Date(`${date}T00:00Z`)
  return !Number.isNaN(+midnight) && midnight.toISOString().startsWith(date)
}

const readDay = (date: string): number | { problem: string } =>
  isOnTheCalendar(date) ? dayNumber(Date.parse(`${date}T00:00Z`)) : { problem: `there is no ${date} in the calendar` }

const readMoment = (text: string): Date | { problem: string } => {
  const date = MOMENT.exec(text)?.[1]
  if (!date) return { problem: `"${text}" is not a time with an offset such as 2026-12-24T14:00+01:00` }
  const day = readDay(date)
  if (isProblem(day)) return day
  const at = new Date(text)
  return Number.isNaN(+at) ? { problem: `"${text}" has an offset that no clock has` } : at
}

export const Moment = readText(readMoment, MOMENT)

export const DayOrMoment = readText(
  (text): DayOrMoment | { problem: string } => {
    if (!DAY.test(text) && !MOMENT.test(text))
      return { problem: `"${text}" is neither a date such as 2026-12-24 nor a time such as 2026-12-24T14:00+01:00` }
    const read = DAY.test(text) ? readDay(text) : readMoment(text)
    if (isProblem(read)) return read
    return typeof read === 'number' ? { kind: 'day', day: read } : { kind: 'moment', at: read }
  },
  new RegExp(`${DAY.source}|${MOMENT.source}`),
)

const listOf = (item: string) => new RegExp(`^ *${item} *(, *${item} *)*$`)

const dayNames: readonly string[] = WEEKDAYS

const weekdaysFrom = (first: number, last: number): Weekday[] =>
  Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, n) => WEEKDAYS[(first + n) % 7] as Weekday)

const weekdaysIn = (days: string): Weekday[] | { problem: string } => {
  const found: Weekday[] = []
  for (const part of days.split(',').map((text) => text.trim())) {
    const indexes = part.split('-').map((name) => dayNames.indexOf(name.trim()))
    const [first, last = first] = indexes
    if (first === undefined || last === undefined || indexes.length > 2 || indexes.includes(-1))
      return { problem: `"${part}" is not a day or range of days such as mon or mon-fri${didYouMean(part, WEEKDAYS)}` }
    found.push(...weekdaysFrom(first, last))
  }
  return found
}

const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`
const SPAN = `(${TIME})-(${TIME}|24:00)`
const ONE_SPAN = new RegExp(`^${SPAN}$`)

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

type Minutes = Omit<Span, 'day'>

const spansIn = (text: string): Minutes[] | { problem: string } => {
  const spans: Minutes[] = []
  for (const part of text.split(',').map((span) => span.trim())) {
    const [, start, end] = ONE_SPAN.exec(part) ?? []
    if (!start || !end) return { problem: `"${part}" is not a span of hours such as 09:00-17:00` }
    if (start === end) return { problem: `"${part}" ends where it starts` }
    const isPastMidnight = minuteOf(end) < minuteOf(start)
    spans.push({ startMinute: minuteOf(start), endMinute: minuteOf(end) + (isPastMidnight ? 24 * 60 : 0) })
  }
  return spans
}

const DAY_NAME = `(${WEEKDAYS.join('|')})`

const Days = z
  .string()
  .meta({ pattern: listOf(`${DAY_NAME}( *- *${DAY_NAME})?`).source })
  .superRefine((text, context) => {
    const days = weekdaysIn(text)
    if (isProblem(days)) context.addIssue({ code: 'custom', message: days.problem, input: text })
  })

/** A weekly plan without its zone: `{ mon-fri: "09:00-12:00, 13:00-17:00", sat: "22:00-06:00" }`. */
export const Hours = z
  .record(Days, readText(spansIn, listOf(SPAN)))
  .transform((plan): Schedule['spans'] =>
    Object.entries(plan).flatMap(([key, spans]) => {
      const days = weekdaysIn(key)
      return isProblem(days) ? [] : days.flatMap((day) => spans.map((span) => ({ day, ...span })))
    }),
  )
  .meta({ id: 'hours', description: 'Days or ranges of days, each with its spans of hours.' })
