import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import type { Directory } from '../../server/rules/directory'
import { parseRules } from '../../server/rules/parse'
import { resolveRules } from '../../server/rules/resolve'
import { conversation, id } from '../support/builders'

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
        backup: 'billing',
        hours: null,
        mode: 'route',
      },
      {
        name: 'billing',
        label: 'Billing',
        missiveTeamId: 'id-Billing',
        members: ['id-sofia'],
        method: 'round_robin',
        backup: null,
        hours: null,
        mode: 'route',
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
    const mail = conversation({ subject: 'I was charged twice', waitingSince: new Date('2026-11-23T10:00Z') })
    const decision = decide({ conversation: mail, rules, loads: {}, turns: {} }, new Date('2026-11-23T10:00Z'))
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
        schedule: { timeZone: 'Africa/Lagos', spans: [{ day: 'sat', startMinute: 600, endMinute: 780 }] },
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
    expect(rules).toMatchObject({ generalTeam: null, topics: [{ name: 'quotes', team: null }] })
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
