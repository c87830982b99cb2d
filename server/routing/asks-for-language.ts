import type { Match, Rules } from './facts'
import { remember } from './remember'

const names = ({ language, any = [], all = [], not }: Match): boolean =>
  language !== undefined || [...any, ...all, ...(not ? [not] : [])].some(names)

/** Whether it matters to these rules in which language a mail is written. The detector takes memory, so others do without. */
export const asksForLanguage = remember(({ teammates, topics, urgency, noOwnerNeeded }: Rules): boolean => {
  const matches = [...topics.map(({ match }) => match), ...urgency.raise.map(({ when }) => when), ...noOwnerNeeded]
  return teammates.some(({ languages }) => languages !== null) || matches.some(names)
})
