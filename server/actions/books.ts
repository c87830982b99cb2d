import type { TrailKind } from '../../shared/api'
import type { ConversationId, TeammateId, TeamName } from '../../shared/ids'
import { later, MINUTE, SECOND } from '../clock'
import type { LoadFacts } from '../routing/facts'
import { type Held, heldBy } from '../store/conversations'
import { type Db, run, type Steps } from '../store/database'
import type { NewDecision } from '../store/decisions'
import type { Plan } from '../store/due-work'
import type { NewNotice } from '../store/notices'
import type { Owed } from '../store/outbox'
import type { NewReminder } from '../store/reminders'
import type { Conversation } from '../store/tables'
import type { NewTrailRow } from '../store/trail'
import type { Desk } from './desk'
import { createRecollection, type Memory } from './memory'
import { type Pause, readPauses } from './pauses'
import { pressureOf } from './pressure'
import { twoOwnersSince } from './two-owners'
import { inHundredths, weighed } from './weigh'
import { wind } from './wind'

interface Entry {
  /** As the database has it; null: it has none. */
  read: Conversation | null
  now: Conversation | null
}

/**
 * What one transaction knows and changes: conversations and counters are read once, changed together, and written when the
 * books are closed, all of a kind in one statement. Whoever works with them holds the desk's turn.
 */
export interface Books extends Memory {
  /** What people paused. */
  pauses(): Steps<readonly Pause[]>
  /** As it stands now; null: unknown. */
  find(id: ConversationId): Steps<Conversation | null>
  /** Reads these at once, with their trails, for who asks for each of them next; gives back how those known stand now. */
  lookUp(ids: readonly ConversationId[]): Steps<Conversation[]>
  /** Takes over rows that were just read; gives back how they stand now. */
  takeOver(rows: Conversation[]): Conversation[]
  /** The conversation is to be kept like this; its counters move with it. Find it first. */
  keep(after: Conversation): void
  /** It is no more: another took its place. Its counters go; the row is the caller's to remove. */
  forget(id: ConversationId): void
  /** The counters of this teammate were wrong. */
  correctLoad(teammateId: TeammateId, counted: Pick<LoadFacts, 'openLoad' | 'conversations'>): void
  /** `hadToWait`: it counts toward the flood limit. */
  giveWork(teammateId: TeammateId, at: Date, hadToWait: boolean): void
  moveTurn(team: TeamName, following: TeammateId[]): void
  decided(decision: NewDecision): void
  trailed(entry: NewTrailRow): void
  owe(owed: Owed): void
  noticed(notice: NewNotice): void
  /** A teammate is to be told alone, with what else gathers for them. */
  remind(reminder: NewReminder): void
  /** One for each kind and subject: a later plan replaces an earlier one. */
  plan(plan: Plan): void
}

export const NOTHING_OWNED: LoadFacts = { openLoad: 0, conversations: 0, lastGivenWorkAt: null, drainedAt: [] }
/** Older ones limit nobody any more. */
const DRAINED_KEPT_MS = 10 * MINUTE
/** What gathers so long for one teammate is told in one post. */
const REMINDERS_GATHERED_MS = 2 * SECOND

/**
 * A transaction at the desk: others wait until it ends. Everything kept in the books is written at its end, its clock is
 * wound, and what may have found room is decided again. Returns what the work returned, and what went into the trail, for the counters.
 */
