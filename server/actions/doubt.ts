import type { ConversationId } from '../../shared/ids'
import { DAY, later, MINUTE, SECOND } from '../clock'
import type { Happening, Snapshot } from '../missive/snapshot'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation, DueWorkRow } from '../store/tables'
import type { Books } from './books'
import type { Desk } from './desk'
import { pressureOf } from './pressure'

/** How long a payload that contradicts what is known may be overtaken by the one that explains it. */
const DOUBT_MS = 5 * SECOND
/** By then Missive has been asked; if it could not be, what is known must do. */
const ASKED_BY_MS = 15 * SECOND
/** A delivery that is a retry or news makes Baton ask once in so long. */
const ASK_EVERY_MS = MINUTE

const ASKS_FIRST = 'What Missive told contradicts what is known, so Baton asks it before it decides.'

/** Missive is asked about it soon; an earlier plan stands. */
export const doubt = ({ store, clock }: Desk, tx: Db, { id }: Pick<Conversation, 'id'>) =>
  store.dueWork.planUnlessPlanned(tx, 'doubt', id, later(clock(), DOUBT_MS))

/**
 * A body that was folded before, with others since, may be a retry or tell of the same again (close, reopen, close): nothing
 * changes before Missive was asked. Whatever comes next is judged alike, since none is known to be the latest.
 */
export function* askWhichItIs({ store, clock }: Desk, tx: Db, books: Books, before: Conversation): Steps<void> {
  const now = clock()
  const mayAskAt = before.askedAt ? later(before.askedAt, ASK_EVERY_MS) : now
  books.keep({ ...before, latestBodyHash: null })
  yield* run(store.dueWork.planUnlessPlanned(tx, 'doubt', before.id, new Date(Math.max(+mayAskAt, +now))))
}

/** It waits for the answer, and is decided in any case soon. To be kept by the caller. */
export const decideOnceAsked = ({ clock }: Desk, books: Books, conversation: Conversation): Conversation => {
  const decideAgainAt = later(clock(), ASKED_BY_MS)
  books.plan({ kind: 'decide', subjectId: conversation.id, dueAt: decideAgainAt, rank: pressureOf(conversation) })
  return { ...conversation, waitStatus: 'waiting', waitSentence: ASKS_FIRST, leaveReason: null, decideAgainAt }
}

/** It was tried before, and did not work. */
const wasInVain = ({ attempts, leasedUntil }: DueWorkRow): boolean => attempts > (leasedUntil ? 1 : 0)

/** It waits for an answer that Missive is being asked for: where both are late, the question comes first. */
export function* isBeingAsked({ store, clock }: Desk, tx: Db, { id, waitSentence }: Conversation): Steps<boolean> {
  if (waitSentence !== ASKS_FIRST) return false
  const question = yield* store.dueWork.find(tx, 'doubt', id)
  return question !== null && question.dueAt <= clock() && !wasInVain(question)
}

/** About when it came to be doubted, where it is; of what was asked in vain no more is known than that it was today. */
export function* doubtedSince({ store, clock }: Desk, tx: Db, id: ConversationId): Steps<Date | null> {
  const now = clock()
  const question = yield* store.dueWork.find(tx, 'doubt', id)
  if (!question) return null
  if (wasInVain(question)) return later(now, -DAY)
  return new Date(Math.min(+question.dueAt, +now))
}

const MESSAGES: Happening['kind'][] = ['incoming', 'outgoing']

/** What was told under an id from before a merge is about one part of it: only a message in it is news. */
export const toldOfPart = (
  merged: Conversation,
  snapshot: Snapshot,
  happening: Happening,
): { snapshot: Snapshot; happening: Happening } => ({
  snapshot: {
    ...snapshot,
    id: merged.id,
    subject: null,
    webUrl: null,
    missiveTeamId: null,
    isPrivate: merged.isPrivate,
    labels: null,
    assignees: null,
    flags: null,
    messages: null,
    lastActivityAt: null,
  },
  happening: MESSAGES.includes(happening.kind) ? happening : { kind: 'other' },
})
