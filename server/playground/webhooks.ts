import { createHmac } from 'node:crypto'
import type { Switches } from './switches'

export const SIGNATURE_HEADER = 'X-Hook-Signature'

export interface WebhookTarget {
  url: string
  secret: string
}

export interface Delivery {
  type: string
  conversationId: string
  attempts: number
  outcome: 'waiting' | 'delivered' | 'lost' | 'given up'
}

export interface WebhookOptions {
  target: WebhookTarget | null
  switches: Switches
  /** From 0 to 1; seeded in tests. */
  random: () => number
  /** How long after each failure the next try comes. */
  retryDelaysMs?: number[]
  timeoutMs?: number
}

type Bytes = Uint8Array<ArrayBuffer>

interface Outgoing {
  delivery: Delivery
  body: Bytes
}

const AT_ONCE = 32
const MOST_WAITING = 20_000
const REMEMBERED = 2_000
const BODIES_KEPT = 200
const LATE_MS = 80

export const signatureOf = (body: Uint8Array, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

const post = async ({ url, secret }: WebhookTarget, body: Bytes, timeoutMs: number): Promise<boolean> => {
  try {
    const headers = { 'Content-Type': 'application/json', [SIGNATURE_HEADER]: signatureOf(body, secret) }
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(timeoutMs) })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}

/**
 * Sends webhooks as Missive does: signed, 15 seconds for an answer, five retries over eight minutes, then never again.
 * First tries of one conversation go one after the other; a retry may arrive after what happened later.
 */
export const createWebhooks = (options: WebhookOptions) => {
  const { switches, random, retryDelaysMs = [10_000, 30_000, 60_000, 120_000, 260_000], timeoutMs = 15_000 } = options
  let target = options.target
  let held: Outgoing[] | null = null
  let isStopped = false
  let waitingForTimer = 0
  let inFlight = 0
  const queue: Outgoing[] = []
  const busy = new Set<string>()
  const deliveries: Delivery[] = []
  /** The latest, for those that are sent again. */
  const latest: Outgoing[] = []
  const timers = new Set<NodeJS.Timeout>()
  let onSettled: (() => void)[] = []

  const isSettled = () => isStopped || (queue.length === 0 && inFlight === 0 && waitingForTimer === 0)

  const settle = () => {
    if (!isSettled()) return
    for (const resolve of onSettled) resolve()
    onSettled = []
  }

  const later = (delayMs: number, outgoing: Outgoing) => {
    waitingForTimer += 1
    const timer = setTimeout(() => {
      timers.delete(timer)
      waitingForTimer -= 1
      enqueue(outgoing)
    }, delayMs)
    timers.add(timer.unref())
  }

  const enqueue = (outgoing: Outgoing) => {
    if (queue.length < MOST_WAITING) queue.push(outgoing)
    else outgoing.delivery.outcome = 'lost'
    pump()
  }

  const pump = () => {
    while (!isStopped && inFlight < AT_ONCE) {
      const index = queue.findIndex(({ delivery }) => !busy.has(delivery.conversationId))
      const [next] = index < 0 ? [] : queue.splice(index, 1)
      if (!next) return
      void attempt(next)
    }
  }

  const attempt = async (outgoing: Outgoing) => {
    const { delivery, body } = outgoing
    inFlight += 1
    busy.add(delivery.conversationId)
    delivery.attempts += 1
    const accepted = target !== null && (await post(target, body, timeoutMs))
    inFlight -= 1
    busy.delete(delivery.conversationId)
    const retryInMs = retryDelaysMs[delivery.attempts - 1]
    if (accepted) delivery.outcome = 'delivered'
    else if (retryInMs === undefined) delivery.outcome = 'given up'
    else if (!isStopped) later(retryInMs, outgoing)
    pump()
    settle()
  }

  const send = (outgoing: Outgoing) => {
    const { loseRate, doubleRate, reorderRate } = switches.webhooks
    if (random() < loseRate) {
      outgoing.delivery.outcome = 'lost'
      return
    }
    if (random() < doubleRate) later(LATE_MS * random(), { ...outgoing, delivery: { ...outgoing.delivery } })
    if (random() < reorderRate) later(LATE_MS * (1 + random()), outgoing)
    else enqueue(outgoing)
  }

  return {
    /** The latest deliveries, oldest first. */
    deliveries,
    /** Where webhooks go from now on; null: nowhere, and what happens meanwhile is never sent. */
    sendTo(newTarget: WebhookTarget | null) {
      target = newTarget
    },
    /** Takes a snapshot of the payload and sends it. */
    fire(type: string, conversationId: string, payload: object) {
      if (!target || isStopped) return
      const delivery: Delivery = { type, conversationId, attempts: 0, outcome: 'waiting' }
      deliveries.push(delivery)
      if (deliveries.length > REMEMBERED) deliveries.shift()
      const outgoing = { delivery, body: new TextEncoder().encode(JSON.stringify(payload)) }
      latest.push(outgoing)
      if (latest.length > BODIES_KEPT) latest.shift()
      if (held) held.push(outgoing)
      else send(outgoing)
    },
    /** Sends one of the latest again, byte for byte, as a retry would. */
    repeat(delivery: Delivery) {
      const outgoing = latest.find((each) => each.delivery === delivery)
      if (!outgoing) throw new Error('That webhook is too long ago to be sent again')
      enqueue({ ...outgoing, delivery: { ...delivery } })
    },
    /** Keeps what fires from now on until `release`. */
    hold() {
      held ??= []
    },
    release(order: 'as fired' | 'reversed' = 'as fired') {
      const released = held ?? []
      held = null
      for (const outgoing of order === 'reversed' ? released.reverse() : released) send(outgoing)
    },
    /** Resolves when every delivery has arrived or was given up, those held back left aside. */
    settled: (): Promise<void> => (isSettled() ? Promise.resolve() : new Promise((resolve) => onSettled.push(resolve))),
    /** Stops sending; what still waits is forgotten. */
    stop() {
      isStopped = true
      for (const timer of timers) clearTimeout(timer)
      settle()
    },
  }
}
export type Webhooks = ReturnType<typeof createWebhooks>
