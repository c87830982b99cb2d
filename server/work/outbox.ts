import type { TeammateId } from '../../shared/ids'
import { atDesk } from '../actions/books'
import { PRIORITY } from '../actions/change-owner'
import type { Desk } from '../actions/desk'
import { giveUp } from '../actions/give-up'
import { knownCapabilities, learnThat } from '../actions/learn'
import { hasLeft } from '../actions/left-missive'
import { dropOvertaken } from '../actions/overtaken'
import { readPauses } from '../actions/pauses'
import { later, MINUTE, SECOND } from '../clock'
import type { Logger } from '../log'
import type { Metrics } from '../metrics'
import { type Answer, type MissiveClient, OUT_OF_SIGHT, type PostBody } from '../missive/client'
import { cameSince, isAboutRemoval, postAbout } from '../missive/outgoing'
import type { PostRow } from '../missive/payloads'
import { type Capabilities, NOTHING_KNOWN } from '../store/capabilities'
import { type Db, run, type Steps } from '../store/database'
import type { Paused } from '../store/outbox'
import type { Conversation, OutboxRow, Share } from '../store/tables'
import type { Limits } from './budget'
import { fateOfNotFound, fateOfSend, mayLandUntil } from './fate'
import { CALL_LEASE_MS, type Purse } from './paced'

/** How long the assignee webhook may take before Missive is asked. */
const CONFIRM_MS = 20 * SECOND
/** The same for a sweep, where Missive tells of nothing that Baton changes. */
const SWEPT_MS = 3 * MINUTE

/** When to try again: after 2 s, 4 s, 8 s … at most 5 min. */
export const nextAttemptAt = (attempts: number, now: Date): Date =>
  later(now, Math.min(SECOND * 2 ** attempts, 5 * MINUTE))

interface Job {
  /** As it was before this attempt. */
  row: OutboxRow
  /** Whom Missive shows, or may show by now, and this call is to remove. */
  others: TeammateId[]
  /** What is known of this Missive. */
  missive: Capabilities
  callId: number
  startedAt: Date
}

interface Leased {
  jobs: Job[]
  /** People were first: these must not go out. */
  overtaken: OutboxRow[]
}

const NOTHING: Leased = { jobs: [], overtaken: [] }

interface Result {
  job: Job
  answer: Answer<unknown>
  /** The answer is to the question whether an earlier attempt worked: its post was found, or not; null: not asked. */
  wasFound: boolean | null
  /** Keys of a post that were seen to return its text. */
  keysOfText: string[]
}

export interface OutboxDeps {
  desk: Desk
  client: MissiveClient
  purse: Purse
  limits: Limits
  metrics: Metrics
  log: Logger
  /** Missive will not have a call that assigns somebody: what is known of people may be old. */
  onRefused: () => void
  /** Results are in: places are free again, and what comes after may go. */
  onSettled: () => void
}

