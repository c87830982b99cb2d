import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sqlite } from '../support/databases'
import { ALWAYS_OPEN, type Desk, openDesk } from '../support/desk'

const FULLER = ALWAYS_OPEN.replace('capacity: 100', 'capacity: 50')
const TYPO = ALWAYS_OPEN.replace('capacity: 100', 'capacty: 100')

let desk: Desk
let file: string
let log: { msg: string; problem?: string }[]
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'baton-rules-')), 'rules.yaml')
  log = []
})
afterEach(() => desk?.close())

const logTo = new Writable({
  write: (line, _, done) => {
    log.push(JSON.parse(String(line)))
    done()
  },
})

const open = async () => {
  writeFileSync(file, ALWAYS_OPEN)
  desk = await openDesk({ databaseUrl: await sqlite.create(), rulesFile: file, logTo })
  return desk.signIn('sofia')
}

const readiness = async () => (await (await fetch(`${desk.url}/readyz`)).json()).rules

it('follows the file: each accepted text is a version with its path as the author', async () => {
  const sofia = await open()
  writeFileSync(file, FULLER)
  await desk.settle()
  expect((await sofia('rules', {})).body).toMatchObject({
    inForce: { version: 2, author: file, text: FULLER },
    file,
    broken: null,
  })
  expect(await readiness()).toEqual({ version: 2, source: file, warnings: 0 })
})

it('takes what was saved twice in quick succession as the one text that it is in the end', async () => {
  const sofia = await open()
  writeFileSync(file, FULLER)
  writeFileSync(file, TYPO)
  writeFileSync(file, `${FULLER}# again\n`)
  await desk.settle()
  expect((await sofia('rules', {})).body).toMatchObject({
    inForce: { version: 2, text: `${FULLER}# again\n` },
    broken: null,
  })
})

it('keeps the last good text while the file is broken, and says so to the log, to admins and to who watches it', async () => {
  const sofia = await open()
  const id = await desk.arrives()
  writeFileSync(file, TYPO.replace('backup: billing', 'backup: biling'))
  await desk.settle()
  expect((await sofia('rules', {})).body).toMatchObject({
    inForce: { version: 1, text: ALWAYS_OPEN },
    broken: { version: null, problems: [{ line: 6, column: 13, path: 'defaults.capacty' }, { line: 8 }] },
  })
  expect((await sofia('adminNow', {})).body.rules).toMatchObject({ version: 1, problems: 2 })
  expect(await readiness()).toEqual({ version: 1, source: file, warnings: 0, broken: true, problems: 2 })
  const said = log.flatMap(({ problem }) => problem ?? [])
  expect(said).toHaveLength(2)
  expect(said[0]).toBe(`${file}:6:13 defaults.capacty: unknown key; did you mean capacity?`)
  expect(desk.missive.look(id).assignees).toHaveLength(1)
  expect(desk.missive.look(await desk.arrives()).assignees).toHaveLength(1)

  writeFileSync(file, ALWAYS_OPEN)
  await desk.settle()
  expect((await sofia('rules', {})).body).toMatchObject({ inForce: { version: 1 }, broken: null })
})

it('is not moved by a file that is gone for a moment, and says so when it stays away', async () => {
  const sofia = await open()
  rmSync(file)
  await desk.settle()
  expect((await sofia('rules', {})).body.broken).toBeNull()
  await desk.passes(1)
  expect((await sofia('rules', {})).body.broken.problems[0].message).toBe('the file cannot be read (ENOENT)')
  expect(log.filter(({ problem }) => problem)).toHaveLength(1)

  writeFileSync(`${file}.new`, FULLER)
  renameSync(`${file}.new`, file)
  await desk.settle()
  expect((await sofia('rules', {})).body).toMatchObject({ inForce: { version: 2, text: FULLER }, broken: null })
})

it('takes nothing that is saved on the page, and says to edit the file', async () => {
  const sofia = await open()
  for (const refused of [
    await sofia('saveRules', {}, { text: FULLER, note: '', base: 1 }),
    await sofia('restoreRules', {}, { version: 1, note: '' }),
  ])
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { code: 'not_allowed', message: expect.stringContaining(`Edit that file`) } },
    })
  const { changes } = (await sofia('checkRules', {}, { text: FULLER })).body
  expect(JSON.stringify(changes)).toContain('capacity: 50')
})

const withExample = (owner: string) => `${ALWAYS_OPEN}
examples:
  - { mail: { team: support, subject: Where is my parcel? }, at: 2026-11-23T10:00:00Z, expect: { team: ${owner} } }
`

it('runs the examples of what it starts with once it knows who is in Missive’s teams', async () => {
  const members = ALWAYS_OPEN.replace('members: [sofia, chidi, priya], ', '')
  const example = '{ mail: { team: billing }, at: 2026-11-23T10:00:00Z, expect: { owner: sofia } }'
  writeFileSync(file, `${members}\nexamples: [${example}]\n`)
  desk = await openDesk({ databaseUrl: await sqlite.create(), rulesFile: file, logTo })
  const sofia = await desk.signIn('sofia')
  expect((await sofia('rules', {})).body).toMatchObject({ inForce: { version: 1 }, broken: null })
})

it('goes on with the last good text when it is started with one whose examples fail, until the file is mended', async () => {
  const sofia = await open()
  writeFileSync(file, withExample('billing'))
  await desk.restarts()
  const broken = { problems: [{ path: 'examples[0]' }] }
  expect((await sofia('rules', {})).body).toMatchObject({ inForce: { version: 1, text: ALWAYS_OPEN }, broken })
  await desk.passes(61)
  expect((await sofia('rules', {})).body).toMatchObject({ broken })
  expect(desk.missive.look(await desk.arrives()).assignees).toHaveLength(1)

  writeFileSync(file, withExample('support'))
  await desk.settle()
  expect((await sofia('rules', {})).body).toMatchObject({ inForce: { version: 2 }, broken: null })
})