export const atDesk = <T>(
  desk: Pick<Desk, 'store' | 'clock' | 'rules'>,
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
    const trail: NewTrailRow[] = []
    const owed: Owed[] = []
    const notices: NewNotice[] = []
    const reminders: NewReminder[] = []
    const plans = new Map<string, Plan>()
    const { historyOf, trailOf, lookUpTrails } = createRecollection(store, tx, { rows: entries, trail })
    let pauses: Pause[] | null = null

    const changeLoad = (teammateId: TeammateId, change: (load: LoadFacts) => LoadFacts) => {
      loads[teammateId] = change(loads[teammateId] ?? NOTHING_OWNED)
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
    const hold = (id: ConversationId, row: Conversation | null): Conversation | null => {
      // An id from before a merge leads to the same.
      const entry = (row && entries.get(row.id)) ?? { read: row, now: row }
      entries.set(id, entry)
      if (row) entries.set(row.id, entry)
      return entry.now
    }
    const takeOver = (row: Conversation): Conversation => {
      const known = entries.get(row.id)?.now
      if (known) return known
      entries.set(row.id, { read: row, now: row })
      return row
    }

    const plan = (each: Plan) => plans.set(`${each.kind} ${each.subjectId}`, each)

    const books: Books = {
      loads,
      turns,
      historyOf,
      trailOf,
      *pauses() {
        pauses ??= yield* readPauses(store, tx)
        return pauses
      },
      *find(id) {
        const known = entries.get(id)
        return known ? known.now : hold(id, yield* store.conversations.find(tx, id))
      },
      *lookUp(ids) {
        const unknown = ids.filter((id) => !entries.has(id))
        const found = yield* store.conversations.lookUp(tx, unknown)
        for (const id of unknown) hold(id, found.get(id) ?? null)
        yield* lookUpTrails([...found.values()].map(({ id }) => id))
        const held = new Set(ids.map((id) => entries.get(id)?.now ?? null))
        return [...held].filter((conversation) => conversation !== null)
      },
      takeOver: (rows) => rows.map(takeOver),
      keep(after) {
        const entry = entries.get(after.id)
        if (!entry) throw new Error('A conversation is kept that was not found first')
        const kept = {
          ...weighed(after, desk.rules()?.rules ?? null),
          twoOwnersSince: twoOwnersSince(after, desk.clock()),
        }
        moveLoad(heldBy(entry.now), heldBy(kept))
        entry.now = kept
      },
      forget(id) {
        const entry = entries.get(id)
        moveLoad(heldBy(entry?.now ?? null), null)
        if (entry) Object.assign(entry, { read: null, now: null })
        plan({ kind: 'clock', subjectId: id, dueAt: null, rank: 0 })
      },
      correctLoad(teammateId, counted) {
        if (counted.openLoad < (loads[teammateId]?.openLoad ?? 0)) freed.add(teammateId)
        changeLoad(teammateId, (load) => ({ ...load, ...counted }))
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
      remind: (reminder) => reminders.push(reminder),
      plan,
    }

    const value = yield* work(tx, books)

    const windUp = (entry: Entry): void => {
      const { read, now } = entry
      if (!now || now === read) return
      const wound = wind(desk, read, now, trail)
      entry.now = wound
      // What is past, and waits for routing to go on, may find that it does by now.
      if (wound.clockAt?.getTime() !== read?.clockAt?.getTime() || (wound.clockAt && wound.clockAt <= desk.clock()))
        plan({ kind: 'clock', subjectId: wound.id, dueAt: wound.clockAt, rank: pressureOf(wound) })
    }
    const kept = [...new Set(entries.values())]
    kept.forEach(windUp)
    yield* store.conversations.addMany(
      tx,
      kept.flatMap(({ read, now }) => (!read && now ? [now] : [])),
    )
    yield* store.conversations.writeChanges(tx, kept)
    yield* store.loads.set(tx, new Map([...changedLoads].map((id) => [id, loads[id] ?? NOTHING_OWNED])))
    for (const team of changedTurns) yield* run(store.teamTurns.move(tx, team, [...(turns[team] ?? [])]))
    yield* store.decisions.addMany(tx, decisions)
    yield* store.trail.addMany(tx, trail)
    yield* store.outbox.addMany(tx, owed)
    yield* store.notices.addMany(tx, notices)
    yield* store.reminders.addMany(tx, reminders)
    for (const teammate of new Set(reminders.map(({ teammateId }) => teammateId)))
      yield* run(store.dueWork.planUnlessPlanned(tx, 'remind', teammate, later(desk.clock(), REMINDERS_GATHERED_MS)))
    for (const teammate of freed) plan({ kind: 'drain', subjectId: teammate, dueAt: desk.clock(), rank: 0 })
    yield* store.dueWork.planMany(tx, [...plans.values()])
    return { value, happened: trail.map(({ kind }) => kind) }
  })
