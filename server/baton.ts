import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { Desk } from './actions/desk'
import { createSignIn } from './actions/sign-in'
import { createApp } from './app'
import { type Clock, MINUTE, SECOND } from './clock'
import type { Config, MissiveConfig } from './config'
import type { Logger } from './log'
import { createMetrics } from './metrics'
import { createMissiveClient } from './missive/client'
import { startWorkAfterCrash } from './store/left-behind'
import { openDatabase } from './store/open'
import { canStore, createStore, type Store } from './store/store'
import { type Briefing, createBriefing } from './work/briefing'
import { type Limits, MISSIVE_LIMITS } from './work/budget'
import { createDeliverCode } from './work/deliver-code'
import { createDueRound, DUE_EVERY_MS } from './work/due'
import { getReady } from './work/get-ready'
import { importOpen } from './work/import'
import { createIntakeRound } from './work/intake'
import { startLoop } from './work/loop'
import { createOutbox } from './work/outbox'
import { createPaced, createPurse } from './work/paced'
import { createQueueTurns } from './work/queue-turns'
import { createRecorder } from './work/record'
import { checkRules, type RulesSource } from './work/rules-in-force'

export interface BatonOptions {
  config: Omit<Config, 'missive' | 'rulesFile'>
  missive: MissiveConfig
  /** Null: the rules in the database. */
  rules: RulesSource | null
  /** How people and Missive reach it. */
  publicUrl: string
  clock: Clock
  log: Logger
  /** Folder of the built pages. */
  clientDir: string
  migrationsFolder: string
  buildId: string
  limits?: Limits
}

export interface Baton {
  app: Hono
  /** Resolves when it routes: people, rules and what is open in Missive are known. */
  routing: Promise<void>
  /** Runs what has come due by the clock; resolves when nothing is left to do right now. */
  settle(): Promise<void>
  /** Finishes what is in flight, within 10 seconds. */
  stop(): Promise<void>
}

const LOOK_EVERY_MS = SECOND

/** Wires everything over one database and one Missive, and starts the loops. Throws `StartError`. */
export const startBaton = async (options: BatonOptions): Promise<Baton> => {
  const { config, missive, clock, log, publicUrl, limits = MISSIVE_LIMITS } = options
  // A document that is wrong must not wait for Missive.
  if (options.rules) checkRules(options.rules)
  const database = await openDatabase(config.databaseUrl, options.migrationsFolder, log)
  await startWorkAfterCrash(database)
  const store = createStore(database)
  const stopping = new AbortController()
  const metrics = createMetrics(createGauges(store, (id) => briefing.nameOf(id)))
  const client = createMissiveClient({ ...missive, onCall: metrics.call })
  const purse = createPurse(store, limits)
  const paced = createPaced(store, purse, client, clock, stopping.signal)
  const { organizationId } = missive
  const briefing: Briefing = createBriefing({ store, paced, clock, log, organizationId, rules: options.rules })
  const desk: Desk = {
    store,
    clock,
    newId: () => randomBytes(16).toString('base64url'),
    rules: briefing.rules,
    people: briefing.people,
    whyLink: (id) => `${publicUrl}/why/${id}`,
  }

  const { retainDays } = config
  const getting = getReady({
    briefing,
    log,
    stopping: stopping.signal,
    importOpen: async () => {
      const teams = [...new Set(briefing.rules()?.rules.teams.map((team) => team.missiveTeamId) ?? [])]
      await importOpen({ desk, paced, log, retainDays }, teams)
      await store.dueWork.plan(store.db, 'tidy', ['all'], clock())
    },
  })

  const wakeAll = () => {
    for (const each of [intake, outbox, due]) each.wake()
  }
  const loop = (name: string, everyMs: number, round: () => Promise<boolean>) =>
    startLoop({ name, everyMs, log, round: () => (getting.isReady() ? round() : Promise.resolve(false)) })
  const recorder = createRecorder(store, () => intake.wake())
  const foldRound = createIntakeRound({ desk, metrics, log, calm: recorder.calm, onFolded: wakeAll })
  const outboxWork = createOutbox({ desk, client, purse, limits, metrics, log, onSettled: wakeAll })
  const dueRound = createDueRound({ desk, paced, metrics, log, retainDays, onDone: wakeAll })
  const intake = loop('intake', LOOK_EVERY_MS, foldRound)
  const outbox = loop('outbox', LOOK_EVERY_MS, outboxWork.round)
  const due = loop('due', DUE_EVERY_MS, dueRound)
  const directory = loop('directory', MINUTE, async () => {
    if (!briefing.isStale()) return false
    await briefing.read()
    wakeAll()
    return false
  })
  const loops = [intake, outbox, due, directory]
  const routing = getting.ready.then(wakeAll)
  routing.catch(() => {})

  const app = createApp({
    ...options,
    desk,
    metrics,
    recorder,
    signIn: createSignIn(desk, createDeliverCode(desk, paced, log)),
    queueTurns: createQueueTurns(desk, purse, limits),
    onOwed: wakeAll,
    readiness: async () => ({
      isReady: await canStore(store, clock()).then(
        () => true,
        () => false,
      ),
      details: {
        routing: getting.isReady(),
        missive: getting.trouble() ?? (getting.isReady() ? 'connected' : 'reading what is open'),
        rules: sayRules(briefing),
      },
    }),
  })

  return {
    app,
    routing,
    settle: async () => {
      for (let quiet = 0; quiet < 2; quiet++) {
        for (const each of loops) each.wake()
        await Promise.all(loops.map((each) => each.idle()))
        await outboxWork.drain()
      }
    },
    stop: async () => {
      stopping.abort()
      await Promise.all([...loops.map((each) => each.stop()), getting.ready.catch(() => {})])
      await outboxWork.drain()
      await database.close()
    },
  }
}

const createGauges = (store: Store, nameOf: (id: string) => string) => ({
  openLoad: async () => {
    const loads = Object.entries(await store.transaction((tx) => store.loads.all(tx)))
    return loads.map(([id, { openLoad }]) => ({ teammate: nameOf(id), load: openLoad }))
  },
  waiting: async () => {
    const waiting = await store.conversations.countWaiting(store.db)
    return waiting.map(({ team, count }) => ({ team: team ?? 'none', count }))
  },
})

const sayRules = (briefing: Briefing) => {
  const inForce = briefing.rules()
  return inForce && { version: inForce.rules.version, warnings: inForce.warnings.length }
}
