import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { BUILD_HEADER } from '../shared/api'
import type { Desk, People, RulesInForce } from './actions/desk'
import { accessOf } from './actions/rights'
import { createSignIn } from './actions/sign-in'
import { type Clock, HOUR, later, MINUTE, SECOND } from './clock'
import type { Config, MissiveConfig } from './config'
import { AppError, StartError } from './errors'
import { createErrorReply } from './http/error-reply'
import { createHandlers } from './http/handlers'
import { mountApi } from './http/mount'
import { mountOperations } from './http/operations'
import { mountPages } from './http/pages'
import { createWebhookHandler, limitWebhookBody } from './http/webhook'
import type { Logger } from './log'
import { createMetrics } from './metrics'
import { createMissiveClient } from './missive/client'
import { startWorkAfterCrash } from './store/left-behind'
import { openDatabase } from './store/open'
import { canStore, createStore } from './store/store'
import { type Limits, MISSIVE_LIMITS } from './work/budget'
import { createDeliverCode } from './work/deliver-code'
import { createDueRound, DUE_EVERY_MS } from './work/due'
import { importOpen } from './work/import'
import { createIntakeRound } from './work/intake'
import { startLoop } from './work/loop'
import { createOutbox } from './work/outbox'
import { createPaced, createPurse } from './work/paced'
import { createQueueTurns } from './work/queue-turns'
import { loadPeople, readDirectory } from './work/read-directory'
import { createRecorder } from './work/record'
import { checkRules, putInForce, type RulesSource } from './work/rules-in-force'

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
const READ_AGAIN_MS = 5 * SECOND
const DIRECTORY_EVERY_MS = HOUR

const createDeferred = () => {
  let resolve = () => {}
  let reject = (_reason: unknown) => {}
  const promise = new Promise<void>((onDone, onFailed) => {
    resolve = onDone
    reject = onFailed
  })
  return { promise, resolve, reject }
}

