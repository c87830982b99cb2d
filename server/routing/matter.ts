import type { MatchedTopic, Urgency } from '../../shared/decision'
import { dueAt } from './deadline'
import type { Facts, Rules, Team, Topic } from './facts'
import { firstMatch } from './match'
import { remember } from './remember'
import { isSpread, membersOf, teamByName, workingTimeOf } from './roster'
import { sayMoment, sayZone } from './spoken'
import { sayEvidence, sentenceOf } from './why'

/** What a conversation is about, how soon it needs an answer, and whose it is. */
export interface Matter {
  topic: MatchedTopic | null
  urgency: Urgency
  /** Null: nobody waits, or its target counts working time and nobody ever works. */
  dueAt: Date | null
  /** Null: no team that Baton routes for. */
  team: Team | null
  /** Why this team: "Billing gets refund mail". */
  because: string
}

const matchesOf = remember((topics: readonly Topic[]) => topics.map(({ match }) => match))

const topicOf = ({ conversation, rules }: Facts): { topic: Topic; matched: MatchedTopic } | null => {
  const match = firstMatch(matchesOf(rules.topics), conversation, 'from')
  const topic = match && rules.topics[match.index]
  return topic ? { topic, matched: { name: topic.name, evidence: match.evidence, needs: topic.needs } } : null
}

const teamOf = ({ conversation, rules }: Facts, topic: Topic | null): { team: Team | null; because: string } => {
  const named = teamByName(rules, topic?.team ?? null)
  if (named && topic) return { team: named, because: `${named.label} gets ${topic.name.replaceAll('_', ' ')} mail` }
  const own = rules.teams.find(({ missiveTeamId }) => missiveTeamId === conversation.missiveTeamId)
  if (own) return { team: own, because: `it came to ${own.label}` }
  const general = teamByName(rules, rules.generalTeam)
  if (general) return { team: general, because: `${general.label} takes what no other team gets` }
  return { team: null, because: 'no team that Baton routes for has it' }
}

const due = ({ conversation, rules }: Facts, urgency: Urgency, team: Team | null): Date | null => {
  if (!conversation.waitingSince) return null
  const working = team ? workingTimeOf(rules, team) : { schedules: [], timeZone: rules.timeZone }
  return dueAt(rules.urgency.targets[urgency], conversation.waitingSince, working)
}

/** Gate 1: topic, urgency, due moment and team. A topic's team wins over the one whose inbox the conversation is in. */
export const matterOf = (facts: Facts): Matter => {
  const found = topicOf(facts)
  const urgency = facts.rules.urgency.default
  const { team, because } = teamOf(facts, found?.topic ?? null)
  return { topic: found?.matched ?? null, urgency, dueAt: due(facts, urgency, team), team, because }
}

/**
 * The due moment in the zone of the rules: "Mon 11:00", with the place where the team's people live by other clocks.
 */
export const sayDue = (moment: Date, team: Team, rules: Rules, now: Date): string => {
  const members = membersOf(rules, team)
  const isElsewhere = isSpread(members) || members.some(({ schedule }) => schedule.timeZone !== rules.timeZone)
  return sayMoment(moment, now, rules.timeZone) + (isElsewhere ? ` in ${sayZone(rules.timeZone)}` : '')
}

/** "“charged twice” in the subject; Billing gets refund mail; normal urgency, first response due Mon 11:00." */
export const sayMatter = ({ topic, because, urgency, dueAt, team }: Matter, rules: Rules, now: Date): string => {
  const promise = dueAt && team ? `, first response due ${sayDue(dueAt, team, rules, now)}` : ''
  return sentenceOf(...(topic ? [sayEvidence(topic.evidence)] : []), because, `${urgency} urgency${promise}`)
}
