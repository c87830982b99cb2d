import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { acceptRules } from '../../server/rules/accept'
import type { Directory } from '../../server/rules/directory'
import { id } from '../support/builders'

const NOW = new Date('2026-11-21T12:00Z')
const MONDAY = '2026-11-23T10:00+01:00'
const SUNDAY = '2026-11-22T10:00+01:00'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/rules/${name}`, import.meta.url), 'utf8')

const DESK = [
  'version: 1',
  'time_zone: Europe/Paris',
  'general_team: support',
  'teams:',
  '  support: { missive_team: Support, members: [ana, ben], backup: billing }',
  '  billing: { missive_team: Billing, members: [cleo], assign: round_robin }',
  'teammates:',
  '  ana: { missive_user: ana@x.example, languages: [en] }',
  '  ben: { missive_user: ben@x.example, skills: [shipping], away: [{ from: 2026-12-01, to: 2026-12-01 }] }',
  '  cleo: { missive_user: cleo@x.example, hours: { mon-sun: "00:00-24:00" } }',
  'topics:',
  '  refund: { match: { any: [{ subject: refund }, { label: Money/Refund }] }, team: billing, urgency: high }',
  '  shipping: { match: { words: parcel }, team: support, skill: shipping }',
  '  sms: { match: { channel: sms } }',
  '  german: { match: { language: de } }',
  '  outage: { match: { words: outage }, team: support, urgency: urgent }',
  '  late: { match: { words: late, received: off hours } }',
  'relationships: { accounts: [{ domain: acme.example, owner: cleo }] }',
  'no_owner_needed: [{ from: newsletter@ }]',
  'examples:',
]

/** `ten`: an example on line 21, with what it expects. */
const accepted = (mail: string, at: string, expected: string, directory: Directory | null = null) =>
  acceptRules(
    [...DESK, `  - { mail: ${mail}, at: "${at}", expect: ${expected} }`].join('\n'),
    'rules.yaml',
    directory,
    NOW,
  )

const problemsOf = (...example: Parameters<typeof accepted>): string[] => {
  const result = accepted(...example)
  return 'problems' in result ? result.problems.map(({ text }) => text) : []
}

describe('the examples of a document', () => {
  it.each([
    ['{ subject: A refund please }', MONDAY, '{ topic: refund, team: billing, owner: cleo, urgency: high }'],
    ['{ subject: Hello, labels: Money/Refund }', MONDAY, '{ topic: refund, due: "2026-11-23T11:00:00+01:00" }'],
    ['{ subject: Hello, preview: my parcel }', MONDAY, '{ owner: ben, waits: false, due: "2026-11-23T13:00Z" }'],
    ['{ subject: my parcel }', '2026-12-01T10:00+01:00', '{ owner: ana }'],
    ['{ subject: Hello, from: "+33 6 12 34", channel: sms }', MONDAY, '{ topic: sms, team: support }'],
    ['{ subject: "Wo bleibt meine Bestellung? Ich habe seit zwei Wochen nichts gehört" }', MONDAY, '{ topic: german }'],
    ['{ subject: Hello, team: billing }', MONDAY, '{ team: billing, owner: cleo@x.example }'],
    ['{ subject: Hello }', SUNDAY, '{ waits: true, team: support, needs_attention: false }'],
    ['{ subject: An outage }', SUNDAY, '{ team: support, owner: cleo, urgency: urgent }'],
    ['{ subject: An outage }', SUNDAY, '{ team: billing }'],
    ['{ subject: It is late }', SUNDAY, '{ topic: late }'],
    ['{ subject: News, from: newsletter@shop.example }', MONDAY, '{ left_alone: true, waits: false }'],
    ['{ subject: News, from: a@b.example, reply_to: newsletter@shop.example }', MONDAY, '{ left_alone: true }'],
  ])('come out as they say: %s at %s', (mail, at, expected) => {
    expect(problemsOf(mail, at, expected)).toEqual([])
  })

  it('that come out otherwise are problems where they stand, with what was expected, what came and why', () => {
    const expected = '{ topic: shipping, owner: ana, due: "2026-11-23T13:00+01:00" }'
    const result = accepted('{ subject: A refund please }', MONDAY, expected)
    const gates = result.examples[0]?.decision.gates.map(({ sentence }) => sentence) ?? []
    expect(gates.length).toBeGreaterThan(3)
    expect('problems' in result && result.problems.map(({ text }) => text)).toEqual([
      'rules.yaml:21:5 examples[0]: expected topic shipping, got topic refund; expected owner ana, got owner cleo; ' +
        `expected due 2026-11-23T13:00+01:00, got due 2026-11-23T11:00+01:00. ${gates.join(' ')}`,
    ])
  })

  it.each([
    ['{ subject: Hello }', SUNDAY, '{ waits: false }', 'expected not waits, got waits.'],
    ['{ subject: Hello }', SUNDAY, '{ owner: ana }', 'expected owner ana, got no owner.'],
    ['{ subject: Hello }', MONDAY, '{ topic: refund }', 'expected topic refund, got no topic.'],
    ['{ subject: Hello }', MONDAY, '{ team: billing }', 'expected team billing, got team support.'],
    ['{ subject: Hello }', MONDAY, '{ urgency: urgent }', 'expected urgency urgent, got urgency normal.'],
    ['{ subject: Hello }', MONDAY, '{ left_alone: true }', 'expected left alone, got assigned.'],
    ['{ subject: Hello }', MONDAY, '{ needs_attention: true }', 'expected needs attention, got assigned.'],
    [
      '{ subject: Hello }',
      MONDAY,
      '{ due: "2026-11-23T14:00:01+01:00" }',
      'expected due 2026-11-23T14:00:01+01:00, got due 2026-11-23T14:00+01:00.',
    ],
  ])('say what differs: %s at %s is not %s', (mail, at, expected, said) => {
    expect(problemsOf(mail, at, expected)[0]).toContain(`rules.yaml:21:5 examples[0]: ${said} `)
  })

  it('count every team as routed, also in a document that only watches', () => {
    expect(problemsOf('{ subject: Hello, from: wile@acme.example }', MONDAY, '{ team: support, owner: cleo }')).toEqual(
      [],
    )
  })

  it('are not run while the document cannot be read', () => {
    const { examples, ...rest } = acceptRules('version: 1', 'rules.yaml', null, NOW)
    expect(examples).toEqual([])
    expect('problems' in rest && rest.problems).toHaveLength(2)
  })

  it('are decided with the people whom Missive has, and with those whom it lacks too', () => {
    const missive: Directory = {
      users: [
        { id: id('7'), name: 'Cleo Marchand', email: 'cleo@x.example' },
        { id: id('1'), name: 'Eve Adams', email: 'eve@x.example' },
      ],
      teams: [{ id: id('5'), name: 'Billing', activeMemberIds: [id('1')] }],
    }
    const result = accepted('{ subject: A refund }', MONDAY, '{ owner: cleo }', missive)
    expect(result.examples[0]?.decision.verdicts).toMatchObject([{ teammateId: '7', name: 'Cleo Marchand' }])
    expect('warnings' in result && result.warnings).toEqual(
      expect.arrayContaining([
        'teams.support: Missive has no team "Support" (nearest: "Billing"); it is not routed until that changes',
        'teammates.ben: Missive has nobody called "ben@x.example" (nearest: "cleo@x.example"); ben gets no work until it has',
      ]),
    )
    expect(problemsOf('{ subject: my parcel }', MONDAY, '{ owner: ben }', missive)).toEqual([])
  })

  it.each(['every-key.yaml', 'minimal.yaml'])('of %s all come out as they say', (name) => {
    const result = acceptRules(fixture(name), name, null, NOW)
    expect('document' in result && result.examples.every(({ misses }) => misses.length === 0)).toBe(true)
  })

  it('without any, a team whose members only Missive knows has everybody of the document', () => {
    const text = [
      ...DESK.slice(0, 4),
      '  support: { missive_team: Support }',
      'teammates: { ana: { missive_user: ana@x.example } }',
      'examples:',
      `  - { mail: { subject: Hello }, at: "${MONDAY}", expect: { owner: ana } }`,
    ].join('\n')
    expect(acceptRules(text, 'rules.yaml', null, NOW)).toHaveProperty('document')
  })
})
