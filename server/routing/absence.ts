import type { Away, Teammate } from './facts'
import { dayEndOf, shiftBefore, shiftFrom } from './hours'
import { isAtWork, nextThere } from './presence'

type Plan = Pick<Teammate, 'schedule' | 'away'>

/** A stretch in which a teammate is not there: away or off hours. A break within a working day is none. */
export interface Absence {
  /** Null: it has no beginning, as they were never there. */
  from: Date | null
  /** When they are back; null: at no known moment. */
  until: Date | null
  /** When it was known that they would not be there; null: always. */
  knownAt: Date | null
}

/** No plan that ends has so many breaks in a row. */
const MOST_BREAKS = 10

const coveringUpTo = (away: readonly Away[], ms: number): Away | undefined =>
  away.find(({ from, to }) => +from < ms && (to === null || ms <= +to))

/** Up to when they were there, at the latest at `ms`; minus infinity: never. */
const lastThere = ({ schedule, away }: Plan, ms: number): number => {
  let at = ms
  for (;;) {
    const shift = shiftBefore(schedule, at)
    if (!shift) return Number.NEGATIVE_INFINITY
    at = Math.min(at, shift.endMs)
    const covering = coveringUpTo(away, at)
    if (!covering) return at
    at = +covering.from
  }
}

/** When they leave who are there at `ms`; infinity: never. */
const leavesAt = ({ schedule, away }: Plan, ms: number): number =>
  away.reduce(
    (end, { from }) => (+from > ms ? Math.min(end, +from) : end),
    shiftFrom(schedule, ms)?.endMs ?? Number.POSITIVE_INFINITY,
  )

const during = ({ away }: Plan, from: number, until: number | null): Away[] =>
  away.filter((each) => (each.to === null || +each.to > from) && (until === null || +each.from < until))

const isBreak = (plan: Plan, from: number, until: number | null): boolean =>
  until !== null &&
  Number.isFinite(from) &&
  during(plan, from, until).length === 0 &&
  until < dayEndOf(plan.schedule, from)

const knownAt = (away: readonly Away[]): Date | null =>
  away.reduce<Date | null>((latest, { knownAt: at }) => (at && (!latest || at > latest) ? at : latest), null)

/** The absence that runs at a moment, else the next one; null: they are always there. */
const absenceAt = (plan: Plan, ms: number): Absence | null => {
  let at = ms
  for (let breaks = 0; breaks < MOST_BREAKS; breaks++) {
    const from = isAtWork(plan, new Date(at)) ? leavesAt(plan, at) : lastThere(plan, at)
    if (from === Number.POSITIVE_INFINITY) return null
    const until = nextThere(plan, Math.max(from, at))
    if (!isBreak(plan, from, until))
      return {
        from: Number.isFinite(from) ? new Date(from) : null,
        until: until === null ? null : new Date(until),
        knownAt: knownAt(during(plan, from, until)),
      }
    at = until as number
  }
  return null
}

/** The absence that runs at a moment, and those that follow. */
export function* absencesFrom(plan: Plan, now: Date): Generator<Absence, void> {
  for (let at: number | null = +now; at !== null; ) {
    const absence = absenceAt(plan, at)
    if (!absence) return
    yield absence
    at = absence.until && +absence.until
  }
}
