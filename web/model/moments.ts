const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Further off than this a date needs its year. */
const DAYS_WITHOUT_YEAR = 300

const zoneMs = (moment: Date) => moment.getTimezoneOffset() * MINUTE_MS

const dayNumber = (moment: Date) => Math.floor((+moment - zoneMs(moment)) / DAY_MS)

/** A moment in the reader's own zone: "17:00" today, "Mon 09:00" within a week, else "4 Jan 09:00". */
export const sayMoment = (moment: Date, now: Date): string => {
  const [weekday, month, , year] = moment.toDateString().split(' ')
  const time = moment.toTimeString().slice(0, 5)
  const daysOff = Math.abs(dayNumber(moment) - dayNumber(now))
  if (daysOff === 0) return time
  if (daysOff < 7) return `${weekday} ${time}`
  return `${moment.getDate()} ${month}${daysOff > DAYS_WITHOUT_YEAR ? ` ${year}` : ''} ${time}`
}

/** "today 17:00", "Mon 09:00". */
export const sayDay = (moment: Date, now: Date): string =>
  `${dayNumber(moment) === dayNumber(now) ? 'today ' : ''}${sayMoment(moment, now)}`

/** A length of time in one unit: "41 min", "3 h", "2 d"; less than a minute is "0 min". */
export const sayLength = (ms: number): string => {
  if (ms < 90 * MINUTE_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms < 2 * DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`
  return `${Math.floor(ms / DAY_MS)} d`
}

/** How long ago; never less than nothing, whatever the clocks say. */
export const sayPassed = (moment: Date, now: Date): string => sayLength(Math.max(0, +now - +moment))

/** "just now", "4 min ago". */
export const sayAgo = (moment: Date, now: Date): string =>
  +now - +moment < MINUTE_MS ? 'just now' : `${sayPassed(moment, now)} ago`

export type Tone = 'plain' | 'ok' | 'soon' | 'late'

/** Less than this before a target is "soon". */
const SOON_MS = HOUR_MS

/** "41 min left", "4 min over"; `steps` are what happens by itself: one before the target means it can still be kept. */
export const sayTimeLeft = (dueAt: Date, now: Date, steps: readonly { at: Date }[]): { text: string; tone: Tone } => {
  const left = +dueAt - +now
  if (left < 0) return { text: `${sayLength(-left)} over`, tone: 'late' }
  if (left < SOON_MS) return { text: `${sayLength(left)} left`, tone: 'soon' }
  if (steps.some(({ at }) => at < dueAt)) return { text: 'on time', tone: 'ok' }
  return { text: `${sayLength(left)} left`, tone: 'plain' }
}

/** As `<input type="datetime-local">` holds it, in the reader's zone. */
export const toLocalInput = (moment: Date): string => new Date(+moment - zoneMs(moment)).toISOString().slice(0, 16)

/** Null: it holds no whole moment. */
export const fromLocalInput = (text: string): Date | null => {
  const moment = new Date(text)
  return Number.isNaN(+moment) ? null : moment
}
