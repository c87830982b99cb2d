import { locale } from './language'

const KINDS = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  weekday: { weekday: 'short' },
  day: { day: 'numeric', month: 'short' },
  dayOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const made = new Map<string, Intl.DateTimeFormat>()

/** A moment in the reader's language and zone. */
export const format = (kind: keyof typeof KINDS, moment: Date): string => {
  const key = `${locale()} ${kind}`
  const known = made.get(key) ?? new Intl.DateTimeFormat(locale(), KINDS[kind])
  made.set(key, known)
  return known.format(moment)
}
