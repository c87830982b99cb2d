import type { MissiveTeamId } from '../../shared/ids'
import type { People } from '../actions/desk'
import type { RulesKeeper } from '../actions/rules-admin'
import { type Clock, HOUR, later, MINUTE } from '../clock'
import { AppError } from '../errors'
import type { Store } from '../store/store'
import type { Paced } from './paced'
import { loadPeople, readDirectory } from './read-directory'

const READ_EVERY_MS = HOUR
/** A Missive that is down leaves the budget to what is owed. */
const TRY_EVERY_MS = 10 * MINUTE

export interface BriefingDeps {
  store: Store
  paced: Paced
  clock: Clock
  /** Null: the only one that the token sees. */
  organizationId: string | null
  rules: Pick<RulesKeeper, 'current' | 'apply'>
}

/** Who is there and which rules decide: kept in memory, read when the server starts and every hour. */
export const createBriefing = ({ store, paced, clock, organizationId, rules }: BriefingDeps) => {
  let people: People | null = null
  let readAt: Date | null = null
  let triedAt: Date | null = null
  const isOver = (since: Date | null, ms: number): boolean => since === null || later(since, ms) <= clock()

  /** Teams that the rules route and whose conversations nobody has read yet. */
  const unreadTeams = (): MissiveTeamId[] => {
    const routed = new Set(rules.current()?.rules.teams.map(({ missiveTeamId }) => missiveTeamId))
    const unread = people?.teams.filter(({ id, sweptUntil }) => sweptUntil === null && routed.has(id)) ?? []
    return unread.map(({ id }) => id)
  }

  return {
    rules: rules.current,

    /** Throws `AppError` `unavailable` before Missive was ever reached. */
    people: (): People => {
      if (people) return people
      const message = 'Baton has just started and has not reached Missive yet. It tries again by itself.'
      throw new AppError('unavailable', message)
    },

    /** What the database knows from before; true: it knows anybody. */
    async recall(): Promise<boolean> {
      people = await loadPeople(store)
      if (people) await rules.apply()
      return people !== null
    },

    /** Asks Missive. Throws `StartError` with what it said. */
    async read(): Promise<void> {
      triedAt = clock()
      await readDirectory(store, paced, clock, organizationId)
      people = await loadPeople(store)
      await rules.apply()
      readAt = clock()
    },

    /** What is open in the teams that the rules route is known. */
    async recallPeople(): Promise<void> {
      people = await loadPeople(store)
    },

    unreadTeams,

    /** Rules name a team whose conversations nobody has read yet. */
    hasUnreadTeams: (): boolean => unreadTeams().length > 0,

    /** Missive refused something that may be about somebody who left: it is read again before its hour. */
    doubt(): void {
      readAt = null
    },

    /** It is time to read again, and that was not tried in vain a moment ago. */
    isStale: (): boolean => isOver(readAt, READ_EVERY_MS) && isOver(triedAt, TRY_EVERY_MS),

    /** As the rules name somebody, else their e-mail address or id. */
    nameOf: (id: string): string =>
      rules.current()?.rules.teammates.find((teammate) => teammate.id === id)?.ruleName ??
      [...(people?.teammateById.values() ?? [])].find((teammate) => teammate.id === id)?.email ??
      id,
  }
}

export type Briefing = ReturnType<typeof createBriefing>
