import { readdirSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { rulesJsonSchema } from '../../server/rules/json-schema'

const docs = new URL('../../docs/rules/', import.meta.url)
const published = JSON.parse(readFileSync(new URL('rules.schema.json', docs), 'utf8'))
const isValid = new Ajv({ allErrors: true }).compile(published)

type Schema = Record<string, unknown>

/** Every key that a schema names, by its path, with its own schema. */
const keysOf = (schema: unknown, path = ''): [string, Schema][] => {
  if (typeof schema !== 'object' || schema === null) return []
  if (Array.isArray(schema)) return schema.flatMap((part) => keysOf(part, path))
  const { properties = {}, ...rest } = schema as { properties?: Record<string, Schema> }
  return [
    ...Object.entries(properties).flatMap(([key, value]): [string, Schema][] => [
      [`${path}.${key}`, value],
      ...keysOf(value, `${path}.${key}`),
    ]),
    ...Object.entries(rest).flatMap(([key, value]) => (key === 'default' ? [] : keysOf(value, path))),
  ]
}

it('the published schema is that of the format: `npm run schema` writes it', () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(rulesJsonSchema())))
})

it('every key has one sentence that says what it means', () => {
  const keys = keysOf(published)
  expect(keys.length).toBeGreaterThan(120)
  expect(keys.filter(([, { description }]) => !/^\S.*\.$/.test(String(description))).map(([path]) => path)).toEqual([])
})

describe('a validator of editors', () => {
  const fixtures = new URL('../fixtures/rules/', import.meta.url)
  const files = [docs, fixtures].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => new URL(name, folder)),
  )

  it.each(files.map((file) => [file.pathname.split('/').slice(-2).join('/'), file]))('accepts %s', (_, file) => {
    expect(isValid(parse(readFileSync(file, 'utf8'))), JSON.stringify(isValid.errors)).toBe(true)
  })

  const withLines = (...lines: string[]) =>
    ['version: 1', 'general_team: support', 'teams: { support: { missive_team: Support } }', ...lines].join('\n')

  it('accepts the smallest document', () => {
    expect(isValid(parse(withLines()))).toBe(true)
  })

  it.each([
    ['no teams', 'version: 1\ngeneral_team: support'],
    ['another version', withLines().replace('1', '2')],
    ['an unknown key', withLines('colour: blue')],
    ['an unknown key within', withLines('topics: { a: { match: { word: x } } }')],
    ['a mode that there is not', withLines('mode: watch')],
    ['hours that are none', withLines('defaults: { hours: { mon: "9-17" } }')],
    ['a day that is none', withLines('defaults: { hours: { monday: "09:00-17:00" } }')],
    ['a duration that is none', withLines('handoff: { ping_pong_window: 1w }')],
    ['a target without its count', withLines('urgency: { targets: { low: { within: 4h } } }')],
    ['a number for a word', withLines('topics: { a: { match: { words: [404] } } }')],
    ['an empty condition', withLines('topics: { a: { match: { not: {} } } }')],
    ['a team and an owner', withLines('topics: { a: { match: { words: x }, team: support, owner: ana } }')],
    ['an account of two customers', withLines('relationships: { accounts: [{ domain: a.b, email: a@b.c, team: x }] }')],
    ['an account of which nothing is said', withLines('relationships: { accounts: [{ domain: a.b }] }')],
    ['a reminder without percent sign', withLines('clock: { remind_at: 75 }')],
    ['a colour by name', withLines('urgency: { color: { urgent: red } }')],
    ['an example without time', withLines('examples: [{ mail: { subject: x }, expect: { waits: true } }]')],
    ['an example that expects nothing', withLines('examples: [{ mail: {}, at: "2026-11-23T10:00Z", expect: {} }]')],
  ])('refuses %s', (_, text) => {
    expect(isValid(parse(text))).toBe(false)
  })
})
