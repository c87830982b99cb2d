import type { Rules } from '../routing/facts'
import type { Conversation } from '../store/tables'
import { isOpen } from './fold'

/** Loads have two decimals, so that however often they are added up they come out alike. */
export const inHundredths = (load: number): number => Math.round(load * 100) / 100

/** What a conversation counts as in its owner's open load. */
export const countsAs = (conversation: Conversation, rules: Rules | null): number => {
  if (!conversation.ownerId || !isOpen(conversation)) return 0
  const part = conversation.isSnoozed ? (rules?.snoozedWeight ?? 0) : 1
  return inHundredths(conversation.weight * part)
}
