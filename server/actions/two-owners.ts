import type * as z from 'zod/mini'
import type { TrailKind, TwoOwners, Unsettled } from '../../shared/api'
import type { TeammateId } from '../../shared/ids'
import { later, MINUTE } from '../clock'
import { sayList, sayMoment } from '../routing/spoken'
import type { Conversation, TrailRow } from '../store/tables'
import type { NewTrailRow } from '../store/trail'
import type { Desk } from './desk'
import { isOpen } from './fold'
import { personOf } from './person'

/** After so long it is for a manager to settle. */
export const OVERDUE_MS = 15 * MINUTE

/** Missive shows others beside the owner. */
const isShared = (conversation: Conversation): boolean => {
  const { ownerId, assignees, isWithEveryone, isFromBefore } = conversation
  if (!ownerId || isWithEveryone || isFromBefore || !isOpen(conversation)) return false
  return assignees.some((id) => id !== ownerId)
}

/** Missive shows others beside the owner, and no call is on its way that settles it. */
export const hasTwoOwners = (conversation: Conversation): boolean =>
  conversation.pendingHandoffId === null && isShared(conversation)

/** A call that is on its way may settle it, and starts nothing anew. */
export const twoOwnersSince = (conversation: Conversation, now: Date): Date | null => {
  if (!isShared(conversation)) return null
  return conversation.pendingHandoffId ? conversation.twoOwnersSince : (conversation.twoOwnersSince ?? now)
}

/** Who has it first. */
const ownersOf = (conversation: Conversation): TeammateId[] =>
  [conversation.ownerId, ...othersOf(conversation)].filter((id) => id !== null)

const othersOf = ({ assignees, ownerId }: Conversation): TeammateId[] => assignees.filter((id) => id !== ownerId)

/** Beside the owner, whom Baton added by itself. */
export const othersOfBaton = (conversation: Conversation): TeammateId[] =>
  othersOf(conversation).filter((id) => conversation.addedByBaton.includes(id))

const ONLY_SAYS: readonly TrailKind[] = ['asked', 'tried_again', 'dismissed']

/** Something was said, asked or looked after, and its owner stayed. */
export const isOnlySaid = ({ kind, fromId, toId }: NewTrailRow): boolean =>
  ONLY_SAYS.includes(kind) || (kind === 'escalated' && fromId === toId)

/** The latest change of owner, of a trail whose newest comes first; a note, a question or a call that was not made is none. */
export const latestChange = <Row extends NewTrailRow>(trail: readonly Row[]): Row | undefined =>
  trail.find((entry) => entry.kind !== 'noted' && entry.kind !== 'dropped' && !isOnlySaid(entry))

/** Those whom a call of ours was to remove, and whom Missive shows all the same: people can remove them there. */
export const leftToRemove = (conversation: Conversation, trail: readonly TrailRow[]): TeammateId[] => {
  const latest = latestChange(trail)
  if (!hasTwoOwners(conversation) || !latest || latest.kind === 'adopted') return []
  return latest.byId === null ? othersOfBaton(conversation) : othersOf(conversation)
}

export const sayTwoOwners = (desk: Desk, conversation: Conversation, now: Date): z.output<typeof TwoOwners> => {
  const since = conversation.twoOwnersSince ?? now
  const names = ownersOf(conversation).map((id) => personOf(desk, id).name)
  const at = sayMoment(since, now, desk.rules()?.rules.timeZone ?? 'UTC')
  return {
    since,
    sentence: `${sayList(names, 5)} ${names.length > 2 ? 'all' : 'both'} have it since ${at}. Choose one.`,
    needsAttention: later(since, OVERDUE_MS) <= now,
  }
}

/** Those that people have to settle, for managers. */
export const listTwoOwners = async (desk: Desk): Promise<z.output<typeof Unsettled>[]> => {
  const now = desk.clock()
  const rows = await desk.store.conversations.withTwoOwners(desk.store.db)
  return rows.map((row) => ({
    conversationId: row.id,
    subject: row.subject,
    owners: ownersOf(row).map((id) => personOf(desk, id)),
    ...sayTwoOwners(desk, row, now),
  }))
}
