import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRules } from '../../server/rules/parse'
import { resolveRules } from '../../server/rules/resolve'
import { holds } from '../support/drawn'

const problemsOf = (text: string): string[] => {
  const parsed = parseRules(text, 'rules.yaml')
  return 'problems' in parsed ? parsed.problems.map((problem) => problem.text) : []
}

const documentOf = (text: string) => {
  const parsed = parseRules(text, 'rules.yaml')
  if ('problems' in parsed) throw new Error(parsed.problems.map((problem) => problem.text).join('\n'))
  return parsed.document
}

const fixture = (name: string) => readFileSync(new URL(`../fixtures/rules/${name}`, import.meta.url), 'utf8')

/** Three lines to start with; what is wrong stands from line 4 on. */
const withLines = (...lines: string[]) =>
  ['version: 1', 'general_team: support', 'teams: { support: { missive_team: Support } }', ...lines].join('\n')

const workingTime = (hours: number) => ({ kind: 'working time', ms: hours * 3_600_000 })
const workingDays = (days: number) => ({ kind: 'working days', days })

describe('the minimal document', () => {
  it('is accepted, with every default', () => {
    const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri']
    expect(documentOf(fixture('minimal.yaml'))).toEqual({
      version: 1,
      mode: 'route',
      time_zone: 'Europe/Paris',
      general_team: 'support',
      defaults: {
        capacity: 15,
        hours: weekdays.map((day) => ({ day, startMinute: 540, endMinute: 1020 })),
        shift_end_margin: 900_000,
        snoozed_weight: 0,
        flood_limit: 5,
      },
      teams: {
        support: { missive_team: 'Support', backup: 'billing', assign: 'least_busy', skip_away: true },
        billing: { missive_team: 'Billing', assign: 'round_robin', skip_away: true },
      },
      teammates: {},
      topics: {
        refund: {
          match: { words: ['refund', 'charged twice', 'money back'] },
          team: ['billing'],
          authority: 'agent',
          weight: 1,
          needs: 'Check the charge and refund what was taken twice',
          templates: [],
        },
      },
      urgency: {
        default: 'normal',
        raise: [],
        targets: {
          urgent: { kind: 'plain', ms: 900_000 },
          high: { kind: 'plain', ms: 3_600_000 },
          normal: workingTime(4),
          low: workingDays(2),
        },
        pause_snoozed: true,
        color: {},
      },
      relationships: { slack: 3, previous_owner_within: 90 * 86_400_000, accounts: [] },
      no_owner_needed: [],
      handoff: { silent_assignment: 'ask', routed_note: 'full', ping_pong_window: 7 * 86_400_000 },
      clock: {
        remind_at: 0.75,
        follow_up: { after: workingDays(1), escalate_after: workingDays(1) },
        owner_absent: {
          after: { kind: 'plain', ms: 7_200_000 },
          // biome-ignore lint/suspicious/noThenProperty: the document's word
          then: 'reassign',
          move: 'at_risk',
          urgent: { after: { kind: 'plain', ms: 600_000 } },
        },
      },
      escalation: { words: [] },
      examples: [],
    })
  })

  it('needs no more than version, general team and teams, and then only watches', () => {
    const document = documentOf(withLines())
    expect(document).toMatchObject({ mode: 'shadow', defaults: { capacity: 15 } })
    expect(document.time_zone).toBeUndefined()
  })
})

