import type { TrailKind } from '../../shared/api'
import type { ConversationId, TeammateId, TeamName } from '../../shared/ids'
import { MINUTE } from '../clock'
import type { LoadFacts } from '../routing/facts'
import { type Held, heldBy } from '../store/conversations'
import { type Db, run, type Steps } from '../store/database'
import type { NewDecision } from '../store/decisions'
import type { NewNotice } from '../store/notices'
import type { Owed } from '../store/outbox'
import type { Conversation, TrailRow } from '../store/tables'
import type { Desk } from './desk'
import { countsAs, inHundredths } from './weigh'

interface Entry {
  /** As the database has it; null: it has none. */
  read: Conversation | null
  now: Conversation | null
}

/**
 * What one transaction knows and changes: conversations and counters are read once, changed together, and written when the
 * books are closed, all of a kind in one statement. Whoever works with them holds the desk's turn.
 */
export interface Books {
  loads: Readonly<Record<TeammateId, LoadFacts>>
  /** Round robin: how each team's members follow; the last one had the latest turn. */
  turns: Readonly<Record<TeamName, readonly TeammateId[]>>
  /** As it stands now; null: unknown. */
  find(id: ConversationId): Steps<Conversation | null>
  /** Takes over rows that were just read; gives back how they stand now. */
  takeOver(rows: Conversation[]): Conversation[]
  /** The conversation is to be kept like this; its counters move with it. Find it first. */
  keep(after: Conversation): void
  /** `hadToWait`: it counts toward the flood limit. */
  giveWork(teammateId: TeammateId, at: Date, hadToWait: boolean): void
  moveTurn(team: TeamName, following: TeammateId[]): void
  decided(decision: NewDecision): void
  trailed(entry: Omit<TrailRow, 'order'>): void
  owe(owed: Owed): void
  noticed(notice: NewNotice): void
}

const NOTHING: LoadFacts = { openLoad: 0, conversations: 0, lastGivenWorkAt: null, drainedAt: [] }
/** Older ones limit nobody any more. */
const DRAINED_KEPT_MS = 10 * MINUTE

/**
 * A transaction at the desk: others wait until it ends. Everything kept in the books is written at its end, and what may
 * have found room is decided again. Returns what the work returned, and what went into the trail, for the counters.
 */
export const atDesk = <T>(
  desk: Desk,
  work: (tx: Db, books: Books) => Steps<T>,
): Promise<{ value: T; happened: TrailKind[] }> =>
  desk.store.transaction(function* (tx) {
    const { store } = desk
    yield* store.turns.take(tx, 'desk')
    const loads = yield* store.loads.all(tx)
    const turns = yield* store.teamTurns.all(tx)
    const entries = new Map<ConversationId, Entry>()
    const changedLoads = new Set<TeammateId>()
    const freed = new Set<TeammateId>()
    const changedTurns = new Set<TeamName>()
    const decisions: NewDecision[] = []
    const trail: Omit<TrailRow, 'order'>[] = []
    const owed: Owed[] = []
    const notices: NewNotice[] = []

    const changeLoad = (teammateId: TeammateId, change: (load: LoadFacts) => LoadFacts) => {
      loads[teammateId] = change(loads[teammateId] ?? NOTHING)
      changedLoads.add(teammateId)
    }
    const addLoad = (held: Held | null, sign: 1 | -1) => {
      if (held)
        changeLoad(held.teammateId, (load) => ({
          ...load,
          openLoad: inHundredths(load.openLoad + sign * held.openLoad),
          conversations: load.conversations + sign,
        }))
    }
    const moveLoad = (from: Held | null, to: Held | null) => {
      const isSame = from?.teammateId === to?.teammateId && from?.openLoad === to?.openLoad
      if (isSame) return
      addLoad(from, -1)
      addLoad(to, 1)
      if (from && (from.teammateId !== to?.teammateId || to.openLoad < from.openLoad)) freed.add(from.teammateId)
    }
    const takeOver = (row: Conversation): Conversation => {
      const known = entries.get(row.id)?.now
      if (known) return known
      entries.set(row.id, { read: row, now: row })
      return row
    }

    const books: Books = {
      loads,
      turns,
      *find(id) {
        const known = entries.get(id)
        if (known) return known.now
        const read = yield* store.conversations.find(tx, id)
        entries.set(id, { read, now: read })
        return read
      },
      takeOver: (rows) => rows.map(takeOver),
      keep(after) {
        const entry = entries.get(after.id)
        if (!entry) throw new Error('A conversation is kept that was not found first')
        const kept = { ...after, countsAs: countsAs(after, desk.rules()?.rules ?? null) }
        moveLoad(heldBy(entry.now), heldBy(kept))
        entry.now = kept
      },
      giveWork: (teammateId, at, hadToWait) =>
        changeLoad(teammateId, (load) => ({
          ...load,
          lastGivenWorkAt: at,
          drainedAt: [
            ...load.drainedAt.filter((earlier) => +at - +earlier < DRAINED_KEPT_MS),
            ...(hadToWait ? [at] : []),
          ],
        })),
      moveTurn(team, following) {
        turns[team] = following
        changedTurns.add(team)
      },
      decided: (decision) => decisions.push(decision),
      trailed: (entry) => trail.push(entry),
      owe: (call) => owed.push(call),
      noticed: (notice) => notices.push(notice),
    }

    const value = yield* work(tx, books)

    const kept = [...entries.values()]
    yield* store.conversations.addMany(
      tx,
      kept.flatMap(({ read, now }) => (!read && now ? [now] : [])),
    )
    for (const { read, now } of kept) if (read && now && read !== now) yield* store.conversations.replace(tx, read, now)
    yield* store.loads.set(tx, new Map([...changedLoads].map((id) => [id, loads[id] ?? NOTHING])))
    for (const team of changedTurns) yield* run(store.teamTurns.move(tx, team, [...(turns[team] ?? [])]))
    yield* store.decisions.addMany(tx, decisions)
    yield* store.trail.addMany(tx, trail)
    yield* store.outbox.addMany(tx, owed)
    yield* store.notices.addMany(tx, notices)
    if (freed.size > 0) yield* run(store.dueWork.plan(tx, 'drain', [...freed], desk.clock()))
    return { value, happened: trail.map(({ kind }) => kind) }
  })
