import type { Away, Teammate } from './facts'
import { dayEndOf, holidayAt, shiftFrom } from './hours'

/** Whether a teammate is there. `until` is when that ends; null: no known moment. */
export type Presence =
  | { kind: 'working'; until: Date | null }
  | { kind: 'shift ends soon'; endsAt: Date; until: Date | null }
  | { kind: 'off hours'; until: Date | null }
  | { kind: 'holiday'; name: string; until: Date | null }
  | { kind: 'away'; awayUntil: Date | null; until: Date | null; reason: string | null }

type Plan = Pick<Teammate, 'schedule' | 'away'>

const dateOrNull = (ms: number | null): Date | null => (ms === null || !Number.isFinite(ms) ? null : new Date(ms))

const awayAt = (away: readonly Away[], ms: number): Away | undefined =>
  away.find(({ from, to }) => +from <= ms && (to === null || ms < +to))

/**
 * The end of the absence that covers a moment, through all that follow without a gap, infinite where none is known; the moment itself when none covers it.
 */
const awayUntil = (away: readonly Away[], ms: number): number => {
  let at = ms
  for (let covering = awayAt(away, at); covering; covering = awayAt(away, at)) {
    if (covering.to === null) return Number.POSITIVE_INFINITY
    at = +covering.to
  }
  return at
}

/** The first moment from `ms` on at which the teammate is at work and not away; null: never. */
export const nextThere = ({ schedule, away }: Plan, ms: number): number | null => {
  let at = ms
  for (;;) {
    const free = awayUntil(away, at)
    if (!Number.isFinite(free)) return null
    const shift = shiftFrom(schedule, free)
    if (!shift) return null
    at = Math.max(free, shift.startMs)
    if (!awayAt(away, at)) return at
  }
}

const offDuty = (plan: Plan, ms: number): Presence => {
  const until = dateOrNull(nextThere(plan, ms))
  const name = holidayAt(plan.schedule, ms)
  return name === null ? { kind: 'off hours', until } : { kind: 'holiday', name, until }
}

/**
 * Where a teammate stands at a moment. `marginMs` is how much of the day's work must be left for new work; a break
 * within the day, or an absence that ends before the day does, is not its end.
 */
export const presence = (plan: Plan, now: Date, marginMs: number): Presence => {
  const nowMs = +now
  const current = awayAt(plan.away, nowMs)
  if (current) {
    const end = awayUntil(plan.away, nowMs)
    return {
      kind: 'away',
      awayUntil: dateOrNull(end),
      until: Number.isFinite(end) ? dateOrNull(nextThere(plan, end)) : null,
      reason: current.reason,
    }
  }
  const shift = shiftFrom(plan.schedule, nowMs)
  if (!shift || shift.startMs > nowMs) return offDuty(plan, nowMs)
  const endMs = plan.away.reduce((end, { from }) => (+from > nowMs ? Math.min(end, +from) : end), shift.endMs)
  if (endMs - nowMs >= marginMs) return { kind: 'working', until: dateOrNull(endMs) }
  const backMs = nextThere(plan, endMs)
  if (backMs !== null && backMs < dayEndOf(plan.schedule, endMs)) return { kind: 'working', until: dateOrNull(endMs) }
  return { kind: 'shift ends soon', endsAt: new Date(endMs), until: dateOrNull(backMs) }
}

/** Whether a teammate works at a moment, however little of the day is left. */
export const isAtWork = (plan: Plan, now: Date): boolean => presence(plan, now, 0).kind === 'working'
