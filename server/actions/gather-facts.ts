import type { TeammateId } from '../../shared/ids'
import type { ConversationFacts, Facts, Relations } from '../routing/facts'
import type { PastConversation } from '../store/conversations'
import type { Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { NewTrailRow } from '../store/trail'
import { hadToWait } from './change-owner'
import type { RulesInForce } from './desk'
import { isOpen } from './fold'
import type { Memory } from './memory'

/** A list tells who wrote from outside, but not what. */
const shownAsAuthor = ({ customerAddress }: Conversation): ConversationFacts['from'] =>
  customerAddress === null ? null : { name: null, address: customerAddress }

export const factsOf = (conversation: Conversation): ConversationFacts => ({
  id: conversation.id,
  subject: conversation.incoming?.subject ?? conversation.subject,
  preview: conversation.incoming?.preview ?? null,
  from: conversation.incoming ? conversation.incoming.from : shownAsAuthor(conversation),
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
  stoodStill: conversation.stoodStill,
  topicSetByPerson: conversation.topicSetByPerson,
  urgencySetByPerson: conversation.urgencySetByPerson,
  urgencyBefore: conversation.urgencyBefore,
  isWanted: conversation.isWanted,
  noOwnerReason: conversation.noOwnerReason,
  hadToWait: hadToWait(conversation),
  isWithEveryone: conversation.isWithEveryone,
})

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]

/** Who had it before and has it no more, the latest first. */
const ownersIn = (trail: readonly NewTrailRow[], ownerId: TeammateId | null): TeammateId[] => {
  const dropped = new Set(trail.flatMap(({ kind, undoesId }) => (kind === 'dropped' ? (undoesId ?? []) : [])))
  const made = trail.filter(({ id, kind }) => kind !== 'dropped' && !dropped.has(id))
  const had = made.flatMap(({ toId, fromId }) => [toId, fromId].filter((id) => id !== null))
  return unique(had).filter((id) => id !== ownerId)
}

const GIVES_AWAY: readonly NewTrailRow['kind'][] = ['handed', 'queued', 'escalated']

/** Handed on or put back by who had it, or never accepted; who took it from them in Missive is not known, so that counts too. */
const givesAway = ({ kind, fromId, toId, byId, timer }: NewTrailRow): boolean =>
  kind === 'released' ||
  timer?.kind === 'acceptance' ||
  (byId === fromId && toId !== fromId && GIVES_AWAY.includes(kind))

/** Unless it was undone or given back to them since. */
export const gaveAwayIn = (trail: readonly NewTrailRow[]): Relations['gaveAway'] => {
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

const othersOf = (history: readonly PastConversation[]): Pick<Relations, 'ownersOfOthers' | 'handledLast'> => {
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

function* relationsOf(memory: Memory, conversation: Conversation): Steps<Relations> {
  const trail = yield* memory.trailOf(conversation)
  return {
    owners: ownersIn(trail, conversation.ownerId),
    startedBy: conversation.startedById,
    ...othersOf(yield* memory.historyOf(conversation)),
    gaveAway: gaveAwayIn(trail),
  }
}

/** Everything that a decision may look at. */
export function* gatherFacts(memory: Memory, conversation: Conversation, { rules }: RulesInForce): Steps<Facts> {
  return {
    conversation: factsOf(conversation),
    rules,
    loads: memory.loads,
    relations: yield* relationsOf(memory, conversation),
    turns: memory.turns,
  }
}
