import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import type { Directory } from '../../server/rules/directory'
import { parseRules } from '../../server/rules/parse'
import { resolveRules } from '../../server/rules/resolve'
import { facts, id } from '../support/builders'

const user = (name: string) => ({ id: id(`id-${name}`), name, email: `${name}@harborpine.example` })
const missiveTeam = (name: string, ...members: string[]) => ({
  id: id(`id-${name}`),
  name,
  activeMemberIds: members.map((member) => id(`id-${member}`)),
})

const directory: Directory = {
  users: ['imani', 'lukas', 'mei', 'sofia'].map(user),
  teams: [missiveTeam('Support', 'imani', 'lukas', 'router'), missiveTeam('Billing', 'sofia')],
}

const resolved = (lines: string[], missive = directory) => {
  const parsed = parseRules(['version: 1', 'time_zone: Europe/Paris', ...lines].join('\n'), 'rules.yaml')
  if ('problems' in parsed) throw new Error(parsed.problems.map(({ text }) => text).join('\n'))
  return resolveRules(parsed.document, missive, 3)
}

const oneTeam = (rest: string, ...lines: string[]) =>
  resolved(['general_team: support', `teams: { support: { missive_team: Support${rest} } }`, ...lines])

describe('the minimal document', () => {
  const minimal = readFileSync(new URL('../fixtures/rules/minimal.yaml', import.meta.url), 'utf8')
  const parsed = parseRules(minimal, 'minimal.yaml')
  const { rules, mode, warnings } =
    'document' in parsed ? resolveRules(parsed.document, directory, 3) : expect.unreachable()

  it('ties its teams to Missive and takes their active members, without a warning', () => {
    expect(warnings).toEqual([])
    expect(mode).toBe('route')
    expect(rules).toMatchObject({ version: 3, timeZone: 'Europe/Paris', generalTeam: 'support' })
    expect(rules.teams).toEqual([
      {
        name: 'support',
        label: 'Support',
        missiveTeamId: 'id-Support',
        members: ['id-imani', 'id-lukas'],
        method: 'least_busy',
        skipAway: true,
        backup: 'billing',
        escalatesTo: null,
        channel: null,
        hours: null,
        mode: 'route',
        ownerAbsent: null,
      },
      {
        name: 'billing',
        label: 'Billing',
        missiveTeamId: 'id-Billing',
        members: ['id-sofia'],
        method: 'round_robin',
        skipAway: true,
        backup: null,
        escalatesTo: null,
        channel: null,
        hours: null,
        mode: 'route',
        ownerAbsent: null,
      },
    ])
  })

  it('gives everyone in Missive the defaults, and equal plans to equal people', () => {
    expect(rules.teammates).toHaveLength(4)
    expect(rules.teammates[0]).toMatchObject({
      ruleName: null,
      name: 'imani',
      capacity: 15,
      away: [],
      access: 'member',
      schedule: { timeZone: 'Europe/Paris' },
    })
    expect(rules.teammates[1]?.schedule).toBe(rules.teammates[0]?.schedule)
  })

  it('decides', () => {
    const mail = { subject: 'I was charged twice', waitingSince: new Date('2026-11-23T10:00Z') }
    const decision = decide(facts({ conversation: mail, rules }), new Date('2026-11-23T10:00Z'))
    expect(decision).toMatchObject({
      dueAt: new Date('2026-11-23T14:00Z'),
      outcome: { kind: 'assign', to: 'id-sofia', method: 'round_robin' },
    })
  })
})

