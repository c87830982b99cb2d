import type { Schedule, Weekday } from './facts'
import { holidayOn } from './holidays'
import { remember } from './remember'
import { DAY_MS, dayNumber, MINUTE_MS, momentOf } from './wall-clock'

/** In the order of the week. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[]

/**
 * A shift without a break, as moments in milliseconds: `startMs` included, `endMs` not. Infinite when the plan has no
 * gap.
 */
export interface Shift {
  /** May be later than it was, for a shift that has run for days. */
  startMs: number
  endMs: number
}

/** One span of the plan on one date; `day` is the day on which it starts (days since 1970 in the plan's zone). */
interface Stretch {
  startMs: number
  endMs: number
  day: number
}

interface Window {
  stretches: readonly Stretch[]
  shifts: readonly Shift[]
  /** What starts from here on is not in it. */
  endMs: number
}

const WEEK_MS = 7 * DAY_MS
const WEEK_MINUTES = WEEK_MS / MINUTE_MS
/** Days computed before a week, for what still runs when it starts, and after it, for the next shift. */
const DAYS_BEFORE = 3
const DAYS_AFTER = 16
const MOST_WINDOWS = 100
/** A plan that does not work on any of so many days, because of holidays, never will. */
export const MOST_DAYS_OFF = 2 * 366

/** The weekday of a day counted from 1970-01-01, a Thursday. */
export const weekdayOf = (day: number): Weekday => WEEKDAYS[(((day + 3) % 7) + 7) % 7] as Weekday

const isHoliday = ({ holidays }: Schedule, day: number): boolean =>
  holidays !== null && holidayOn(holidays, day) !== null

/** Whether work of the plan starts on a day: it has a span for it, and it is no holiday. */
export const worksOn = (schedule: Schedule, day: number): boolean =>
  schedule.spans.some((span) => span.day === weekdayOf(day)) && !isHoliday(schedule, day)

const stretchesBetween = (schedule: Schedule, firstDay: number, lastDay: number): Stretch[] => {
  const { timeZone, spans } = schedule
  const stretches: Stretch[] = []
  for (let day = firstDay; day <= lastDay; day++) {
    if (!worksOn(schedule, day)) continue
    for (const span of spans) {
      if (span.day !== weekdayOf(day)) continue
      const startMs = momentOf(day * DAY_MS + span.startMinute * MINUTE_MS, timeZone)
      const endMs = momentOf(day * DAY_MS + span.endMinute * MINUTE_MS, timeZone)
      if (startMs < endMs) stretches.push({ startMs, endMs, day })
    }
  }
  return stretches.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)
}

const joined = (stretches: readonly Stretch[]): Shift[] => {
  const shifts: Shift[] = []
  for (const { startMs, endMs } of stretches) {
    const last = shifts.at(-1)
    if (!last || startMs > last.endMs) shifts.push({ startMs, endMs })
    else last.endMs = Math.max(last.endMs, endMs)
  }
  return shifts
}

/** Whether the plan covers the whole week, every week, without a gap. */
const isEndless = remember(({ spans, holidays }: Schedule): boolean => {
  if (holidays !== null) return false
  const minutes = spans
    .map(({ day, startMinute, endMinute }) => {
      const dayStart = WEEKDAYS.indexOf(day) * 1440
      return { start: dayStart + startMinute, end: dayStart + endMinute }
    })
    .sort((a, b) => a.start - b.start)
  let covered = Math.max(0, ...minutes.map(({ end }) => end - WEEK_MINUTES))
  for (const { start, end } of minutes) if (start <= covered) covered = Math.max(covered, end)
  return covered >= WEEK_MINUTES
})

const windowOf = (schedule: Schedule, week: number): Window => {
  const firstDay = dayNumber(week * WEEK_MS)
  const lastDay = firstDay + 7 + DAYS_AFTER
  const stretches = stretchesBetween(schedule, firstDay - DAYS_BEFORE, lastDay)
  return { stretches, shifts: joined(stretches), endMs: momentOf((lastDay + 1) * DAY_MS, schedule.timeZone) }
}

const windowsOf = remember((_: Schedule) => new Map<number, Window>())

const windowAt = (schedule: Schedule, ms: number): Window => {
  const windows = windowsOf(schedule)
  const week = Math.floor(ms / WEEK_MS)
  const known = windows.get(week)
  if (known) return known
  if (windows.size >= MOST_WINDOWS) windows.clear()
  const computed = windowOf(schedule, week)
  windows.set(week, computed)
  return computed
}

const ALWAYS: Shift = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }

const shiftWithin = (limitMs: number, schedule: Schedule, ms: number): Shift | null => {
  if (ms >= limitMs) return null
  const window = windowAt(schedule, ms)
  const shift = window.shifts.find(({ endMs }) => endMs > ms)
  if (!shift) return shiftWithin(limitMs, schedule, window.endMs)
  if (shift.endMs < window.endMs) return shift
  const next = shiftWithin(limitMs, schedule, shift.endMs)
  return next && next.startMs <= shift.endMs ? { startMs: shift.startMs, endMs: next.endMs } : shift
}

/** The shift that runs at a moment, else the next one; null for a plan that never works. */
export const shiftFrom = (schedule: Schedule, ms: number): Shift | null => {
  if (schedule.spans.length === 0) return null
  return isEndless(schedule) ? ALWAYS : shiftWithin(ms + MOST_DAYS_OFF * DAY_MS, schedule, ms)
}

/** The shift that runs right before a moment, else the latest before it; null: none in two years. */
export const shiftBefore = (schedule: Schedule, ms: number): Shift | null => {
  if (schedule.spans.length === 0) return null
  if (isEndless(schedule)) return ALWAYS
  for (let at = ms; at > ms - MOST_DAYS_OFF * DAY_MS; at -= WEEK_MS) {
    const shift = windowAt(schedule, at).shifts.findLast(({ startMs }) => startMs < ms)
    if (shift) return shift
  }
  return null
}

/** The day to which the work of a moment belongs: the one on which its span starts. Null: not at work then. */
export const workingDayOf = (schedule: Schedule, ms: number): number | null =>
  windowAt(schedule, ms).stretches.find(({ startMs, endMs }) => startMs <= ms && ms < endMs)?.day ?? null

/** When the work of the day is over in which a stretch of it ends at `endMs`, or is broken off then. */
export const dayEndOf = (schedule: Schedule, endMs: number): number => {
  const day = workingDayOf(schedule, endMs - 1)
  const ends = windowAt(schedule, endMs - 1).stretches.flatMap((stretch) => (stretch.day === day ? stretch.endMs : []))
  return Math.max(endMs, ...ends)
}

const withoutHolidays = remember((schedule: Schedule): Schedule => ({ ...schedule, holidays: null }))

/** The holiday but for which a plan would be at work at a moment; null: it is at work, or would not be anyway. */
export const holidayAt = (schedule: Schedule, ms: number): string | null => {
  const { holidays } = schedule
  if (holidays === null) return null
  const day = workingDayOf(withoutHolidays(schedule), ms)
  return day === null ? null : holidayOn(holidays, day)
}
