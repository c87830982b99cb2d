import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { Desk } from './actions/desk'
import { routeOfThoseGone } from './actions/left-missive'
import { readPauses } from './actions/pauses'
import type { RulesKeeper } from './actions/rules-admin'
import { createSignIn } from './actions/sign-in'
import { findSilence } from './actions/silence'
import { importProgress } from './actions/truth-view'
import { createApp } from './app'
import { type Clock, MINUTE, SECOND } from './clock'
import type { Config, MissiveConfig } from './config'
import type { Logger } from './log'
import { createMetrics } from './metrics'
import { createMissiveClient } from './missive/client'
import { startWorkAfterCrash } from './store/left-behind'
import { openDatabase } from './store/open'
import { canStore, createStore, type Store } from './store/store'
import { createAdopted } from './work/adopted'
import { type Briefing, createBriefing } from './work/briefing'
import { type Limits, MISSIVE_LIMITS } from './work/budget'
import { createDeliverCode } from './work/deliver-code'
import { createDueRound, DUE_EVERY_MS } from './work/due'
import { getReady } from './work/get-ready'
import { importTeams } from './work/import'
import { createIntakeRound } from './work/intake'
import { createLook } from './work/look'
import { startLoop } from './work/loop'
import { createNewTeams } from './work/new-teams'
import { createOutbox } from './work/outbox'
import { createPaced, createPurse } from './work/paced'
import { createPersonal } from './work/personal'
import { createPromptly } from './work/promptly'
import { createQueueTurns } from './work/queue-turns'
import { createReadingRound } from './work/reading'
import { createRecorder } from './work/record'
import { createRecount } from './work/recount'
import { createRemind } from './work/remind'
import { createResponses } from './work/responses'
import { checkSource, createRulesKeeper, type RulesSource } from './work/rules-keeper'
import { createSweeps } from './work/sweep'
import { createTokenWatch } from './work/token-watch'

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
const WATCH_EVERY_MS = 5 * SECOND
const LOOK_FOR_RULES_EVERY_MS = 2 * SECOND