describe('what the document says', () => {
  const people = (line: string) =>
    documentOf(withLines('teammates:', `  ana: { missive_user: ana@x.example, ${line} }`)).teammates.ana

  it.each([
    [
      '{ mon: "09:00-12:00, 13:00-17:00" }',
      [
        ['mon', 540, 720],
        ['mon', 780, 1020],
      ],
    ],
    [
      '{ "mon, wed": "09:00-10:00" }',
      [
        ['mon', 540, 600],
        ['wed', 540, 600],
      ],
    ],
    [
      '{ sat-mon: "00:00-24:00" }',
      [
        ['sat', 0, 1440],
        ['sun', 0, 1440],
        ['mon', 0, 1440],
      ],
    ],
    ['{ fri: "22:00-06:00" }', [['fri', 1320, 1800]]],
    ['{}', []],
  ])('about hours is understood: %s', (hours, spans) => {
    expect(
      people(`hours: ${hours}`)?.hours?.map(({ day, startMinute, endMinute }) => [day, startMinute, endMinute]),
    ).toEqual(spans)
  })

  it.each([
    ['africa/LAGOS', 'Africa/Lagos'],
    ['utc', 'UTC'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
  ])('about time zones is understood in any case: %s', (written, zone) => {
    expect(people(`time_zone: ${written}`)?.time_zone).toBe(zone)
  })

  it('about absences is understood as days or times', () => {
    expect(
      people(
        'away: [{ from: 2026-12-24, to: 2026-12-24, reason: skiing }, { from: 2026-11-23T10:00+01:00, to: 2026-11-23T12:00Z }]',
      )?.away,
    ).toEqual([
      { from: { kind: 'day', day: 20811 }, to: { kind: 'day', day: 20811 }, reason: 'skiing' },
      {
        from: { kind: 'moment', at: new Date('2026-11-23T09:00Z') },
        to: { kind: 'moment', at: new Date('2026-11-23T12:00Z') },
      },
    ])
  })

  it('about targets is understood, each on its own', () => {
    const { targets } = documentOf(
      withLines('urgency: { default: low, targets: { urgent: 90s, low: 3d, high: { within: 1d, count: working } } }'),
    ).urgency
    expect(targets).toEqual({
      urgent: { kind: 'plain', ms: 90_000 },
      high: workingDays(1),
      normal: workingTime(4),
      low: { kind: 'plain', ms: 259_200_000 },
    })
  })

  it('about topics keeps its order, and one text is a list of one', () => {
    const { topics, no_owner_needed } = documentOf(
      withLines(
        'topics:',
        '  zebra: { match: { any: [ { to: a@b.example }, { label: Legal, words: [x] } ] } }',
        '  ant: { match: { subject: y }, team: support }',
        'no_owner_needed: [ { from: mailer-daemon@ } ]',
      ),
    )
    expect(Object.entries(topics)).toMatchObject([
      ['zebra', { match: { any: [{ to: ['a@b.example'] }, { label: ['Legal'], words: ['x'] }] } }],
      ['ant', { match: { subject: ['y'] }, team: ['support'] }],
    ])
    expect(no_owner_needed).toEqual([{ from: ['mailer-daemon@'] }])
  })

  it('may be said once and pointed to', () => {
    const document = documentOf(
      withLines(
        'teammates:',
        '  ana: { missive_user: a@x.example, hours: &early { mon: "06:00-14:00" } }',
        '  ben: { missive_user: b@x.example, hours: *early }',
      ),
    )
    expect(document.teammates.ben?.hours).toEqual(document.teammates.ana?.hours)
  })
})

describe('conditions', () => {
  const matchOf = (match: string) =>
    documentOf(withLines(`topics: { x: { match: ${match} } }`, ACCOUNT)).topics.x?.match
  const ACCOUNT = 'relationships: { accounts: [{ domain: Acme.example, team: support }] }'

  it.each([
    ['{ not: { words: parcel } }', { not: { words: ['parcel'] } }],
    [
      '{ all: [{ any: [{ subject: a }] }, { not: { all: [{ words: b }] } }] }',
      { all: [{ any: [{ subject: ['a'] }] }, { not: { all: [{ words: ['b'] }] } }] },
    ],
    [
      '{ domain: acme.example, team: support, channel: [email, sms] }',
      { domain: ['acme.example'], team: ['support'], channel: ['email', 'sms'] },
    ],
    ['{ language: [EN, fr], phone: "+44 20" }', { language: ['en', 'fr'], phone: ['+44 20'] }],
    [
      '{ account: acme.example, messages: 6, reopened: true, received: off hours }',
      { account: ['acme.example'], messages: 6, reopened: true, received: 'off hours' },
    ],
  ])('are understood: %s', (written, match) => {
    expect(matchOf(written)).toEqual(match)
  })
})

describe('a broken document gets each problem with its place', () => {
  const documents = fixture('broken-documents.txt')
    .split(/^### /m)
    .slice(1)
    .map((block) => {
      const [name = '', ...lines] = block.trimEnd().split('\n')
      return {
        name,
        text: lines.filter((line) => !line.startsWith('=> ')).join('\n'),
        problems: lines.filter((line) => line.startsWith('=> ')).map((line) => line.slice(3)),
      }
    })

  it('in many ways', () => {
    expect(documents.length).toBeGreaterThan(140)
  })

  it.each(documents)('$name', ({ text, problems }) => {
    expect(problems).not.toEqual([])
    expect(problemsOf(text)).toEqual(problems)
  })
})

describe('a document that means harm is refused at once', () => {
  /** What is read of a file that was saved otherwise. */
  const latin1 = (text: string) => Buffer.from(text, 'latin1').toString()
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').toString()
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefgh'.split('').map((name, n) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[n]}`)}]`),
  ]
  it.each([
    ['5 MB of it', `# ${'x'.repeat(5_000_000)}`, '1:1 larger than 1 MiB'],
    ['aliases that multiply', bomb.join('\n'), '1:1 its aliases multiply too often'],
    ['100,000 brackets', 'a: \n  '.concat('['.repeat(100_000)), '2:53 nested too deeply'],
    ['100,000 dashes', '- '.repeat(100_000), '1:101 nested too deeply'],
    [
      'a thousand steps of indentation',
      Array.from({ length: 1000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
      '202:1 nested too deeply',
    ],
    [
      'keys of the language itself',
      withLines('__proto__: { mode: route }', 'constructor: 1'),
      '4:1 __proto__: unknown key',
      '5:1 constructor: unknown key',
    ],
    [
      'tens of thousands of keys, and more problems than anybody reads',
      Array.from({ length: 30_000 }, (_, n) => `key${n}: 1`).join('\n'),
      '1:1 key0: unknown key',
      '198:1 and 29803 more from here on',
    ],
    ['tens of thousands of the same key', 'a: 1\n'.repeat(30_000), '2:1 this key stands here twice'],
    ['tens of thousands of aliases', `a: &a 1\nb: [ ${'*a, '.repeat(30_000)} ]`, '1:1 its aliases multiply too often'],
    [
      'letters of another encoding',
      latin1('version: 1\ngeneral_team: Büro'),
      '2:16 is no UTF-8; save the text as UTF-8',
    ],
    ['another encoding', utf16('version: 1'), '1:1 is no UTF-8; save the text as UTF-8'],
    ['control characters', 'a: "\u0000\u0002"', '1:1 a: unknown key'],
  ])('%s', (_, text, ...problems) => {
    const before = process.cpuUsage()
    expect(problemsOf(text)).toEqual(expect.arrayContaining(problems.map((problem) => `rules.yaml:${problem}`)))
    // Of the processor, not of the clock: another test may have the machine.
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(4000)
  })
})

describe('whatever the text', () => {
  const example = fixture('every-key.yaml')
  const scraps = [
    '{',
    '}',
    '[',
    ']',
    ':',
    ' ',
    '\n',
    '\t',
    '"',
    "'",
    '&a',
    '*a',
    '!x',
    '- ',
    '? ',
    '|',
    '%',
    '#',
    '0',
    '~',
    '\u0000',
    'é',
    '2026-02-30',
    '.inf',
    '__proto__',
  ]
  const place = fc.nat(example.length)
  const change = fc.record({
    at: place,
    length: fc.nat(40),
    scrap: fc.oneof(
      fc.constantFrom(...scraps),
      fc.string(),
      place.map((at) => example.slice(at, at + 30)),
    ),
  })
  const changed = (text: string, changes: { at: number; length: number; scrap: string }[]) =>
    changes.reduce((all, { at, length, scrap }) => all.slice(0, at) + scrap + all.slice(at + length), text)

  it('is read or refused with places inside it, and never throws', () => {
    holds(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const text = changed(example, changes)
        const parsed = parseRules(text, 'rules.yaml')
        if ('document' in parsed) return resolveRules(parsed.document, { users: [], teams: [] }, 1).rules.version === 1
        const lines = text.split('\n')
        return (
          parsed.problems.length > 0 &&
          parsed.problems.every(
            ({ line, column }) =>
              line >= 1 && column >= 1 && line <= lines.length && column <= (lines[line - 1] ?? '').length + 1,
          )
        )
      }),
      { runs: 300 },
    )
  })
})
