import type * as z from 'zod/mini'
import type { Colleague, MyWork, UnassignedRow, WorkOf } from '../../shared/api'
import type { TeammateId } from '../../shared/ids'
import { AppError } from '../errors'
import type { Facts, Rules, Team } from '../routing/facts'
import { membersOf, teammateById } from '../routing/roster'
import { sayWeek } from '../routing/say-week'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { listAbsences, listCovered } from './absences'
import { nextSteps, sayWhy } from './conversation-view'
import type { Desk } from './desk'
import { pauseOf, readPauses, sayPause, teamOf } from './pauses'
import { personOf } from './person'
import { maySee, type Reader } from './rights'
import { inOrder, sayColleague, sayRow } from './work-rows'

/** Of a list so many are shown. */
const LISTED = 200

const teamsOf = (rules: Rules | undefined, id: TeammateId): Team[] =>
  rules?.teams.filter(({ members }) => members.includes(id)) ?? []

/** Somebody whom no rules know. */
const stranger = (desk: Desk, id: TeammateId): z.output<typeof Colleague> => ({
  person: personOf(desk, id),
  openLoad: 0,
  conversations: 0,
  capacity: 0,
  isThere: false,
  presence: 'no hours are known',
})

function* sayUnassigned(desk: Desk, tx: Db, teams: readonly Team[]): Steps<z.output<typeof UnassignedRow>[]> {
  const { store } = desk
  const names = teams.map(({ name }) => name)
  const inboxes = teams.map(({ missiveTeamId }) => missiveTeamId)
  const rows = teams.length > 0 ? yield* run(store.conversations.unassignedOf(tx, names, inboxes, LISTED)) : []
  const pauses = yield* readPauses(store, tx)
  const said: z.output<typeof UnassignedRow>[] = []
  for (const row of inOrder(rows)) {
    const decided = row.decisionId ? yield* store.decisions.find(tx, row.decisionId) : null
    const pause = pauseOf(pauses, [teamOf(desk, row)])
    said.push({
      ...sayRow(desk, row),
      sentence: sayWhy(row, undefined, desk.rules() !== null, pause && sayPause(desk, pause, desk.clock())),
      needsAttention: row.waitStatus === 'needs attention' || row.unheard !== null,
      next: nextSteps(row, decided?.decision ?? null, desk.clock()),
    })
  }
  return said
}

/** Somebody's standing and what they own, as far as `mayRead`. */
function* sayWork(
  desk: Desk,
  tx: Db,
  id: TeammateId,
  loads: Facts['loads'],
  zone: string | null,
  mayRead: (conversation: Conversation) => boolean,
) {
  const rules = desk.rules()?.rules
  const teammate = rules && teammateById(rules, id)
  const owned = inOrder(yield* run(desk.store.conversations.ownedBy(tx, id)))
    .filter(mayRead)
    .slice(0, LISTED)
  const standing = rules && teammate ? sayColleague(desk, rules, teammate, loads, zone) : stranger(desk, id)
  return { standing, rows: owned.map((conversation) => sayRow(desk, conversation)) }
}

/** What the reader has to do, and how their teams stand. */
export const viewMyWork = (desk: Desk, { teammateId }: Reader): Promise<z.output<typeof MyWork>> =>
  desk.store.transaction(function* (tx): Steps<z.output<typeof MyWork>> {
    const rules = desk.rules()?.rules
    const me = rules && teammateById(rules, teammateId)
    const zone = me?.schedule.timeZone ?? null
    const teams = teamsOf(rules, teammateId)
    const loads = yield* desk.store.loads.all(tx)
    const { standing, rows } = yield* sayWork(desk, tx, teammateId, loads, zone, ({ isPrivate }) => !isPrivate)
    const hours = me && { timeZone: me.schedule.timeZone, week: sayWeek(me.schedule), capacity: me.capacity }
    const conversations = loads[teammateId]?.conversations ?? rows.length
    return {
      me: { ...standing, conversations, hours: hours ?? null },
      conversations: rows,
      unassigned: yield* sayUnassigned(desk, tx, teams),
      teams: teams.map((team) => ({
        name: team.name,
        label: team.label,
        members: rules ? membersOf(rules, team).map((member) => sayColleague(desk, rules, member, loads, zone)) : [],
      })),
      absences: yield* listAbsences(desk, tx, teammateId),
      covered: yield* listCovered(desk, tx, teammateId),
    }
  })

/** What somebody owns, for who may see it: managers all, members what is of their own teams. Throws `AppError`: `not_allowed`, `not_found`. */
export const viewWorkOf = (desk: Desk, reader: Reader, id: TeammateId): Promise<z.output<typeof WorkOf>> =>
  desk.store.transaction(function* (tx): Steps<z.output<typeof WorkOf>> {
    const rules = desk.rules()?.rules
    const isColleague = teamsOf(rules, reader.teammateId).some(({ members }) => members.includes(id))
    if (reader.access === 'member' && reader.teammateId !== id && !isColleague)
      throw new AppError('not_allowed', 'You see the work of people in your own teams. Ask a manager about others.')
    if (!desk.people().teammateById.has(id))
      throw new AppError('not_found', 'Nobody like this was ever in your Missive organization. Choose somebody else.')
    const loads = yield* desk.store.loads.all(tx)
    const zone = (rules && teammateById(rules, reader.teammateId)?.schedule.timeZone) ?? null
    const mayRead = (conversation: Conversation) => !conversation.isPrivate && maySee(desk, reader, conversation)
    const { standing, rows } = yield* sayWork(desk, tx, id, loads, zone, mayRead)
    return { ...standing, conversations: rows, absences: yield* listAbsences(desk, tx, id) }
  })
