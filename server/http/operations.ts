import { timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, Hono } from 'hono'
import type { Metrics } from '../metrics'

export interface Readiness {
  /** Deliveries can be stored. */
  isReady: boolean
  details: Record<string, unknown>
}

export interface OperationsDeps {
  metrics: Metrics
  /** Null: only who asks straight from this machine. */
  metricsToken: string | null
  readiness: () => Promise<Readiness>
}

/** For those who run the server: alive, ready, measured. */
export const mountOperations = (app: Hono, { metrics, metricsToken, readiness }: OperationsDeps): void => {
  app.get('/healthz', (c) => c.json({ alive: true }))
  app.get('/readyz', async (c) => {
    const { isReady, details } = await readiness()
    return c.json({ ready: isReady, ...details }, isReady ? 200 : 503)
  })
  app.get('/metrics', async (c) => {
    if (!mayMeasure(c, metricsToken))
      return c.text(
        'Metrics need the bearer token of METRICS_TOKEN; without one they are for this machine only.\n',
        401,
      )
    return c.body(await metrics.text(), 200, { 'content-type': metrics.contentType })
  })
}

/** Headers that tell of a proxy in between. */
const OF_PROXIES = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip']

const LOOPBACK = /^(::1|127\.\d+\.\d+\.\d+|::ffff:127\.\d+\.\d+\.\d+)$/

const mayMeasure = (c: Context, token: string | null): boolean => {
  if (token !== null) {
    const given = Buffer.from(c.req.header('authorization') ?? '')
    const expected = Buffer.from(`Bearer ${token}`)
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
  const isForwarded = OF_PROXIES.some((name) => c.req.header(name) !== undefined)
  return !isForwarded && LOOPBACK.test(getConnInfo(c).remote.address ?? '')
}
