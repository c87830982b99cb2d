import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import * as z from 'zod'
import { ConversationId } from '../../shared/ids'
import type { Clock } from '../clock'
import type { Logger } from '../log'
import type { Metrics } from '../metrics'
import { parseJson } from '../missive/json'
import type { Arrival } from '../store/deliveries'
import { limitBody } from './limit-body'

export const SIGNATURE_HEADER = 'x-hook-signature'
export const MAX_BODY_BYTES = 1024 * 1024

/** Constant in time for each secret, so that a guess learns nothing (Missive REST API, *Webhooks*, delivery contract). */
export const isSignedBy = (secrets: readonly string[], body: Uint8Array, signature: string): boolean => {
  const given = Buffer.from(signature)
  return secrets
    .map((secret) => Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`))
    .map((expected) => expected.length === given.length && timingSafeEqual(expected, given))
    .some(Boolean)
}

const Envelope = z.object({
  rule: z.object({ type: z.string().max(100).catch('unknown') }).catch({ type: 'unknown' }),
  conversation: z
    .object({ id: z.string().pipe(ConversationId) })
    .nullable()
    .catch(null),
})

/** A name that fits a metric's label. */
const typeOf = (type: string): string => (/^[a-z0-9_]{1,60}$/.test(type) ? type : 'unknown')

export interface WebhookDeps {
  secrets: readonly string[]
  record: (arrival: Arrival) => Promise<void>
  clock: Clock
  metrics: Metrics
  log: Logger
}

/** Verifies the raw bytes, stores them and answers; what they mean is found out later. */
export const createWebhookHandler =
  ({ secrets, record, clock, metrics, log }: WebhookDeps) =>
  async (c: Context): Promise<Response> => {
    const refuse = (status: 400 | 401, message: string) => {
      metrics.webhook('unknown', 'refused')
      return c.json({ error: { code: 'bad_request', message } }, status)
    }
    const raw = Buffer.from(await c.req.arrayBuffer())
    const signature = c.req.header(SIGNATURE_HEADER)
    if (signature === undefined)
      return isTrial(raw)
        ? c.body(null, 202)
        : refuse(401, 'The signature is missing: give the webhook rule the secret.')
    if (!isSignedBy(secrets, raw, signature))
      return refuse(401, 'The signature is wrong: the webhook rule has another secret than MISSIVE_WEBHOOK_SECRET.')
    // The trial of a rule that has its secret already: nothing was told, so nothing is kept.
    if (raw.length === 0) return c.body(null, 202)
    const text = raw.toString()
    const body = parsed(text)
    if (body === undefined) return refuse(400, 'The body is not JSON.')
    const envelope = Envelope.safeParse(body)
    const type = typeOf(envelope.data?.rule.type ?? 'unknown')
    try {
      await record({
        receivedAt: clock(),
        conversationId: envelope.data?.conversation?.id ?? null,
        type,
        bodyHash: createHash('sha256').update(raw).digest('base64url'),
        body: text.replaceAll('\0', ''),
      })
    } catch (error) {
      log.error({ err: error }, 'A webhook could not be stored; Missive sends it again')
      return c.json({ error: { code: 'unavailable', message: 'It could not be stored now. Send it again.' } }, 503)
    }
    return c.body(null, 202)
  }

/** Before anything else is looked at. */
export const limitWebhookBody = (metrics: Metrics): MiddlewareHandler =>
  limitBody(MAX_BODY_BYTES, (c) => {
    metrics.webhook('unknown', 'refused')
    return c.json({ error: { code: 'bad_request', message: 'The body is over 1 MiB.' } }, 413)
  })

/** Missive tries an address, before its rule has a secret, with an empty body or one that names no conversation. */
const isTrial = (raw: Buffer): boolean => {
  if (raw.length === 0) return true
  const body = parsed(raw.toString())
  if (typeof body !== 'object' || body === null) return body !== undefined
  return !('conversation' in body)
}

const parsed = (text: string): unknown => {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
