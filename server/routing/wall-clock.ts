import { Temporal } from 'temporal-polyfill'
import { getOrCompute } from './remember'

/*
 * A wall clock is a number: the milliseconds at which a clock in UTC would show the same date and time. So 09:00 on a
 * date is plain arithmetic, and only the two functions below know of zones.
 */

export const MINUTE_MS = 60_000
export const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS

/** From `startMs` on, until the next one starts, the zone's clocks are `offsetMs` ahead of UTC. */
interface Offset {
  startMs: number
  offsetMs: number
}

const offsetsIn = (zone: string, fromMs: number, toMs: number): Offset[] => {
  const from = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone)
  const offsets: Offset[] = [{ startMs: Number.NEGATIVE_INFINITY, offsetMs: from.offsetNanoseconds / 1e6 }]
  for (
    let change = from.getTimeZoneTransition('next');
    change !== null;
    change = change.getTimeZoneTransition('next')
  ) {
    if (change.epochMilliseconds > toMs) break
    offsets.push({ startMs: change.epochMilliseconds, offsetMs: change.offsetNanoseconds / 1e6 })
  }
  return offsets
}

const offsetsByZone = new Map<string, Map<number, Offset[]>>()

const offsetsAround = (zone: string, ms: number): Offset[] => {
  const years = getOrCompute(offsetsByZone, zone, () => new Map<number, Offset[]>())
  return getOrCompute(years, Math.floor(ms / YEAR_MS), (year) =>
    offsetsIn(zone, year * YEAR_MS - 2 * DAY_MS, (year + 1) * YEAR_MS + 2 * DAY_MS),
  )
}

/** What the wall clock in `zone` (IANA name) shows at a moment. */
export const wallClock = (ms: number, zone: string): number => {
  const offset = offsetsAround(zone, ms).findLast(({ startMs }) => startMs <= ms)
  return ms + (offset?.offsetMs ?? 0)
}

/**
 * The moment at which the wall clock in `zone` first shows this time or a later one: the first of two when clocks go
 * back, the moment of the change when they skip it. Later wall clocks never give earlier moments, so no hour is lost or
 * counted twice.
 */
export const momentOf = (wallMs: number, zone: string): number => {
  const offsets = offsetsAround(zone, wallMs)
  const index = offsets.findIndex(
    ({ offsetMs }, at) => wallMs - offsetMs < (offsets[at + 1]?.startMs ?? Number.POSITIVE_INFINITY),
  )
  const { startMs, offsetMs } = offsets[index] as Offset
  return Math.max(wallMs - offsetMs, startMs)
}

/** Days since 1970-01-01, on the calendar that the wall clock shows. */
export const dayNumber = (wallMs: number): number => Math.floor(wallMs / DAY_MS)
