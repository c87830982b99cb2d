import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { Hono } from 'hono'
import { type Baton, startBaton } from '../../server/baton'
import { type Clock, MINUTE } from '../../server/clock'
import { parseConfig } from '../../server/config'
import { type Listening, listen } from '../../server/listen'
import { createLog } from '../../server/log'
import type { PostBody } from '../../server/missive/client'
import { harborAndPine, people } from '../../server/playground/harbor-and-pine'
import { createSmallMissive, type SmallMissive, type SmallMissiveOptions } from '../../server/playground/small-missive'
import type { Limits } from '../../server/work/budget'
import { openRulesFile } from '../../server/work/rules-file'
import type { RulesSource } from '../../server/work/rules-keeper'
import { type Api, api } from '../../shared/api'

export const SECRET = 'a-secret-of-the-tests'
export const TOKEN = 'missive_pat-tests'

/** Everybody is at work at every hour, so that a test about something else need not mind the time. */
export const ALWAYS_OPEN = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 100, hours: { mon-sun: "00:00-24:00" }, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [imani, lukas, mei, layla, jose], backup: billing }
  billing: { missive_team: Billing, members: [sofia, chidi, priya], assign: round_robin }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager }
  lukas: { missive_user: lukas@harborpine.example }
  mei: { missive_user: mei@harborpine.example }
  layla: { missive_user: layla@harborpine.example }
  jose: { missive_user: jose@harborpine.example }
  sofia: { missive_user: sofia@harborpine.example, access: admin }
  chidi: { missive_user: chidi@harborpine.example }
  priya: { missive_user: priya@harborpine.example }
topics:
  refund:
    match: { words: [refund, "charged twice"] }
    team: billing
    needs: Check the charge and refund what was taken twice
`

export type PersonName = keyof typeof people

export interface DeskOptions {
  databaseUrl: string
  /** Null: those in the database. */
  rules?: string | null
  /** A file to read them from, instead. */
  rulesFile?: string
  at?: string
  limits?: Limits
  missive?: Partial<SmallMissiveOptions>
  /** Conversations that Missive holds before Baton's first start. */
  before?: (missive: SmallMissive) => void
  environment?: Record<string, string>
  /** How people reach it; left out: straight. */
  publicUrl?: string
  /** Any of them may sign a webhook; left out: `SECRET`. */
  secrets?: string[]
  /** Where the server's log goes, at the level `trace`; left out: nowhere. */
  logTo?: Writable
}

/** A folder of pages that are not looked at: tests of the pages build them. */
export const emptyPages = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-pages-'))
  for (const page of ['panel', 'admin', 'why']) {
    mkdirSync(join(folder, 'web', page), { recursive: true })
    writeFileSync(join(folder, 'web', page, 'index.html'), `<title>${page}</title>`)
  }
  return folder
}

const pages = emptyPages()

/** A server on a free port of the loopback; what stands behind it may be put there later. */
const openServer = async (app: () => Hono) => {
  const listening: Listening = await listen('127.0.0.1', 0, (request, env) => app().fetch(request, env as object))
  return { url: `http://127.0.0.1:${listening.port}`, close: () => listening.close(0) }
}

/** What a file that never changes gives. */
const neverChanging = (text: string): RulesSource => ({
  kind: 'file',
  text,
  file: { name: 'rules.yaml', look: async () => ({ kind: 'same' }), watch: () => () => {} },
})

const rulesFrom = ({ rules = ALWAYS_OPEN, rulesFile }: Partial<DeskOptions>): RulesSource => {
  if (rulesFile) return { kind: 'file', ...openRulesFile(rulesFile) }
  return rules === null ? { kind: 'database', first: null } : neverChanging(rules)
}

