import type { Schedule, Weekday } from './facts'
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
}

const WEEK_MS = 7 * DAY_MS
const WEEK_MINUTES = WEEK_MS / MINUTE_MS
/**
 * Days computed before and after a week: what still runs when it starts, and the next shift also when a clock change
 * swallows one.
 */
const DAYS_BEFORE = 3
const DAYS_AFTER = 16
const MOST_WINDOWS = 100

/** The weekday of a day counted from 1970-01-01, a Thursday. */
export const weekdayOf = (day: number): Weekday => WEEKDAYS[(((day + 3) % 7) + 7) % 7] as Weekday

const stretchesBetween = ({ timeZone, spans }: Schedule, firstDay: number, lastDay: number): Stretch[] => {
  const stretches: Stretch[] = []
  for (let day = firstDay; day <= lastDay; day++)
    for (const span of spans) {
      if (span.day !== weekdayOf(day)) continue
      const startMs = momentOf(day * DAY_MS + span.startMinute * MINUTE_MS, timeZone)
      const endMs = momentOf(day * DAY_MS + span.endMinute * MINUTE_MS, timeZone)
      if (startMs < endMs) stretches.push({ startMs, endMs, day })
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

/** Whether the plan covers the whole week without a gap. */
const isEndless = ({ spans }: Schedule): boolean => {
  const minutes = spans
    .map(({ day, startMinute, endMinute }) => {
      const dayStart = WEEKDAYS.indexOf(day) * 1440
      return { start: dayStart + startMinute, end: dayStart + endMinute }
    })
    .sort((a, b) => a.start - b.start)
  let covered = Math.max(0, ...minutes.map(({ end }) => end - WEEK_MINUTES))
  for (const { start, end } of minutes) if (start <= covered) covered = Math.max(covered, end)
  return covered >= WEEK_MINUTES
}

const windowOf = (schedule: Schedule, week: number): Window => {
  const firstDay = dayNumber(week * WEEK_MS)
  const stretches = stretchesBetween(schedule, firstDay - DAYS_BEFORE, firstDay + 7 + DAYS_AFTER)
  const always = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }
  return { stretches, shifts: isEndless(schedule) ? [always] : joined(stretches) }
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

/** The shift that runs at a moment, else the next one; null for a plan without spans. */
export const shiftFrom = (schedule: Schedule, ms: number): Shift | null =>
  windowAt(schedule, ms).shifts.find(({ endMs }) => endMs > ms) ?? null

/** The day to which the work of a moment belongs: the one on which its span starts. Null: not at work then. */
export const workingDayOf = (schedule: Schedule, ms: number): number | null =>
  windowAt(schedule, ms).stretches.find(({ startMs, endMs }) => startMs <= ms && ms < endMs)?.day ?? null

/** When the work of the day is over in which a stretch of it ends at `endMs`, or is broken off then. */
export const dayEndOf = (schedule: Schedule, endMs: number): number => {
  const day = workingDayOf(schedule, endMs - 1)
  const ends = windowAt(schedule, endMs - 1).stretches.flatMap((stretch) => (stretch.day === day ? stretch.endMs : []))
  return Math.max(endMs, ...ends)
}
