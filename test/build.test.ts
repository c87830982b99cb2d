import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'

let project: string

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(project, path)), { recursive: true })
  writeFileSync(join(project, path), text)
}
const read = (path: string) => readFileSync(join(project, path), 'utf8')
const build = async (...args: string[]) =>
  (await promisify(execFile)(process.execPath, [join(project, 'server/build.mjs'), ...args])).stdout

/** The project's own build, with as little as it can build. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'baton-build-'))
  for (const file of ['server/build.mjs', 'vite.config.ts', 'package-lock.json']) cpSync(file, join(project, file))
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'))
  mkdirSync(join(project, 'shared'))
  for (const page of ['web/panel', 'web/admin', 'web/why', 'server/playground/host']) {
    write(`${page}/index.html`, '<body><script type="module" src="./main.ts"></script></body>')
    write(`${page}/main.ts`, 'document.title = __BUILD_ID__')
  }
  write('server/main.ts', 'console.log(__BUILD_ID__)')
  write('server/rules/cli.ts', '')
  write('server/doctor/cli.ts', '')
})
afterEach(() => rmSync(project, { recursive: true }))

it('builds once, and again when a source changes; server and pages know their build', async () => {
  expect(await build()).toMatch(/^Built \w+ in [\d.]+ s; the panel loads [\d.]+ kB\n$/)
  expect(await build()).toBe('')
  const first = read('dist/build-id')
  expect(read('dist/server/main.js')).toContain(first)
  expect(existsSync(join(project, 'dist/client/web/panel/index.html'))).toBe(true)

  write('shared/words.ts', 'export const word = 1')
  await build()
  expect(read('dist/build-id')).not.toBe(first)
  expect(read('dist/server/main.js')).toContain(read('dist/build-id'))
})

it('builds once for two starts at the same time', async () => {
  const printed = await Promise.all([build(), build()])
  expect(printed.filter((line) => line.startsWith('Built'))).toHaveLength(1)
})

it('keeps the last build when a source is broken', async () => {
  await build()
  const last = read('dist/server/main.js')
  write('server/main.ts', 'console.log(')
  await expect(build()).rejects.toThrow('server/main.ts')
  expect(read('dist/server/main.js')).toBe(last)
})

it('refuses a panel of more than 25 kB, and says what is how large', async () => {
  write('web/panel/main.ts', `document.title = '${randomBytes(25_000).toString('hex')}'`)
  await expect(build()).rejects.toThrow(
    /the panel loads 2\d{4} bytes gzipped, more than 25000: assets\/panel-\S+\.js \d+/,
  )
})
