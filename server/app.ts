import { Hono } from 'hono'
import { BUILD_HEADER } from '../shared/api'
import type { Responses } from './actions/context'
import type { Desk } from './actions/desk'
import { accessOf } from './actions/rights'
import type { RulesKeeper } from './actions/rules-admin'
import type { SignIn } from './actions/sign-in'
import type { Config, MissiveConfig } from './config'
import { createErrorReply } from './http/error-reply'
import { createHandlers } from './http/handlers'
import { mountApi, otherMethod } from './http/mount'
import { mountOperations, type Readiness } from './http/operations'
import { mountPages } from './http/pages'
import { mountRulesSchema, RULES_SCHEMA_PATH } from './http/rules-schema'
import { createWebhookHandler, limitWebhookBody } from './http/webhook'
import type { Logger } from './log'
import type { Metrics } from './metrics'
import type { createQueueTurns } from './work/queue-turns'
import type { Recorder } from './work/record'
import type { Recount } from './work/recount'

export interface AppDeps {
  desk: Desk
  signIn: SignIn
  queueTurns: ReturnType<typeof createQueueTurns>
  recorder: Recorder
  metrics: Metrics
  log: Logger
  readiness: () => Promise<Readiness>
  recount: Recount
  /** Something is owed to Missive. */
  onOwed: () => void
  rules: RulesKeeper
  /** Missive's canned replies. */
  responses: Responses
  /** Somebody put other rules into force. */
  onRules: () => void
  config: Pick<Config, 'adminEmails' | 'frameAncestors' | 'metricsToken'>
  missive: Pick<MissiveConfig, 'webhookSecrets' | 'scriptUrl'>
  publicUrl: string
  /** Folder of the built pages. */
  clientDir: string
  buildId: string
}

/** Every route of the server and what each kind of error answers; never listens. */
export const createApp = (deps: AppDeps): Hono => {
  const { desk, signIn, queueTurns, recorder, metrics, log, config, missive } = deps
  const publicOrigin = () => new URL(deps.publicUrl).origin
  const app = new Hono()
  app.onError(createErrorReply(log))
  for (const path of ['/api/*', '/healthz', '/readyz'])
    app.use(path, async (c, next) => {
      await next()
      c.header(BUILD_HEADER, deps.buildId)
      c.header('cache-control', 'no-store')
      c.header('x-content-type-options', 'nosniff')
    })
  app.post(
    '/webhooks/missive',
    limitWebhookBody(metrics),
    createWebhookHandler({
      secrets: missive.webhookSecrets,
      record: recorder.record,
      clock: desk.clock,
      metrics,
      log,
    }),
  )
  app.all('/webhooks/missive', otherMethod(['POST']))
  mountApi(app, {
    handlers: createHandlers({
      desk,
      signIn,
      adminEmails: config.adminEmails,
      publicOrigin,
      turnOf: queueTurns.turnOf,
      budgetLeft: queueTurns.left,
      rules: deps.rules,
      onRules: deps.onRules,
      onAbsence: async () => {
        await deps.rules.apply()
        deps.onRules()
      },
      responses: deps.responses,
      schemaUrl: `${deps.publicUrl}${RULES_SCHEMA_PATH}`,
      onGuards: (codes, answer) => {
        for (const code of codes) metrics.guard(code, answer)
      },
      onWork: deps.onOwed,
      recount: deps.recount,
      onOwed: (kind) => {
        metrics.handoff(kind)
        deps.onOwed()
      },
    }),
    readerOf: async (token) => {
      const teammateId = await signIn.whoIs(token)
      return teammateId && { teammateId, access: accessOf(desk, teammateId, config.adminEmails) }
    },
    publicOrigin,
  })
  mountPages(app, { clientDir: deps.clientDir, scriptUrl: missive.scriptUrl, frameAncestors: config.frameAncestors })
  mountRulesSchema(app)
  mountOperations(app, { metrics, metricsToken: config.metricsToken, readiness: deps.readiness })
  app.all('*', (c) => c.text('There is nothing here. Baton’s admin page is at /admin/, its panel in Missive.\n', 404))
  return app
}
