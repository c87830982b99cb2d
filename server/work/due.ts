import type { TrailKind } from '../../shared/api'
import type { ConversationId, TeammateId, TeamName } from '../../shared/ids'
import { confirm } from '../actions/confirm'
import { decideAgain, drainFor } from '../actions/decide-again'
import type { Desk } from '../actions/desk'
import { postNotices } from '../actions/notices'
import { UNCLAIMED_KEPT } from '../actions/unclaimed'
import { DAY, HOUR, later, MINUTE, SECOND } from '../clock'
import type { Logger } from '../log'
import type { Metrics } from '../metrics'
import { readSnapshot } from '../missive/snapshot'
import { run } from '../store/database'
import type { DueKind, DueWorkRow } from '../store/tables'
import { WINDOW_MS } from './budget'
import { nextAttemptAt } from './outbox'
import type { Paced } from './paced'

const LEASE_MS = MINUTE
const BATCH = 100
const KEEP_DELIVERIES_MS = 2 * DAY
const TIDY_EVERY_MS = HOUR

export interface DueDeps {
  desk: Desk
  paced: Paced
  metrics: Metrics
  log: Logger
  retainDays: number
  onDone: () => void
}

/** One round of doing what has come due: each row by one worker, once; one that fails is tried again later. */
export const createDueRound = ({ desk, paced, metrics, log, retainDays, onDone }: DueDeps) => {
  const { store, clock } = desk

  /** Each kind does its rows together; what it returns went into the trail. */
  const work: Record<DueKind, (subjectIds: string[]) => Promise<TrailKind[]>> = {
    decide: async (ids) => (await decideAgain(desk, ids as ConversationId[])).happened,
    drain: async (ids) => (await drainFor(desk, ids as TeammateId[])).happened,
    notice: async (teams) => (await postNotices(desk, teams as TeamName[])).happened,
    read: async (ids) => (await Promise.all(ids.map((id) => look(id as ConversationId)))).flat(),
    'code expiry': async () => {
      await store.signIn.forgetCodesBefore(store.db, later(clock(), -HOUR))
      return []
    },
    tidy,
  }

  async function look(id: ConversationId): Promise<TrailKind[]> {
    const answer = await paced('reads', (client) => client.conversation(id))
    if (answer.kind === 'failed' || answer.kind === 'locked out') throw new Error(answer.reason)
    const payload = answer.kind === 'ok' ? answer.value.conversations[0] : undefined
    if (!payload || payload.id !== id) {
      log.warn({ conversation: id }, 'Missive no longer shows a conversation that was to be looked at')
      return []
    }
    return (await confirm(desk, id, readSnapshot(payload, desk.people().readers))).happened
  }

  async function tidy(): Promise<TrailKind[]> {
    const now = clock()
    await store.deliveries.forgetBefore(store.db, later(now, -KEEP_DELIVERIES_MS))
    await store.calls.forgetBefore(store.db, later(now, -WINDOW_MS))
    await store.signIn.forgetSessionsExpiredBefore(store.db, now)
    const retained = later(now, -retainDays * DAY)
    await store.transaction((tx) => store.conversations.forgetClosedBefore(tx, retained))
    await store.outbox.forgetNoticesBefore(store.db, retained)
    await store.transaction((tx) => store.unclaimed.forget(tx, retained, UNCLAIMED_KEPT))
    await store.dueWork.plan(store.db, 'tidy', ['all'], later(now, TIDY_EVERY_MS))
    return []
  }

  const doKind = async (kind: DueKind, rows: DueWorkRow[]): Promise<void> => {
    try {
      const happened = await work[kind](rows.map(({ subjectId }) => subjectId))
      for (const each of happened) metrics.handoff(each)
      await store.transaction(function* (tx) {
        for (const row of rows) yield* run(store.dueWork.settle(tx, row))
      })
    } catch (error) {
      log.warn({ err: error, kind, rows: rows.length }, 'Work that was due failed; it is tried again')
      const now = clock()
      await store.transaction(function* (tx) {
        for (const row of rows) yield* run(store.dueWork.retry(tx, row, nextAttemptAt(row.attempts, now)))
      })
    }
  }

  return async (): Promise<boolean> => {
    const now = clock()
    const rows = await store.transaction((tx) => store.dueWork.lease(tx, now, later(now, LEASE_MS), BATCH))
    if (rows.length === 0) return false
    const kinds = [...new Set(rows.map(({ kind }) => kind))]
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
