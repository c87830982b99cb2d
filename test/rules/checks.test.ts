import { describe, expect, it } from 'vitest'
import { checkRules } from '../../server/rules/checks/check-rules'
import type { Directory } from '../../server/rules/directory'
import { parseRules } from '../../server/rules/parse'
import { id } from '../support/builders'

const NOW = new Date('2026-11-21T12:00Z')
const ALWAYS = '{ mon-sun: "00:00-24:00" }'

const warningsOf = (lines: string[], directory: Directory | null = null, now = NOW): string[] => {
  const parsed = parseRules(['version: 1', 'time_zone: Europe/Paris', ...lines].join('\n'), 'rules.yaml')
  if ('problems' in parsed) throw new Error(parsed.problems.map(({ text }) => text).join('\n'))
  return checkRules(parsed.document, directory, now)
}

/** A desk of which there is nothing to say: two people, at work at every hour. */
const desk = (...lines: string[]) => [
  'general_team: support',
  `defaults: { hours: ${ALWAYS} }`,
  'teams:',
  '  support: { missive_team: Support, members: [ana, ben], backup: billing }',
  '  billing: { missive_team: Billing, members: [ben] }',
  'teammates:',
  '  ana: { missive_user: ana@x.example, skills: [refund], languages: [en] }',
  '  ben: { missive_user: ben@x.example, authority: lead, languages: [en, fr] }',
  ...lines,
]

it('say nothing of rules in which nothing looks like a mistake', () => {
  expect(warningsOf(desk('topics: { refund: { match: { words: refund }, team: support, skill: refund } }'))).toEqual([])
})

it('say that there is no zone', () => {
  const parsed = parseRules(['version: 1', ...desk()].join('\n'), 'rules.yaml')
  expect('document' in parsed && checkRules(parsed.document, null, NOW)).toEqual([
    'time_zone: missing, so times without a zone of their own are read in UTC',
  ])
})

describe('a topic', () => {
  const topics = (first: string, second: string) =>
    warningsOf(desk(`topics: { first: { match: ${first} }, second: { match: ${second} } }`))
  const never = ['topics.second.match: can never match, since first takes all of it first']

  it.each([
    ['{ words: [refund, charge] }', '{ words: refund }'],
    ['{ words: charge }', '{ words: charged twice }'],
    ['{ words: twice }', '{ words: charged twice }'],
    ['{ words: REMBOURSÉ }', '{ subject: rembourse }'],
    ['{ words: refund }', '{ words: refund, label: VIP }'],
    ['{ any: [{ label: Money }, { words: refund }] }', '{ all: [{ subject: refund }, { reopened: true }] }'],
    ['{ any: [{ label: Money }, { words: refund }] }', '{ any: [{ words: refund now }, { label: money }] }'],
    ['{ not: { words: parcel } }', '{ words: refund, not: { words: [parcel, delivery] } }'],
    ['{ from: news }', '{ from: news@acme.example }'],
    ['{ domain: acme.example }', '{ domain: eu.acme.example }'],
    ['{ phone: "+44" }', '{ phone: "+44 20" }'],
    ['{ messages: 3 }', '{ messages: 6 }'],
    ['{ language: [en, fr] }', '{ language: fr, received: working }'],
  ])('that an earlier one takes whole can never match: %s before %s', (first, second) => {
    expect(topics(first, second)).toEqual(never)
  })

  it.each([
    ['{ words: refund }', '{ words: [refund, charge] }'],
    ['{ words: charged twice }', '{ words: charged }'],
    ['{ words: harge }', '{ words: charged }'],
    ['{ subject: refund }', '{ words: refund }'],
    ['{ words: refund, label: VIP }', '{ words: refund }'],
    ['{ all: [{ words: a }, { words: b }] }', '{ any: [{ words: a }, { words: b }] }'],
    ['{ words: refund, not: { words: parcel } }', '{ words: refund }'],
    ['{ not: { words: [parcel, delivery] } }', '{ words: refund, not: { words: parcel } }'],
    ['{ domain: eu.acme.example }', '{ domain: acme.example }'],
    ['{ domain: acme.example }', '{ domain: otheracme.example }'],
    ['{ messages: 6 }', '{ messages: 3 }'],
    ['{ reopened: false }', '{ reopened: true }'],
    ['{ to: refund }', '{ words: refund }'],
    ['{ words: refund }', '{ label: refund }'],
  ])('of which anything is left may match: %s before %s', (first, second) => {
    expect(topics(first, second)).toEqual([])
  })

  it('can never match when several earlier ones take it together', () => {
    expect(
      warningsOf(
        desk(
          'topics: { a: { match: { words: refund } }, b: { match: { words: charge } }, c: { match: { words: [refund, charge] } } }',
        ),
      ),
    ).toEqual(['topics.c.match: can never match, since topics before it takes all of it first'])
  })

  it('of very many cases is not looked into', () => {
    const words = (letter: string) => `{ words: [${Array.from({ length: 100 }, (_, n) => `${letter}${n}`)}] }`
    const many = `{ all: [${['a', 'b', 'c', 'd'].map(words)}] }`
    expect(topics(many, many)).toEqual([])
  })

  it('may ask for a skill or a language that nobody of its teams has', () => {
    expect(
      warningsOf(
        desk(
          'topics:',
          '  refund: { match: { words: a }, team: billing, skill: refund }',
          '  typo: { match: { words: b }, skill: refunds }',
          '  any: { match: { words: c }, team: [billing, support], skill: refund }',
          '  german: { match: { any: [{ language: [de, fr] }, { words: d }] }, team: billing }',
          '  italian: { match: { not: { language: it } } }',
        ),
      ),
    ).toEqual([
      'topics.refund.skill: nobody in billing has the skill refund',
      'topics.typo.skill: nobody has the skill refunds; did you mean refund?',
      'topics.german.match: nobody in billing writes de',
    ])
  })

  it('and a chain may name a level that nobody holds', () => {
    expect(
      warningsOf(
        desk(
          'topics: { legal: { match: { words: lawyer }, authority: head }, ok: { match: { words: x }, authority: lead } }',
          'escalation: { chain: [lead, leadership] }',
        ),
      ),
    ).toEqual([
      'topics.legal.authority: nobody holds head or more, so nobody may get it',
      'escalation.chain[1]: nobody holds leadership, so this step is passed over',
    ])
  })
})

