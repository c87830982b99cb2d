import type { TeammateId, TeamName } from '../../shared/ids'
import { AppError } from '../errors'
import { run, type Steps } from '../store/database'
import { atDesk } from './books'
import type { Desk } from './desk'
import { keepPauses, type Pause, readPauses } from './pauses'
import { pressureOf } from './pressure'

export interface PauseAsked {
  /** Null: all teams. */
  team: TeamName | null
  by: TeammateId
  note: string
}

/** From now on nothing goes out for the team that no person starts. An earlier pause stands. Throws `AppError` `not_found`. */
export const pauseRouting = async (desk: Desk, { team, by, note }: PauseAsked): Promise<Pause[]> => {
  const { store } = desk
  if (team !== null && !desk.rules()?.rules.teams.some(({ name }) => name === team))
    throw new AppError('not_found', `The rules have no team “${team}”. Reload the page and choose another.`)
  const { value } = await atDesk(desk, function* (tx): Steps<Pause[]> {
    // Calls are paid for in this turn: none goes out after it.
    yield* store.turns.take(tx, 'missive')
    const now = desk.clock()
    const before = yield* readPauses(store, tx)
    if (before.some((pause) => pause.team === team)) return before
    const pauses = [...before, { team, by, since: now, note: note.trim() }]
    yield* keepPauses(store, tx, pauses, now)
    return pauses
  })
  return value
}

/** Takes a pause back: calls that waited go out, and what was decided meanwhile is decided again as things are now. */
export const resumeRouting = async (desk: Desk, team: TeamName | null): Promise<Pause[]> => {
  const { store } = desk
  const { value } = await atDesk(desk, function* (tx, books): Steps<Pause[]> {
    const now = desk.clock()
    const before = yield* readPauses(store, tx)
    const pauses = before.filter((pause) => pause.team !== team)
    if (pauses.length === before.length) return before
    yield* keepPauses(store, tx, pauses, now)
    for (const paused of yield* run(store.conversations.paused(tx)))
      books.plan({ kind: 'decide', subjectId: paused.id, dueAt: now, rank: pressureOf(paused) })
    for (const past of yield* run(store.conversations.withClockPast(tx, now)))
      books.plan({ kind: 'clock', subjectId: past.id, dueAt: past.clockAt, rank: pressureOf(past) })
    for (const { teammateId } of yield* run(store.reminders.teammates(tx)))
      books.plan({ kind: 'remind', subjectId: teammateId, dueAt: now, rank: 0 })
    for (const told of yield* run(store.notices.teams(tx)))
      books.plan({ kind: 'notice', subjectId: told.team, dueAt: now, rank: 0 })
    return pauses
  })
  return value
}
