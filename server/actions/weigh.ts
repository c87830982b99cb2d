import type { Rules, Topic } from '../routing/facts'
import { remember } from '../routing/remember'
import type { Conversation } from '../store/tables'
import { isOpen } from './fold'

/** Loads have two decimals, so that however often they are added up they come out alike. */
export const inHundredths = (load: number): number => Math.round(load * 100) / 100

const weightsOf = remember((topics: readonly Topic[]) => new Map(topics.map(({ name, weight }) => [name, weight])))

const weightOf = ({ topic }: Conversation, rules: Rules | null): number =>
  (topic !== null && rules ? weightsOf(rules.topics).get(topic) : undefined) ?? 1

const countsAs = ({ ownerId, isSnoozed, ...state }: Conversation, weight: number, rules: Rules | null): number => {
  if (!ownerId || !isOpen(state)) return 0
  const part = isSnoozed ? (rules?.snoozedWeight ?? 0) : 1
  return inHundredths(weight * part)
}

/** With what it weighs by its topic, and what of that its owner's open load counts. */
export const weighed = (conversation: Conversation, rules: Rules | null): Conversation => {
  const weight = weightOf(conversation, rules)
  return { ...conversation, weight, countsAs: countsAs(conversation, weight, rules) }
}
