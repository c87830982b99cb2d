import { format } from '../text/formats'
import { t } from '../text/language'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Further off than this a date needs its year. */
const DAYS_WITHOUT_YEAR = 300

const zoneMs = (moment: Date) => moment.getTimezoneOffset() * MINUTE_MS

const dayNumber = (moment: Date) => Math.floor((+moment - zoneMs(moment)) / DAY_MS)

/** A moment in the reader's own zone: "17:00" today, "Mon 09:00" within a week, else "4 Jan 09:00". */
export const sayMoment = (moment: Date, now: Date): string => {
  const time = format('time', moment)
  const daysOff = Math.abs(dayNumber(moment) - dayNumber(now))
  if (daysOff === 0) return time
  if (daysOff < 7) return `${format('weekday', moment)} ${time}`
  return `${format(daysOff > DAYS_WITHOUT_YEAR ? 'dayOfYear' : 'day', moment)} ${time}`
}

/** "today 17:00", "Mon 09:00". */
export const sayDay = (moment: Date, now: Date): string => {
  const said = sayMoment(moment, now)
  return dayNumber(moment) === dayNumber(now) ? t().moments.today(said) : said
}

/** A length of time in one unit: "41 min", "3 h", "2 d"; less than a minute is "0 min". */
export const sayLength = (ms: number): string => {
  const { minutes, hours, days } = t().moments
  if (ms < 90 * MINUTE_MS) return minutes(Math.floor(ms / MINUTE_MS))
  if (ms < 2 * DAY_MS) return hours(Math.floor(ms / HOUR_MS))
  return days(Math.floor(ms / DAY_MS))
}

/** How long ago; never less than nothing, whatever the clocks say. */
export const sayPassed = (moment: Date, now: Date): string => sayLength(Math.max(0, +now - +moment))

export type Tone = 'plain' | 'ok' | 'soon' | 'late'

/** Less than this before a target is "soon". */
const SOON_MS = HOUR_MS

/** "41 min left", "4 min over"; `steps` are what happens by itself: one before the target means it can still be kept. */
export const sayTimeLeft = (dueAt: Date, now: Date, steps: readonly { at: Date }[]): { text: string; tone: Tone } => {
  const left = +dueAt - +now
  const words = t().moments
  if (left < 0) return { text: words.over(sayLength(-left)), tone: 'late' }
  if (left < SOON_MS) return { text: words.left(sayLength(left)), tone: 'soon' }
  if (steps.some(({ at }) => at < dueAt)) return { text: words.onTime, tone: 'ok' }
  return { text: words.left(sayLength(left)), tone: 'plain' }
}

/** As `<input type="datetime-local">` holds it, in the reader's zone. */
export const toLocalInput = (moment: Date): string => new Date(+moment - zoneMs(moment)).toISOString().slice(0, 16)

/** Null: it holds no whole moment. */
export const fromLocalInput = (text: string): Date | null => {
  const moment = new Date(text)
  return Number.isNaN(+moment) ? null : moment
}
