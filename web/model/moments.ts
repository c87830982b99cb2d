const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Further off than this a date needs its year. */
const DAYS_WITHOUT_YEAR = 300

const words = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const partsOf = (moment: Date) => Object.fromEntries(words.formatToParts(moment).map(({ type, value }) => [type, value]))

const daysBetween = (from: Date, to: Date): number =>
  Math.round((Date.UTC(to.getFullYear(), to.getMonth(), to.getDate()) - Date.UTC(from.getFullYear(), from.getMonth(), from.getDate())) / DAY_MS)

/** A moment in the reader's own zone: "17:00" today, "Mon 09:00" within a week, else "4 Jan 09:00". */
export const sayMoment = (moment: Date, now: Date): string => {
  const { weekday, day, month, year, hour, minute } = partsOf(moment)
  const days = daysBetween(now, moment)
  const time = `${hour}:${minute}`
  if (days === 0) return time
  if (Math.abs(days) < 7) return `${weekday} ${time}`
  return `${day} ${month}${Math.abs(days) > DAYS_WITHOUT_YEAR ? ` ${year}` : ''} ${time}`
}

/** "today 17:00", "Mon 09:00". */
export const sayDay = (moment: Date, now: Date): string => `${daysBetween(now, moment) === 0 ? 'today ' : ''}${sayMoment(moment, now)}`

/** A length of time in one unit: "41 min", "3 h", "2 d"; less than a minute is "0 min". */
export const sayLength = (ms: number): string => {
  const length = Math.abs(ms)
  if (length < 90 * MINUTE_MS) return `${Math.floor(length / MINUTE_MS)} min`
  if (length < 2 * DAY_MS) return `${Math.floor(length / HOUR_MS)} h`
  return `${Math.floor(length / DAY_MS)} d`
}

export type Tone = 'plain' | 'ok' | 'soon' | 'late'

/** Less than this before a target is "soon". */
const SOON_MS = HOUR_MS

/** "41 min left", "4 min over"; `steps` are what happens by itself: one before the target means it can still be kept. */
export const sayTimeLeft = (dueAt: Date, now: Date, steps: readonly { at: Date }[]): { text: string; tone: Tone } => {
  const left = +dueAt - +now
  if (left < 0) return { text: `${sayLength(left)} over`, tone: 'late' }
  if (left < SOON_MS) return { text: `${sayLength(left)} left`, tone: 'soon' }
  if (steps.some(({ at }) => at < dueAt)) return { text: 'on time', tone: 'ok' }
  return { text: `${sayLength(left)} left`, tone: 'plain' }
}

/** "just now", "4 min ago". */
export const sayAgo = (moment: Date, now: Date): string => {
  const length = sayLength(Math.max(0, +now - +moment))
  return length === '0 min' ? 'just now' : `${length} ago`
}

const two = (value: number) => String(value).padStart(2, '0')

/** As `<input type="datetime-local">` holds it, in the reader's zone. */
export const toLocalInput = (moment: Date): string =>
  `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}T${two(moment.getHours())}:${two(moment.getMinutes())}`

/** Null: it holds no whole moment. */
export const fromLocalInput = (text: string): Date | null => {
  const moment = new Date(text)
  return text === '' || Number.isNaN(+moment) ? null : moment
}
