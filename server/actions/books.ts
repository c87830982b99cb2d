import type { TrailKind } from '../../shared/api'
import type { ConversationId, TeammateId, TeamName } from '../../shared/ids'
import type { LoadFacts } from '../routing/facts'
import { countedFor } from '../store/conversations'
import { type Db, run, type Steps } from '../store/database'
import type { NewDecision } from '../store/decisions'
import type { Owed } from '../store/outbox'
import type { Conversation, TrailRow } from '../store/tables'
import type { Desk } from './desk'

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
  /** Round robin: who of a team got the latest by this method. */
  turns: Readonly<Record<TeamName, TeammateId>>
  /** As it stands now; null: unknown. */
  find(id: ConversationId): Steps<Conversation | null>
  /** Takes over rows that were just read; gives back how they stand now. */
  takeOver(rows: Conversation[]): Conversation[]
  /** The conversation is to be kept like this; its counters move with it. Find it first. */
  keep(after: Conversation): void
  giveWork(teammateId: TeammateId, at: Date): void
  moveTurn(team: TeamName, lastTeammateId: TeammateId): void
  decided(decision: NewDecision): void
  trailed(entry: Omit<TrailRow, 'order'>): void
  owe(owed: Owed): void
}

const NOTHING: LoadFacts = { openLoad: 0, lastGivenWorkAt: null }

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

    const changeLoad = (teammateId: TeammateId, change: (load: LoadFacts) => LoadFacts) => {
      loads[teammateId] = change(loads[teammateId] ?? NOTHING)
      changedLoads.add(teammateId)
    }
    const addLoad = (teammateId: TeammateId | null, by: 1 | -1) => {
      if (teammateId) changeLoad(teammateId, (load) => ({ ...load, openLoad: load.openLoad + by }))
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
        const from = countedFor(entry.now)
        const to = countedFor(after)
        if (from !== to) {
          addLoad(from, -1)
          addLoad(to, 1)
          if (from) freed.add(from)
        }
        entry.now = after
      },
      giveWork: (teammateId, at) => changeLoad(teammateId, (load) => ({ ...load, lastGivenWorkAt: at })),
      moveTurn(team, lastTeammateId) {
        turns[team] = lastTeammateId
        changedTurns.add(team)
      },
      decided: (decision) => decisions.push(decision),
      trailed: (entry) => trail.push(entry),
      owe: (call) => owed.push(call),
    }

    const value = yield* work(tx, books)

    const kept = [...entries.values()]
    yield* store.conversations.addMany(
      tx,
      kept.flatMap(({ read, now }) => (!read && now ? [now] : [])),
    )
    for (const { read, now } of kept) if (read && now && read !== now) yield* store.conversations.replace(tx, read, now)
    yield* store.loads.set(
      tx,
      [...changedLoads].map((teammateId) => ({ teammateId, ...(loads[teammateId] ?? NOTHING) })),
    )
    for (const team of changedTurns) yield* run(store.teamTurns.move(tx, team, turns[team] as TeammateId))
    yield* store.decisions.addMany(tx, decisions)
    yield* store.trail.addMany(tx, trail)
    yield* store.outbox.addMany(tx, owed)
    yield* drainWhatFoundRoom(desk, tx, freed)
    return { value, happened: trail.map(({ kind }) => kind) }
  })

/** Whose load became smaller may make room for what waits in their teams, and in the teams that theirs backs up. */
function* drainWhatFoundRoom({ store, rules, clock }: Desk, tx: Db, freed: ReadonlySet<TeammateId>): Steps<void> {
  if (freed.size === 0) return
  const teams = rules()?.rules.teams ?? []
  const eased = teams.filter((team) => team.members.some((id) => freed.has(id))).map((team) => team.name)
  const names = teams
    .filter(({ name, backup }) => eased.includes(name) || (backup && eased.includes(backup)))
    .map(({ name }) => name)
  if (names.length > 0) yield* run(store.dueWork.plan(tx, 'drain', names, clock()))
}
