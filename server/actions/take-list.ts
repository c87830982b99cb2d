import type { ConversationId } from '../../shared/ids'
import { DAY, later, SECOND } from '../clock'
import type { Snapshot } from '../missive/snapshot'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { type Asked, newerThan } from './asked'
import { atDesk, type Books } from './books'
import type { Desk } from './desk'
import { type Difference, differences, missedIn } from './differences'
import { fold, isOpen } from './fold'
import { receive } from './receive'

/** What was closed longer ago, and is not known, tells nothing that routing needs. */
const HISTORY_MS = 30 * DAY
/** What happened so lately may still be told. */
const ON_ITS_WAY_MS = 20 * SECOND

const READ = { kind: 'read' } as const

export interface Listed {
  snapshots: readonly Snapshot[]
  asked: Asked
  /** What is unknown and was last active before was there before Baton. */
  importedAt: Date
  /**
   * `import`: nothing was known, so nothing is repaired. `start`: Baton was down, so that webhooks are missing is no wonder.
   * `running`: what happened a moment ago is left to its webhook.
   */
  during: 'import' | 'start' | 'running'
}

export interface Repaired {
  id: ConversationId
  found: Difference[]
}

/** Takes over what a list shows otherwise than it is known; returns what that was. */
export const takeList = (desk: Desk, listed: Listed) =>
  atDesk(desk, function* (tx, books): Steps<Repaired[]> {
    const { store, clock } = desk
    const now = clock()
    const isImport = listed.during === 'import'
    const ids = listed.snapshots.map(({ id }) => id)
    const known = books.takeOver(ids.length > 0 ? yield* run(store.conversations.findMany(tx, ids)) : [])
    const newer = yield* newerThan(desk, tx, ids, known, listed.asked)
    const byId = new Map(known.map((conversation) => [conversation.id, conversation]))
    const asKnown: ConversationId[] = []
    const repaired: Repaired[] = []
    for (const snapshot of listed.snapshots) {
      if (newer.has(snapshot.id) || !isTold(snapshot) || isOnItsWay(snapshot, listed, now)) continue
      const before = byId.get(snapshot.id) ?? null
      if (!before && !isWorthKnowing(snapshot, now)) continue
      if (before && isAsKnown(before, snapshot, now)) {
        if (isOpen(before)) asKnown.push(before.id)
        continue
      }
      const isFromBefore = isImport || (snapshot.lastActivityAt ?? now) < listed.importedAt
      const found = yield* takeOne(desk, tx, books, snapshot, isFromBefore)
      if (!isImport && found.length > 0) repaired.push({ id: snapshot.id, found })
    }
    if (asKnown.length > 0) yield* run(store.conversations.shown(tx, asKnown, now))
    yield* noteRepairs(desk, tx, books, repaired, listed.during === 'start')
    return repaired
  })

/** Takes over what Missive showed when it was asked about one; returns what was otherwise. */
export function* takeAsked(desk: Desk, tx: Db, books: Books, snapshot: Snapshot): Steps<Repaired[]> {
  const found = yield* takeOne(desk, tx, books, snapshot, false)
  const repaired = found.length > 0 ? [{ id: snapshot.id, found }] : []
  yield* noteRepairs(desk, tx, books, repaired, false)
  return repaired
}

function* takeOne(desk: Desk, tx: Db, books: Books, snapshot: Snapshot, isFromBefore: boolean): Steps<Difference[]> {
  const before = yield* books.find(snapshot.id)
  yield* receive(desk, tx, books, { snapshot, happening: READ, bodyHash: null, isFromBefore })
  const after = yield* books.find(snapshot.id)
  if (!after) return []
  if (isUnheard(before, after)) books.plan({ kind: 'read', subjectId: after.id, dueAt: desk.clock(), rank: 0 })
  const isFollowed =
    before?.pendingHandoffId != null && after.pendingHandoffId === null && after.ownerId === before.ownerId
  // That a call of ours was followed is no repair.
  return differences(before, after).filter((difference) => !isFollowed || difference !== 'assignees')
}

/** Somebody wrote, and only asking tells who. */
const isUnheard = (before: Conversation | null, after: Conversation): boolean =>
  after.isWriterUnknown && !after.isFromBefore && isOpen(after) && after.messages > (before?.messages ?? 0)

function* noteRepairs(
  { store, clock }: Desk,
  tx: Db,
  books: Books,
  repaired: readonly Repaired[],
  wasDown: boolean,
): Steps<void> {
  const rows = []
  for (const { id, found } of repaired) {
    const conversation = yield* books.find(id)
    const missed = wasDown || !conversation ? [] : missedIn(found, conversation)
    rows.push({ at: clock(), conversationId: id, missed })
  }
  yield* store.repairs.addMany(tx, rows)
}

/** The row of a guest says nothing of the conversation. */
const isTold = ({ flags }: Snapshot): boolean => flags !== null

const isOnItsWay = ({ lastActivityAt }: Snapshot, { during }: Listed, now: Date): boolean =>
  during === 'running' && lastActivityAt !== null && later(lastActivityAt, ON_ITS_WAY_MS) > now

const isWorthKnowing = ({ flags, lastActivityAt }: Snapshot, now: Date): boolean =>
  flags !== null && (isOpen(flags) || (lastActivityAt !== null && lastActivityAt > later(now, -HISTORY_MS)))

/** What is on its way may be what the list shows. */
const isAsKnown = (before: Conversation, snapshot: Snapshot, now: Date): boolean =>
  before.pendingHandoffId === null && differences(before, fold(before, snapshot, READ, [], now).after).length === 0
