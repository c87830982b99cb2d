import type { Acknowledgement, GuardCode, TrailKind } from '../../shared/api'
import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Note } from '../../shared/note'
import { AppError } from '../errors'
import type { Db, Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Books } from './books'
import { changeOwner, PRIORITY } from './change-owner'
import { renderWritten } from './compose-written'
import type { Desk } from './desk'
import { isOpen } from './fold'
import { personOf } from './person'
import { postBesides } from './post-besides'
import { mayRelease, type Reader } from './rights'
import { noteOf, putIntoWords, requireWords, type Said, whyOf } from './words'

/** What a person did, for the counters. */
export interface Done {
  handoffId: HandoffId
  kind: TrailKind
  /** Guards that the person went past; left out: none. */
  passed?: readonly GuardCode[]
}

/** What a person does about who owns a conversation, and what they say of it. */
export interface Move {
  said: Said
  by: TeammateId
  /** Null: nobody owns it afterwards. */
  to: TeammateId | null
  drafted?: (keyof Note)[]
  acknowledged?: Acknowledgement[]
  /** Open it again when it was closed meanwhile: a choice of its own. */
  reopen?: boolean
  /** Whose absence moves it; null: nobody's. */
  coversId?: TeammateId | null
  /** Missive shows what is so afterwards already, so nothing is posted. */
  isSilent?: boolean
}

/** One change of owner that a person asks for, with one post. `values` are written with it. Throws `AppError` `not_ready`. */
export function* move(
  desk: Desk,
  tx: Db,
  books: Books,
  before: Conversation,
  { said, by, to, drafted = [], acknowledged = [], reopen = false, coversId = null, isSilent = false }: Move,
  values: Partial<Conversation>,
): Steps<Done> {
  const now = desk.clock()
  const id = desk.newId() as HandoffId
  requireWords(said)
  const written = putIntoWords(desk, before, said, { handoffId: id, by, givenBackTo: to }, now)
  const teamInbox = said.kind === 'queued' ? before.missiveTeamId : null
  const call = { ...renderWritten(written), assign: to ? [to] : [], teamInbox, reopen, color: null }
  const change = { id, kind: said.kind, to, by, why: whyOf(said), note: noteOf(said), drafted, acknowledged, coversId }
  const owed = isSilent ? null : { call, priority: PRIORITY.people }
  const reopened = reopen ? { isClosed: false } : {}
  yield* changeOwner(
    desk,
    tx,
    books,
    before,
    { ...change, decisionId: null, undoesId: null, owed },
    { ...reopened, ...values },
    now,
  )
  return { handoffId: id, kind: said.kind, passed: acknowledged.map(({ code }) => code) }
}

/** One post that changes no owner. `asked`: who is given access, and asked; null: nobody. Throws `AppError` `not_ready`. */
export const speak = (
  desk: Desk,
  books: Books,
  conversation: Conversation,
  { said, by, asked }: Pick<Move, 'said' | 'by'> & { asked: TeammateId | null },
): Done => {
  const now = desk.clock()
  const id = desk.newId() as HandoffId
  requireWords(said)
  const rendered = renderWritten(putIntoWords(desk, conversation, said, { handoffId: id, by }, now))
  const besides = { id, kind: said.kind, by, asked, why: whyOf(said), note: noteOf(said), drafted: [], rendered }
  postBesides(books, conversation, besides, now)
  return { handoffId: id, kind: said.kind }
}

/** Throws `AppError` `closed` unless it is open, or to be opened again. */
export const requireOpen = (conversation: Conversation, reopen: boolean): void => {
  if (!isOpen(conversation) && !reopen)
    throw new AppError('closed', 'This conversation was closed meanwhile. Reopen it to hand it over.')
}

/** Who may be asked, or given work. Throws `AppError` `teammate_unknown`. */
export const requireTeammate = (desk: Desk, id: TeammateId): void => {
  const { teammateById, routerId } = desk.people()
  const teammate = teammateById.get(id)
  if (!teammate || teammate.goneAt || id === routerId)
    throw new AppError('teammate_unknown', 'This person is not in your Missive organization. Choose somebody else.')
}

/** Throws `AppError` `not_allowed` with who owns it. */
export const requireRelease = (desk: Desk, reader: Reader, conversation: Conversation): void => {
  const { ownerId } = conversation
  if (ownerId && !mayRelease(reader, conversation))
    throw new AppError('not_allowed', `${personOf(desk, ownerId).name} owns it. Take it first, or ask a manager.`)
}
