import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { Desk } from './actions/desk'
import type { RulesKeeper } from './actions/rules-admin'
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
import { checkSource, createRulesKeeper, type RulesSource } from './work/rules-keeper'

export interface BatonOptions {
  config: Omit<Config, 'missive' | 'rulesFile'>
  missive: MissiveConfig
  rules: RulesSource
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
const LOOK_FOR_RULES_EVERY_MS = 2 * SECOND

/** Wires everything over one database and one Missive, and starts the loops. Throws `StartError`. */
export const startBaton = async (options: BatonOptions): Promise<Baton> => {
  const { config, missive, clock, log, publicUrl, limits = MISSIVE_LIMITS } = options
  // A document that is wrong must not wait for Missive.
  checkSource(options.rules, clock())
  const database = await openDatabase(config.databaseUrl, options.migrationsFolder, log)
  await startWorkAfterCrash(database)
  const store = createStore(database)
  const stopping = new AbortController()
  const metrics = createMetrics(createGauges(store, (id) => briefing.nameOf(id)))
  const client = createMissiveClient({ ...missive, onCall: metrics.call })
  const purse = createPurse(store, limits)
  const paced = createPaced(store, purse, client, clock, stopping.signal)
  const { organizationId } = missive
  const rules = createRulesKeeper({ store, clock, log, source: options.rules, adminEmails: config.adminEmails })
  const briefing: Briefing = createBriefing({ store, paced, clock, organizationId, rules })
  const desk: Desk = {
    store,
    clock,
    newId: () => randomBytes(16).toString('base64url'),
    rules: rules.current,
    people: briefing.people,
    whyLink: (id) => `${publicUrl}/why/${id}`,
  }

  const { retainDays } = config
  const readWhatIsOpen = async () => {
    const teams = [...new Set(rules.current()?.rules.teams.map((team) => team.missiveTeamId) ?? [])]
    await importOpen({ desk, paced, log, retainDays }, teams)
    await briefing.recallPeople()
    await store.dueWork.plan(store.db, 'tidy', ['all'], clock())
  }
  const getting = getReady({ briefing, log, stopping: stopping.signal, importOpen: readWhatIsOpen })
  /** New rules may route teams of which nothing is known yet. */
  const knowsWhatIsOpen = () => getting.isReady() && !briefing.hasUnreadTeams()

  const wakeAll = () => {
    for (const each of [intake, outbox, due]) each.wake()
  }
  const loop = (name: string, everyMs: number, round: () => Promise<boolean>, mayRun = getting.isReady) =>
    startLoop({ name, everyMs, log, round: () => (mayRun() ? round() : Promise.resolve(false)) })
  const recorder = createRecorder(store, () => intake.wake())
  const foldRound = createIntakeRound({ desk, metrics, log, calm: recorder.calm, onFolded: wakeAll })
  const outboxWork = createOutbox({ desk, client, purse, limits, metrics, log, onSettled: wakeAll })
  const dueRound = createDueRound({ desk, paced, metrics, log, retainDays, onDone: wakeAll })
  const intake = loop('intake', LOOK_EVERY_MS, foldRound, knowsWhatIsOpen)
  const outbox = loop('outbox', LOOK_EVERY_MS, outboxWork.round)
  const due = loop('due', DUE_EVERY_MS, dueRound, knowsWhatIsOpen)
  const directory = loop('directory', MINUTE, async () => {
    if (briefing.isStale()) await briefing.read()
    else if (!briefing.hasUnreadTeams()) return false
    if (briefing.hasUnreadTeams()) await readWhatIsOpen()
    wakeAll()
    return false
  })
  const onRules = () => {
    directory.wake()
    wakeAll()
  }
  const following = loop('rules', LOOK_FOR_RULES_EVERY_MS, async () => {
    if (await rules.look()) onRules()
    return false
  })
  const stopWatching = options.rules.kind === 'file' ? options.rules.file.watch(following.wake) : () => {}
  const loops = [intake, outbox, due, following, directory]
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
    rules,
    onRules,
    readiness: async () => ({
      isReady: await canStore(store, clock()).then(
        () => true,
        () => false,
      ),
      details: {
        routing: knowsWhatIsOpen(),
        missive: getting.trouble() ?? (knowsWhatIsOpen() ? 'connected' : 'reading what is open'),
        rules: sayRules(rules),
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
      stopWatching()
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

const sayRules = ({ current, broken, file }: RulesKeeper) => {
  const inForce = current()
  const problems = broken()?.problems.length ?? 0
  if (!inForce && problems === 0) return null
  return {
    version: inForce?.rules.version ?? null,
    source: file ?? 'the database',
    warnings: inForce?.warnings.length ?? 0,
    ...(problems > 0 ? { broken: true, problems } : {}),
  }
}
