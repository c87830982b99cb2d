import { tMore } from '../text/more'
import { sayPassed } from './moments'

const MINUTE_MS = 60_000

/** "just now", "4 min ago". */
export const sayAgo = (moment: Date, now: Date): string => {
  const { ago, justNow } = tMore().trail
  return +now - +moment < MINUTE_MS ? justNow : ago(sayPassed(moment, now))
}
