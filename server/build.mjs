// Builds the pages into dist/client and the programs into dist/server, unless the last build was made of the same sources.
// `--force` builds anyway.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const SOURCES = ['package-lock.json', 'vite.config.ts', 'shared', 'web', 'server']
const PROGRAMS = { main: 'server/main.ts', rules: 'server/rules/cli.ts', doctor: 'server/doctor/cli.ts' }
const PAGES = { panel: 'web/panel', admin: 'web/admin', why: 'web/why', host: 'server/playground/host' }
const STAMP = 'dist/build-id'
const PANEL_LIMIT_BYTES = 25_000

/** Changes with every source, so it names the build too. */
const hashSources = () => {
  const hash = createHash('sha256')
  const add = (/** @type {string} */ path) => {
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0')
  }
  for (const source of SOURCES) {
    if (source.includes('.')) add(source)
    else for (const file of filesIn(source)) add(file)
  }
  return hash.digest('hex').slice(0, 16)
}

/** @returns {string[]} */
const filesIn = (/** @type {string} */ folder) =>
  readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))

const isFresh = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hashSources()

/** One build at a time: a lock that the system lets go when its holder dies, however it dies. */
const withLock = async (/** @type {() => Promise<void>} */ body) => {
  const { default: Sqlite } = await import('better-sqlite3')
  mkdirSync('dist', { recursive: true })
  const lock = new Sqlite('dist/lock', { timeout: 120_000 })
  lock.exec('begin exclusive')
  try {
    await body()
  } finally {
    lock.close()
  }
}

/** Page by page, so that none loads what only another one uses. */
const bundle = async (/** @type {string} */ buildId) => {
  const { build: viteBuild } = await import('vite')
  const common = { logLevel: /** @type {const} */ ('warn'), define: { __BUILD_ID__: JSON.stringify(buildId) } }
  for (const part of ['client', 'server']) rmSync(`dist/${part}.next`, { recursive: true, force: true })
  for (const [name, folder] of Object.entries(PAGES)) {
    const rolldownOptions = { input: { [name]: `${folder}/index.html` } }
    await viteBuild({ ...common, build: { outDir: 'dist/client.next', emptyOutDir: false, rolldownOptions } })
  }
  for (const [name, file] of Object.entries(PROGRAMS)) {
    const rolldownOptions = { input: { [name]: file } }
    await viteBuild({
      ...common,
      build: { outDir: 'dist/server.next', emptyOutDir: false, ssr: true, rolldownOptions },
    })
  }
}

/** A build that fails leaves the last one as it was. */
const build = async () => {
  const started = performance.now()
  const buildId = hashSources()
  await bundle(buildId)
  const panel = firstView('dist/client.next', `${PAGES.panel}/index.html`)
  if (panel.bytes > PANEL_LIMIT_BYTES)
    throw new Error(
      `Not built: the panel loads ${panel.bytes} bytes gzipped, more than ${PANEL_LIMIT_BYTES}: ${panel.parts}`,
    )
  rmSync(STAMP, { force: true })
  for (const part of ['client', 'server']) {
    rmSync(`dist/${part}`, { recursive: true, force: true })
    renameSync(`dist/${part}.next`, `dist/${part}`)
  }
  writeFileSync(STAMP, buildId)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`Built ${buildId} in ${seconds} s; the panel loads ${(panel.bytes / 1000).toFixed(1)} kB`)
}

/** What a page loads before it shows anything, gzipped: scripts, their static imports and styles. */
const firstView = (/** @type {string} */ folder, /** @type {string} */ page) => {
  const html = readFileSync(join(folder, page), 'utf8')
  const assets = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path ?? '')
  if (assets.length === 0) throw new Error(`${page} loads no script, so that its size cannot be checked`)
  const sizes = assets.map((path) => gzipSync(readFileSync(join(folder, path))).length)
  return {
    bytes: sizes.reduce((sum, size) => sum + size),
    parts: assets.map((path, index) => `${path} ${sizes[index]}`).join(', '),
  }
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
// A test runner may be what started us; the pages are always built for production.
process.env.NODE_ENV = 'production'

const isForced = process.argv.includes('--force')
try {
  if (isForced || !isFresh()) await withLock(async () => (isForced || !isFresh() ? build() : undefined))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
