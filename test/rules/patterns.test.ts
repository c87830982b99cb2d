import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { acceptRules } from '../../server/rules/accept'
import { parseRules } from '../../server/rules/parse'

const folder = new URL('../../docs/rules/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
const NOW = new Date('2026-11-21T12:00Z')

const nights = /^teams\.\w+: nobody is there /

it('there are patterns for teams by function, by account, by place and by tier, the smallest document, and every key', () => {
  expect(names.sort()).toEqual([
    'account-based.yaml',
    'every-key.yaml',
    'functional.yaml',
    'geographic.yaml',
    'minimal.yaml',
    'tiered.yaml',
  ])
})

describe.each(names)('%s', (name) => {
  const accepted = acceptRules(read(name), name, null, NOW)

  it('is accepted: what its examples say comes out', () => {
    expect('problems' in accepted && accepted.problems).toBe(false)
    expect(accepted.examples.length).toBeGreaterThanOrEqual(name === 'minimal.yaml' ? 0 : 5)
  })

  it('has nothing that looks like a mistake: people just sleep', () => {
    const warnings = 'warnings' in accepted ? accepted.warnings : []
    expect(warnings.filter((warning) => !nights.test(warning))).toEqual([])
  })

  it('tells editors where its format is, and stands in the README', () => {
    expect(read(name).split('\n')[0]).toBe('# yaml-language-server: $schema=./rules.schema.json')
    expect(read('README.md')).toContain(`](${name})`)
  })
})

it.each(['minimal.yaml', 'every-key.yaml'])('%s says the same as the one that is tested key by key', (name) => {
  const fixture = readFileSync(new URL(`../fixtures/rules/${name}`, import.meta.url), 'utf8')
  const documentOf = (text: string) => {
    const parsed = parseRules(text, name)
    return 'document' in parsed ? parsed.document : expect.unreachable()
  }
  expect(documentOf(read(name))).toEqual(documentOf(fixture))
})
