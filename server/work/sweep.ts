import type { ConversationId, MissiveTeamId } from '../../shared/ids'
import { aboutToAsk } from '../actions/asked'
import type { Desk } from '../actions/desk'
import { SHOWN_HOLDS_MS } from '../actions/sure'
import { type Listed, type Repaired, takeList } from '../actions/take-list'
import { later, MINUTE } from '../clock'
import type { Logger } from '../log'
import type { Metrics } from '../metrics'
import { PAGE } from '../missive/client'
import type { ConversationPayload } from '../missive/payloads'
import { readSnapshot } from '../missive/snapshot'
import { run } from '../store/database'
import type { SweepKind, SweepRow } from '../store/tables'
import type { Limits } from './budget'
import type { Look } from './look'
import type { Promptly } from './promptly'
import { seeTeam } from './see-team'
import { nextNight, type Pace, paceOf } from './sweep-pace'

/** How far a sweep reads past the newest activity that the one before saw. */
const OVERLAP_MS = 2 * MINUTE
/** A team whose list Missive does not show is tried again. */
const REFUSED_AGAIN_MS = 15 * MINUTE

/** Who waits for a sweep waits no longer: it may never end. */
const WAITED_FOR_MS = 10 * MINUTE

/** Null: it has ended. */
export type NextAt = Date | null

export interface SweepDeps {
  desk: Desk
  promptly: Promptly
  look: Look
  limits: Limits
  metrics: Metrics
  log: Logger
}

/** A page as it came, and where the next one begins; `until` null: it was the last. */
interface Page {
  rows: ConversationPayload[]
  oldest: Date | null
  until: number | null
}

const NOTHING_SHOWN: Page = { rows: [], oldest: null, until: null }

const secondsOf = (row: ConversationPayload | undefined): number | null => row?.last_activity_at ?? null

/** The last page has fewer rows, or nothing older (Missive REST API, *Pagination*). */
export const pageOf = (rows: ConversationPayload[], before: number | null): Page => {
  const last = secondsOf(rows.findLast((row) => secondsOf(row) !== null))
  const isLast = rows.length < PAGE || last === null || last === before
  return { rows, oldest: last === null ? null : new Date(last * 1000), until: isLast ? null : last }
}

/**
 * Reads lists of conversations, so that what no webhook told comes true by itself: what changed of late, every minute; all
 * of them, once a night and after each start. Each step is one page, and what is left to do stands in the database: a
 * restart goes on where it was, and several servers share the work.
 */
