import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Happening, Snapshot } from '../missive/snapshot'
import type { Conversation } from '../store/tables'

/** The owner that a call of ours brings, once it has gone out. */
export interface Expected {
  handoffId: HandoffId
  /** Several: everyone was asked at once. */
  owners: readonly TeammateId[]
  /** Missive was seen to follow it, or a later choice stands: shown again, it may be a webhook that came late. */
  isFollowed: boolean
  /** Missive was seen to follow it, and nothing it told since is in doubt: who is added again after that, a person added. */
  wasSeen: boolean
  /** No person asked for it. */
  isBatons: boolean
}

export interface FoldedPeople {
  values: Pick<Conversation, 'assignees' | 'ownerId' | 'pendingHandoffId' | 'addedByBaton'>
  followed: HandoffId | null
  /** Undefined: nobody changed the owner there. */
  ownerSetInMissive: TeammateId | null | undefined
  isDoubtful: boolean
}

/** Only these tell of assignees for sure: any other payload may be older than the latest change. */
const TELLS_ASSIGNEES = ['assignees', 'team', 'read']

/** Missive shows whom a call of ours assigned. */
const isFollowedBy = (owners: readonly TeammateId[], assignees: readonly TeammateId[]) =>
  owners.length > 0 ? owners.every((owner) => assignees.includes(owner)) : assignees.length === 0

const sameSet = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id) => b.includes(id))

/**
 * Who is assigned and who owns it, after a payload. A person's choice beats Baton's, among people the later one: whom
 * somebody adds in Missive owns it, also beside others.
 */
export const foldAssignees = (
  known: Conversation,
  { assignees }: Snapshot,
  { kind }: Happening,
  expected: readonly Expected[],
  isFirst: boolean,
): FoldedPeople => {
  const { ownerId, pendingHandoffId, addedByBaton } = known
  const unchanged: FoldedPeople = {
    values: { assignees: known.assignees, ownerId, pendingHandoffId, addedByBaton },
    followed: null,
    ownerSetInMissive: undefined,
    isDoubtful: false,
  }
  if (assignees === null) return unchanged
  const added = whoAdded(known, assignees, expected)
  const followed = expected.findLast(({ owners, isFollowed }) => !isFollowed && isFollowedBy(owners, assignees))
  if (followed) {
    // An earlier call of ours shows while a later one is still to come: the later choice stands.
    const isLatest = followed.handoffId === pendingHandoffId
    const isTold = TELLS_ASSIGNEES.includes(kind) || added.byPeople.length === 0
    const shown = isTold ? assignees : assignees.filter((id) => !added.byPeople.includes(id))
    const chosen = isTold && followed.isBatons ? added.byPeople[0] : undefined
    const pending = isLatest || chosen ? null : pendingHandoffId
    return {
      values: { assignees: shown, ownerId: chosen ?? ownerId, pendingHandoffId: pending, addedByBaton: added.byBaton },
      followed: followed.handoffId,
      ownerSetInMissive: chosen,
      isDoubtful: !isTold,
    }
  }
  if (sameSet(assignees, known.assignees) && !isFirst) return unchanged
  if (!isFirst && !TELLS_ASSIGNEES.includes(kind)) return { ...unchanged, isDoubtful: true }
  const isLate = expected.some(({ owners, isFollowed }) => isFollowed && sameSet(assignees, owners))
  if (isLate && kind !== 'read') return { ...unchanged, isDoubtful: true }
  const owner = added.byPeople[0] ?? ownerAmong(known, assignees)
  return {
    values: {
      assignees,
      ownerId: owner,
      pendingHandoffId: owner === ownerId ? pendingHandoffId : null,
      addedByBaton: added.byBaton,
    },
    followed: null,
    ownerSetInMissive: owner === ownerId ? undefined : owner,
    isDoubtful: kind !== 'read' && misses(known, assignees, expected),
  }
}

/** It lacks somebody whom a call of ours was seen to add: a person removed them, or it is older than that call. */
const misses = (known: Conversation, assignees: readonly TeammateId[], expected: readonly Expected[]): boolean =>
  expected.some(
    ({ owners, wasSeen }) => wasSeen && owners.some((id) => known.assignees.includes(id) && !assignees.includes(id)),
  )

/** Whom a call of ours does not explain, a person added; of those who stay it is known from before. */
const whoAdded = (known: Conversation, assignees: readonly TeammateId[], expected: readonly Expected[]) => {
  const unseen = expected.filter(({ wasSeen }) => !wasSeen)
  const isOurs = (id: TeammateId) => unseen.some(({ owners }) => owners.includes(id))
  const isBatons = (id: TeammateId) => unseen.some(({ owners, isBatons }) => isBatons && owners.includes(id))
  const isNew = (id: TeammateId) => !known.assignees.includes(id)
  return {
    byPeople: assignees.filter((id) => isNew(id) && !isOurs(id)),
    byBaton: assignees.filter((id) => (isNew(id) ? isBatons(id) : known.addedByBaton.includes(id))),
  }
}

/** Nobody new: the owner stays; where they were removed, whom people chose comes before whom Baton added. */
export const ownerAmong = (known: Conversation, assignees: readonly TeammateId[]): TeammateId | null => {
  if (known.ownerId && assignees.includes(known.ownerId)) return known.ownerId
  if (known.isWithEveryone && assignees.length > 1) return null
  return assignees.find((id) => !known.addedByBaton.includes(id)) ?? assignees[0] ?? null
}