/** A whole desk: the real server over HTTP, a Missive that listens, and a clock that moves when told. */
export const openDesk = async (options: DeskOptions) => {
  let now = +new Date(options.at ?? '2026-11-23T10:00:00Z')
  const clock: Clock = () => new Date(now)
  const batons: Baton[] = []
  const starting = new Hono().all('*', (c) => c.text('', 503))
  let turn = 0
  // Where several servers share a database, each in turn is asked.
  const batonServer = await openServer(() => batons[turn++ % batons.length]?.app ?? starting)
  const missive = createSmallMissive({
    organization: harborAndPine,
    token: TOKEN,
    clock,
    limits: null,
    webhook: { url: `${batonServer.url}/webhooks/missive`, secret: SECRET },
    retryDelaysMs: [20, 40, 80, 160, 320],
    ...options.missive,
  })
  const missiveServer = await openServer(() => missive.app)
  if (options.before) missive.quietly(() => options.before?.(missive))

  const open = async (changes: Partial<DeskOptions> = {}): Promise<Baton> => {
    const wanted = { ...options, ...changes }
    const { databaseUrl, limits, environment, publicUrl, secrets, logTo } = wanted
    const { missive: _missive, rulesFile: _rulesFile, ...config } = parseConfig({ LOG_LEVEL: 'silent', ...environment })
    const baton = await startBaton({
      config: { ...config, databaseUrl },
      missive: {
        token: TOKEN,
        apiUrl: `${missiveServer.url}/v1`,
        organizationId: null,
        webhookSecrets: secrets ?? [SECRET],
        scriptUrl: 'https://integrations.missiveapp.com/missive.js',
      },
      rules: rulesFrom(wanted),
      publicUrl: publicUrl ?? batonServer.url,
      clock,
      log: logTo ? createLog('trace', logTo) : createLog('silent'),
      clientDir: pages,
      migrationsFolder: resolve('server/store/migrations'),
      buildId: 'test',
      ...(limits ? { limits } : {}),
    })
    batons.push(baton)
    await baton.routing
    return baton
  }
  await open()

  const settle = async (): Promise<void> => {
    // What Baton writes makes Missive send webhooks, and those give Baton work: until neither has any.
    for (let requests = -1; requests !== missive.requests.length; ) {
      requests = missive.requests.length
      await missive.settled()
      for (const baton of batons) await baton.settle()
      await missive.settled()
    }
  }

  const told = (): PostBody[] =>
    missive.requests
      .filter(({ method, path, status }) => method === 'POST' && path === '/posts' && status !== null && status < 300)
      .map(({ body }) => (body as { posts: PostBody }).posts)

  const deliver = (body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(`${batonServer.url}/webhooks/missive`, { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers })

  return {
    url: batonServer.url,
    databaseUrl: options.databaseUrl,
    missive,
    clock,
    settle,
    /** Calls that wrote to Missive and were taken. */
    told,

    /** New mail for a team, and all that follows from it. Returns the conversation's id. */
    async arrives(mail: Partial<Parameters<SmallMissive['receiveMail']>[0]> = {}): Promise<string> {
      const { conversation } = missive.receiveMail({
        from: 'dana.whitfield@customer.example',
        name: 'Dana Whitfield',
        subject: 'Where is my parcel?',
        text: 'It should have come on Monday.',
        team: 'Support',
        ...mail,
      })
      await settle()
      return conversation
    },

    async passes(minutes: number): Promise<void> {
      now += minutes * MINUTE
      await settle()
    },

    /** Puts a body where Missive's webhooks arrive, signed unless told otherwise. */
    deliver: (body: string, headers?: Record<string, string>) =>
      deliver(body, headers ?? { 'x-hook-signature': sign(body) }),

    /** Stops the server and starts another one over the same database. */
    async restarts(changes: Partial<DeskOptions> = {}): Promise<void> {
      await Promise.all(batons.splice(0).map((baton) => baton.stop()))
      await open(changes)
      await settle()
    },

    /** The server is down for so long. */
    async sleeps(minutes: number): Promise<void> {
      await Promise.all(batons.splice(0).map((baton) => baton.stop()))
      now += minutes * MINUTE
      await open()
      await settle()
    },

    /** One more server over the same database. */
    joins: (changes: Partial<DeskOptions> = {}) => open(changes),

    async signIn(name: PersonName): Promise<Caller> {
      const claim = { teammateId: people[name].id }
      const anonymous = createCaller(batonServer.url, null)
      const earlier = codesFor(missive, people[name].id).length
      await anonymous('askForCode', {}, { claim })
      const code = await codeFor(missive, people[name].id, earlier)
      const { body } = await anonymous('signIn', {}, { claim, code, for: 'panel' })
      return createCaller(batonServer.url, (body as { token: string }).token)
    },
    anonymous: createCaller(batonServer.url, null),

    async close(): Promise<void> {
      missive.stop()
      await Promise.all(batons.splice(0).map((baton) => baton.stop()))
      await batonServer.close()
      await missiveServer.close()
    },
  }
}

export type Desk = Awaited<ReturnType<typeof openDesk>>

export const sign = (body: string | Buffer, secret = SECRET): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

/** The codes that this person finds in their conversation with Baton, oldest first. */
export const codesFor = (missive: SmallMissive, personId: string): string[] =>
  missive.conversations
    .all()
    .filter(({ teamId, standings }) => teamId === null && standings.has(personId))
    .flatMap(({ posts }) => posts)
    .flatMap((post) => /\*\*(\d{6})\*\*/.exec(post.markdown ?? '')?.[1] ?? [])

/** The code that comes after so many earlier ones. */
export const codeFor = async (missive: SmallMissive, personId: string, earlier = 0): Promise<string> => {
  for (let look = 0; look < 500; look++) {
    const code = codesFor(missive, personId)[earlier]
    if (code) return code
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('No sign-in code arrived')
}

/** Calls an endpoint as somebody, and gives back whatever was answered. */
export type Caller = (
  name: keyof Api,
  params: Record<string, string>,
  body?: unknown,
  headers?: Record<string, string>,
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came back
) => Promise<{ status: number; headers: Headers; body: any }>

export const createCaller =
  (url: string, token: string | null): Caller =>
  async (name, params, body, headers = {}) => {
    const { method, path } = api[name]
    const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
    const response = await fetch(url + filled, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null }
  }