describe('a teammate', () => {
  const entry = (name: string, rest = '') => `  ${name}: { missive_user: ${name}@x.example${rest} }`

  it('to whom nothing is routed is named', () => {
    expect(
      warningsOf([
        ...desk(),
        entry('cleo'),
        entry('dan', ', access: admin'),
        entry('eve', ', authority: head'),
        entry('fay'),
        entry('gus'),
        entry('hal'),
        'topics: { press: { match: { words: press }, owner: fay } }',
        'relationships: { accounts: [{ domain: acme.example, owner: gus }] }',
        'escalation: { chain: [lead, hal] }',
      ]),
    ).toEqual(['teammates.cleo: nothing is routed to cleo'])
  })

  it('outside the Missive team of their team is named', () => {
    const missive: Directory = {
      users: ['ana', 'ben'].map((name) => ({ id: id(name), name, email: `${name}@x.example` })),
      teams: [
        { id: id('s'), name: 'Support', activeMemberIds: [id('ana'), id('ben')] },
        { id: id('b'), name: 'Billing', activeMemberIds: [id('ana')] },
      ],
    }
    expect(warningsOf(desk(), missive)).toEqual([
      'teams.billing.members: ben is not in Billing in Missive, and sees only what they are given',
    ])
  })
})

describe('a team with nobody at some hour of the week is named with its hours', () => {
  const hours = (anas: string, bens: string, zone = 'Europe/Paris', now = NOW) =>
    warningsOf(
      [
        'general_team: support',
        'teams: { support: { missive_team: Support, members: [ana, ben] } }',
        'teammates:',
        `  ana: { missive_user: ana@x.example, hours: ${anas} }`,
        `  ben: { missive_user: ben@x.example, hours: ${bens}, time_zone: ${zone} }`,
      ],
      null,
      now,
    )

  it.each([
    [
      '{ mon-fri: "09:00-17:00" }',
      '{ mon-fri: "09:00-17:00" }',
      'there Mon–Thu 17:00 – 09:00 and Fri 17:00 – Mon 09:00',
    ],
    ['{ mon-sun: "00:00-24:00" }', '{}', null],
    [
      '{ mon-fri: "08:00-20:00", sat: "08:00-13:00" }',
      '{ mon-thu: "20:00-08:00", fri: "20:00-08:00" }',
      'there Sat 13:00 – Mon 08:00',
    ],
    ['{ mon-sun: "00:00-12:00" }', '{ mon-sun: "13:00-24:00" }', 'there Mon–Sun 12:00 – 13:00'],
    ['{ wed: "09:00-17:00" }', '{ }', 'there Wed 17:00 – Wed 09:00'],
    ['{ }', '{ }', 'ever at work in it'],
  ])('%s and %s', (anas, bens, said) => {
    const where = said?.startsWith('there') ? ' (Europe/Paris)' : ''
    expect(hours(anas, bens)).toEqual(said ? [`teams.support: nobody is ${said}${where}`] : [])
  })

  it('in the zone of the document, whatever zones its people live in', () => {
    expect(hours('{ mon-sun: "09:00-17:00" }', '{ mon-sun: "09:00-17:00" }', 'Asia/Tokyo')).toEqual([
      'teams.support: nobody is there Mon–Sun 17:00 – 01:00 (Europe/Paris)',
    ])
  })

  it('whatever holidays and absences there are in that week', () => {
    const lines = [
      'general_team: support',
      'teams: { support: { missive_team: Support, members: [ana] } }',
      `teammates: { ana: { missive_user: ana@x.example, hours: ${ALWAYS}, holidays: IT, away: [{ from: 2026-12-22, to: 2026-12-23 }] } }`,
    ]
    expect(warningsOf(lines, null, new Date('2026-12-21T12:00Z'))).toEqual([])
  })

  it('unless only Missive knows who is in it', () => {
    const lines = [
      'general_team: support',
      'teams: { support: { missive_team: Support } }',
      'teammates: { ana: { missive_user: ana@x.example } }',
    ]
    expect(warningsOf(lines)).toEqual([])
    const missive: Directory = {
      users: [{ id: id('1'), name: 'Ana', email: 'ana@x.example' }],
      teams: [{ id: id('s'), name: 'Support', activeMemberIds: [id('1')] }],
    }
    expect(warningsOf(lines, missive)).toHaveLength(1)
  })
})

