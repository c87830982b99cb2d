interface Props {
  /** Of the rules; null: there are none. */
  zone: string | null
  now: Date
}

const clockIn = (timeZone: string | undefined, now: Date): string =>
  new Intl.DateTimeFormat('en', { timeZone, weekday: 'short', hour: 'numeric', minute: 'numeric' }).format(now)

/** Says whose clock is whose, where that of the rules, by which Baton's sentences go, is not the reader's. */
export const OtherClock = ({ zone, now }: Props) => {
  if (zone === null || clockIn(zone, now) === clockIn(undefined, now)) return null
  const place = zone.split('/').at(-1)?.replaceAll('_', ' ')
  return <p class="muted">Sentences tell times in {place} unless they name another place; all other times are yours.</p>
}