/** Wires everything over one database and one Missive, and starts the loops. Throws `StartError`. */
export const startBaton = async (options: BatonOptions): Promise<Baton> => {
  const { config, missive, clock, log, publicUrl, limits = MISSIVE_LIMITS } = options
  // A document that is wrong must not wait for Missive.
  if (options.rules) checkRules(options.rules)
  const database = await openDatabase(config.databaseUrl, options.migrationsFolder, log)
  await startWorkAfterCrash(database)
  const store = createStore(database)
  const stopping = new AbortController()
  let people: People | null = await loadPeople(store)
  let rules: RulesInForce | null = null
  let directoryReadAt: Date | null = null
  let trouble: string | null = null

  const nameOf = (id: string) =>
    rules?.rules.teammates.find((teammate) => teammate.id === id)?.ruleName ??
    [...(people?.teammateById.values() ?? [])].find((teammate) => teammate.id === id)?.email ??
    id
  const metrics = createMetrics({
    openLoad: async () => {
      const loads = Object.entries(await store.transaction((tx) => store.loads.all(tx)))
      return loads.map(([id, { openLoad }]) => ({ teammate: nameOf(id), load: openLoad }))
    },
    waiting: async () => {
      const waiting = await store.conversations.countWaiting(store.db)
      return waiting.map(({ team, count }) => ({ team: team ?? 'none', count }))
    },
  })
  const client = createMissiveClient({ ...missive, onCall: metrics.call })
  const purse = createPurse(store, limits)
  const paced = createPaced(store, purse, client, clock, stopping.signal)

  const desk: Desk = {
    store,
    clock,
    newId: () => randomBytes(16).toString('base64url'),
    rules: () => rules,
    people: () => {
      if (people) return people
      throw new AppError(
        'unavailable',
        'Baton has just started and has not reached Missive yet. It tries again by itself.',
      )
    },
    whyLink: (id) => `${publicUrl}/why/${id}`,
  }

  const wakeAll = () => {
    intake.wake()
    outbox.wake()
    due.wake()
  }
  const outboxWork = createOutbox({ desk, client, purse, limits, metrics, log, onSettled: wakeAll })

  const routes = createDeferred()
  let isRouting = false
  const whenRouting = (round: () => Promise<boolean>) => () => (isRouting ? round() : Promise.resolve(false))
  const loop = (name: string, everyMs: number, round: () => Promise<boolean>) =>
    startLoop({ name, everyMs, round, log })
  const recorder = createRecorder(store, () => intake.wake())
  const foldRound = createIntakeRound({ desk, metrics, log, calm: recorder.calm, onFolded: () => wakeAll() })
  const intake = loop('intake', LOOK_EVERY_MS, whenRouting(foldRound))
  const outbox = loop('outbox', LOOK_EVERY_MS, whenRouting(outboxWork.round))
  const due = loop(
    'due',
    DUE_EVERY_MS,
    whenRouting(createDueRound({ desk, paced, metrics, log, retainDays: config.retainDays, onDone: () => wakeAll() })),
  )

  const readPeople = async () => {
    await readDirectory(store, paced, clock, missive.organizationId)
    people = await loadPeople(store)
    directoryReadAt = clock()
  }
  const applyRules = async () => {
    rules = await putInForce(store, clock, options.rules)
    for (const warning of rules?.warnings ?? []) log.warn({ warning }, 'A part of the rules rests')
    if (!rules) log.warn(`There are no rules yet, so nothing is routed. Write the first at ${publicUrl}/admin/.`)
  }
  const directory = loop('directory', MINUTE, async () => {
    if (!isRouting || (directoryReadAt && later(directoryReadAt, DIRECTORY_EVERY_MS) > clock())) return false
    await readPeople()
    await applyRules()
    wakeAll()
    return false
  })

  /** Nothing is routed before people, rules and what is open are known. A Missive that is down is asked again. */
  const becomeReady = async (): Promise<void> => {
    await readPeople()
    await applyRules()
    const teams = [...new Set(rules?.rules.teams.map((team) => team.missiveTeamId) ?? [])]
    await importOpen({ desk, paced, log, retainDays: config.retainDays }, teams)
    await store.dueWork.plan(store.db, 'tidy', ['all'], clock())
    isRouting = true
    trouble = null
    routes.resolve()
    wakeAll()
  }
  const keepTrying = async (): Promise<void> => {
    while (!stopping.signal.aborted)
      try {
        return await becomeReady()
      } catch (error) {
        if (stopping.signal.aborted) return
        const isFirst = (await loadPeople(store)) === null
        if (isFirst && error instanceof StartError && !error.isPassing) return routes.reject(error)
        trouble = error instanceof StartError ? error.message : 'What is open in Missive could not be read.'
        log.error({ err: error }, 'Missive could not be read; it is tried again')
        await sleep(READ_AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => {})
      }
  }
  if (people) await applyRules()
  const starting = keepTrying()
  routes.promise.catch(() => {})

  const queueTurns = createQueueTurns(desk, purse, limits)
  const signIn = createSignIn(desk, createDeliverCode(desk, paced, log))
  const publicOrigin = new URL(publicUrl).origin
  const app = new Hono()
  app.onError(createErrorReply(log))
  app.use('/api/*', async (c, next) => {
    await next()
    c.header(BUILD_HEADER, options.buildId)
    c.header('cache-control', 'no-store')
  })
  app.post(
    '/webhooks/missive',
    limitWebhookBody(metrics),
    createWebhookHandler({ secrets: missive.webhookSecrets, record: recorder.record, clock, metrics, log }),
  )
  mountApi(app, {
    handlers: createHandlers({
      desk,
      signIn,
      adminEmails: config.adminEmails,
      publicOrigin: () => publicOrigin,
      turnOf: queueTurns.turnOf,
      budgetLeft: queueTurns.left,
      onOwed: (kind) => {
        metrics.handoff(kind)
        wakeAll()
      },
    }),
    readerOf: async (token) => {
      const teammateId = await signIn.whoIs(token)
      return teammateId && { teammateId, access: accessOf(desk, teammateId, config.adminEmails) }
    },
    publicOrigin: () => publicOrigin,
  })
  mountPages(app, { clientDir: options.clientDir, scriptUrl: missive.scriptUrl, frameAncestors: config.frameAncestors })
  mountOperations(app, {
    metrics,
    metricsToken: config.metricsToken,
    readiness: async () => {
      const isReady = await canStore(store, clock()).then(
        () => true,
        () => false,
      )
      return {
        isReady,
        details: {
          routing: isRouting,
          missive: trouble ?? (isRouting ? 'connected' : 'reading what is open'),
          rules: rules ? { version: rules.rules.version, warnings: rules.warnings.length } : null,
        },
      }
    },
  })

  return {
    app,
    routing: routes.promise,
    settle: async () => {
      for (let quiet = 0; quiet < 2; quiet++) {
        wakeAll()
        directory.wake()
        await Promise.all([intake.idle(), outbox.idle(), due.idle(), directory.idle()])
        await outboxWork.drain()
      }
    },
    stop: async () => {
      stopping.abort()
      await Promise.all([intake.stop(), outbox.stop(), due.stop(), directory.stop(), starting])
      await outboxWork.drain()
      await database.close()
    },
  }
}
