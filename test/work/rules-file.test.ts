import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRulesFile } from '../../server/work/rules-file'

let folder: string
let path: string
let stop = () => {}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-rules-'))
  path = join(folder, 'rules.yaml')
  writeFileSync(path, 'one')
})
afterEach(() => {
  stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Resolves when the watched file may have changed. */
const change = () =>
  new Promise<void>((resolve) => {
    stop = openRulesFile(path).file.watch(resolve)
  })

describe('a rules file', () => {
  it('that cannot be read ends the start with a sentence that names it', () => {
    expect(() => openRulesFile(join(folder, 'none.yaml'))).toThrow(/RULES_FILE .*none\.yaml cannot be read \(ENOENT\)/)
    expect(() => openRulesFile(folder)).toThrow(/cannot be read \(EISDIR\)/)
  })

  it('is the same until its text is another', async () => {
    const { file, text } = openRulesFile(path)
    expect(text).toBe('one')
    writeFileSync(path, 'one')
    expect(await file.look('one')).toEqual({ kind: 'same' })
    writeFileSync(path, 'two')
    expect(await file.look('one')).toEqual({ kind: 'changed', text: 'two' })
    expect(await file.look(null)).toEqual({ kind: 'changed', text: 'two' })
  })

  it('is read when it has been written to its end', async () => {
    const { file } = openRulesFile(path)
    writeFileSync(path, 'half of ')
    const looking = file.look('one')
    appendFileSync(path, 'a document')
    expect(await looking).toEqual({ kind: 'changed', text: 'half of a document' })
  })

  it('that is back before anybody minds was never away', async () => {
    const { file } = openRulesFile(path)
    rmSync(path)
    const looking = file.look('one')
    writeFileSync(path, 'one')
    expect(await looking).toEqual({ kind: 'same' })
    rmSync(path)
    expect(await file.look('one')).toEqual({ kind: 'unreadable', reason: 'ENOENT' })
  })

  it('is noticed when it is written in place', async () => {
    const changed = change()
    writeFileSync(path, 'two')
    await changed
  })

  it('is noticed when an editor puts another in its place, again and again', async () => {
    for (const text of ['two', 'three']) {
      const changed = change()
      writeFileSync(join(folder, '.rules.yaml.swp'), text)
      renameSync(join(folder, '.rules.yaml.swp'), path)
      await changed
      stop()
    }
  })

  it('is found by looking where it stands behind a link, as in a mounted configuration', async () => {
    mkdirSync(join(folder, 'v1'))
    mkdirSync(join(folder, 'v2'))
    writeFileSync(join(folder, 'v1/rules.yaml'), 'one')
    writeFileSync(join(folder, 'v2/rules.yaml'), 'two')
    symlinkSync('v1', join(folder, 'current'))
    const { file } = openRulesFile(join(folder, 'current/rules.yaml'))
    symlinkSync('v2', join(folder, 'next'))
    renameSync(join(folder, 'next'), join(folder, 'current'))
    expect(await file.look('one')).toEqual({ kind: 'changed', text: 'two' })
  })

  it('in a folder that is gone is not watched, and harms nobody', () => {
    const { file } = openRulesFile(path)
    rmSync(folder, { recursive: true })
    expect(() => file.watch(() => {})()).not.toThrow()
  })
})
