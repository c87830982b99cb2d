import type { Schedule, Target, Weekday } from './facts'
import { shiftFrom, weekdayOf, workingDayOf } from './hours'
import { DAY_MS, momentOf, wallClock } from './wall-clock'

/** When a team is at work: whenever one of these plans is. */
export interface WorkingTime {
  schedules: readonly Schedule[]
  /** In which "the same time of day" is read. */
  timeZone: string
}

/**
 * The stretch of work that runs at a moment, else the next one; another plan may go on where it ends. Null: nobody ever
 * works.
 */
const stretchFrom = (schedules: readonly Schedule[], ms: number): { startMs: number; endMs: number } | null => {
  let first: { startMs: number; endMs: number } | null = null
  for (const schedule of schedules) {
    const shift = shiftFrom(schedule, ms)
    if (!shift) continue
    const startMs = Math.max(shift.startMs, ms)
    if (!first || startMs < first.startMs) first = { startMs, endMs: shift.endMs }
  }
  return first
}

const afterTimeWorked = (schedules: readonly Schedule[], sinceMs: number, ms: number): number | null => {
  let left = ms
  let at = sinceMs
  for (;;) {
    const stretch = stretchFrom(schedules, at)
    if (!stretch) return null
    const worked = stretch.endMs - stretch.startMs
    if (worked >= left) return stretch.startMs + left
    left -= worked
    at = stretch.endMs
  }
}

const afterWorkingDays = ({ schedules, timeZone }: WorkingTime, sinceMs: number, days: number): number | null => {
  const opening = stretchFrom(schedules, sinceMs)?.startMs
  if (opening === undefined) return null
  const weekdays = new Set<Weekday>(schedules.flatMap(({ spans }) => spans.map(({ day }) => day)))
  const first = Math.min(...schedules.map((schedule) => workingDayOf(schedule, opening) ?? Number.POSITIVE_INFINITY))
  let day = first
  let left = days
  while (left > 0) {
    day++
    if (weekdays.has(weekdayOf(day))) left--
  }
  return momentOf(wallClock(opening, timeZone) + (day - first) * DAY_MS, timeZone)
}

/**
 * When a promise made at `since` falls due. Working time stands still while nobody of the team works; a working day is
 * one on which a span of it starts. Null: it counts working time and nobody ever works.
 */
export const dueAt = (target: Target, since: Date, team: WorkingTime): Date | null => {
  if (target.kind === 'plain') return new Date(+since + target.ms)
  const due =
    target.kind === 'working time'
      ? afterTimeWorked(team.schedules, +since, target.ms)
      : afterWorkingDays(team, +since, target.days)
  return due === null ? null : new Date(due)
}
