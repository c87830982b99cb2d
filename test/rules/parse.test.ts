import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseRules } from '../../server/rules/parse'

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
      },
      teams: {
        support: { missive_team: 'Support', backup: 'billing', assign: 'least_busy' },
        billing: { missive_team: 'Billing', assign: 'round_robin' },
      },
      teammates: {},
      topics: {
        refund: {
          match: { words: ['refund', 'charged twice', 'money back'] },
          team: 'billing',
          needs: 'Check the charge and refund what was taken twice',
        },
      },
      urgency: {
        default: 'normal',
        targets: {
          urgent: { kind: 'plain', ms: 900_000 },
          high: { kind: 'plain', ms: 3_600_000 },
          normal: workingTime(4),
          low: { kind: 'working days', days: 2 },
        },
      },
      no_owner_needed: [],
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
      high: { kind: 'working days', days: 1 },
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
    expect(Object.entries(topics)).toEqual([
      ['zebra', { match: { any: [{ to: ['a@b.example'] }, { label: ['Legal'], words: ['x'] }] } }],
      ['ant', { match: { subject: ['y'] }, team: 'support' }],
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

it('refuses by name each key of the format whose part is not there yet', () => {
  expect(problemsOf(fixture('every-key.yaml'))).toMatchSnapshot()
})

describe('a broken document gets a problem with its place', () => {
  const teammates = (line: string) => withLines('teammates:', `  ana: { missive_user: a@x.example, ${line} }`)
  const topics = (line: string) => withLines('topics:', `  refund: { ${line} }`)

  it.each<[string, string, ...string[]]>([
    ['empty', '', '1:1 empty; it needs version, general_team and teams'],
    ['only a comment', '# rules\n', '1:1 empty; it needs version, general_team and teams'],
    ['plain text', 'hello', '1:1 expected keys with values, got text'],
    ['a list', '- version: 1', '1:1 expected keys with values, got a list'],
    ['nothing but a version', 'version: 1', '1:1 general_team: missing', '1:1 teams: missing'],
    ['another version', withLines().replace('1', '2'), '1:10 version: expected 1'],
    ['a version as text', withLines().replace('1', '"1"'), '1:10 version: expected 1'],
    [
      'no teams',
      'version: 1\ngeneral_team: support\nteams: {}',
      '2:15 general_team: there is no team "support" in this document',
    ],
    [
      'teams without a value',
      'version: 1\ngeneral_team: a\nteams:',
      '2:15 general_team: there is no team "a" in this document',
      '3:7 teams: expected keys with values, got nothing',
    ],
    [
      'a team without a value',
      'version: 1\ngeneral_team: a\nteams:\n  a:',
      '4:5 teams.a: expected keys with values, got nothing',
    ],
    [
      'a team without its Missive team',
      'version: 1\ngeneral_team: a\nteams:\n  a: { mode: route }',
      '4:3 teams.a.missive_team: missing',
    ],
    [
      'a misspelt key',
      withLines('topics:', '  refund:', '    match: { words: [x] }', '    taem: support'),
      '7:5 topics.refund.taem: unknown key; did you mean team?',
    ],
    ['a key like no other', withLines('colour: blue'), '4:1 colour: unknown key'],
    [
      'two misspelt keys',
      withLines('defualts: {}', 'teammate: {}'),
      '4:1 defualts: unknown key; did you mean defaults?',
      '5:1 teammate: unknown key; did you mean teammates?',
    ],
    ['a key twice', withLines('mode: route', 'mode: shadow'), '5:1 this key stands here twice'],
    [
      'a key twice and a misspelt one',
      withLines('mode: route', 'mode: shadow', 'topic: {}'),
      '5:1 this key stands here twice',
      '6:1 topic: unknown key; did you mean topics?',
    ],
    [
      'a key twice, of which the last counts',
      withLines('mode: route', 'mode: rout'),
      '5:1 this key stands here twice',
      '5:7 mode: expected shadow or route; did you mean route?',
    ],
    ['tabs', 'version: 1\nteams:\n\tsupport: {}', '3:1 tabs cannot indent; use spaces'],
    [
      'an open bracket',
      'teams: [1',
      '1:10 flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['an open quote', 'general_team: "x', '1:17 missing closing "quote'],
    ['two documents', `${withLines()}\n---\nversion: 1`, '4:1 only one document may stand in a file'],
    ['a tag', withLines('mode: !secret route'), '4:7 unresolved tag: !secret'],
    ['an alias without anchor', withLines('mode: *mode'), '4:7 there is no &mode before this'],
    ['an alias within itself', withLines('topics: &t { a: *t }'), '4:17 *t stands within itself'],
    ['a mode that there is not', withLines('mode: rout'), '4:7 mode: expected shadow or route; did you mean route?'],
    [
      'a zone that there is not',
      withLines('time_zone: Europe/Pari'),
      '4:12 time_zone: there is no time zone "Europe/Pari"; did you mean Europe/Paris?',
    ],
    [
      'a place for a zone',
      withLines('time_zone: New York'),
      '4:12 time_zone: there is no time zone "New York"; did you mean America/New_York?',
    ],
    ['an offset for a zone', withLines('time_zone: "+02:00"'), '4:12 time_zone: there is no time zone "+02:00"'],
    [
      'a general team that stands nowhere',
      withLines().replace('support', 'suport'),
      '2:15 general_team: there is no team "suport" in this document; did you mean support?',
    ],
    [
      'a number for a name',
      withLines('topics: { 1: { match: { words: x } } }'),
      '4:11 topics.1: a name needs a letter',
    ],
    ['a negative capacity', withLines('defaults: { capacity: -1 }'), '4:23 defaults.capacity: expected at least 0'],
    [
      'half a capacity',
      withLines('defaults: { capacity: 1.5 }'),
      '4:23 defaults.capacity: expected a whole number, got 1.5',
    ],
    [
      'a capacity as text',
      withLines('defaults: { capacity: many }'),
      '4:23 defaults.capacity: expected a number, got text',
    ],
    [
      'a margin without unit',
      withLines('defaults: { shift_end_margin: 15 }'),
      '4:31 defaults.shift_end_margin: expected text, got 15; put it in quotes',
    ],
    [
      'a duration with a wrong unit',
      withLines('defaults: { shift_end_margin: 15min }'),
      '4:31 defaults.shift_end_margin: "15min" is not a duration such as 30s, 15m, 4h or 2d',
    ],
    [
      'a duration longer than a year',
      withLines('defaults: { shift_end_margin: 400d }'),
      '4:31 defaults.shift_end_margin: "400d" is longer than a year',
    ],
    [
      'hours that end where they start',
      teammates('hours: { mon: "09:00-09:00" }'),
      '5:51 teammates.ana.hours.mon: "09:00-09:00" ends where it starts',
    ],
    [
      'hours without minutes',
      teammates('hours: { mon: "9-17" }'),
      '5:51 teammates.ana.hours.mon: "9-17" is not a span of hours such as 09:00-17:00',
    ],
    [
      'hours past 24:00',
      teammates('hours: { mon: "09:00-25:00" }'),
      '5:51 teammates.ana.hours.mon: "09:00-25:00" is not a span of hours such as 09:00-17:00',
    ],
    [
      'hours from 24:00',
      teammates('hours: { mon: "24:00-06:00" }'),
      '5:51 teammates.ana.hours.mon: "24:00-06:00" is not a span of hours such as 09:00-17:00',
    ],
    [
      'a day that there is not',
      teammates('hours: { tues: "09:00-17:00" }'),
      '5:46 teammates.ana.hours.tues: "tues" is not a day or range of days such as mon or mon-fri; did you mean tue?',
    ],
    ['hours as text', teammates('hours: always'), '5:44 teammates.ana.hours: expected keys with values, got text'],
    [
      'several flaws of one plan',
      teammates('hours: { mon: 9, tue: "x" }'),
      '5:51 teammates.ana.hours.mon: expected text, got 9; put it in quotes',
      '5:59 teammates.ana.hours.tue: "x" is not a span of hours such as 09:00-17:00',
    ],
    ['an absence without end', teammates('away: [{ from: 2026-12-24 }]'), '5:44 teammates.ana.away[0].to: missing'],
    [
      'an absence that ends before it starts',
      teammates('away: [{ from: 2026-12-24, to: 2026-12-23 }]'),
      '5:68 teammates.ana.away[0].to: expected a later end',
    ],
    [
      'an absence of no time',
      teammates('away: [{ from: 2026-12-24T10:00Z, to: 2026-12-24T10:00Z }]'),
      '5:75 teammates.ana.away[0].to: expected a later end',
    ],
    [
      'an absence from a day to a time',
      teammates('away: [{ from: 2026-12-24, to: 2026-12-24T10:00Z }]'),
      '5:68 teammates.ana.away[0].to: expected two dates or two times, not one of each',
    ],
    [
      'a time without offset',
      teammates('away: [{ from: 2026-12-24T10:00, to: 2026-12-25T10:00Z }]'),
      '5:52 teammates.ana.away[0].from: "2026-12-24T10:00" is neither a date such as 2026-12-24 nor a time such as 2026-12-24T14:00+01:00',
    ],
    [
      'a date that there is not',
      teammates('away: [{ from: 2026-02-30, to: 2026-03-01 }]'),
      '5:52 teammates.ana.away[0].from: there is no 2026-02-30 in the calendar',
    ],
    [
      'access that there is not',
      teammates('access: boss'),
      '5:45 teammates.ana.access: expected member, manager or admin',
    ],
    [
      'a teammate without address',
      withLines('teammates: { ana: { capacity: 3 } }'),
      '4:14 teammates.ana.missive_user: missing',
    ],
    [
      'two teammates with one address',
      withLines('teammates: { ana: { missive_user: a@x.example }, ben: { missive_user: A@x.example } }'),
      '4:71 teammates.ben.missive_user: teammates.ana has the same one',
    ],
    [
      'two teams with one Missive team',
      'version: 1\ngeneral_team: a\nteams:\n  a: { missive_team: Support }\n  b: { missive_team: Support }',
      '5:22 teams.b.missive_team: teams.a has the same one',
    ],
    [
      'a team that is its own backup',
      'version: 1\ngeneral_team: a\nteams: { a: { missive_team: Support, backup: a } }',
      '3:46 teams.a.backup: a team cannot be its own backup',
    ],
    [
      'a backup that stands nowhere',
      'version: 1\ngeneral_team: a\nteams: { a: { missive_team: Support, backup: b } }',
      '3:46 teams.a.backup: there is no team "b" in this document',
    ],
    [
      'a member that stands nowhere',
      'version: 1\ngeneral_team: a\nteams: { a: { missive_team: Support, members: [anna, x@y.example] } }\nteammates: { ana: { missive_user: a@x.example } }',
      '3:48 teams.a.members[0]: there is no teammate "anna" in this document; did you mean ana?',
    ],
    [
      'a member twice',
      'version: 1\ngeneral_team: a\nteams: { a: { missive_team: Support, members: [x@y.example, x@y.example] } }',
      '3:61 teams.a.members[1]: "x@y.example" is named twice',
    ],
    [
      'no members',
      'version: 1\ngeneral_team: a\nteams: { a: { missive_team: Support, members: [] } }',
      '3:47 teams.a.members: expected at least one',
    ],
    [
      'a method that comes later',
      'version: 1\ngeneral_team: a\nteams: { a: { missive_team: Support, assign: random } }',
      '3:46 teams.a.assign: random is not supported yet',
    ],
    [
      'a method that there is not',
      'version: 1\ngeneral_team: a\nteams: { a: { missive_team: Support, assign: least-busy } }',
      '3:46 teams.a.assign: expected least_busy or round_robin; did you mean least_busy?',
    ],
    ['a topic without match', topics('team: support'), '5:3 topics.refund.match: missing'],
    ['an empty match', topics('match: {}'), '5:20 topics.refund.match: expected at least one condition'],
    ['a match of nothing', topics('match: { words: [] }'), '5:29 topics.refund.match.words: expected at least one'],
    [
      'a blank word',
      topics('match: { words: [refund, " "] }'),
      '5:38 topics.refund.match.words[1]: expected text, not blanks',
    ],
    [
      'a word of which nothing is left when it is compared',
      topics('match: { from: "\\u200b" }'),
      '5:28 topics.refund.match.from: expected text, not blanks',
    ],
    [
      'a number among words',
      topics('match: { words: [refund, 500] }'),
      '5:38 topics.refund.match.words[1]: expected text, got 500; put it in quotes',
    ],
    [
      'words that are keys',
      topics('match: { words: { a: b } }'),
      '5:29 topics.refund.match.words: expected text or a list of texts; numbers need quotes',
    ],
    [
      'a condition that comes later, within another',
      topics('match: { any: [ { words: x }, { all: [] } ] }'),
      '5:45 topics.refund.match.any[1].all: not supported yet',
    ],
    [
      'a misspelt condition, within another',
      topics('match: { any: [ { word: x } ] }'),
      '5:31 topics.refund.match.any[0].word: unknown key; did you mean words?',
    ],
    [
      'a topic for a team that stands nowhere',
      topics('match: { words: x }, team: billing'),
      '5:40 topics.refund.team: there is no team "billing" in this document',
    ],
    [
      'a topic for several teams',
      topics('match: { words: x }, team: [support]'),
      '5:40 topics.refund.team: a list of teams is not supported yet',
    ],
    [
      'an urgency that there is not',
      withLines('urgency: { default: medium }'),
      '4:21 urgency.default: expected low, normal, high or urgent',
    ],
    [
      'a target of no time',
      withLines('urgency: { targets: { urgent: 0m } }'),
      '4:31 urgency.targets.urgent: expected more than no time',
    ],
    [
      'a target that is a number',
      withLines('urgency: { targets: { urgent: 15 } }'),
      '4:31 urgency.targets.urgent: expected a duration such as 4h, or { within: 4h, count: working }',
    ],
    [
      'a target that counts something else',
      withLines('urgency: { targets: { low: { within: 4h, count: sleeping } } }'),
      '4:49 urgency.targets.low.count: expected working',
    ],
    [
      'a target with a misspelt key',
      withLines('urgency: { targets: { low: { witin: 4h, count: working } } }'),
      '4:23 urgency.targets.low.within: missing',
      '4:30 urgency.targets.low.witin: unknown key; did you mean within?',
    ],
    [
      'what needs no owner, not as a list',
      withLines('no_owner_needed: { from: x }'),
      '4:18 no_owner_needed: expected a list, got keys with values',
    ],
  ])('%s', (_, text, ...problems) => {
    expect(problemsOf(text)).toEqual(problems.map((problem) => `rules.yaml:${problem}`))
  })

  it('all at once, in the order of the text', () => {
    expect(problemsOf(fixture('broken.yaml'))).toMatchSnapshot()
  })
})

describe('a document that means harm is refused at once', () => {
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
    ['control characters', 'a: "\u0000\u0002"', '1:1 a: unknown key'],
  ])('%s', (_, text, ...problems) => {
    const started = performance.now()
    expect(problemsOf(text)).toEqual(expect.arrayContaining(problems.map((problem) => `rules.yaml:${problem}`)))
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
