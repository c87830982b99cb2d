import type { Schedule, Target } from './facts'
import { MOST_DAYS_OFF, shiftFrom, workingDayOf, worksOn } from './hours'
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

/** The first day after this one on which any of these plans works; null: none ever does. */
const nextWorkingDay = (schedules: readonly Schedule[], after: number): number | null => {
  for (let day = after + 1; day <= after + MOST_DAYS_OFF; day++)
    if (schedules.some((schedule) => worksOn(schedule, day))) return day
  return null
}

const afterWorkingDays = ({ schedules, timeZone }: WorkingTime, sinceMs: number, days: number): number | null => {
  const opening = stretchFrom(schedules, sinceMs)?.startMs
  if (opening === undefined) return null
  const first = Math.min(...schedules.map((schedule) => workingDayOf(schedule, opening) ?? Number.POSITIVE_INFINITY))
  let day = first
  for (let left = days; left > 0; left--) {
    const next = nextWorkingDay(schedules, day)
    if (next === null) return null
    day = next
  }
  return momentOf(wallClock(opening, timeZone) + (day - first) * DAY_MS, timeZone)
}

/**
 * When a promise made at `since` falls due. Working time stands still while nobody of the team works; a working day is
 * one on which a span of it starts, and no holiday. Null: it counts working time and nobody ever works.
 */
export const dueAt = (target: Target, since: Date, team: WorkingTime): Date | null => {
  if (target.kind === 'plain') return new Date(+since + target.ms)
  const due =
    target.kind === 'working time'
      ? afterTimeWorked(team.schedules, +since, target.ms)
      : afterWorkingDays(team, +since, target.days)
  return due === null ? null : new Date(due)
}

/** A stretch in which a promise stood still, in milliseconds since 1970; `to` null: it still does. */
export interface Still {
  from: number
  to: number | null
}

const timeWorkedBetween = (schedules: readonly Schedule[], fromMs: number, toMs: number): number => {
  let worked = 0
  for (let at = fromMs; at < toMs; ) {
    const stretch = stretchFrom(schedules, at)
    if (!stretch || stretch.startMs >= toMs) break
    worked += Math.min(stretch.endMs, toMs) - stretch.startMs
    at = stretch.endMs
  }
  return worked
}

/**
 * When so much of a promise made at `since` is used up: `part` from 0 to 1. Of working days the last one that is begun
 * counts by the time worked in it. Null as for `dueAt`.
 */
export const partOf = (target: Target, part: number, since: Date, team: WorkingTime): Date | null => {
  if (target.kind !== 'working days') return dueAt({ ...target, ms: target.ms * part }, since, team)
  const wholeDays = Math.floor(target.days * part)
  const from = afterWorkingDays(team, +since, wholeDays)
  const to = afterWorkingDays(team, +since, wholeDays + 1)
  if (from === null || to === null) return null
  const rest = timeWorkedBetween(team.schedules, from, to) * (target.days * part - wholeDays)
  const at = afterTimeWorked(team.schedules, from, rest)
  return at === null ? null : new Date(at)
}

/**
 * A moment of a promise, later by what was left of the way to it when it began to stand still, each time. Working days that
 * were broken off are gone on with as the time worked in them. Null: it stands still now, or never comes.
 */
export const postponed = (
  moment: Date | null,
  stills: readonly Still[],
  { kind }: Target,
  team: WorkingTime,
): Date | null => {
  let at = moment
  for (const { from, to } of stills) {
    if (at === null || +at <= from) return at
    if (to === null) return null
    if (kind === 'plain') at = new Date(+at + to - from)
    else {
      const left = timeWorkedBetween(team.schedules, from, +at)
      at = dueAt({ kind: 'working time', ms: left }, new Date(to), team)
    }
  }
  return at
}
