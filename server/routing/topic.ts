import type { MatchedTopic } from '../../shared/decision'
import type { Facts, Topic } from './facts'
import { firstMatch } from './match'
import { remember } from './remember'

/** A topic of the rules, and what speaks for it. */
export interface FoundTopic {
  topic: Topic
  matched: MatchedTopic
}

const matchesOf = remember((topics: readonly Topic[]) => topics.map(({ match }) => match))

const found = (topic: Topic, evidence: MatchedTopic['evidence']): FoundTopic => ({
  topic,
  matched: { name: topic.name, evidence, needs: topic.needs, templates: [...topic.templates] },
})

/** The topic that a person set, as long as the rules have it; else the first that matches; null: none. */
export const topicOf = (facts: Facts): FoundTopic | null => {
  const { conversation, rules } = facts
  const set = conversation.topicSetByPerson
    ? rules.topics.find(({ name }) => name === conversation.topicSetByPerson)
    : undefined
  if (set) return found(set, [{ where: 'a person', text: set.name }])
  const match = firstMatch(matchesOf(rules.topics), facts, 'from')
  const topic = match && rules.topics[match.index]
  return topic ? found(topic, match.evidence) : null
}
