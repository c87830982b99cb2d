import type * as z from 'zod/mini'
import { type Absence, type AwayPreview, GuardCode } from '../../shared/api'
import type { GoAway } from '../../shared/desk-bodies'
import type { TeammateId } from '../../shared/ids'
import type { Note } from '../../shared/note'
import { AppError } from '../errors'
import type { Away } from '../routing/facts'
import { backAfter, type Pile, pileOf } from '../routing/going-away'
import { teammateById } from '../routing/roster'
import { type Db, run, type Steps } from '../store/database'
import type { AbsenceRow, Conversation } from '../store/tables'
import { sayAbsence } from './absences'
import { atDesk } from './books'
import type { Desk } from './desk'
import { chooseBest, draftRow } from './draft-row'
import { recall } from './memory'
import { personOf } from './person'
import { byPressure } from './pressure'
import { type Reader, requireManager } from './rights'
import { handOffSeveral, type ManyDone } from './several'

/** `from` null: now; `to` null: until they say that they are back. */
export interface Stretch {
  teammateId: TeammateId | null
  from: Date | null
  to: Date | null
}

type Preview = z.output<typeof AwayPreview>

/** Whose absence it is. Throws `AppError`: `not_allowed` where it is somebody else's, `bad_request`, `teammate_unknown`. */
const whose = (desk: Desk, reader: Reader, { teammateId, from, to }: Stretch): TeammateId => {
  const id = teammateId ?? reader.teammateId
  const now = desk.clock()
  if (id !== reader.teammateId)
    requireManager(reader, 'Only a manager may say that somebody else is away. Ask one of them.')
  const teammate = desk.people().teammateById.get(id)
  if (!teammate || teammate.goneAt)
    throw new AppError('teammate_unknown', 'This person is not in your Missive organization. Choose somebody else.')
  if (to && to <= (from && from > now ? from : now))
    throw new AppError('bad_request', 'The end is not after the beginning. Choose a later end, or none.')
  return id
}

const pilesOf = (conversations: Conversation[], desk: Desk, id: TeammateId, stretch: Away) => {
  const rules = desk.rules()?.rules
  const plan = rules && teammateById(rules, id)
  const backAt = plan ? backAfter(plan, stretch) : stretch.to
  const zone = plan?.schedule.timeZone ?? rules?.timeZone ?? 'UTC'
  const sorted = conversations.toSorted(byPressure).map((conversation) => {
    const { id: conversationId, subject, urgency, dueAt } = conversation
    const { pile, sentence } = pileOf(conversation, backAt, zone, desk.clock())
    const row = { conversationId, subject, urgency: urgency ?? ('normal' as const), dueAt, sentence }
    return { conversation, pile, row }
  })
  const rowsOf = (pile: Pile) => sorted.filter((each) => each.pile === pile)
  return { backAt, rowsOf }
}

/** Whom each would go to, with what note. Without rules nothing is due. */
function* draftAtRisk(
  desk: Desk,
  tx: Db,
  reader: Reader,
  name: string,
  rows: ReturnType<ReturnType<typeof pilesOf>['rowsOf']>,
): Steps<Preview['atRisk']> {
  const inForce = desk.rules()
  if (!inForce) return []
  const memory = yield* recall(desk.store, tx)
  const drafting = { memory, inForce, reader, loads: { ...memory.loads }, choose: chooseBest }
  const drafted: Preview['atRisk'] = []
  for (const { conversation, row } of rows) {
    const { note, ...rest } = (yield* draftRow(desk, tx, conversation, drafting)).row
    drafted.push({ ...row, ...rest, note: note && { ...note, why: `${name} is away. ${note.why}` } })
  }
  return drafted
}

/** What somebody owns, as it would stand while they are away. */
function* preview(desk: Desk, tx: Db, reader: Reader, id: TeammateId, { from, to }: Stretch): Steps<Preview> {
  const stretch = { from: from ?? desk.clock(), to, reason: null }
  const owned = yield* run(desk.store.conversations.ownedBy(tx, id))
  const { backAt, rowsOf } = pilesOf(owned, desk, id, stretch)
  return {
    person: personOf(desk, id),
    backAt,
    safe: rowsOf('safe').map(({ row }) => row),
    atRisk: yield* draftAtRisk(desk, tx, reader, personOf(desk, id).name, rowsOf('at risk')),
    waitingOnCustomer: rowsOf('waiting on the customer').map(({ row }) => row),
  }
}

