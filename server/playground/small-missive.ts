import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { createAnnouncer } from './announce'
import { createApiWrites } from './api-writes'
import { createConversations } from './conversations'
import { createNotices } from './notices'
import type { Organization } from './organization'
import { createRateLimits, type Limits, missiveLimits } from './rate-limits'
import { createRest } from './rest'
import type { Received } from './rest-guards'
import { type Switches, wellBehaved } from './switches'
import { createTalk } from './talk'
import { createVerbs } from './verbs'
import { createWebhooks, type WebhookTarget } from './webhooks'

export interface SmallMissiveOptions {
  organization: Organization
  clock?: () => Date
  /** What callers must send as bearer; left out: a random one. */
  token?: string
  /** Null: nobody is told yet; `webhooks.sendTo` names the address later. */
  webhook?: WebhookTarget | null
  /** Null lifts them; left out: Missive's own. */
  limits?: Limits | null
  switches?: Partial<Switches>
  retryDelaysMs?: number[]
  webhookTimeoutMs?: number
  /** From 0 to 1, for what the switches leave to chance. */
  random?: () => number
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
export const seededRandom = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Missive, small: one organization in memory with Missive's REST API below `/v1`, its webhooks, and verbs for what people
 * do there. It stands on its own; a server mounts `app`, or lets it listen by itself.
 */
export const createSmallMissive = (options: SmallMissiveOptions) => {
  const { clock = () => new Date(), token = randomBytes(24).toString('base64url') } = options
  // People may leave this one.
  const organization = structuredClone(options.organization)
  const switches: Switches = { ...wellBehaved(), ...options.switches }
  const random = options.random ?? seededRandom(1)
  const requests: Received[] = []
  const conversations = createConversations()
  const notices = createNotices()
  const webhooks = createWebhooks({
    target: options.webhook ?? null,
    switches,
    random,
    retryDelaysMs: options.retryDelaysMs,
    timeoutMs: options.webhookTimeoutMs,
  })
  const announcer = createAnnouncer({ organization, webhooks, switches })
  const talk = createTalk({ organization, conversations, announcer, notices, clock })
  const verbs = createVerbs({ organization, conversations, announcer, notices, clock })
  const writes = createApiWrites({ organization, conversations, announcer, notices, switches, clock })
  const limits = createRateLimits(options.limits === undefined ? missiveLimits : options.limits, clock)
  const rest = createRest({
    organization,
    conversations,
    writes,
    verbs,
    limits,
    switches,
    requests,
    token,
    clock,
  })

  return {
    ...talk,
    ...verbs,
    app: new Hono().route('/v1', rest),
    organization,
    token,
    clock,
    /** Change these while it runs. */
    switches,
    /** What the API was asked, oldest first. */
    requests,
    webhooks,
    conversations,
    notices,
    quietly: announcer.quietly,
    /** Resolves when every webhook has arrived or was given up. */
    settled: webhooks.settled,
    /** Ends the sending of webhooks; what still waits is forgotten. */
    stop: webhooks.stop,
  }
}
export type SmallMissive = ReturnType<typeof createSmallMissive>
