import type { Schedule, Weekday } from './facts'
import { WEEKDAYS } from './hours'

const NAMES: Readonly<Record<Weekday, string>> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
}

const clock = (minute: number): string => {
  const inDay = minute > 1440 ? minute - 1440 : minute
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`
}

const hoursOn = ({ spans }: Schedule, day: Weekday): string =>
  spans
    .filter((span) => span.day === day)
    .toSorted((a, b) => a.startMinute - b.startMinute)
    .map(({ startMinute, endMinute }) => `${clock(startMinute)}–${clock(endMinute)}`)
    .join(', ')

/** A weekly plan as people write it: "Mon–Fri 09:00–17:00; Sat 10:00–13:00". Empty: never there. */
export const sayWeek = (schedule: Schedule): string => {
  const stretches: { first: Weekday; last: Weekday; hours: string }[] = []
  for (const [index, day] of WEEKDAYS.entries()) {
    const hours = hoursOn(schedule, day)
    const before = stretches.at(-1)
    if (before && before.hours === hours && before.last === WEEKDAYS[index - 1]) before.last = day
    else stretches.push({ first: day, last: day, hours })
  }
  return stretches
    .filter(({ hours }) => hours !== '')
    .map(({ first, last, hours }) => `${NAMES[first]}${first === last ? '' : `–${NAMES[last]}`} ${hours}`)
    .join('; ')
}
