import type { TeammateId } from '../../shared/ids'
import type { ConversationFacts, Facts, Relations } from '../routing/facts'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation, TrailRow } from '../store/tables'
import type { Books } from './books'
import { hadToWait } from './change-owner'
import type { Desk, RulesInForce } from './desk'
import { isOpen } from './fold'

/** Of a conversation's trail, and of a customer's other conversations, so many of the latest are looked at. */
const LATEST = 50

export const factsOf = (conversation: Conversation): ConversationFacts => ({
  id: conversation.id,
  subject: conversation.incoming?.subject ?? conversation.subject,
  preview: conversation.incoming?.preview ?? null,
  from: conversation.incoming?.from ?? null,
  replyTo: conversation.incoming?.replyTo ?? [],
  to: conversation.incoming?.to ?? [],
  labels: conversation.labels,
  channel: conversation.channel,
  language: conversation.language,
  messages: conversation.messages,
  wasReopened: conversation.wasReopened,
  receivedAt: conversation.lastIncomingAt,
  missiveTeamId: conversation.missiveTeamId,
  ownerId: conversation.ownerId,
  isClosed: conversation.isClosed,
  isTrashed: conversation.isTrashed,
  isJunk: conversation.isJunk,
  isPrivate: conversation.isPrivate,
  waitingSince: conversation.waitingSince,
  topicSetByPerson: conversation.topicSetByPerson,
  urgencySetByPerson: conversation.urgencySetByPerson,
  urgencyBefore: conversation.urgencyBefore,
  isWanted: conversation.isWanted,
  hadToWait: hadToWait(conversation),
  isWithEveryone: conversation.isWithEveryone,
})

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]

/** Who had it before and has it no more, the latest first. */
const ownersIn = (trail: readonly TrailRow[], ownerId: TeammateId | null): TeammateId[] =>
  unique(trail.flatMap(({ toId, fromId }) => [toId, fromId].filter((id) => id !== null))).filter((id) => id !== ownerId)

const GIVES_AWAY: readonly TrailRow['kind'][] = ['handed', 'queued', 'escalated']

/** Handed on or put back by who had it; who took it from them in Missive is not known, so that counts too. */
const givesAway = ({ kind, fromId, byId }: TrailRow): boolean =>
  kind === 'released' || (byId === fromId && GIVES_AWAY.includes(kind))

/** Unless it was undone or given back to them since. */
const gaveAwayIn = (trail: readonly TrailRow[]): Relations['gaveAway'] => {
  const undone = new Set(trail.flatMap(({ undoesId }) => undoesId ?? []))
  const returned = new Set<TeammateId>()
  const gaveAway: { teammateId: TeammateId; at: Date }[] = []
  for (const entry of trail) {
    const { id, kind, fromId, toId, at } = entry
    if (kind === 'given_back' && toId) returned.add(toId)
    if (fromId && givesAway(entry) && !undone.has(id) && !returned.has(fromId))
      gaveAway.push({ teammateId: fromId, at })
  }
  return gaveAway
}

const othersOf = (history: readonly Conversation[]): Pick<Relations, 'ownersOfOthers' | 'handledLast'> => {
  const owned = history.flatMap((other) =>
    other.ownerId ? [{ teammateId: other.ownerId, at: other.lastActivityAt, isOpen: isOpen(other) }] : [],
  )
  const last = owned.find((other) => !other.isOpen)
  return {
    ownersOfOthers: owned
      .filter((other) => other.isOpen)
      .map(({ teammateId, at }) => ({ teammateId, lastActivityAt: at })),
    handledLast: last ? { teammateId: last.teammateId, at: last.at } : null,
  }
}

function* relationsOf({ store }: Desk, tx: Db, conversation: Conversation): Steps<Relations> {
  const { id, customerAddress, ownerId, startedById } = conversation
  const trail = yield* run(store.trail.of(tx, id, LATEST))
  const history = customerAddress ? yield* run(store.conversations.historyOf(tx, customerAddress, id, LATEST)) : []
  return {
    owners: ownersIn(trail, ownerId),
    startedBy: startedById,
    ...othersOf(history),
    gaveAway: gaveAwayIn(trail),
  }
}

/** Everything that a decision may look at. */
export function* gatherFacts(
  desk: Desk,
  tx: Db,
  conversation: Conversation,
  books: Pick<Books, 'loads' | 'turns'>,
  inForce: RulesInForce,
): Steps<Facts> {
  return {
    conversation: factsOf(conversation),
    rules: inForce.rules,
    loads: books.loads,
    relations: yield* relationsOf(desk, tx, conversation),
    turns: books.turns,
  }
}
