import { MINUTE_MS, wallClock } from '../routing/wall-clock'

const twoDigits = (number: number) => String(number).padStart(2, '0')

/** A moment as the document writes one: "2026-11-23T10:00+01:00", with seconds where it has some. */
export const sayInstant = (moment: Date, zone: string): string => {
  const wallMs = wallClock(+moment, zone)
  const offsetMinutes = Math.round((wallMs - +moment) / MINUTE_MS)
  const [sign, ahead] = [offsetMinutes < 0 ? '-' : '+', Math.abs(offsetMinutes)]
  const text = new Date(wallMs).toISOString().slice(0, 19)
  const time = text.endsWith(':00') ? text.slice(0, 16) : text
  return `${time}${sign}${twoDigits(Math.floor(ahead / 60))}:${twoDigits(ahead % 60)}`
}
