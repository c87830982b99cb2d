import { rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { type Baton, startBaton } from './baton'
import { type Config, type MissiveConfig, parseConfig } from './config'
import { StartError } from './errors'
import { type Listening, listen } from './listen'
import { createLog, type Logger } from './log'
import { openPlayground } from './playground/open'
import { hostOriginOf } from './playground/playground'
import { openRulesFile } from './work/rules-file'
import type { RulesSource, RulesText } from './work/rules-keeper'

declare const __BUILD_ID__: string

const STOP_WITHIN_MS = 10_000
/** The built server stands in `dist/server/`. */
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const clientDir = join(root, 'dist/client')
const systemClock = () => new Date()

/** What differs between a real Missive and the playground. */
interface Surroundings {
  missive: MissiveConfig
  rules: RulesSource
  config: Config
  /** Where `/` leads. */
  home: string
  /** Further routes; null: none. */
  app: Hono | null
  onReady: () => void
  stop: () => void
}

const rulesFrom = ({ rulesFile }: Config, first: RulesText | null): RulesSource =>
  rulesFile === null ? { kind: 'database', first } : { kind: 'file', ...openRulesFile(rulesFile) }

const realSurroundings = (config: Config, missive: MissiveConfig): Surroundings => ({
  missive,
  rules: rulesFrom(config, null),
  config,
  home: '/admin/',
  app: null,
  onReady: () => {},
  stop: () => {},
})

const playgroundSurroundings = (config: Config, address: string): Surroundings => {
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(`${config.databaseUrl.slice('file:'.length)}${suffix}`, { force: true })
  const playground = openPlayground({ address, clientDir })
  return {
    missive: playground.missive,
    rules: rulesFrom(config, playground.rules),
    config: { ...config, frameAncestors: `${config.frameAncestors} ${hostOriginOf(`${address}/panel/`)}` },
    home: `${hostOriginOf(`${address}/panel/`)}/playground/`,
    app: playground.app,
    onReady: playground.welcome,
    stop: playground.stop,
  }
}

interface Running {
  address: string
  /** Resolves when it routes; rejects with a `StartError` when it never will. */
  routing: Promise<void>
  stop: () => Promise<void>
}

const start = async (config: Config, log: Logger): Promise<Running> => {
  // The port is taken before the database is touched; until Baton stands behind it, it asks to come again.
  const starting = new Hono().all('*', (c) => c.text('Baton is starting. Try again in a moment.\n', 503))
  let behind = starting
  const listening: Listening = await listen(config.host, config.port, (request, env) =>
    behind.fetch(request, env as object),
  )
  const shown = config.host.includes(':') ? `[${config.host}]` : config.host
  const address = `http://${shown}:${listening.port}`
  const surroundings = config.missive
    ? realSurroundings(config, config.missive)
    : playgroundSurroundings(config, address)
  const front = new Hono()
  if (surroundings.app) front.route('/', surroundings.app)
  front.route('/', starting)
  behind = front
  const baton: Baton = await startBaton({
    config: surroundings.config,
    missive: surroundings.missive,
    rules: surroundings.rules,
    publicUrl: config.publicUrl ?? address,
    clock: systemClock,
    log,
    clientDir,
    migrationsFolder: join(root, 'server/store/migrations'),
    buildId: __BUILD_ID__,
  })
  const whole = new Hono()
  whole.get('/', (c) => c.redirect(surroundings.home))
  if (surroundings.app) whole.route('/', surroundings.app)
  whole.route('/', baton.app)
  behind = whole
  const stop = async () => {
    await listening.close(STOP_WITHIN_MS / 2)
    surroundings.stop()
    await baton.stop()
  }
  return { address, routing: baton.routing.then(surroundings.onReady), stop }
}

const main = async (): Promise<void> => {
  const config = parseConfig(process.env)
  const log = createLog(config.logLevel)
  const running = start(config, log)
  let isStopping = false
  const end = (signal: string) => {
    isStopping = true
    log.info({ signal }, 'Stopping')
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    running
      .then(({ stop }) => stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      )
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  const { address, routing } = await running
  await routing
  if (isStopping) return
  process.stdout.write(`Baton is ready at ${config.publicUrl ?? address}${config.missive ? '' : ' (playground)'}\n`)
}

main().catch((error: unknown) => {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
