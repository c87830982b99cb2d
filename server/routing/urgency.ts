import { Urgency } from '../../shared/decision'
import type { Account, Facts, Match, Rules, Topic } from './facts'
import { matching } from './match'
import { remember } from './remember'
import { sayEvidence, sayTopic, sentenceOf } from './why'

const LEVELS = Urgency.options

/** How soon a conversation needs an answer, and what made it so: "high since a person set it"; null: the default. */
export interface HowSoon {
  urgency: Urgency
  because: string | null
}

const isAbove = (a: Urgency, b: Urgency): boolean => LEVELS.indexOf(a) > LEVELS.indexOf(b)

const aStepAbove = (urgency: Urgency): Urgency => LEVELS[LEVELS.indexOf(urgency) + 1] ?? urgency

const raisesOf = remember(({ urgency }: Rules): Match[] => urgency.raise.map(({ when }) => when))

const escalationWordsOf = remember(({ escalation }: Rules): Match[] =>
  escalation.words.length > 0 ? [{ words: escalation.words }] : [],
)

/** What in the mail suggests to escalate it, in a sentence; null: nothing. Moves nothing by itself. */
export const saysEscalate = (facts: Facts): string | null => {
  const [found] = matching(escalationWordsOf(facts.rules), facts, 'from')
  return found ? sentenceOf(`${sayEvidence(found.evidence)}: think of escalating it`) : null
}

/** The highest that anything asks for: topic, account and rules raise it, never lower it. A person's word stands. */
export const urgencyOf = (facts: Facts, topic: Topic | null, account: Account | null): HowSoon => {
  const { conversation, rules } = facts
  if (conversation.urgencySetByPerson) return { urgency: conversation.urgencySetByPerson, because: 'a person set it' }
  let highest: HowSoon = { urgency: rules.urgency.default, because: null }
  const raise = (urgency: Urgency | null | undefined, because: () => string) => {
    if (urgency && isAbove(urgency, highest.urgency)) highest = { urgency, because: because() }
  }
  if (topic) raise(topic.urgency, () => `the topic ${sayTopic(topic.name)} asks for it`)
  if (account) raise(account.urgency, () => `the account ${account.name} asks for it`)
  for (const { index, evidence } of matching(raisesOf(rules), facts, 'from'))
    raise(rules.urgency.raise[index]?.to, () => sayEvidence(evidence))
  for (const { evidence } of matching(escalationWordsOf(rules), facts, 'from'))
    raise(aStepAbove(highest.urgency), () => sayEvidence(evidence))
  raise(conversation.urgencyBefore, () => 'an earlier message made it so')
  return highest
}