describe('a teammate of the document', () => {
  const entry = (missiveUser: string) =>
    oneTeam(
      ', members: [imani]',
      'teammates:',
      `  imani: { missive_user: "${missiveUser}", time_zone: Africa/Lagos, hours: { sat: "10:00-13:00" }, capacity: 12, access: manager,`,
      '    away: [{ from: 2026-12-24, to: 2027-01-02, reason: winter holidays }] }',
    )

  it.each(['imani@harborpine.example', 'Imani@HarborPine.example', 'id-imani'])(
    'is found in Missive by %s, and keeps what is said of them',
    (missiveUser) => {
      const { rules, warnings } = entry(missiveUser)
      expect(warnings).toEqual([])
      expect(rules.teams[0]?.members).toEqual(['id-imani'])
      expect(rules.teammates.find(({ ruleName }) => ruleName === 'imani')).toEqual({
        ...user('imani'),
        ruleName: 'imani',
        capacity: 12,
        access: 'manager',
        schedule: {
          timeZone: 'Africa/Lagos',
          spans: [{ day: 'sat', startMinute: 600, endMinute: 780 }],
          holidays: null,
        },
        skills: [],
        languages: null,
        authority: 'agent',
        away: [{ from: new Date('2026-12-23T23:00Z'), to: new Date('2027-01-02T23:00Z'), reason: 'winter holidays' }],
      })
    },
  )

  it('is away whole days of their own zone, also when clocks change', () => {
    const { rules } = oneTeam(
      '',
      'teammates: { imani@harborpine.example: { time_zone: America/New_York, away: [{ from: 2026-11-01, to: 2026-11-01 }] } }',
    )
    expect(rules.teammates[0]?.away).toEqual([
      { from: new Date('2026-11-01T04:00Z'), to: new Date('2026-11-02T05:00Z'), reason: null },
    ])
  })

  it('whom Missive does not have rests, and so does their membership', () => {
    const { rules, warnings } = oneTeam(
      ', members: [imany, lukas@harborpine.example, mai@harborpine.example]',
      'teammates: { imany: { missive_user: imany@harborpine.example } }',
    )
    expect(rules.teams[0]?.members).toEqual(['id-lukas'])
    expect(warnings).toEqual([
      'teammates.imany: Missive has nobody called "imany@harborpine.example" (nearest: "imani@harborpine.example"); imany gets no work until it has',
      'teams.support.members: imany is not in Missive, and no member until that changes',
      'teams.support.members: mai@harborpine.example is not in Missive (nearest: "mei@harborpine.example"), and no member until that changes',
    ])
  })

  it('who is named twice counts once', () => {
    const { rules, warnings } = oneTeam(
      ', members: [a, b, imani@harborpine.example]',
      'teammates: { a: { missive_user: imani@harborpine.example, capacity: 3 }, b: { missive_user: id-imani, capacity: 4 } }',
    )
    expect(rules.teams[0]?.members).toEqual(['id-imani'])
    expect(rules.teammates[0]).toMatchObject({ ruleName: 'a', capacity: 3 })
    expect(warnings[0]).toBe('teammates.b: the same person as teammates.a, whose entry counts')
  })
})

describe('a team of the document', () => {
  it('is found in Missive by id, has hours in the zone of the document, and may have its own mode', () => {
    const { rules, mode } = resolved([
      'general_team: s',
      'teams: { s: { missive_team: id-Support, hours: { mon: "08:00-18:00" }, mode: route } }',
    ])
    expect(mode).toBe('shadow')
    expect(rules.teams[0]).toMatchObject({
      label: 'Support',
      mode: 'route',
      hours: { timeZone: 'Europe/Paris', spans: [{ day: 'mon' }] },
    })
  })

  it('that Missive does not have rests, and with it what names it', () => {
    const { rules, warnings } = resolved([
      'general_team: sales',
      'teams: { sales: { missive_team: Suport }, billing: { missive_team: Billing, backup: sales } }',
      'topics: { quotes: { match: { words: quote }, team: sales } }',
    ])
    expect(rules.teams.map(({ name, backup }) => [name, backup])).toEqual([['billing', null]])
    expect(rules).toMatchObject({ generalTeam: null, topics: [{ name: 'quotes', teams: [] }] })
    expect(warnings).toEqual([
      'teams.sales: Missive has no team "Suport" (nearest: "Support"); it is not routed until that changes',
      'general_team: sales rests, so mail without topic and team is left alone',
      'teams.billing.backup: sales rests, so billing has no backup',
      "topics.quotes.team: sales rests, so the conversation's own team keeps it, else the general team",
    ])
  })

  it('rests when another one has its Missive team', () => {
    const { rules, warnings } = resolved([
      'general_team: a',
      'teams: { a: { missive_team: Support }, b: { missive_team: id-Support } }',
    ])
    expect(rules.teams.map(({ name }) => name)).toEqual(['a'])
    expect(warnings).toEqual([
      'teams.b: "Support" in Missive belongs to teams.a already; it is not routed until that changes',
    ])
  })

  it('rests when several in Missive have its name', () => {
    const twice = { ...directory, teams: [...directory.teams, { ...missiveTeam('Support'), id: id('other') }] }
    const lines = ['general_team: a', 'teams: { a: { missive_team: Support } }']
    expect(resolved(lines, twice).warnings[0]).toBe(
      'teams.a: Missive has several teams called "Support", name one by its id; it is not routed until that changes',
    )
  })

  it('without people is routed with a warning', () => {
    const { warnings } = resolved(['general_team: a', 'teams: { a: { missive_team: Support } }'], {
      ...directory,
      users: [],
    })
    expect(warnings).toEqual(['teams.a: nobody is in it, so what comes to it needs its backup'])
  })
})

it('reads times in UTC, with a warning, when the document names no zone', () => {
  const parsed = parseRules('version: 1\ngeneral_team: a\nteams: { a: { missive_team: Support } }', 'rules.yaml')
  const { rules, warnings } = 'document' in parsed ? resolveRules(parsed.document, directory, 1) : expect.unreachable()
  expect(rules.timeZone).toBe('UTC')
  expect(rules.teammates[0]?.schedule.timeZone).toBe('UTC')
  expect(warnings).toEqual(['time_zone: missing, so times without a zone of their own are read in UTC'])
})

