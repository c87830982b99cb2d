import type * as z from 'zod/mini'
import type { Pause as PauseView, Routing } from '../../shared/api'
import type { TeammateId, TeamName } from '../../shared/ids'
import { commonZone } from '../routing/roster'
import { sayMomentIn } from '../routing/spoken'
import { type Db, run, type Steps } from '../store/database'
import type { StateOf } from '../store/states'
import type { Store } from '../store/store'
import type { Conversation } from '../store/tables'
import type { Desk } from './desk'
import { personOf } from './person'

/** A stretch in which nothing goes out that no person started. */
export interface Pause {
  /** Null: of all teams. */
  team: TeamName | null
  by: TeammateId
  since: Date
  /** Empty: none was given. */
  note: string
}

export function* readPauses({ states }: Store, tx: Db): Steps<Pause[]> {
  const paused = (yield* states.get(tx, 'routing paused')) ?? []
  return paused.map((pause) => ({ ...pause, since: new Date(pause.since) }))
}

/** Keeps them; whoever changes them holds the desk's turn. */
export function* keepPauses({ states }: Store, tx: Db, pauses: readonly Pause[], now: Date): Steps<void> {
  const value: StateOf<'routing paused'> = pauses.map((pause) => ({ ...pause, since: pause.since.toISOString() }))
  yield* run(states.set(tx, 'routing paused', value, now))
}

/** What holds the writes of any of these teams; that of all comes first. */
export const pauseOf = (pauses: readonly Pause[], teams: readonly (TeamName | null)[]): Pause | null =>
  pauses.find(({ team }) => team === null) ?? pauses.find(({ team }) => teams.includes(team)) ?? null

/** The team whose routing a conversation is part of; null: none's. */
export const teamOf = (
  desk: Pick<Desk, 'rules'>,
  { routingTeam, missiveTeamId }: Pick<Conversation, 'routingTeam' | 'missiveTeamId'>,
): TeamName | null =>
  routingTeam ?? desk.rules()?.rules.teams.find((team) => team.missiveTeamId === missiveTeamId)?.name ?? null

const labelOf = (desk: Desk, { team }: Pause): string | null =>
  desk.rules()?.rules.teams.find(({ name }) => name === team)?.label ?? team

/** "Routing is paused by Imani Okafor since 10:05", with the place where not everyone lives by that clock. */
export const sayPause = (desk: Desk, pause: Pause, now: Date): string => {
  const label = labelOf(desk, pause)
  const { timeZone = 'UTC', teammates = [] } = desk.rules()?.rules ?? {}
  const since = sayMomentIn(timeZone, commonZone(teammates), pause.since, now)
  const what = label ? `Routing for ${label}` : 'Routing'
  const sentence = `${what} is paused by ${personOf(desk, pause.by).name} since ${since}.`
  return pause.note ? `${sentence} ${pause.note}` : sentence
}

export const viewPause = (desk: Desk, pause: Pause): z.output<typeof PauseView> => ({
  team: pause.team === null ? null : { name: pause.team, label: labelOf(desk, pause) ?? pause.team },
  by: personOf(desk, pause.by),
  since: pause.since,
  note: pause.note,
})

export const viewRouting = async (desk: Desk): Promise<z.output<typeof Routing>> => {
  const pauses = await desk.store.transaction((tx) => readPauses(desk.store, tx))
  return {
    teams: desk.rules()?.rules.teams.map(({ name, label }) => ({ name, label })) ?? [],
    pauses: pauses.map((pause) => viewPause(desk, pause)),
    timeZone: desk.rules()?.rules.timeZone ?? null,
  }
}
