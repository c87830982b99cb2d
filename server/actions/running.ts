import type { SaidTimer } from '../../shared/timer'
import { sayLate, sayRunning } from '../routing/say-timer'
import { timersOf, toldAll } from '../routing/timers'
import type { Conversation } from '../store/tables'
import type { Desk } from './desk'
import { clockFactsOf } from './wind'

/** What its clock will do by itself, soonest first, unless somebody does something before. */
export const runningOf = (desk: Desk, conversation: Conversation): SaidTimer[] => {
  const rules = desk.rules()?.rules
  const facts = clockFactsOf(desk, conversation)
  if (!rules || !facts) return []
  const now = desk.clock()
  return timersOf(facts, rules, now)
    .filter(({ at }) => at > now)
    .map((timer) => {
      const sentence = sayRunning(timer, facts, conversation.ownerId, rules, now)
      return { kind: timer.kind, at: timer.at, sentence }
    })
}

/** Why somebody must look at what has an owner: the whole escalation chain was told in vain. Null: nobody must. */
export const sayUnanswered = (desk: Desk, conversation: Conversation): string | null => {
  const rules = desk.rules()?.rules
  const facts = clockFactsOf(desk, conversation)
  const end = rules && facts && toldAll(facts, rules)
  return end ? sayLate({ kind: end.timer, since: new Date(end.since) }, facts, false, rules, desk.clock()) : null
}