describe('the document with every key', () => {
  const text = readFileSync(new URL('../fixtures/rules/every-key.yaml', import.meta.url), 'utf8')
  const parsed = parseRules(text, 'every-key.yaml')
  const missive: Directory = {
    users: directory.users,
    teams: [
      { ...missiveTeam('Support', 'lukas', 'sofia'), id: id('895a456c-ad7f-4846-b9ed-461e8184ca63') },
      missiveTeam('Specialists', 'mei', 'imani'),
      missiveTeam('Billing', 'sofia', 'imani'),
      missiveTeam('Sales', 'lukas'),
    ],
  }
  const { rules, mode, warnings } =
    'document' in parsed ? resolveRules(parsed.document, missive, 3) : expect.unreachable()
  const { teams, teammates, topics, ...rest } = rules

  it('has nothing that rests', () => {
    expect(mode).toBe('route')
    expect(warnings).toEqual([])
  })

  it('says all of it: teams', () => {
    expect(teams).toMatchObject([
      {
        name: 'support',
        members: ['id-lukas', 'id-sofia'],
        method: 'least_busy',
        skipAway: true,
        backup: 'billing',
        escalatesTo: 'specialists',
        channel: '0b6f4f2e-6a0c-4f0e-9a53-0f3f6f1f2f11',
        mode: 'route',
      },
      { name: 'specialists', members: ['id-mei', 'id-imani'], backup: 'support', escalatesTo: null, channel: null },
      { name: 'billing', method: 'round_robin', hours: { timeZone: 'Europe/Paris', holidays: null } },
      { name: 'sales', members: ['id-lukas'], mode: 'shadow' },
    ])
  })

  it('says all of it: teammates', () => {
    expect(teammates).toMatchObject([
      { skills: ['refund', 'api'], languages: ['en', 'fr'], authority: 'lead', access: 'manager', capacity: 12 },
      { skills: ['shipping'], languages: ['en', 'de'], authority: 'lead', away: [{ reason: 'winter holidays' }] },
      { skills: ['shipping', 'api'], languages: null, authority: 'agent', schedule: { timeZone: 'Asia/Tokyo' } },
      { skills: ['refund'], authority: 'leadership', access: 'admin', schedule: { holidays: 'IT' } },
    ])
  })

  it('says all of it: topics', () => {
    const nothing = { owner: null, skill: null, urgency: null, needs: null, method: null, templates: [], weight: 1 }
    expect(topics).toMatchObject([
      { ...nothing, name: 'press', teams: [], owner: 'id-sofia' },
      { ...nothing, name: 'legal', teams: ['billing'], authority: 'head', urgency: 'high' },
      {
        ...nothing,
        name: 'refund',
        skill: 'refund',
        weight: 2,
        needs: 'Check the charge and refund what was taken twice',
        templates: ['Refund approved', 'Refund declined'],
      },
      { ...nothing, name: 'invoices', needs: 'Answer the invoice question' },
      { ...nothing, name: 'technical', teams: ['specialists'], skill: 'api', method: 'least_busy' },
      { name: 'shipping', teams: ['support', 'specialists'], skill: 'shipping' },
      { ...nothing, name: 'sales', teams: ['sales'] },
    ])
  })

  it('says all of it: everything else', () => {
    const day = 86_400_000
    expect(rest).toEqual({
      version: 3,
      timeZone: 'Europe/Paris',
      generalTeam: 'support',
      shiftEndMarginMs: 900_000,
      floodLimit: 5,
      snoozedWeight: 0,
      urgency: {
        default: 'normal',
        raise: [
          { to: 'urgent', when: { words: ['urgent', 'asap', 'outage'] } },
          { to: 'high', when: { any: [{ reopened: true }, { messages: 6 }] } },
        ],
        targets: {
          urgent: { kind: 'plain', ms: 900_000 },
          high: { kind: 'plain', ms: 3_600_000 },
          normal: { kind: 'working time', ms: 14_400_000 },
          low: { kind: 'working days', days: 2 },
        },
        pauseSnoozed: true,
        color: { urgent: '#d03a2b' },
      },
      relationships: {
        slack: 3,
        previousOwnerWithinMs: 90 * day,
        accounts: [
          { name: 'acme.example', kind: 'domain', owner: 'id-imani', team: null, urgency: 'high', mode: 'prefer' },
          {
            name: 'northwind.example',
            kind: 'domain',
            owner: null,
            team: 'specialists',
            urgency: null,
            mode: 'prefer',
          },
          {
            name: 'dana.whitfield@customer.example',
            kind: 'email',
            owner: 'id-sofia',
            team: null,
            urgency: null,
            mode: 'require',
          },
        ],
      },
      noOwnerNeeded: [
        { from: ['mailer-daemon@', 'no-reply@newsletter.'] },
        { subject: ['out of office', 'automatic reply'] },
      ],
      handoff: { silentAssignment: 'ask', routedNote: 'full', pingPongWindowMs: 7 * day },
      clock: {
        remindAt: 0.75,
        followUp: { after: { kind: 'working days', days: 1 }, escalateAfter: { kind: 'working days', days: 1 } },
        ownerAbsent: {
          after: { kind: 'plain', ms: 7_200_000 },
          action: 'reassign',
          move: 'at_risk',
          byUrgency: { urgent: { after: { kind: 'plain', ms: 600_000 } } },
        },
        acceptWithin: null,
      },
      escalation: {
        chain: [
          { kind: 'authority', level: 'lead' },
          { kind: 'authority', level: 'head' },
          { kind: 'authority', level: 'leadership' },
        ],
        words: ['lawyer', 'going public', 'cancel my account', 'unacceptable'],
      },
    })
  })
})