/** Wires everything over one database and one Missive, and starts the loops. Throws `StartError`. */
export const startBaton = async (options: BatonOptions): Promise<Baton> => {
  const { config, missive, clock, log, publicUrl, limits = MISSIVE_LIMITS } = options
  // A document that is wrong must not wait for Missive.
  checkSource(options.rules)
  const database = await openDatabase(config.databaseUrl, options.migrationsFolder, log)
  await startWorkAfterCrash(database)
  const store = createStore(database)
  const stopping = new AbortController()
  const purse = createPurse(store, limits)
  await store.transaction((tx) => purse.tryAgain(tx, clock()))
  const metrics = createMetrics(
    createGauges(
      store,
      () => rules.current()?.rules.teams.map(({ name }) => name) ?? [],
      (id) => briefing.nameOf(id),
    ),
  )
  const client = createMissiveClient({ ...missive, onCall: metrics.call })
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

  const sayLockedOut = () => store.transaction((tx) => purse.sayLockedOut(tx))
  const { retainDays } = config
  const promptly = createPromptly(store, purse, client, clock)
  const look = createLook({ desk, promptly, metrics, log })
  const sweeps = createSweeps({ desk, promptly, look, limits, metrics, log })
  const recount = createRecount(desk, metrics, log)
  const readWhatIsOpen = async () => {
    const unread = briefing.unreadTeams()
    await sweeps.catchUp()
    await importTeams({ desk, paced, log, retainDays }, unread)
    await sweeps.plan(unread.length > 0)
    await briefing.recallPeople()
    await store.dueWork.plan(store.db, 'tidy', ['all'], clock())
  }
  const getting = getReady({ briefing, log, stopping: stopping.signal, importOpen: readWhatIsOpen })
  const newTeams = createNewTeams({ briefing, read: readWhatIsOpen, clock, log })
  const knowsWhatIsOpen = () => getting.isReady() && newTeams.areRead()

  /** How often something was done that may give others work. */
  let worked = 0
  const wakeAll = () => {
    worked++
    for (const each of [intake, outbox, due, reading]) each.wake()
  }
  const loop = (name: string, everyMs: number, round: () => Promise<boolean>, mayRun = getting.isReady) =>
    startLoop({ name, everyMs, log, round: () => (mayRun() ? round() : Promise.resolve(false)) })
  const recorder = createRecorder(store, () => intake.wake())
  const foldRound = createIntakeRound({ desk, metrics, log, calm: recorder.calm, onFolded: wakeAll })
  const onRefused = () => {
    briefing.doubt()
    directory.wake()
  }
  const outboxWork = createOutbox({ desk, client, purse, limits, metrics, log, onRefused, onSettled: wakeAll })
  const adopted = createAdopted(desk, promptly, log)
  const remind = createRemind(desk, promptly, log)
  const dueRound = createDueRound({
    desk,
    recount,
    adopted,
    isBehind: sweeps.isBehind,
    metrics,
    log,
    retainDays,
    onDone: wakeAll,
  })
  const intake = loop('intake', LOOK_EVERY_MS, foldRound, knowsWhatIsOpen)
  const outbox = loop('outbox', LOOK_EVERY_MS, outboxWork.round)
  const due = loop('due', DUE_EVERY_MS, dueRound, knowsWhatIsOpen)
  const readRound = createReadingRound({ desk, look, sweeps, remind, log, onDone: wakeAll })
  const reading = loop('reading', DUE_EVERY_MS, readRound, knowsWhatIsOpen)
  const directory = loop('directory', MINUTE, async () => {
    // Who finds out whether the token is accepted again is the loop for that.
    if (await sayLockedOut()) return false
    const isStale = briefing.isStale()
    if (isStale) await briefing.read()
    for (const kind of await routeOfThoseGone(desk)) metrics.handoff(kind)
    if ((await newTeams.read()) || isStale) wakeAll()
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
  const token = loop('token', WATCH_EVERY_MS, createTokenWatch({ store, paced, clock, log }))
  const stopWatching = options.rules.kind === 'file' ? options.rules.file.watch(following.wake) : () => {}
  const loops = [intake, outbox, due, reading, following, directory, token]
  const routing = getting.ready.then(wakeAll)
  routing.catch(() => {})

  const sayHowItIs = async () => ({
    routing: knowsWhatIsOpen(),
    missive: getting.trouble() ?? (await sayLockedOut()) ?? (knowsWhatIsOpen() ? 'connected' : 'reading what is open'),
    rules: sayRules(rules),
    ...(await sayTruth(desk)),
    paused: (await readAllPauses(store)).map(({ team, since }) => ({ team: team ?? 'all', since })),
  })

  const app = createApp({
    ...options,
    desk,
    metrics,
    recorder,
    signIn: createSignIn(desk, createDeliverCode(desk, createPersonal(desk, paced), log)),
    queueTurns: createQueueTurns(desk, purse, limits),
    onOwed: wakeAll,
    recount,
    rules,
    onRules,
    responses: createResponses(desk, promptly),
    readiness: async () => {
      try {
        await canStore(store, clock())
        return { isReady: true, details: await sayHowItIs() }
      } catch {
        return {
          isReady: false,
          details: { database: 'Nothing can be stored now: it is locked, full or out of reach.' },
        }
      }
    },
  })

  return {
    app,
    routing,
    settle: async () => {
      for (let before = -1; before !== worked; ) {
        before = worked
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

/** How true what Baton knows of Missive is; nothing about people or customers. */
const sayTruth = async (desk: Desk) => {
  const progress = await importProgress(desk)
  return {
    import: progress && { done: progress.done, of: progress.of, conversations: progress.conversations },
    silence: (await findSilence(desk)).map(({ kind, since }) => ({ kind, since })),
  }
}

const readAllPauses = (store: Store) => store.transaction((tx) => readPauses(store, tx))

const createGauges = (store: Store, teamNames: () => string[], nameOf: (id: string) => string) => ({
  openLoad: async () => {
    const loads = Object.entries(await store.transaction((tx) => store.loads.all(tx)))
    return loads.map(([id, { openLoad }]) => ({ teammate: nameOf(id), load: openLoad }))
  },
  waiting: async () => {
    const waiting = await store.conversations.countWaiting(store.db)
    const counted = waiting.map(({ team, count }) => ({ team: team ?? 'none', count }))
    const others = teamNames().filter((name) => !counted.some(({ team }) => team === name))
    return [...counted, ...others.map((team) => ({ team, count: 0 }))]
  },
  paused: async () => (await readAllPauses(store)).map(({ team }) => team ?? 'all'),
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
