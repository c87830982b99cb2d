import type * as z from 'zod/mini'
import type { Absence, CoveredRow } from '../../shared/api'
import type { TeammateId } from '../../shared/ids'
import { DAY, later } from '../clock'
import { teammateById } from '../routing/roster'
import { type Db, run, type Steps } from '../store/database'
import type { AbsenceRow, TrailRow } from '../store/tables'
import type { Desk } from './desk'
import { isOpen } from './fold'
import { personOf } from './person'
import { isOnlySaid } from './two-owners'

/** What others took over is listed for so long. */
const COVERED_MS = 30 * DAY

export const sayAbsence = (desk: Desk, row: AbsenceRow): z.output<typeof Absence> => ({
  id: row.id,
  person: personOf(desk, row.teammateId),
  from: row.from,
  to: row.to,
  reason: row.reason,
  by: personOf(desk, row.byId),
  handsOver: row.handsOver,
})

/** When somebody is away now or will be, soonest first: what they or a manager said, and what the rules say. */
export function* listAbsences(desk: Desk, tx: Db, teammateId: TeammateId): Steps<z.output<typeof Absence>[]> {
  const now = desk.clock()
  const own = (yield* run(desk.store.absences.current(tx, now))).filter((row) => row.teammateId === teammateId)
  const rules = desk.rules()?.rules
  const known = (rules && teammateById(rules, teammateId)?.away) ?? []
  const isOwn = (from: Date, to: Date | null) => own.some((row) => +row.from === +from && +(row.to ?? 0) === +(to ?? 0))
  const ofRules = known.filter(({ from, to }) => (to === null || to > now) && !isOwn(from, to))
  const person = personOf(desk, teammateId)
  return [
    ...own.map((row) => sayAbsence(desk, row)),
    ...ofRules.map(({ from, to, reason }) => {
      return { id: null, person, from, to, reason: reason ?? '', by: null, handsOver: false }
    }),
  ].sort((a, b) => +a.from - +b.from)
}

/** Where each conversation moved because they were away, the latest entry of each. */
function* coveredFor(desk: Desk, tx: Db, teammateId: TeammateId): Steps<TrailRow[]> {
  const rows = yield* run(desk.store.trail.covering(tx, teammateId, later(desk.clock(), -COVERED_MS)))
  const latest = new Map(rows.toReversed().map((row) => [row.conversationId, row]))
  return [...latest.values()].reverse()
}

/** What others took over for them and they have not had again since, the latest first. */
export function* listCovered(desk: Desk, tx: Db, teammateId: TeammateId): Steps<z.output<typeof CoveredRow>[]> {
  const entries = yield* coveredFor(desk, tx, teammateId)
  if (entries.length === 0) return []
  const ids = entries.map(({ conversationId }) => conversationId)
  const found = yield* run(desk.store.conversations.findMany(tx, ids))
  const trails = yield* run(desk.store.trail.ofMany(tx, ids))
  return entries.flatMap((entry) => {
    const conversation = found.find(({ id }) => id === entry.conversationId)
    const hadItSince = trails.some(
      (row) =>
        row.conversationId === entry.conversationId &&
        row.order > entry.order &&
        row.toId === teammateId &&
        !isOnlySaid(row),
    )
    if (!conversation || !isOpen(conversation) || conversation.ownerId === teammateId || hadItSince) return []
    const owner = conversation.ownerId && personOf(desk, conversation.ownerId)
    return [{ conversationId: conversation.id, subject: conversation.subject, owner, movedAt: entry.at }]
  })
}