/** What going away would mean; nothing changes. Throws `AppError`: `not_allowed`, `bad_request`, `teammate_unknown`. */
export const previewAway = (desk: Desk, reader: Reader, stretch: Stretch): Promise<Preview> => {
  const id = whose(desk, reader, stretch)
  return desk.store.transaction((tx) => preview(desk, tx, reader, id, stretch))
}

export interface WentAway extends ManyDone {
  absence: z.output<typeof Absence>
}

/** The absence as said; one that lasts already, or is planned from the same moment on, is said anew and stays the same one. */
function* keepAbsence(
  desk: Desk,
  tx: Db,
  reader: Reader,
  teammateId: TeammateId,
  { from, to, reason, handsOver }: Pick<GoAway, 'from' | 'to' | 'reason' | 'handsOver'>,
): Steps<AbsenceRow> {
  const { absences } = desk.store
  const now = desk.clock()
  const isPlanned = isToCome(from, now)
  const known = isPlanned
    ? yield* absences.beginning(tx, teammateId, from)
    : yield* absences.lasting(tx, teammateId, now)
  const absence: AbsenceRow = {
    id: known?.id ?? desk.newId(),
    teammateId,
    from: known?.from ?? (isPlanned ? from : now),
    to,
    reason,
    byId: reader.teammateId,
    handsOver: isPlanned && handsOver,
    createdAt: known?.createdAt ?? now,
  }
  yield* run(absences.put(tx, absence))
  return absence
}

const isToCome = (from: Date | null, now: Date): from is Date => from !== null && from > now

/**
 * Keeps an absence. One that begins now hands over what was confirmed; a planned one does that when it begins. Throws
 * `AppError`: `not_allowed`, `bad_request`, `teammate_unknown`.
 */
export const goAway = async (
  desk: Desk,
  reader: Reader,
  { rows, acknowledged, ...said }: GoAway,
): Promise<WentAway> => {
  const teammateId = whose(desk, reader, said)
  const { value: absence } = await atDesk(desk, function* (tx, books) {
    const absence = yield* keepAbsence(desk, tx, reader, teammateId, said)
    const dueAt = absence.handsOver ? absence.from : null
    books.plan({ kind: 'absence', subjectId: absence.id, dueAt, rank: 0 })
    return absence
  })
  const many = isToCome(absence.from, desk.clock())
    ? { rows: [], done: [] }
    : await handOffSeveral(desk, reader, { rows, acknowledged }, { coversId: teammateId })
  return { absence: sayAbsence(desk, absence), ...many }
}

const EVERY_FIELD: (keyof Note)[] = ['why', 'whatsNeeded', 'byWhen', 'context']

/** A planned absence begins: what is at risk now goes to whoever is best, as was confirmed when it was planned. */
export const beginAbsence = async (desk: Desk, id: string): Promise<ManyDone> => {
  const { store, clock } = desk
  const absence = await store.transaction((tx) => store.absences.find(tx, id))
  if (!absence || (absence.to && absence.to <= clock())) return { rows: [], done: [] }
  const { teammateId, to } = absence
  const reader: Reader = { teammateId: absence.byId, access: 'manager' }
  const stretch = { teammateId, from: null, to }
  const { atRisk } = await store.transaction((tx) => preview(desk, tx, reader, teammateId, stretch))
  const rows = atRisk.flatMap(({ conversationId, to: best, note, problem }) =>
    best && note && !problem
      ? [
          {
            conversationId,
            to: best.id,
            note: { ...note, whatsNeeded: note.whatsNeeded || 'Answer the customer.' },
            drafted: EVERY_FIELD,
            reopen: false,
          },
        ]
      : [],
  )
  const acknowledged = GuardCode.options.map((code) => ({ code, reason: 'A planned absence began.' }))
  return handOffSeveral(desk, reader, { rows, acknowledged }, { coversId: teammateId })
}
