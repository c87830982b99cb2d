import type { TrailKind } from '../../shared/api'
import type { ConversationId, TeammateId, TeamName } from '../../shared/ids'
import { decideAgain, drainFor } from '../actions/decide-again'
import type { Desk } from '../actions/desk'
import { beginAbsence } from '../actions/going-away'
import { postNotices } from '../actions/notices'
import { runClocks } from '../actions/run-clock'
import { UNCLAIMED_KEPT } from '../actions/unclaimed'
import { DAY, HOUR, later, MINUTE, SECOND } from '../clock'
import { LockedOut } from '../errors'
import type { Logger } from '../log'
import type { Metrics } from '../metrics'
import { run } from '../store/database'
import type { DueKind, DueWorkRow } from '../store/tables'
import { WINDOW_MS } from './budget'
import { nextAttemptAt } from './outbox'
import { READING, type ReadingKind } from './reading'
import type { Recount } from './recount'

const LEASE_MS = MINUTE
const BATCH = 100
const KEEP_DELIVERIES_MS = 2 * DAY
const TIDY_EVERY_MS = HOUR

export interface DueDeps {
  desk: Desk
  recount: Recount
  /** Looks at conversations that got their owner in Missive. */
  adopted: (ids: ConversationId[]) => Promise<TrailKind[]>
  /** The clock must wait. */
  isBehind: () => Promise<boolean>
  metrics: Metrics
  log: Logger
  retainDays: number
  onDone: () => void
}

/** One round of doing what has come due: each row by one worker, once; one that fails is tried again later. */
export const createDueRound = ({ desk, recount, adopted, isBehind, metrics, log, retainDays, onDone }: DueDeps) => {
  const { store, clock } = desk

  /** Each kind does its rows together; what it returns went into the trail. */
  const work: Record<Exclude<DueKind, ReadingKind>, (subjectIds: string[]) => Promise<TrailKind[]>> = {
    decide: async (ids) => (await decideAgain(desk, ids as ConversationId[])).happened,
    drain: async (ids) => (await drainFor(desk, ids as TeammateId[])).happened,
    notice: async (teams) => (await postNotices(desk, teams as TeamName[])).happened,
    absence: async (ids) =>
      (await Promise.all(ids.map((id) => beginAbsence(desk, id)))).flatMap(({ done }) => done.map(({ kind }) => kind)),
    adopted: (ids) => adopted(ids as ConversationId[]),
    clock: async (ids) => (await runClocks(desk, ids as ConversationId[])).happened,
    'code expiry': async () => {
      await store.signIn.forgetCodesBefore(store.db, later(clock(), -HOUR))
      return []
    },
    recount: async () => {
      await recount()
      return []
    },
    tidy,
  }

  async function tidy(): Promise<TrailKind[]> {
    const now = clock()
    await store.deliveries.forgetBefore(store.db, later(now, -KEEP_DELIVERIES_MS), ['accepted', 'repeated'])
    await store.repairs.forgetBefore(store.db, later(now, -KEEP_DELIVERIES_MS))
    await store.calls.forgetBefore(store.db, later(now, -WINDOW_MS))
    await store.signIn.forgetSessionsExpiredBefore(store.db, now)
    const retained = later(now, -retainDays * DAY)
    await store.transaction((tx) => store.conversations.forgetClosedBefore(tx, retained))
    await store.outbox.forgetNoticesBefore(store.db, retained)
    await store.attention.forgetBefore(store.db, retained)
    await store.deliveries.forgetBefore(store.db, retained, ['not_understood'])
    await store.transaction((tx) => store.unclaimed.forget(tx, retained, UNCLAIMED_KEPT))
    await store.dueWork.plan(store.db, 'tidy', ['all'], later(now, TIDY_EVERY_MS))
    return []
  }

  const doKind = async (kind: Exclude<DueKind, ReadingKind>, rows: DueWorkRow[]): Promise<void> => {
    try {
      const happened = await work[kind](rows.map(({ subjectId }) => subjectId))
      for (const each of happened) metrics.handoff(each)
      await store.transaction((tx) => run(store.dueWork.settle(tx, rows)))
    } catch (error) {
      if (!(error instanceof LockedOut))
        log.warn({ err: error, kind, rows: rows.length }, 'Work that was due failed; it is tried again')
      const now = clock()
      await store.transaction(function* (tx) {
        for (const row of rows) yield* run(store.dueWork.retry(tx, row, nextAttemptAt(row.attempts, now)))
      })
    }
  }

  return async (): Promise<boolean> => {
    const now = clock()
    const except: DueKind[] = (await isBehind()) ? [...READING, 'clock'] : [...READING]
    const rows = await store.transaction((tx) => store.dueWork.lease(tx, now, later(now, LEASE_MS), BATCH, { except }))
    if (rows.length === 0) return false
    const kinds = [...new Set(rows.map(({ kind }) => kind as Exclude<DueKind, ReadingKind>))]
    await Promise.all(
      kinds.map((kind) =>
        doKind(
          kind,
          rows.filter((row) => row.kind === kind),
        ),
      ),
    )
    onDone()
    return true
  }
}

/** How often it looks by itself: what is due fires within 5 seconds. */
export const DUE_EVERY_MS = SECOND
