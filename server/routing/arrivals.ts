import type { NextStep, Verdict } from '../../shared/decision'
import type { Rules } from './facts'
import type { LeftOut } from './gates'
import { callName } from './roster'
import { sayList } from './spoken'

const ABSENT: readonly Verdict['code'][] = ['off hours', 'holiday', 'away', 'shift ends soon']

/** Not there for new work. */
export const isAbsent = ({ verdict }: Pick<LeftOut, 'verdict'>): boolean => ABSENT.includes(verdict.code)

export const earliest = (moments: Iterable<Date | null | undefined>): Date | null => {
  let firstMs = Number.POSITIVE_INFINITY
  for (const moment of moments) if (moment) firstMs = Math.min(firstMs, moment.getTime())
  return Number.isFinite(firstMs) ? new Date(firstMs) : null
}

/** When who works now stops new work; null: at no known moment ahead. */
const stopsAt = ({ standing: { presence } }: LeftOut, { shiftEndMarginMs }: Rules, now: Date): Date | null => {
  if (presence.kind !== 'working' || !presence.until) return null
  const stopsMs = +presence.until - shiftEndMarginMs
  return stopsMs > +now ? new Date(stopsMs) : null
}

/**
 * When the first of them may get it by the passing of time alone, or stops new work, so that what they know is no longer
 * waited for; null: at no known moment.
 */
export const nextChange = (people: readonly LeftOut[], rules: Rules, now: Date): Date | null =>
  earliest([...people.map(({ verdict }) => verdict.until), ...people.map((left) => stopsAt(left, rules, now))])

export const inTime = (steps: readonly NextStep[]): NextStep[] => steps.toSorted((a, b) => +a.at - +b.at)

/** When the first who is absent comes; null: nobody does. */
export const nextArrival = (people: readonly LeftOut[]): Date | null =>
  earliest(people.filter(isAbsent).map(({ verdict }) => verdict.until))

export const returnsAt =
  (moment: Date) =>
  (left: LeftOut): boolean =>
    isAbsent(left) && left.verdict.until?.getTime() === moment.getTime()

/** "Ana and Ben start"; by whole names where two of `among` share the first. */
export const sayArrival = (coming: readonly LeftOut[], among = coming): string => {
  const colleagues = among.map(({ standing }) => standing.teammate)
  const names = [...new Set(coming.map(({ standing }) => callName(standing.teammate, colleagues)))]
  const [one, many] = coming.every(({ verdict }) => verdict.code === 'away')
    ? ['is back', 'are back']
    : ['starts', 'start']
  return `${sayList(names.sort())} ${names.length > 1 ? many : one}`
}

/** Who comes first: "Ana and Ben start". */
export const arrivals = (people: readonly LeftOut[]): NextStep[] => {
  const at = nextArrival(people)
  return at ? [{ at, sentence: sayArrival(people.filter(returnsAt(at)), people) }] : []
}
