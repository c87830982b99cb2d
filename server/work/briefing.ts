import type { People, RulesInForce } from '../actions/desk'
import { type Clock, HOUR, later } from '../clock'
import { AppError } from '../errors'
import type { Logger } from '../log'
import type { Store } from '../store/store'
import type { Paced } from './paced'
import { loadPeople, readDirectory } from './read-directory'
import { putInForce, type RulesSource } from './rules-in-force'

const READ_EVERY_MS = HOUR

export interface BriefingDeps {
  store: Store
  paced: Paced
  clock: Clock
  log: Logger
  /** Null: the only one that the token sees. */
  organizationId: string | null
  /** Null: the rules in the database. */
  rules: RulesSource | null
}

/** Who is there and which rules decide: kept in memory, read when the server starts and every hour. */
export const createBriefing = ({ store, paced, clock, log, organizationId, rules: source }: BriefingDeps) => {
  let people: People | null = null
  let rules: RulesInForce | null = null
  let readAt: Date | null = null

  const applyRules = async (): Promise<void> => {
    rules = await putInForce(store, clock, source)
    for (const warning of rules?.warnings ?? []) log.warn({ warning }, 'A part of the rules rests')
    if (!rules) log.warn('There are no rules yet, so nothing is routed. Name a document with RULES_FILE.')
  }

  return {
    rules: () => rules,

    /** Throws `AppError` `unavailable` before Missive was ever reached. */
    people: (): People => {
      if (people) return people
      const message = 'Baton has just started and has not reached Missive yet. It tries again by itself.'
      throw new AppError('unavailable', message)
    },

    /** What the database knows from before; true: it knows anybody. */
    async recall(): Promise<boolean> {
      people = await loadPeople(store)
      if (people) await applyRules()
      return people !== null
    },

    /** Asks Missive. Throws `StartError` with what it said. */
    async read(): Promise<void> {
      await readDirectory(store, paced, clock, organizationId)
      people = await loadPeople(store)
      await applyRules()
      readAt = clock()
    },

    isStale: (): boolean => readAt === null || later(readAt, READ_EVERY_MS) <= clock(),

    /** As the rules name somebody, else their e-mail address or id. */
    nameOf: (id: string): string =>
      rules?.rules.teammates.find((teammate) => teammate.id === id)?.ruleName ??
      [...(people?.teammateById.values() ?? [])].find((teammate) => teammate.id === id)?.email ??
      id,
  }
}

export type Briefing = ReturnType<typeof createBriefing>
