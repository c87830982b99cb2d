import type { Authority, MatchedTopic, Urgency } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import { accountOf } from './accounts'
import type { Account, Facts, Rules, Team, Topic } from './facts'
import { isAtWork } from './presence'
import { promiseOf } from './promise'
import { commonZone, membersOf, teamByName } from './roster'
import { sayMomentIn } from './spoken'
import { topicOf } from './topic'
import { urgencyOf } from './urgency'
import { sayEvidence, sayTopic, sentenceOf } from './why'

/** One person who alone may have it, until its target nears. */
export interface Required {
  teammateId: TeammateId
  chosenBy: 'the topic' | 'known teammate'
  /** Reads on after the name: "looks after acme.example". */
  because: string
}

/** What a conversation is about, how soon it needs an answer, what its owner must have, and whose it is. */
export interface Matter {
  topic: MatchedTopic | null
  account: Account | null
  urgency: Urgency
  /** What made it more urgent than most; null: nothing. */
  urgent: string | null
  weight: number
  authority: Authority
  skill: string | null
  language: string | null
  /** Null: nobody waits, or its target counts working time and nobody ever works. */
  dueAt: Date | null
  nearsAt: Date | null
  /** Null: no team that Baton routes for. */
  team: Team | null
  /** Why this team: "Billing gets refund mail". */
  because: string
  /** Teams of which the first gets it where somebody is at work, when there are several. */
  choices: readonly Team[]
  required: Required | null
}

type Whose = Pick<Matter, 'team' | 'because' | 'choices'>

/** Whether somebody of the team is at work. */
export const worksNow = (team: Team, rules: Rules, now: Date): boolean =>
  membersOf(rules, team).some((member) => isAtWork(member, now))

/** Of several the first where somebody is at work, else the first. */
const teamOfTopic = ({ rules }: Facts, topic: Topic, now: Date): Whose | null => {
  const teams = topic.teams.flatMap((name) => teamByName(rules, name) ?? [])
  const [first] = teams
  if (!first) return null
  const because = (team: Team) => `${team.label} gets ${sayTopic(topic.name)} mail`
  if (teams.length === 1) return { team: first, because: because(first), choices: [] }
  const atWork = teams.find((team) => worksNow(team, rules, now))
  const said =
    atWork && atWork !== first
      ? `${because(atWork)} while nobody of ${first.label} is at work`
      : because(atWork ?? first)
  return { team: atWork ?? first, because: said, choices: teams }
}

const teamOfAccount = ({ rules }: Facts, account: Account | null): Whose | null => {
  const team = account && teamByName(rules, account.team)
  return team ? { team, because: `${team.label} looks after ${account.name}`, choices: [] } : null
}

/** An account that requires its team comes first, then the topic, the account, the inbox, and who takes the rest. */
const whose = (facts: Facts, topic: Topic | null, account: Account | null, now: Date): Whose => {
  const { conversation, rules } = facts
  const byAccount = teamOfAccount(facts, account)
  const byTopic = topic && teamOfTopic(facts, topic, now)
  const named = account?.mode === 'require' ? (byAccount ?? byTopic) : (byTopic ?? byAccount)
  if (named) return named
  const own = rules.teams.find(({ missiveTeamId }) => missiveTeamId === conversation.missiveTeamId)
  if (own) return { team: own, because: `it came to ${own.label}`, choices: [] }
  const general = teamByName(rules, rules.generalTeam)
  if (general) return { team: general, because: `${general.label} takes what no other team gets`, choices: [] }
  return { team: null, because: 'no team that Baton routes for has it', choices: [] }
}

const requiredOf = (topic: Topic | null, account: Account | null): Required | null => {
  if (account?.mode === 'require' && account.owner)
    return { teammateId: account.owner, chosenBy: 'known teammate', because: `looks after ${account.name}` }
  if (topic?.owner)
    return { teammateId: topic.owner, chosenBy: 'the topic', because: `gets ${sayTopic(topic.name)} mail` }
  return null
}

/** Gate 1: topic, account, urgency, due moment and team. */
export const matterOf = (facts: Facts, now: Date): Matter => {
  const found = topicOf(facts)
  const topic = found?.topic ?? null
  const account = accountOf(facts)
  const { urgency, because: urgent } = urgencyOf(facts, topic, account)
  const { team, because, choices } = whose(facts, topic, account, now)
  return {
    topic: found?.matched ?? null,
    account,
    urgency,
    urgent,
    weight: topic?.weight ?? 1,
    authority: topic?.authority ?? 'agent',
    skill: topic?.skill ?? null,
    language: facts.conversation.language,
    ...promiseOf(facts.conversation, urgency, team, facts.rules),
    team: team && topic?.method ? { ...team, method: topic.method } : team,
    because,
    choices,
    required: requiredOf(topic, account),
  }
}

/**
 * The due moment in the zone of the rules: "Mon 11:00", with the place where the team's people live by other clocks.
 */
export const sayDue = (moment: Date, team: Team, rules: Rules, now: Date): string =>
  sayMomentIn(rules.timeZone, commonZone(membersOf(rules, team)), moment, now)

/** "“charged twice” in the subject; Billing gets refund mail; normal urgency, first response due Mon 11:00." */
export const sayMatter = (matter: Matter, rules: Rules, now: Date): string => {
  const { topic, because, urgency, urgent, dueAt, team } = matter
  const soon = urgency === 'urgent' ? urgency : `${urgency} urgency`
  const promise = dueAt && team ? `, first response due ${sayDue(dueAt, team, rules, now)}` : ''
  const reason = urgent ? ` (${urgent})` : ''
  return sentenceOf(...(topic ? [sayEvidence(topic.evidence)] : []), because, `${soon}${reason}${promise}`)
}

/** Whether the first response is late. */
export const isLate = ({ dueAt }: Pick<Matter, 'dueAt'>, now: Date): boolean => dueAt !== null && dueAt <= now

/** Whether the target nears, or is past. */
export const isNear = ({ nearsAt }: Matter, now: Date): boolean => nearsAt !== null && nearsAt <= now
