import type { Acknowledgement, TrailKind } from '../../shared/api'
import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Note } from '../../shared/note'
import type { Db, Steps } from '../store/database'
import type { Owed } from '../store/outbox'
import type { Conversation, OwedCall, TrailRow } from '../store/tables'
import type { NewTrailRow } from '../store/trail'
import type { Books } from './books'
import type { Desk } from './desk'

/** Smaller goes first. */
export const PRIORITY = { people: 0, urgent: 1, routed: 2, notices: 3 } as const

export interface OwnerChange {
  id: HandoffId
  kind: TrailKind
  /** Null: nobody owns it afterwards, or nobody alone. */
  to: TeammateId | null
  /** Null: Baton itself, or unknown. */
  by: TeammateId | null
  why: string
  note: Note | null
  drafted: (keyof Note)[]
  acknowledged: Acknowledgement[]
  decisionId: string | null
  undoesId: HandoffId | null
  /** What led to it by itself; left out: a person, or a decision. */
  timer?: TrailRow['timer']
  /** Who is asked, while the owner stays. */
  askedId?: TeammateId
  /** Whose absence moves it. */
  coversId?: TeammateId | null
  /** Null: Missive shows it already. */
  owed: { call: OwedCall; priority: number } | null
}

/** Fields of a conversation that say why it has no owner; cleared when it has one. */
export const NOT_WAITING = {
  waitStatus: null,
  waitSentence: null,
  leaveReason: null,
  decideAgainAt: null,
  waitsForRoomOf: [] as TeammateId[],
  isWithEveryone: false,
} as const

/**
 * One change of owner: row, counters, trail and the call owed to Missive. What was still owed for this conversation is
 * dropped: the later choice stands. `values` are written with it.
 */
export function* changeOwner(
  desk: Desk,
  tx: Db,
  books: Books,
  before: Conversation,
  change: OwnerChange,
  values: Partial<Conversation>,
  now: Date,
): Steps<void> {
  const { store } = desk
  if (before.pendingHandoffId) yield* store.outbox.overtake(tx, before.id, now, 'A later choice took its place.')
  const after: Conversation = {
    ...before,
    ...(change.to ? NOT_WAITING : {}),
    addedByBaton: change.by ? before.addedByBaton.filter((id) => id !== change.to) : before.addedByBaton,
    unownedSince: change.to ? null : now,
    noteMissing: null,
    ownerSince: change.to ? now : null,
    unacceptedSince: isToBeAccepted(desk, change) ? now : null,
    quickSince: null,
    noOwnerReason: null,
    unheard: null,
    decisionId: change.decisionId,
    ...values,
    ownerId: change.to,
    pendingHandoffId: change.owed ? change.id : null,
    updatedAt: now,
  }
  books.keep(after)
  if (change.to && change.to !== before.ownerId)
    books.giveWork(change.to, now, hadToWait(before) || change.timer !== undefined)
  if (change.to && before.waitStatus) books.plan({ kind: 'decide', subjectId: before.id, dueAt: null, rank: 0 })
  books.trailed(trailOf(before, change, now))
  if (change.owed) books.owe(owedFor(before, after, change, change.owed, now))
}

const owedFor = (
  before: Conversation,
  { routingTeam }: Conversation,
  { id, to, by }: OwnerChange,
  { call, priority }: NonNullable<OwnerChange['owed']>,
  now: Date,
): Owed => {
  const replaces = by === null && before.ownerId && before.ownerId !== to ? { replaces: before.ownerId } : {}
  return { handoffId: id, lane: before.id, priority, team: routingTeam, call: { ...call, ...replaces }, createdAt: now }
}

const GIVEN: readonly TrailKind[] = ['routed', 'handed', 'escalated']

/** Somebody else gave it to them, and the rules ask for a sign that they have seen it. */
const isToBeAccepted = (desk: Desk, { kind, to, by }: OwnerChange): boolean =>
  to !== null && to !== by && GIVEN.includes(kind) && (desk.rules()?.rules.clock.acceptWithin ?? null) !== null

/** An earlier decision left it in the queue. */
export const hadToWait = ({ waitStatus, decisionId }: Pick<Conversation, 'waitStatus' | 'decisionId'>): boolean =>
  decisionId !== null && (waitStatus === 'waiting' || waitStatus === 'needs attention' || waitStatus === 'paused')

const trailOf = (before: Conversation, change: OwnerChange, now: Date): NewTrailRow => {
  const { id, kind, by, why, drafted, acknowledged, decisionId, undoesId, askedId, coversId, timer } = change
  const note = change.note && { ...change.note, byWhen: change.note.byWhen?.toISOString() ?? null }
  return {
    id,
    conversationId: before.id,
    at: now,
    kind,
    fromId: before.ownerId,
    toId: change.to,
    byId: by,
    why,
    note,
    drafted,
    acknowledged,
    decisionId,
    undoesId,
    timer: timer ?? null,
    askedId: askedId ?? null,
    coversId: coversId ?? null,
  }
}
