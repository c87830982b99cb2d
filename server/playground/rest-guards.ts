import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { createMiddleware } from 'hono/factory'
import type { RateLimits } from './rate-limits'
import { Refusal } from './refusal'
import type { Switches } from './switches'

/** One call of the API as it was received. */
export interface Received {
  method: string
  /** Below `/v1`, without the query: `/posts`. */
  path: string
  query: Record<string, string>
  /** Parsed JSON, null without a body. */
  body: unknown
  at: Date
  /** Null until answered, and for ever when the connection was dropped. */
  status: number | null
}

const REMEMBERED = 20_000

const jsonOrNull = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export const pathBelowBase = (path: string): string => path.replace(/^.*?\/v1(?=\/|$)/, '')

const isWrite = (method: string): boolean => method !== 'GET'

export const logRequests = (requests: Received[], clock: () => Date) =>
  createMiddleware(async (context, next) => {
    const { method, path } = context.req
    const received: Received = {
      method,
      path: pathBelowBase(path),
      query: context.req.query(),
      body: isWrite(method) ? jsonOrNull(await context.req.text()) : null,
      at: clock(),
      status: null,
    }
    requests.push(received)
    if (requests.length > REMEMBERED) requests.shift()
    await next()
    received.status = context.get('dropped') ? null : context.res.status
  })

export const requireToken = (token: string, switches: Switches) =>
  createMiddleware(async (context, next) => {
    if (switches.revokeToken || context.req.header('Authorization') !== `Bearer ${token}`) {
      throw new Refusal(401, 'Authentication token is invalid or has been revoked')
    }
    await next()
  })

export const keepLimits = (limits: RateLimits, clock: () => Date) =>
  createMiddleware(async (context, next) => {
    const over = limits.enter()
    if (over) {
      const resetAt = Math.ceil(clock().getTime() / 1000) + over.retryAfterSeconds
      context.header('Retry-After', String(over.retryAfterSeconds))
      context.header('X-RateLimit-Limit', String(over.limit))
      context.header('X-RateLimit-Remaining', '0')
      context.header('X-RateLimit-Reset', String(resetAt))
      return context.json({ error: { message: 'Too Many Requests' } }, 429)
    }
    try {
      await next()
    } finally {
      limits.leave()
    }
  })

const failedBodies = {
  json: [JSON.stringify({ error: { message: 'Something went wrong' } }), 'application/json; charset=utf-8'],
  html: ['<!doctype html><html><body><h1>Bad gateway</h1></body></html>', 'text/html; charset=utf-8'],
  truncated: ['{"conversations":[{"id":"d895bd57-b3c6-4f', 'application/json; charset=utf-8'],
} as const

/** Delays, fails and drops calls as the switches say. */
export const misbehave = (switches: Switches) =>
  createMiddleware<{ Bindings: Partial<HttpBindings>; Variables: { dropped?: boolean } }>(async (context, next) => {
    const { method, path } = context.req
    if (switches.delayMs > 0) await sleep(switches.delayMs)
    const { late } = switches
    const drop = () => {
      context.set('dropped', true)
      context.env.incoming?.socket.destroy()
    }
    if (isWrite(method) && late && late.calls > 0) {
      late.calls -= 1
      if (late.isDropped) drop()
      await late.until
    }
    const failure = switches.fail
    if (failure && failure.calls > 0 && (failure.when?.({ method, path: pathBelowBase(path) }) ?? true)) {
      failure.calls -= 1
      const [body, type] = failedBodies[failure.body ?? 'json']
      return new Response(body, { status: failure.status, headers: { 'Content-Type': type } })
    }
    await next()
    if (isWrite(method) && switches.fateUnknown > 0) {
      switches.fateUnknown -= 1
      drop()
    }
  })
