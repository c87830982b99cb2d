import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { rulesJsonSchema } from '../../server/rules/json-schema'
import { ensureBuilt } from '../support/build'

const PROGRAM = resolve('dist/server/rules.js')
const folder = mkdtempSync(join(tmpdir(), 'baton-rules-'))

beforeAll(ensureBuilt, 120_000)

/** `npm run rules -- …`, in an empty folder and without any variable. */
const rules = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((done) => {
    execFile(process.execPath, [PROGRAM, ...args], { cwd: folder, env: {} }, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out, err }),
    )
  })

const file = (name: string, ...lines: string[]): string => {
  writeFileSync(join(folder, name), lines.join('\n'))
  return name
}

const DESK = [
  'version: 1',
  'time_zone: Europe/Paris',
  'general_team: support',
  'teams:',
  '  support: { missive_team: Support, members: [ana] }',
  'teammates:',
  '  ana: { missive_user: ana@x.example, hours: { mon-sun: "00:00-24:00" } }',
  'topics: { refund: { match: { subject: refund }, needs: Check it } }',
]
const example = (expected: string) =>
  `examples: [{ mail: { subject: A refund }, at: "2026-11-23T10:00+01:00", expect: ${expected} }]`

const good = file('good.yaml', ...DESK, example('{ topic: refund, owner: ana }'))
const wrong = file('wrong.yaml', ...DESK, example('{ waits: true }'))
const broken = file('broken.yaml', ...DESK, 'topic: {}', 'mode: rout')
const odd = file('odd.yaml', ...DESK, 'escalation: { chain: [head] }')

describe('check', () => {
  it('says that rules are good', async () => {
    expect(await rules('check', good)).toEqual({ code: 0, out: 'good.yaml: good (1 example, 0 warnings)\n', err: '' })
  })

  it('says what looks like a mistake, and that is no error', async () => {
    expect(await rules('check', odd)).toEqual({
      code: 0,
      out: 'odd.yaml: good (0 examples, 1 warning)\n',
      err: 'odd.yaml: warning: escalation.chain[0]: nobody holds head or more, so this step is passed over\n',
    })
  })

  it('says each problem with its place', async () => {
    expect(await rules('check', broken)).toEqual({
      code: 1,
      out: '',
      err:
        'broken.yaml:9:1 topic: unknown key; did you mean topics?\n' +
        'broken.yaml:10:7 mode: expected shadow or route; did you mean route?\n',
    })
  })

  it('says which examples come out otherwise', async () => {
    const { code, out, err } = await rules('check', wrong)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^wrong\.yaml:9:12 examples\[0\]: expected waits, got assigned\. .+\n$/)
  })
})

describe('test', () => {
  it('lists every example with what became of it', async () => {
    const { code, out, err } = await rules('test', good)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^ok {6}1 A refund: .*Ana .*\ngood\.yaml: 1 example, all as expected\n$/)
  })

  it('ends with 1 when one comes out otherwise', async () => {
    const { code, out, err } = await rules('test', wrong)
    expect(code).toBe(1)
    expect(out).toMatch(/^not ok {2}1 A refund: expected waits, got assigned\./)
    expect(err).toMatch(/^wrong\.yaml:9:12 /)
  })

  it('says the problems of a document that cannot be read', async () => {
    expect(await rules('test', broken)).toMatchObject({ code: 1, out: '' })
  })
})

describe('explain', () => {
  const at = ['--at', '2026-11-23T10:00+01:00']

  it('lets somebody stand in where the document names nobody, whose people only Missive knows', async () => {
    const lines = DESK.filter((line) => !/teammates|ana:/.test(line)).map((line) =>
      line.replace(', members: [ana]', ''),
    )
    const nobody = file('nobody.yaml', ...lines)
    const { code, out } = await rules(
      'explain',
      nobody,
      '--mail',
      '{ subject: A refund }',
      '--at',
      '2026-11-23T10:00+01:00',
    )
    expect(code).toBe(0)
    expect(out).toMatch(/^ {2}due +2026-11-23T14:00\+01:00$/m)
    expect(out).toMatch(/^ {2}assign to Somebody/m)
  })

  it('shows topic and evidence, urgency, due moment, gates, people and outcome', async () => {
    const { code, out, err } = await rules('explain', good, '--mail', '{ subject: A refund, from: d@c.example }', ...at)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const line of [
      /^ {2}topic +refund: “refund” in the subject$/m,
      /^ {2}team +support$/m,
      /^ {2}urgency +normal$/m,
      /^ {2}due +2026-11-23T14:00\+01:00$/m,
      /^ {2}nears +2026-11-23T13:00\+01:00$/m,
      /^ {2}needs an owner +It is open and has no owner\.$/m,
      /^ {2}who is there +\S.*$/m,
      /^ {2}Ana +may get it +0 of 15/m,
      /^ {2}assign to Ana, chosen by the method +\S.*$/m,
    ])
      expect(out).toMatch(line)
  })

  it('takes JSON too, and now as the time', async () => {
    expect(await rules('explain', good, '--mail', '{"subject":"Hello"}')).toMatchObject({ code: 0, err: '' })
  })

  it.each([
    ['no mail', [], 'explain needs --mail'],
    ['a misspelt key', ['--mail', '{ subjet: Hello }'], '--mail:1:3 subjet: unknown key; did you mean subject?'],
    [
      'a team that there is not',
      ['--mail', 'team: suport'],
      '--mail:1:7 team: there is no team "suport" in this document; did you mean support?',
    ],
    [
      'a time without offset',
      ['--mail', 'subject: Hello', '--at', '2026-11-23T10:00'],
      '--at: "2026-11-23T10:00" is not a time with an offset',
    ],
  ])('with %s says how it is used', async (_, args, said) => {
    const { code, out, err } = await rules('explain', good, ...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.startsWith(said)).toBe(true)
    expect(err).toContain('npm run rules -- explain FILE --mail MAIL')
  })

  it('says the problems of a document that cannot be read', async () => {
    expect(await rules('explain', broken, '--mail', 'subject: Hello')).toMatchObject({ code: 1, out: '' })
  })
})

it('schema prints the format for editors', async () => {
  const { code, out } = await rules('schema')
  expect({ code, schema: JSON.parse(out) }).toEqual({ code: 0, schema: JSON.parse(JSON.stringify(rulesJsonSchema())) })
})

describe('used wrongly', () => {
  it.each([
    [[], 'Expected check, test or explain, and one file'],
    [['chekc', good], 'Expected check, test or explain, and one file'],
    [['check'], 'Expected check, test or explain, and one file'],
    [['check', good, wrong], 'Expected check, test or explain, and one file'],
    [['check', 'nowhere.yaml'], 'nowhere.yaml cannot be read'],
    [['check', good, '--colour'], "Unknown option '--colour'"],
  ])('%j ends with 2 and says how it is used', async (args, said) => {
    const { code, out, err } = await rules(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.startsWith(said)).toBe(true)
    expect(err).toContain('npm run rules -- check FILE')
  })

  it('and asked for help, it says so and ends with 0', async () => {
    expect(await rules('--help')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('npm run rules -- test FILE'),
    })
  })
})
