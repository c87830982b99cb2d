import { DAY, HOUR, MINUTE } from '../clock'
import { DAY_MS, dayNumber, momentOf, wallClock } from '../routing/wall-clock'
import { type Limits, mostSweeps, WINDOW_MS } from './budget'

const QUICK_EVERY_MS = MINUTE
const NIGHT_HOUR_MS = 3 * HOUR
/** While a deep sweep reads, quick ones leave it so much of what all sweeps have. */
const DEEP_PART = 0.5

export interface Pace {
  /** How long after its last page a team's next quick one comes. */
  quickEveryMs: number
  /** Of what all sweeps may spend, how much is left to a deep one. */
  deepPart: number
}

/** A page a minute for each team, stretched where these teams' pages would be more than a tenth of the budget. */
export const paceOf = (teams: number, isDeepUnderWay: boolean, limits: Limits): Pace => {
  const most = mostSweeps(limits) * (isDeepUnderWay ? DEEP_PART : 1)
  const quickEveryMs = Math.max(QUICK_EVERY_MS, (teams * WINDOW_MS) / most)
  const quickPages = (teams * WINDOW_MS) / quickEveryMs
  return { quickEveryMs, deepPart: Math.max(0, 1 - quickPages / mostSweeps(limits)) }
}

/** The next time that it is 03:00 in the zone, an IANA name. */
export const nextNight = (now: Date, timeZone: string): Date => {
  const today = dayNumber(wallClock(+now, timeZone))
  const nights = [0, DAY, 2 * DAY].map((ms) => momentOf(today * DAY_MS + ms + NIGHT_HOUR_MS, timeZone))
  return new Date(nights.find((night) => night > +now) ?? Number.NaN)
}