export const createSweeps = ({ desk, promptly, look, limits, metrics, log }: SweepDeps) => {
  const { store, clock } = desk

  const teamIds = (): MissiveTeamId[] => [
    ...new Set(desk.rules()?.rules.teams.map(({ missiveTeamId }) => missiveTeamId) ?? []),
  ]
  const isDeepUnderWay = () => store.transaction((tx) => store.states.get(tx, 'deep sweep')).then(Boolean)
  const pace = async (): Promise<Pace> => paceOf(teamIds().length, await isDeepUnderWay(), limits)
  const tonight = () => nextNight(clock(), desk.rules()?.rules.timeZone ?? 'UTC')

  const say = (repaired: Repaired[]) => {
    for (const { id, found } of repaired) {
      metrics.repair()
      log.info({ conversation: id, found }, 'No webhook told how Missive shows a conversation; Baton took it over')
    }
  }

  const openSweep = (kind: SweepKind, team: MissiveTeamId, isStillTheSame: (row: SweepRow) => boolean) =>
    store.transaction(function* (tx) {
      const row = yield* store.sweeps.find(tx, kind, team)
      return row && isStillTheSame(row) ? row : yield* store.sweeps.begin(tx, kind, team, clock())
    })

  /** Reads and folds one page of a team; `later`: when to try again, nothing was read. */
  const readPage = async (
    sweep: SweepRow,
    pages: Pick<Pace, 'deepPart'> | null,
    during: Listed['during'],
  ): Promise<Page | { later: Date; isRefused: boolean }> => {
    const asked = await aboutToAsk(desk)
    const answer = await promptly(
      pages ? 'deep sweep' : 'quick sweeps',
      (client) => client.teamConversations(sweep.teamId, sweep.until),
      pages?.deepPart,
    )
    if (answer.kind === 'no room') return { later: answer.opensAt, isRefused: false }
    if (answer.kind === 'failed') throw new Error(answer.reason)
    await seeTeam(desk, sweep.teamId, answer)
    if (answer.kind === 'refused') {
      log.warn({ team: sweep.teamId, reason: answer.reason }, 'Missive does not show the conversations of a team')
      return { later: later(clock(), REFUSED_AGAIN_MS), isRefused: true }
    }
    const page = pageOf(answer.value.conversations, sweep.until)
    const imported = await store.transaction((tx) => store.sweeps.find(tx, 'import', sweep.teamId))
    const { value, happened } = await takeList(desk, {
      snapshots: page.rows.map((row) => readSnapshot(row, desk.people().readers)),
      asked,
      importedAt: imported?.startedAt ?? sweep.startedAt,
      during,
    })
    for (const kind of happened) metrics.handoff(kind)
    say(value)
    return page
  }

  const keep = (sweep: SweepRow, page: Page, isOver: boolean): Promise<SweepRow> =>
    store.transaction(function* (tx) {
      const newest = secondsOf(page.rows[0])
      const row: SweepRow = {
        ...sweep,
        until: page.until,
        newestAt: sweep.newestAt ?? (newest === null ? null : new Date(newest * 1000)),
        conversations: sweep.conversations + page.rows.length,
        finishedAt: isOver ? clock() : null,
      }
      yield* run(store.sweeps.keep(tx, row))
      const reachesBack = row.kind === 'quick' && isOver
      if (reachesBack) yield* run(store.directory.swept(tx, row.teamId, row.newestAt ?? row.startedAt, clock()))
      return row
    })

  /** What was never imported is not swept. */
  const sweptTeams = async () => {
    const wanted = teamIds()
    return (await store.directory.teams(store.db)).flatMap(({ id, goneAt, sweptUntil, sweptAt }) =>
      wanted.includes(id) && !goneAt && sweptUntil ? { id, sweptUntil, sweptAt } : [],
    )
  }

  /** One page of what changed of late in a team. */
  const quick = async (team: MissiveTeamId, during: Listed['during']): Promise<NextAt> => {
    const known = (await sweptTeams()).find(({ id }) => id === team)
    if (!known) return null
    const sweep = await openSweep('quick', team, ({ finishedAt }) => finishedAt === null)
    const page = await readPage(sweep, null, during)
    if ('later' in page) return page.later
    const isOver = page.until === null || (page.oldest !== null && page.oldest < later(known.sweptUntil, -OVERLAP_MS))
    await keep(sweep, page, isOver)
    return isOver ? later(clock(), (await pace()).quickEveryMs) : clock()
  }

  const beginDeep = () =>
    store.transaction(function* (tx) {
      const known = yield* store.states.get(tx, 'deep sweep')
      if (known) return new Date(known.startedAt)
      yield* run(store.states.set(tx, 'deep sweep', { startedAt: clock().toISOString() }, clock()))
      return clock()
    })

  /** The next team that this deep sweep has not read to its end; null: all are. */
  const nextTeam = async (startedAt: Date): Promise<SweepRow | null> => {
    for (const team of teamIds()) {
      const sweep = await openSweep('deep', team, (row) => row.startedAt >= startedAt)
      if (!sweep.finishedAt) return sweep
    }
    return null
  }

  /** One page of everything; after the last, one of those that are open here and in no list. */
  const deep = async (): Promise<NextAt> => {
    if (teamIds().length === 0) return tonight()
    const startedAt = await beginDeep()
    const { deepPart } = await pace()
    const sweep = await nextTeam(startedAt)
    if (sweep) {
      const page = await readPage(sweep, { deepPart }, 'running')
      // The others are not held up.
      if ('later' in page && page.isRefused) await keep(sweep, NOTHING_SHOWN, true)
      else if ('later' in page) return page.later
      else await keep(sweep, page, page.until === null)
      return clock()
    }
    const [missing] = await store.conversations.openAndUnshown(store.db, startedAt, 1)
    if (missing) return readMissing(missing.id, deepPart)
    await store.states.clear(store.db, 'deep sweep')
    return tonight()
  }

  const readMissing = async (id: ConversationId, deepPart: number): Promise<NextAt> => {
    const looked = await look(id, { share: 'deep sweep', part: deepPart, isRepair: true })
    return looked.again ?? clock()
  }

  return {
    step: (subject: string): Promise<NextAt> =>
      subject === 'deep' ? deep() : quick(subject as MissiveTeamId, 'running'),

    /** What was done while this server or Missive was away has yet to be read: the clock waits for it. */
    async isBehind(): Promise<boolean> {
      const now = clock()
      const since = later(now, -Math.max(SHOWN_HOLDS_MS, 2 * (await pace()).quickEveryMs))
      const behind = (await sweptTeams()).flatMap(({ id, sweptAt }) => (sweptAt && sweptAt >= since ? [] : id))
      if (behind.length === 0) return false
      const isStuck = ({ startedAt, finishedAt }: SweepRow) => !finishedAt && startedAt < later(now, -WAITED_FOR_MS)
      const stuck = (await store.sweeps.ofTeams(store.db, 'quick', behind)).filter(isStuck)
      return stuck.length < behind.length
    },

    /** Reads what changed while Baton was down, as far as the budget of sweeps goes at once. */
    async catchUp(): Promise<void> {
      for (const team of teamIds())
        for (let nextAt: NextAt = clock(); nextAt && nextAt <= clock(); ) nextAt = await quick(team, 'start')
    },

    /** `isFresh`: everything was just read, so a deep sweep may wait for the night. */
    async plan(isFresh: boolean): Promise<void> {
      const now = clock()
      const { quickEveryMs } = await pace()
      await store.transaction(function* (tx) {
        for (const team of teamIds())
          yield* run(store.dueWork.planUnlessPlanned(tx, 'sweep', team, later(now, quickEveryMs)))
        const isUnderWay = yield* store.states.get(tx, 'deep sweep')
        if (isFresh && !isUnderWay) yield* run(store.dueWork.planUnlessPlanned(tx, 'sweep', 'deep', tonight(), 1))
        else yield* run(store.dueWork.plan(tx, 'sweep', ['deep'], now, 1))
        yield* run(store.dueWork.planUnlessPlanned(tx, 'recount', 'all', tonight()))
      })
    },
  }
}

export type Sweeps = ReturnType<typeof createSweeps>