describe('a team and its backup', () => {
  const away = (anas: string, bens: string, now = NOW) =>
    warningsOf(
      [
        'general_team: support',
        `defaults: { hours: ${ALWAYS} }`,
        'teams:',
        '  support: { missive_team: Support, members: [ana], backup: billing }',
        '  billing: { missive_team: Billing, members: [ben], backup: support }',
        'teammates:',
        `  ana: { missive_user: ana@x.example, away: [${anas}] }`,
        `  ben: { missive_user: ben@x.example, away: [${bens}] }`,
      ],
      null,
      now,
    )

  it('that lose everybody to absences together are named once, with when', () => {
    expect(
      away(
        '{ from: 2026-12-20, to: 2026-12-27 }',
        '{ from: 2026-12-24, to: 2027-01-02 }, { from: 2026-12-20, to: 2026-12-20 }',
      ),
    ).toEqual([
      'teams.support.backup: absences leave both support and billing with nobody: 20 Dec 00:00 – 21 Dec 00:00 (Europe/Paris), and 1 more until 28 Dec 00:00',
    ])
  })

  it.each([
    ['{ from: 2026-12-20, to: 2026-12-23 }', '{ from: 2026-12-24, to: 2027-01-02 }'],
    ['{ from: 2026-10-20, to: 2026-10-30 }', '{ from: 2026-10-20, to: 2026-10-30 }'],
  ])('that are away one after the other, or were once, are not: %s and %s', (anas, bens) => {
    expect(away(anas, bens)).toEqual([])
  })

  it('are not away together when nobody of one would be at work then anyway', () => {
    const warnings = warningsOf([
      'general_team: support',
      'teams:',
      '  support: { missive_team: Support, members: [ana], backup: billing }',
      '  billing: { missive_team: Billing, members: [ben] }',
      'teammates:',
      '  ana: { missive_user: ana@x.example, away: [{ from: 2026-11-28, to: 2026-11-29 }] }',
      '  ben: { missive_user: ben@x.example, away: [{ from: 2026-11-28, to: 2026-11-29 }] }',
    ])
    expect(warnings.filter((warning) => warning.includes('absences'))).toEqual([])
  })
})
