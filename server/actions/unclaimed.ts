import type * as z from 'zod/mini'
import type { Proposal } from '../../shared/api'
import type { Decision } from '../../shared/decision'
import type { ConversationId } from '../../shared/ids'
import { accountOf } from '../routing/accounts'
import type { ConversationFacts, Facts, Rules } from '../routing/facts'
import { topicOf } from '../routing/topic'
import type { Db, Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { UnclaimedKind } from '../store/unclaimed'
import type { Desk } from './desk'
import { factsOf } from './gather-facts'
import { domainOf, subjectWords } from './subject-words'

/** So much is remembered, the latest. */
export const UNCLAIMED_KEPT = 5_000
/** What comes less often is chance. */
const PROPOSED_FROM = 3
const PROPOSED = 20

/** What conditions look at, of somebody nobody knows. */
const mailOf = (conversation: ConversationFacts, rules: Rules): Facts => ({
  conversation,
  rules,
  loads: {},
  relations: { owners: [], startedBy: null, ownersOfOthers: [], handledLast: null, gaveAway: [] },
  turns: {},
})

/** Counts mail that the general team gets because no topic or account says otherwise, by its sender and its subject. */
export function* countUnclaimed(
  { store, clock, rules }: Desk,
  tx: Db,
  conversation: Conversation,
  { topic, team }: Decision,
): Steps<void> {
  const inForce = rules()?.rules
  if (!inForce || topic || team === null || team.name !== inForce.generalTeam) return
  const facts = factsOf(conversation)
  if (accountOf(mailOf(facts, inForce))?.team) return
  const domain = domainOf(facts.from)
  const words = subjectWords(facts.subject, facts.from)
  yield* store.unclaimed.count(
    tx,
    [
      ...(domain ? [{ kind: 'domain' as const, text: domain }] : []),
      ...words.map((text) => ({ kind: 'word' as const, text })),
    ],
    clock(),
  )
}

const EMPTY: ConversationFacts = {
  id: '' as ConversationId,
  subject: null,
  preview: null,
  from: null,
  replyTo: [],
  to: [],
  labels: [],
  channel: null,
  language: null,
  messages: 1,
  wasReopened: false,
  receivedAt: null,
  missiveTeamId: null,
  ownerId: null,
  isClosed: false,
  isTrashed: false,
  isJunk: false,
  isPrivate: false,
  waitingSince: null,
  stoodStill: [],
  topicSetByPerson: null,
  urgencySetByPerson: null,
  urgencyBefore: null,
  isWanted: false,
  noOwnerReason: null,
  hadToWait: false,
  isWithEveryone: false,
}

const mailWith = (kind: UnclaimedKind, text: string): ConversationFacts =>
  kind === 'word' ? { ...EMPTY, subject: text } : { ...EMPTY, from: { name: null, address: `somebody@${text}` } }

/** The rules have changed since it was counted. */
const isClaimed = (kind: UnclaimedKind, text: string, rules: Rules): boolean => {
  const facts = mailOf(mailWith(kind, text), rules)
  return topicOf(facts) !== null || accountOf(facts)?.team != null
}

/** What keeps coming and still has no topic, the most frequent first. */
export const proposalsOf = async (
  { store, rules }: Desk,
  kind: UnclaimedKind,
): Promise<z.output<typeof Proposal>[]> => {
  const inForce = rules()?.rules
  if (!inForce) return []
  const rows = await store.unclaimed.top(store.db, kind, PROPOSED_FROM, UNCLAIMED_KEPT)
  return rows
    .filter(({ text }) => !isClaimed(kind, text, inForce))
    .slice(0, PROPOSED)
    .map(({ text, count, lastAt }) => ({ text, count, lastAt }))
}
