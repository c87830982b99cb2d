import type { ConversationId, TeammateId } from '../../shared/ids'
import type { Desk } from '../actions/desk'
import { later, MINUTE } from '../clock'
import type { Logger } from '../log'
import type { DueKind, DueWorkRow } from '../store/tables'
import type { Look } from './look'
import { nextAttemptAt } from './outbox'
import type { Remind } from './remind'
import type { NextAt, Sweeps } from './sweep'

/** Longer than a call may take. */
const LEASE_MS = MINUTE
const AT_ONCE = 4

/** What waits for an answer of Missive's, in a loop of its own: nothing else is kept waiting by it. */
export const READING = ['read', 'doubt', 'sweep', 'remind'] as const satisfies DueKind[]
export type ReadingKind = (typeof READING)[number]

export interface ReadingDeps {
  desk: Desk
  look: Look
  sweeps: Sweeps
  remind: Remind
  log: Logger
  onDone: () => void
}

/** One round of asking Missive what is due to be asked. */
export const createReadingRound = ({ desk, look, sweeps, remind, log, onDone }: ReadingDeps) => {
  const { store, clock } = desk

  /** When to do it again; null: it is done. */
  const read = async ({ kind, subjectId }: DueWorkRow): Promise<NextAt> => {
    if (kind === 'sweep') return sweeps.step(subjectId)
    if (kind === 'remind') return remind(subjectId as TeammateId)
    const { again } = await look(subjectId as ConversationId, { share: 'reads', isDoubtful: kind === 'doubt' })
    return again
  }

  const settle = async (row: DueWorkRow, nextAt: NextAt): Promise<void> => {
    if (nextAt) await store.dueWork.again(store.db, row, nextAt)
    else await store.dueWork.settle(store.db, [row])
  }

  const doOne = async (row: DueWorkRow): Promise<void> => {
    try {
      await settle(row, await read(row))
    } catch (error) {
      log.warn({ err: error, kind: row.kind, subject: row.subjectId }, 'Missive could not be read; it is tried again')
      await store.dueWork.retry(store.db, row, nextAttemptAt(row.attempts, clock()))
    }
  }

  return async (): Promise<boolean> => {
    const now = clock()
    const rows = await store.transaction((tx) =>
      store.dueWork.lease(tx, now, later(now, LEASE_MS), AT_ONCE, { only: [...READING] }),
    )
    if (rows.length === 0) return false
    await Promise.all(rows.map(doOne))
    onDone()
    return true
  }
}
