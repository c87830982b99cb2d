import type { TrailKind } from '../../shared/api'
import type { TeammateId, TeamName } from '../../shared/ids'
import type { LoadFacts } from '../routing/facts'
import { countedFor } from '../store/conversations'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Desk } from './desk'

/** The counters as one transaction sees them: read once, changed together with their rows. */
export interface Books {
  loads: Record<TeammateId, LoadFacts>
  turns: Record<TeamName, TeammateId>
  /** Whose load became smaller. */
  freed: Set<TeammateId>
  /** What went into the trail; counted once the transaction holds. */
  happened: TrailKind[]
}

/** The first step of every transaction that may change an owner, a state or a load: others wait until it ends. */
export function* openBooks({ store }: Desk, tx: Db): Steps<Books> {
  yield* store.turns.take(tx, 'desk')
  const loads = yield* store.loads.all(tx)
  const turns = yield* store.teamTurns.all(tx)
  return { loads, turns, freed: new Set(), happened: [] }
}

/** Writes a conversation as it is now, and moves the counters with it. `before` is null for a new one. */
export function* keepConversation(
  { store }: Desk,
  tx: Db,
  books: Books,
  before: Conversation | null,
  after: Conversation,
): Steps<Conversation> {
  if (before) yield* store.conversations.replace(tx, before, after)
  else yield* run(store.conversations.add(tx, after))
  const from = countedFor(before)
  const to = countedFor(after)
  if (from === to) return after
  if (from) {
    yield* changeLoad(from, -1)
    books.freed.add(from)
  }
  if (to) yield* changeLoad(to, 1)
  return after

  function* changeLoad(teammateId: TeammateId, by: 1 | -1): Steps<void> {
    yield* run(store.loads.change(tx, teammateId, by))
    const load = books.loads[teammateId] ?? { openLoad: 0, lastGivenWorkAt: null }
    books.loads[teammateId] = { ...load, openLoad: load.openLoad + by }
  }
}

export function* giveWork({ store }: Desk, tx: Db, books: Books, teammateId: TeammateId, at: Date): Steps<void> {
  yield* run(store.loads.wasGivenWork(tx, teammateId, at))
  books.loads[teammateId] = { openLoad: books.loads[teammateId]?.openLoad ?? 0, lastGivenWorkAt: at }
}

/** The last step: whose load became smaller may make room for what waits in their teams. */
export function* closeBooks({ store, rules, clock }: Desk, tx: Db, books: Books): Steps<void> {
  if (books.freed.size === 0) return
  const teams = rules()?.rules.teams ?? []
  const eased = teams.filter((team) => team.members.some((id) => books.freed.has(id))).map((team) => team.name)
  const waitingOn = teams.filter(({ name, backup }) => eased.includes(name) || (backup && eased.includes(backup)))
  if (waitingOn.length > 0)
    yield* run(
      store.dueWork.plan(
        tx,
        'drain',
        waitingOn.map((team) => team.name),
        clock(),
      ),
    )
}