/** Delivers the calls owed to Missive: each handoff once, in order for each conversation, the most important first. */
export const createOutbox = ({ desk, client, purse, limits, metrics, log, onRefused, onSettled }: OutboxDeps) => {
  const { store, clock } = desk
  const underWay = new Map<OutboxRow['id'], Promise<void>>()
  let results: Result[] = []
  let settling: Promise<void> | null = null

  function* pausedTeams(tx: Db): Steps<Paused> {
    return (yield* readPauses(store, tx)).map(({ team }) => team)
  }

  /** Leases what may go now, with a place in the budget for each. */
  const lease = (): Promise<Leased> =>
    store.transaction(function* (tx) {
      const paused = yield* pausedTeams(tx)
      const free = yield* store.outbox.next(tx, paused, clock(), limits.atOnce)
      // A clock that jumps ahead ends a lease while its call is still under way.
      const next = free.filter(({ id }) => !underWay.has(id))
      if (next.length === 0) return NOTHING
      yield* store.turns.take(tx, 'missive')
      // Who pauses routing takes this turn too.
      if ((yield* pausedTeams(tx)).join() !== paused.join()) return NOTHING
      const isOvertaken = (row: OutboxRow) => row.overtaken !== null && !row.isFateUnknown
      const overtaken = next.filter(isOvertaken)
      // The turn may have been long in coming.
      const now = clock()
      const admitted = admit(
        next.filter((row) => !isOvertaken(row)),
        yield* purse.rooms(tx, now),
      )
      if (admitted.length === 0) return { jobs: [], overtaken }
      const rows = yield* leaseRows(tx, admitted, now)
      const lanes = rows.map(({ lane }) => lane)
      // In this order: what a webhook confirms in between is then seen in both rather than in neither.
      const goneOut = yield* run(store.outbox.goneOut(tx, lanes))
      const conversations = yield* run(store.conversations.findMany(tx, lanes))
      const missive = (yield* store.states.get(tx, 'capabilities')) ?? NOTHING_KNOWN
      const callIds: number[] = []
      for (const row of rows) callIds.push(...(yield* purse.begin(tx, shareOf(row), 1, now)))
      const jobs = rows.flatMap((row, index) => {
        const conversation = conversations.find(({ id }) => id === row.lane) ?? null
        const callId = callIds[index]
        const earlier = goneOut.filter(({ lane, id }) => lane === row.lane && id < row.id)
        const isRefused = (id: TeammateId) => missive.removeAssignees === 'refused' || hasLeft(desk, id)
        const others = othersOf(row, conversation, earlier).filter((id) => !isRefused(id))
        return callId !== undefined ? [{ row, others, missive, callId, startedAt: now }] : []
      })
      return { jobs, overtaken }
    })

  /** Those of them that no other server was faster with. */
  function* leaseRows(tx: Db, rows: OutboxRow[], now: Date): Steps<OutboxRow[]> {
    const until = later(now, CALL_LEASE_MS)
    const toLook = rows.filter(({ isFateUnknown }) => isFateUnknown).map(({ id }) => id)
    const toSend = rows.filter(({ isFateUnknown }) => !isFateUnknown).map(({ id }) => id)
    const looking = yield* run(store.outbox.leaseToLook(tx, toLook, now, until))
    const sending = yield* run(store.outbox.leaseToSend(tx, toSend, now, until, mayLandUntil(now)))
    const leased = new Set([...looking, ...sending].map(({ id }) => id))
    return rows.filter(({ id }) => leased.has(id))
  }

  const deliver = async (job: Job): Promise<void> => {
    if (job.row.isFateUnknown) {
      const answer = await client.posts(job.row.lane)
      const found = answer.kind === 'ok' ? answer.value.posts.filter((post) => isPostOf(post, job)) : []
      results.push({ job, answer, wasFound: found.length > 0, keysOfText: keysOfText(found, job.row) })
    } else {
      const answer = await client.post(bodyOf(job, desk.people().organization.id))
      results.push({ job, answer, wasFound: null, keysOfText: [] })
    }
    settling ??= new Promise((resolve, reject) => {
      setImmediate(() => settle().then(resolve, reject))
    })
    await settling
  }

  /** All that was answered in one tick settles in one commit. */
  const settle = async (): Promise<void> => {
    settling = null
    const batch = results
    results = []
    if (batch.length === 0) return
    const { happened } = await atDesk(desk, function* (tx, books): Steps<void> {
      const now = clock()
      yield* run(
        store.calls.end(
          tx,
          batch.map(({ job }) => job.callId),
        ),
      )
      const sent = batch.filter(isSent).map(({ job }) => job.row)
      if (sent.length > 0) {
        yield* run(
          store.outbox.sent(
            tx,
            sent.map(({ id }) => id),
          ),
        )
        const lanes = yield* unconfirmed(sent)
        if (lanes.length > 0) {
          const { apiWritesFireWebhooks } = yield* knownCapabilities(desk, tx)
          const waits = apiWritesFireWebhooks === 'no' ? SWEPT_MS : CONFIRM_MS
          yield* run(store.dueWork.plan(tx, 'read', lanes, later(now, waits)))
        }
      }
      const postTextKeys = [...new Set(batch.flatMap(({ keysOfText }) => keysOfText))]
      if (postTextKeys.length > 0) yield* learnThat(desk, tx, { postTextKeys })
      yield* purse.learn(
        tx,
        batch.map(({ answer }) => answer),
        now,
      )
      for (const result of batch.filter((result) => !isSent(result))) yield* settleUnsent(result, now)

      /** By the id that they have now: they may have been merged while the call was under way. */
      function* unconfirmed(rows: OutboxRow[]) {
        const now = yield* store.conversations.lookUp(
          tx,
          rows.map(({ lane }) => lane),
        )
        return [...now.values()].filter(({ pendingHandoffId }) => pendingHandoffId !== null).map(({ id }) => id)
      }

      function* settleUnsent({ job, answer, wasFound }: Result, now: Date) {
        const { row, others, startedAt } = job
        const fate = wasFound === null ? fateOfSend(answer, startedAt) : row
        if (answer.kind === 'ok') {
          yield* settleNotFound(job, now)
        } else if (answer.kind === 'limited' || answer.kind === 'locked out') {
          yield* run(store.outbox.postpone(tx, row.id, now, fate))
        } else if (answer.kind === 'refused' && others.length > 0 && isAboutRemoval(answer.reason)) {
          yield* learnThat(desk, tx, { removeAssignees: 'refused' })
          yield* run(
            store.outbox.retry(tx, row.id, now, fate, 'Missive removes nobody by its API; it is sent without.'),
          )
        } else if (answer.kind === 'refused') {
          yield* giveUp(desk, tx, books, row, answer.reason)
          if (OUT_OF_SIGHT.includes(answer.status) && (yield* books.find(row.lane)))
            books.plan({ kind: 'read', subjectId: row.lane, dueAt: now, rank: 0 })
        } else {
          yield* run(store.outbox.retry(tx, row.id, nextAttemptAt(row.attempts, now), fate, answer.reason))
        }
      }

      /** It goes out anew, or is looked for once more when it can no longer land. */
      function* settleNotFound({ row, startedAt }: Job, now: Date) {
        const fate = fateOfNotFound(row, startedAt)
        const reason = fate.isFateUnknown
          ? 'The earlier attempt may still arrive; it is looked for again before another.'
          : 'The earlier attempt did not arrive; it is sent again.'
        yield* run(store.outbox.retry(tx, row.id, fate.mayLandUntil ?? now, fate, reason))
      }
    })
    for (const kind of happened) metrics.handoff(kind)
    // Once for all: the log says it when the token is found out.
    for (const { job, answer } of batch.filter((result) => !isSent(result)))
      if (answer.kind !== 'ok' && answer.kind !== 'locked out')
        log.warn({ handoff: job.row.handoffId, answer: answer.kind }, 'A call to Missive did not work')
    if (batch.some(({ job, answer }) => answer.kind === 'refused' && (job.row.call.assign?.length ?? 0) > 0))
      onRefused()
    onSettled()
  }

  return {
    /** One round: starts what may go now; true when it started anything. */
    round: async (): Promise<boolean> => {
      if (underWay.size >= limits.atOnce) return false
      const { jobs, overtaken } = await lease()
      if (overtaken.length > 0)
        for (const kind of (await dropOvertaken(desk, overtaken)).happened) metrics.handoff(kind)
      for (const job of jobs) {
        const delivery = deliver(job).catch((error) => {
          log.error(
            { err: error, handoff: job.row.handoffId },
            'A result could not be kept; the call is looked up later',
          )
        })
        underWay.set(
          job.row.id,
          delivery.finally(() => underWay.delete(job.row.id)),
        )
      }
      return jobs.length > 0 || overtaken.length > 0
    },

    /** Resolves when no call is under way. */
    drain: async (): Promise<void> => {
      while (underWay.size > 0) await Promise.all(underWay.values())
    },
  }
}

