import { DAY_MS, dayNumber, wallClock } from './wall-clock'

const WEEKDAY_NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** Further off than this a date needs its year. */
const DAYS_WITHOUT_YEAR = 300

const twoDigits = (number: number) => (number < 10 ? `0${number}` : `${number}`)

const clock = (wall: Date) => `${twoDigits(wall.getUTCHours())}:${twoDigits(wall.getUTCMinutes())}`

const date = (wall: Date, daysOff: number): string => {
  const year = Math.abs(daysOff) > DAYS_WITHOUT_YEAR ? ` ${wall.getUTCFullYear()}` : ''
  return `${wall.getUTCDate()} ${MONTH_NAMES[wall.getUTCMonth()]}${year}`
}

const daysBetween = (fromWallMs: number, toWallMs: number) => dayNumber(toWallMs) - dayNumber(fromWallMs)

export const isToday = (moment: Date, now: Date, zone: string): boolean =>
  daysBetween(wallClock(+now, zone), wallClock(+moment, zone)) === 0

/** A moment as people in `zone` say it: "17:00" today, "Mon 09:00" within a week, else "4 Jan 09:00". */
export const sayMoment = (moment: Date, now: Date, zone: string): string => {
  const wallMs = wallClock(+moment, zone)
  const wall = new Date(wallMs)
  const daysOff = daysBetween(wallClock(+now, zone), wallMs)
  if (daysOff === 0) return clock(wall)
  if (daysOff > 0 && daysOff < 7) return `${WEEKDAY_NAMES[wall.getUTCDay()]} ${clock(wall)}`
  return `${date(wall, daysOff)} ${clock(wall)}`
}

/**
 * The end of an absence: "2 Jan", the last day, when it ends with the day, else the moment. Null: it ends with today.
 */
export const sayLastDay = (end: Date, now: Date, zone: string): string | null => {
  const endWallMs = wallClock(+end, zone)
  if (endWallMs % DAY_MS !== 0) return sayMoment(end, now, zone)
  const daysOff = daysBetween(wallClock(+now, zone), endWallMs - 1)
  return daysOff === 0 ? null : date(new Date(endWallMs - 1), daysOff)
}

/** A zone as people name it: "Lagos" for Africa/Lagos. */
export const sayZone = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** A moment by the clock of `zone`, with its place unless all who are meant live by that clock: "Mon 09:00 in Lagos". */
export const sayMomentIn = (zone: string, commonZone: string | null, moment: Date, now: Date): string =>
  sayMoment(moment, now, zone) + (zone === commonZone ? '' : ` in ${sayZone(zone)}`)

/** "Ana", "Ana and Ben", "Ana, Ben and Cleo", "Ana, Ben and 5 more". */
export const sayList = (names: readonly string[], atMost = 3): string => {
  const shown = names.length > atMost ? [...names.slice(0, atMost - 1), `${names.length - atMost + 1} more`] : names
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