describe('what the document says of clocks and chains', () => {
  it('is kept for a team and an urgency, and only what is said', () => {
    const { rules } = oneTeam(
      ', owner_absent: { then: keep, high: { move: all, after: { within: 1d, count: working } } }',
      'clock: { accept_within: 30m, owner_absent: { after: 4h, low: { then: return_to_queue } } }',
    )
    expect(rules.teams[0]?.ownerAbsent).toEqual({
      action: 'keep',
      byUrgency: { high: { move: 'all', after: { kind: 'working days', days: 1 } } },
    })
    expect(rules.clock).toMatchObject({
      acceptWithin: { kind: 'plain', ms: 1_800_000 },
      ownerAbsent: {
        after: { kind: 'plain', ms: 14_400_000 },
        byUrgency: { low: { action: 'return_to_queue' }, urgent: { after: { kind: 'plain', ms: 600_000 } } },
      },
    })
  })

  it('may name levels, teammates, addresses and teams; without any there are the three levels', () => {
    const chain = (line: string) =>
      oneTeam('', 'teammates: { ana: { missive_user: id-imani } }', line).rules.escalation.chain
    expect(chain('escalation: { chain: [head, ana, lukas@harborpine.example, support] }')).toEqual([
      { kind: 'authority', level: 'head' },
      { kind: 'teammate', id: 'id-imani' },
      { kind: 'teammate', id: 'id-lukas' },
      { kind: 'team', name: 'support' },
    ])
    expect(chain('escalation: { words: x }').map((step) => step.kind === 'authority' && step.level)).toEqual([
      'lead',
      'head',
      'leadership',
    ])
  })
})

describe('people and teams that Missive lacks', () => {
  it('rest wherever they are named', () => {
    const { rules, warnings } = resolved([
      'general_team: support',
      'teams:',
      '  support: { missive_team: Support, backup: sales, escalates_to: sales }',
      '  sales: { missive_team: Sales }',
      '  leads: { missive_team: Leads }',
      'topics:',
      '  press: { match: { words: press }, owner: ana@harborpine.example }',
      '  quotes: { match: { words: quote }, team: [sales, support] }',
      '  demos: { match: { words: demo }, team: [sales, leads] }',
      'relationships: { accounts: [{ domain: acme.example, owner: ana@harborpine.example, team: sales, mode: require }] }',
      'escalation: { chain: [ana@harborpine.example, sales, lead] }',
    ])
    expect(rules.teams).toMatchObject([{ backup: null, escalatesTo: null }])
    expect(rules.topics).toMatchObject([{ owner: null, teams: [] }, { teams: ['support'] }, { teams: [] }])
    expect(rules.relationships.accounts).toMatchObject([{ owner: null, team: null, mode: 'prefer' }])
    expect(rules.escalation.chain).toEqual([{ kind: 'authority', level: 'lead' }])
    expect(warnings.slice(2)).toEqual([
      'teams.support.backup: sales rests, so support has no backup',
      'teams.support.escalates_to: sales rests, so escalations go up the chain',
      "topics.press.owner: ana@harborpine.example is not in Missive, so the conversation's own team keeps it, else the general team",
      'topics.quotes.team: sales rests, so the others of the list get it',
      "topics.demos.team: sales rests, so the conversation's own team keeps it, else the general team",
      "topics.demos.team: leads rests, so the conversation's own team keeps it, else the general team",
      'relationships.accounts[0].owner: ana@harborpine.example is not in Missive, so nobody is preferred for it',
      "relationships.accounts[0].team: sales rests, so the conversation's own team keeps it, else the general team",
      'escalation.chain[0]: ana@harborpine.example is not in Missive, so this step is passed over',
      'escalation.chain[1]: sales rests, so this step is passed over',
    ])
  })
})
