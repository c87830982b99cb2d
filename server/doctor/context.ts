import { type Clock, SECOND } from '../clock'
import type { Config, MissiveConfig } from '../config'
import { type Answer, createMissiveClient } from '../missive/client'
import type { OrganizationRow } from '../missive/payloads'
import type { Capabilities } from '../store/capabilities'
import type { Options } from './arguments'
import type { Known } from './finding'
import { latestArrival, typesArrived } from './look/arrivals'
import { type Ask, createAsk, createAskAtOnce } from './look/ask'
import { type DatabaseLook, lookAtDatabase } from './look/database'
import { organizationIn, type People, readOrganizations, readPeople } from './look/people'
import { createReach, type Reach } from './look/reach'
import { lookAtRules, type RulesLook } from './look/rules'
import { lookForBaton, type Standing } from './look/standing'
import { askUnseenTeam, createTeamLists, readRows, routedTeams, type TeamLists } from './look/teams'
import { findCapabilities } from './trial/capabilities'
import { runTrial, type Trial } from './trial/trial'

export interface ContextDeps {
  config: Config
  missive: MissiveConfig
  options: Options
  clock: Clock
  buildId: string
  migrationsFolder: string
  /** Shows who watches what is going on. */
  tell: (line: string) => void
}

/** What the checks look at. Each thing is looked at once, when a check first asks for it. */
export interface Context extends ContextDeps {
  publicUrl: string
  ask: Ask
  reach: Reach
  /** How far this machine's clock is ahead of Missive's, by each answer so far. */
  aheadMs: readonly number[]
  database: () => Promise<DatabaseLook>
  organizations: () => Promise<Answer<OrganizationRow[]>>
  organization: () => Promise<Known<OrganizationRow>>
  people: () => Promise<Known<People>>
  rules: () => Promise<RulesLook>
  teamList: TeamLists
  standing: () => Promise<Standing>
  /** Null: nothing may be written, or nothing is known to write to. */
  trial: () => Promise<Trial | null>
  capabilities: () => Promise<Capabilities>
  close: () => Promise<void>
}

const once = <T>(look: () => Promise<T>): (() => Promise<T>) => {
  let looked: Promise<T> | null = null
  return () => {
    looked ??= look()
    return looked
  }
}

/** The header tells whole seconds: on average half of one has passed. */
const aheadOf = (headers: Headers | null, now: Date): number[] => {
  const missiveNow = Date.parse(headers?.get('date') ?? '')
  return Number.isNaN(missiveNow) ? [] : [+now - (missiveNow + SECOND / 2)]
}

export const createContext = (deps: ContextDeps): Context => {
  const { config, missive, options, clock, tell } = deps
  const { patienceMs } = options
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`
  const aheadMs: number[] = []
  const client = createMissiveClient({
    ...missive,
    onCall: (_, headers) => aheadMs.push(...aheadOf(headers, clock())),
  })
  const reach = createReach(patienceMs)
  const database = once(() => lookAtDatabase(config.databaseUrl, deps.migrationsFolder, clock))
  const ask = createAsk({ client, database, clock, patienceMs })
  const teamList = createTeamLists(ask)
  const organizations = once(() => readOrganizations(createAskAtOnce({ client, database, clock })))
  const organization = once(async () => organizationIn(await organizations(), missive.organizationId))
  const people = once(async () => readPeople(ask, await organization()))
  const standing = once(() => lookForBaton(reach, publicUrl, config))
  const rules = once(async () => {
    const known = await people()
    const directory = 'value' in known ? known.value.directory : null
    return lookAtRules(config.rulesFile, await database(), directory, clock())
  })

  const trial = once(async () => {
    const known = await people()
    if (!options.isProbing || 'missing' in known || !known.value.seat) return null
    const look = await database()
    const isListening = look.kind === 'ready' && (await standing()).isRunning
    const { organization, seat } = known.value
    tell('Trying what this Missive does, in a conversation of the doctor’s own.')
    const deps = { ask, organizationId: organization.id, seat, publicUrl, patienceMs, database: null, since: 0 }
    return runTrial(isListening ? { ...deps, database: look, since: await latestArrival(look) } : deps)
  })

  const capabilities = once(async () => {
    const known = await people()
    const look = await database()
    const types = look.kind === 'ready' ? await typesArrived(look) : []
    const seen = { trial: await trial(), types }
    if ('missing' in known)
      return findCapabilities({ ...seen, rows: null, isTeammate: () => true, unseenTeams: 'unknown' })
    return findCapabilities({
      ...seen,
      rows: await readRows(ask, teamList, routedTeams(await rules(), known.value)),
      isTeammate: (id) => known.value.users.some((user) => user.id === id),
      unseenTeams: await askUnseenTeam(teamList, known.value),
    })
  })

  return {
    ...deps,
    publicUrl,
    ask,
    reach,
    aheadMs,
    database,
    organizations,
    organization,
    people,
    rules,
    teamList,
    standing,
    trial,
    capabilities,
    close: async () => {
      const look = await database()
      if (look.kind === 'ready') await look.close()
    },
  }
}