export const shareOf = (row: Pick<OutboxRow, 'priority'>): Share =>
  row.priority === PRIORITY.people ? 'people' : 'routed'

/** In their order, as far as each one's share has room. */
const admit = (rows: OutboxRow[], roomFor: (share: Share) => number): OutboxRow[] => {
  const admitted: OutboxRow[] = []
  for (const row of rows) if (roomFor(shareOf(row)) > admitted.length) admitted.push(row)
  return admitted
}

/**
 * Whom the call removes: whoever else is assigned when it goes out, never its own target. By itself Baton removes only whom
 * it added itself, or took it from.
 */
const othersOf = (
  { call: { assign, replaces }, priority }: OutboxRow,
  conversation: Conversation | null,
  earlier: OutboxRow[],
): TeammateId[] => {
  if (assign === null) return []
  const isAskedFor = priority === PRIORITY.people
  const shown = (isAskedFor ? conversation?.assignees : conversation?.addedByBaton) ?? []
  const coming = earlier.filter((row) => isAskedFor || row.priority !== PRIORITY.people)
  const others = new Set([
    ...shown,
    ...coming.flatMap(({ call }) => call.assign ?? []),
    ...(replaces ? [replaces] : []),
  ])
  return [...others].filter((id) => !assign.includes(id))
}

const isSent = ({ answer, wasFound }: Result): boolean => answer.kind === 'ok' && wasFound !== false

const bodyOf = ({ row: { lane, call }, others, missive }: Job, organization: string): PostBody => {
  const reopen = missive.reopen === 'the other way round' ? !call.reopen : call.reopen
  return postAbout({ ...call, conversation: lane, organization, remove: others, reopen })
}

/**
 * The handoff's id stands in the link of its post. Which key of a post returns its text is not known, so all are read;
 * where none does, a post that came since then is taken for it: better no note than two.
 */
const isPostOf = (post: PostRow, { row, missive }: Job): boolean =>
  missive.postTextKeys?.length === 0 ? cameSince(post, row.sentAt) : JSON.stringify(post).includes(row.handoffId)

const keysOfText = (posts: readonly PostRow[], { handoffId }: OutboxRow): string[] =>
  posts.flatMap((post) => Object.keys(post).filter((key) => JSON.stringify(post[key])?.includes(handoffId)))
