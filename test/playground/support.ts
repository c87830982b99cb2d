import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { harborAndPine } from '../../server/playground/harbor-and-pine'
import { createSmallMissive, type SmallMissiveOptions } from '../../server/playground/small-missive'

export const TOKEN = 'missive_pat-test'

/** A clock that stands still until it is moved. */
export const movableClock = (start = '2026-11-23T09:00:00Z') => {
  let now = Date.parse(start)
  return Object.assign(() => new Date(now), {
    passes: (seconds: number) => {
      now += seconds * 1000
    },
  })
}

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came back
  body: any
}

/** A small Missive that is called without a network. */
export const openMissive = (options: Partial<SmallMissiveOptions> = {}) => {
  const clock = movableClock()
  const missive = createSmallMissive({ organization: harborAndPine, token: TOKEN, clock, limits: null, ...options })
  const call = async (method: string, path: string, body?: unknown, token = TOKEN): Promise<Answer> => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const response = await missive.app.request(`/v1${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null }
  }
  return { missive, clock, call, get: (path: string) => call('GET', path) }
}

export interface Heard {
  signature: string
  bytes: Buffer
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever was sent
  body: any
}

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Hears webhooks on a port of its own, and answers as `answers` says (0: never), then 202. */
export const openListener = async () => {
  const heard: Heard[] = []
  const answers: number[] = []
  const server = createServer(async (request, response) => {
    const bytes = await bytesOf(request)
    const status = answers.shift() ?? 202
    if (status === 202) {
      const signature = String(request.headers['x-hook-signature'])
      heard.push({ signature, bytes, body: JSON.parse(bytes.toString('utf8')) })
    }
    if (status > 0) response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    heard,
    answers,
    types: () => heard.map((one) => one.body.rule.type),
    close,
  }
}

/** Lets an app listen on a free port of the loopback. */
export const listen = (app: { fetch: Parameters<typeof serve>[0]['fetch'] }) =>
  new Promise<{ url: string; close: () => void }>((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}`, close: () => server.close() }),
    )
  })
