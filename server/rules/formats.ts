import * as z from 'zod'
import type { Schedule, Span, Weekday } from '../routing/facts'
import { WEEKDAYS } from '../routing/hours'
import { DAY_MS, dayNumber, MINUTE_MS } from '../routing/wall-clock'
import { didYouMean } from './nearest'

/** What stands in a document as text, and what it means: read in one step, with a sentence where it cannot be. */
const readText = <Value>(read: (text: string) => Value | { problem: string }) =>
  z.string().transform((text, context): Value => {
    const value = read(text)
    if (!isProblem(value)) return value
    context.addIssue({ code: 'custom', message: value.problem, input: text })
    return z.NEVER
  })

const isProblem = (value: unknown): value is { problem: string } =>
  typeof value === 'object' && value !== null && 'problem' in value

export const Text = z.string().refine((text) => text.trim() !== '', 'expected text, not blanks')

const UNIT_MS = { s: 1000, m: MINUTE_MS, h: 60 * MINUTE_MS, d: DAY_MS } as const
const LONGEST_MS = 366 * DAY_MS

export interface Duration {
  amount: number
  unit: keyof typeof UNIT_MS
}

export const durationMs = ({ amount, unit }: Duration): number => amount * UNIT_MS[unit]

export const Duration = readText((text): Duration | { problem: string } => {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? []
  if (!amount || !unit) return { problem: `"${text}" is not a duration such as 30s, 15m, 4h or 2d` }
  const duration = { amount: Number(amount), unit: unit as Duration['unit'] }
  return durationMs(duration) > LONGEST_MS ? { problem: `"${text}" is longer than a year` } : duration
})

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
  return { problem: `there is no time zone "${name}"${zone ? `; did you mean ${zone}?` : didYouMean(name, zones)}` }
})

/** A whole day in a zone that is known later (days since 1970), or a moment. */
export type DayOrMoment = { kind: 'day'; day: number } | { kind: 'moment'; at: Date }

const DAY = /^\d{4}-\d\d-\d\d$/
const MOMENT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)$/

const isOnTheCalendar = (date: string): boolean => {
  const midnight = new Date(`${date}T00:00Z`)
  return !Number.isNaN(+midnight) && midnight.toISOString().startsWith(date)
}

export const DayOrMoment = readText((text): DayOrMoment | { problem: string } => {
  const date = DAY.test(text) ? text : MOMENT.exec(text)?.[1]
  if (!date)
    return { problem: `"${text}" is neither a date such as 2026-12-24 nor a time such as 2026-12-24T14:00+01:00` }
  if (!isOnTheCalendar(date)) return { problem: `there is no ${date} in the calendar` }
  if (date === text) return { kind: 'day', day: dayNumber(Date.parse(`${date}T00:00Z`)) }
  const at = new Date(text)
  return Number.isNaN(+at) ? { problem: `"${text}" has an offset that no clock has` } : { kind: 'moment', at }
})

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

const SPAN = /^(?<start>([01]\d|2[0-3]):[0-5]\d)-(?<end>([01]\d|2[0-3]):[0-5]\d|24:00)$/

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

type Minutes = Omit<Span, 'day'>

const spansIn = (text: string): Minutes[] | { problem: string } => {
  const spans: Minutes[] = []
  for (const part of text.split(',').map((span) => span.trim())) {
    const { start, end } = SPAN.exec(part)?.groups ?? {}
    if (!start || !end) return { problem: `"${part}" is not a span of hours such as 09:00-17:00` }
    if (start === end) return { problem: `"${part}" ends where it starts` }
    const isPastMidnight = minuteOf(end) < minuteOf(start)
    spans.push({ startMinute: minuteOf(start), endMinute: minuteOf(end) + (isPastMidnight ? 24 * 60 : 0) })
  }
  return spans
}

const Days = z.string().superRefine((text, context) => {
  const days = weekdaysIn(text)
  if (isProblem(days)) context.addIssue({ code: 'custom', message: days.problem, input: text })
})

/** A weekly plan without its zone: `{ mon-fri: "09:00-12:00, 13:00-17:00", sat: "22:00-06:00" }`. */
export const Hours = z.record(Days, readText(spansIn)).transform((plan): Schedule['spans'] =>
  Object.entries(plan).flatMap(([key, spans]) => {
    const days = weekdaysIn(key)
    return isProblem(days) ? [] : days.flatMap((day) => spans.map((span) => ({ day, ...span })))
  }),
)
