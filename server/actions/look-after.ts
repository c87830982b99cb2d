import type { AttentionKind, TrailKind } from '../../shared/api'
import type { HandoffId, TeammateId } from '../../shared/ids'
import { AppError } from '../errors'
import { type ConcernKey, concernIdOf } from '../store/attention'
import { type Db, run, type Steps } from '../store/database'
import type { AttentionRow } from '../store/tables'
import { type About, readAbout, sayConcern, unsettledSince } from './attention'
import { atDesk, type Books } from './books'
import { canBeDecided } from './decide-again'
import type { Desk } from './desk'
import { doubt } from './doubt'
import { nextInChain } from './escalate'
import { personOf } from './person'
import { postAnew } from './post-anew'
import { readDelivery } from './read-delivery'
import { routeConversation } from './route-conversation'

export interface LookedAfter {
  /** What came of it. */
  sentence: string
  happened: TrailKind[]
}

type Again = (desk: Desk, tx: Db, books: Books, about: About) => Steps<string>

const NOTHING_TO_DO = 'There is nothing to try again any more: dismiss it.'

function* decideIt(desk: Desk, tx: Db, books: Books, { conversation }: About): Steps<string> {
  const before = conversation && (yield* books.find(conversation.id))
  if (!before || !canBeDecided(before)) throw new AppError('changed_meanwhile', NOTHING_TO_DO)
  const decision = yield* routeConversation(desk, tx, books, before)
  const after = yield* books.find(before.id)
  return after?.waitSentence ?? decision?.outcome.sentence ?? 'There are no rules yet, so Baton assigns nobody.'
}

function* askMissive(desk: Desk, tx: Db, _books: Books, { conversation }: About): Steps<string> {
  if (conversation) yield* run(doubt(desk, tx, conversation))
  return 'Missive is asked who has it now.'
}

function* lookWhoIsThere(desk: Desk, _tx: Db, books: Books, { conversation }: About): Steps<string> {
  const before = conversation && (yield* books.find(conversation.id))
  if (!before) throw new AppError('changed_meanwhile', NOTHING_TO_DO)
  const { to, sentence } = yield* nextInChain(desk, books, before, before.ownerId)
  return to ? `${personOf(desk, to).name} is there now: open it and escalate it to them.` : sentence
}

/** As if the chain had not been told: it is due at once. */
function* tellAgain(_desk: Desk, _tx: Db, books: Books, { conversation }: About): Steps<string> {
  const before = conversation && (yield* books.find(conversation.id))
  if (!before) throw new AppError('changed_meanwhile', NOTHING_TO_DO)
  books.keep({ ...before, clockDone: before.clockDone.filter(({ step }) => step === undefined) })
  return 'The escalation chain is told again, from its first step.'
}

/** It may be old by now, so that Missive is asked too. */
function* readAnew(desk: Desk, tx: Db, _books: Books, { delivery }: About): Steps<string> {
  if (!delivery) throw new AppError('changed_meanwhile', NOTHING_TO_DO)
  const read = readDelivery(desk, delivery)
  if (typeof read === 'string') return `It still cannot be understood. ${read}`
  yield* run(desk.store.deliveries.putBack(tx, delivery.id))
  yield* run(doubt(desk, tx, read.snapshot))
  return 'It is understood now, and acted on.'
}

function* sendAnew(desk: Desk, tx: Db, books: Books, { call }: About): Steps<string> {
  if (!call) throw new AppError('changed_meanwhile', NOTHING_TO_DO)
  yield* postAnew(desk, tx, books, call)
  return 'It is sent to Missive again.'
}

const AGAIN: Record<AttentionKind, Again> = {
  refused: sendAnew,
  'no owner': decideIt,
  'two owners': askMissive,
  unheard: lookWhoIsThere,
  unanswered: tellAgain,
  'not understood': readAnew,
}

/** Somebody lets Baton try again what went wrong. Throws `AppError`: `not_found`, `closed`, `changed_meanwhile`. */
export const tryAgain = (desk: Desk, by: TeammateId, concern: ConcernKey): Promise<LookedAfter> =>
  lookAfter(desk, by, concern, 'tried again', AGAIN[concern.kind])

/** Somebody knows of it and does not want to see it any more. Throws `AppError` `not_found`. */
export const dismiss = (desk: Desk, by: TeammateId, concern: ConcernKey): Promise<LookedAfter> =>
  lookAfter(desk, by, concern, 'dismissed', null)

const lookAfter = async (
  desk: Desk,
  by: TeammateId,
  concern: ConcernKey,
  did: AttentionRow['did'],
  act: Again | null,
): Promise<LookedAfter> => {
  const { value, happened } = await atDesk(desk, function* (tx, books): Steps<string> {
    const { attention } = desk.store
    const row = yield* attention.find(tx, concern, unsettledSince(desk))
    const [about] = row ? yield* readAbout(desk, tx, [row]) : []
    if (!row || !about) throw new AppError('not_found', 'This needs no attention any more: it was settled meanwhile.')
    keepInTrail(desk, books, by, did, sayConcern(desk, row, about), about)
    const sentence = act ? yield* act(desk, tx, books, about) : yield* letGo(books, row, about)
    yield* run(attention.did(tx, { concern: concernIdOf(row), did, byId: by, at: desk.clock() }))
    return sentence
  })
  return { sentence: value, happened }
}

/** Somebody has heard of it. */
function* letGo(books: Books, { kind }: ConcernKey, { conversation }: About): Steps<string> {
  const before = kind === 'unheard' && conversation ? yield* books.find(conversation.id) : null
  if (before) books.keep({ ...before, unheard: null })
  return 'Dismissed.'
}

const keepInTrail = (
  desk: Desk,
  books: Books,
  byId: TeammateId,
  did: AttentionRow['did'],
  why: string,
  { conversation }: About,
): void => {
  if (!conversation) return
  books.trailed({
    id: desk.newId() as HandoffId,
    conversationId: conversation.id,
    at: desk.clock(),
    kind: did === 'dismissed' ? 'dismissed' : 'tried_again',
    fromId: null,
    toId: null,
    byId,
    why,
    note: null,
    drafted: null,
    acknowledged: null,
    decisionId: null,
    undoesId: null,
  })
}
