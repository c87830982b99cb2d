import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import type { Rules } from '../../server/routing/facts'
import { Decision } from '../../shared/decision'
import { facts, hours, id, officeHours, rules, team, teammate, topic } from '../support/builders'

/** Monday, 11:00 in Paris. */
const monday = new Date('2026-11-23T10:00Z')
/** Saturday, 13:00 in Paris. */
const saturday = new Date('2026-11-28T12:00Z')

const [ana, ben, cleo] = ['ana', 'ben', 'cleo'].map((name) => teammate({ id: name, schedule: officeHours })) as [
  ReturnType<typeof teammate>,
  ReturnType<typeof teammate>,
  ReturnType<typeof teammate>,
]
const since = (moment: string) => ({ waitingSince: new Date(moment) })
const plainHours = (rest: Partial<Rules>): Rules => {
  const base = rules(rest)
  return { ...base, urgency: { ...base.urgency, default: 'high' } }
}

describe('what needs no owner is left alone', () => {
  const owned = { ownerId: 'ana' }
  it.each([
    ['has an owner', owned, 'Ana owns it.'],
    ['has an owner', { ownerId: 'gone' }, 'Somebody who has left Missive owns it.'],
    ['closed', { isClosed: true }, 'It is closed.'],
    ['trashed', { isTrashed: true }, 'It is in the trash.'],
    ['junk', { isJunk: true }, 'It is junk.'],
    ['private', { isPrivate: true }, 'It is private.'],
    ['team not routed', { missiveTeamId: 'missive-legal' }, 'No team that Baton routes for has it.'],
    ['no owner needed', { subject: 'Out of office: back soon' }, 'It needs no owner: “out of office” in the subject.'],
    [
      'no owner needed',
      { replyTo: [{ name: null, address: 'bounce@list.example' }] },
      'It needs no owner: answers go to “bounce@”.',
    ],
  ])('%s', (reason, mail, sentence) => {
    const desk = rules({ teammates: [ana], noOwnerNeeded: [{ subject: ['out of office'] }, { from: ['bounce@'] }] })
    const decision = decide(facts({ rules: desk, conversation: mail }), monday)
    expect(decision.outcome).toEqual({ kind: 'leave', reason, sentence })
    expect(decision).toMatchObject({
      team: null,
      verdicts: [],
      dueAt: null,
      gates: [{ gate: 'needs an owner', sentence }],
    })
  })

  it('also when the general team rests and nobody else takes it', () => {
    const desk = { ...rules({ teammates: [ana] }), generalTeam: null }
    expect(decide(facts({ rules: desk }), monday).outcome).toMatchObject({ kind: 'leave', reason: 'team not routed' })
  })
})

describe('the team', () => {
  const desk = rules({
    teammates: [ana, ben, cleo],
    teams: [
      team({ members: ['ana'] }),
      team({ name: 'billing', members: ['ben'] }),
      team({ name: 'sales', members: ['cleo'] }),
    ],
    topics: [
      topic('refund', { match: { words: ['refund'] }, teams: ['billing'], needs: 'Refund it' }),
      topic('big_orders', { match: { words: ['order'] }, teams: ['sales'] }),
      topic('praise', { match: { words: ['thanks'] } }),
    ],
  })

  it.each([
    [
      'the topic',
      { subject: 'Refund' },
      'billing',
      'ben',
      'Billing gets refund mail; Ben is the only one free now (0 of 15).',
    ],
    [
      'the first topic in the document',
      { subject: 'Order 5: refund' },
      'billing',
      'ben',
      'Billing gets refund mail; Ben is the only one free now (0 of 15).',
    ],
    [
      'the topic, whatever inbox it is in',
      { subject: 'Order 5', missiveTeamId: 'missive-billing' },
      'sales',
      'cleo',
      'Sales gets big orders mail; Cleo is the only one free now (0 of 15).',
    ],
    [
      'the inbox, without topic',
      { subject: 'Hi', missiveTeamId: 'missive-sales' },
      'sales',
      'cleo',
      'It came to Sales; Cleo is the only one free now (0 of 15).',
    ],
    [
      'the inbox, for a topic without team',
      { subject: 'Thanks', missiveTeamId: 'missive-sales' },
      'sales',
      'cleo',
      'It came to Sales; Cleo is the only one free now (0 of 15).',
    ],
    [
      'nothing: the general team',
      { subject: 'Hi' },
      'support',
      'ana',
      'Support takes what no other team gets; Ana is the only one free now (0 of 15).',
    ],
  ])('is given by %s', (_, mail, teamName, to, sentence) => {
    const decision = decide(facts({ rules: desk, conversation: mail }), monday)
    expect(decision.team?.name).toBe(teamName)
    expect(decision.outcome).toEqual({ kind: 'assign', to, chosenBy: 'the method', method: 'least_busy', sentence })
  })

  it('comes with topic, evidence, urgency and due moment', () => {
    const mail = { subject: 'Hello', preview: 'My refund?', ...since('2026-11-23T09:55Z') }
    expect(decide(facts({ rules: desk, conversation: mail }), monday)).toMatchObject({
      rulesVersion: 7,
      topic: { name: 'refund', evidence: [{ where: 'preview', text: 'refund' }], needs: 'Refund it' },
      urgency: 'normal',
      dueAt: new Date('2026-11-23T13:55Z'),
      gates: [
        { gate: 'needs an owner', sentence: 'It is open and has no owner.' },
        {
          gate: 'team and urgency',
          sentence: '“refund” in the message; Billing gets refund mail; normal urgency, first response due 14:55.',
        },
        { gate: 'who is there', sentence: 'Billing: 1 of 1 there.' },
        { gate: 'skills and authority', sentence: 'Everyone who is there may take it.' },
        { gate: 'known teammate', sentence: 'Nobody here knows this conversation or its customer.' },
        { gate: 'fair load', sentence: 'Ben is the only one free now (0 of 15).' },
      ],
    })
  })
})

describe('the least busy', () => {
  const given = (openLoad: number, moment: string | null) => ({
    openLoad,
    lastGivenWorkAt: moment ? new Date(moment) : null,
  })
  const people = [cleo, ben, ana]

  it.each([
    [
      'has the smallest load',
      { ana: 3, ben: 2, cleo: 4 },
      'ben',
      'Ben has the smallest load of those who are there (2 of 15)',
    ],
    [
      'is who never got work, of equals',
      { ana: given(2, '2026-11-20T10:00Z'), ben: 2, cleo: given(2, '2026-11-19T10:00Z') },
      'ben',
      'Ben shares the smallest load (2 of 15) and has waited longest for work',
    ],
    [
      'is who waited longest, of equals',
      { ana: given(2, '2026-11-20T10:00Z'), ben: given(2, '2026-11-18T10:00Z'), cleo: given(2, '2026-11-19T10:00Z') },
      'ben',
      'Ben shares the smallest load (2 of 15) and has waited longest for work',
    ],
    [
      'is the first by id, of equals in all',
      { ana: 1, ben: 1, cleo: 1 },
      'ana',
      'Ana shares the smallest load (1 of 15)',
    ],
  ])('%s', (_, loads, to, sentence) => {
    const { outcome } = decide(facts({ teammates: people, loads }), monday)
    expect(outcome).toMatchObject({
      kind: 'assign',
      to,
      sentence: `Support takes what no other team gets; ${sentence}.`,
    })
  })

  it('is called by the whole name where the first is not enough', () => {
    const twins = [teammate({ id: 'a1', name: 'Ana Souza' }), teammate({ id: 'a2', name: 'Ana Lima' })]
    expect(decide(facts({ teammates: twins, loads: { a1: 4 } }), monday).outcome.sentence).toContain('; Ana Lima has')
  })
})

describe('round robin', () => {
  const people = [cleo, ana, ben]
  const desk = (rest: Partial<Rules> = {}) =>
    rules({ teammates: people, teams: [team({ members: ['cleo', 'ana', 'ben'], method: 'round_robin' })], ...rest })
  const nextAfter = (latest: string | null, loads = {}) =>
    decide(facts({ rules: desk(), turns: latest ? { support: [latest] } : {}, loads }), monday).outcome

  it.each([
    [null, 'cleo'],
    ['cleo', 'ana'],
    ['ana', 'ben'],
    ['ben', 'cleo'],
    ['somebody who left the team', 'cleo'],
  ])('after %s comes %s, in the order of members', (latest, to) => {
    expect(nextAfter(latest, { [to]: 9 })).toMatchObject({ to, method: 'round_robin' })
  })

  it('goes on past who is absent or full, who lose that turn', () => {
    const away = {
      ...ana,
      away: [{ from: new Date('2026-11-23T00:00Z'), to: new Date('2026-11-24T00:00Z'), reason: null }],
    }
    const people = [cleo, away, ben]
    const turn = (latest: string) =>
      decide(
        facts({ rules: { ...desk(), teammates: people }, turns: { support: [latest] }, loads: { ben: 15 } }),
        monday,
      ).outcome
    expect(turn('cleo')).toMatchObject({
      to: 'cleo',
      sentence: 'Support takes what no other team gets; Cleo is the only one free now (0 of 15).',
    })
  })

  it('gives way to the least busy when it is urgent', () => {
    const base = desk()
    const urgent = { ...base, urgency: { ...base.urgency, default: 'urgent' as const } }
    const outcome = decide(
      facts({ rules: urgent, turns: { support: ['cleo'] }, loads: { cleo: 1, ana: 9, ben: 2 } }),
      monday,
    ).outcome
    expect(outcome).toMatchObject({ to: 'cleo', method: 'least_busy' })
  })
})

describe('everybody gets a verdict', () => {
  it('in words, best first, then who comes back first', () => {
    const imani = teammate({ id: 'imani', schedule: hours({ 'mon-fri': '08:00-16:00' }, 'Africa/Lagos'), capacity: 12 })
    const mei = teammate({ id: 'mei', schedule: hours({ 'mon-fri': '10:00-19:00' }, 'Asia/Tokyo') })
    const lukas = {
      ...ana,
      id: id('lukas'),
      name: 'Lukas',
      away: [{ from: new Date('2026-11-20T23:00Z'), to: new Date('2027-01-02T23:00Z'), reason: 'winter holidays' }],
    }
    const early = teammate({ id: 'early', schedule: hours({ 'mon-fri': '06:00-11:10' }) })
    const { verdicts } = decide(
      facts({ teammates: [lukas, mei, ana, imani, ben, early], loads: { imani: 12, ana: 4, ben: 2 } }),
      monday,
    )
    expect(verdicts.map(({ teammateId, code, sentence }) => [teammateId, code, sentence])).toEqual([
      ['ben', 'eligible', '2 of 15, here until 17:00 in Paris'],
      ['ana', 'eligible', '4 of 15, here until 17:00 in Paris'],
      ['imani', 'at capacity', 'at capacity: 12 of 12'],
      ['mei', 'off hours', 'off hours, back Tue 10:00 in Tokyo'],
      ['early', 'shift ends soon', 'shift ends at 11:10, back Tue 06:00 in Paris'],
      ['lukas', 'away', 'away until 2 Jan (winter holidays)'],
    ])
  })

  it('without places when all live by one clock', () => {
    const { verdicts } = decide(facts({ teammates: [ana, ben] }), saturday)
    expect(verdicts.map(({ sentence }) => sentence)).toEqual(['off hours, back Mon 09:00', 'off hours, back Mon 09:00'])
  })

  it('that survives being kept as JSON', () => {
    const decision = decide(facts({ teammates: [ana, ben] }), saturday)
    expect(Decision.parse(JSON.parse(JSON.stringify(decision)))).toEqual(decision)
  })
})

describe('when nobody is free', () => {
  const support = team({ members: ['ana', 'ben'], backup: 'billing' })
  const billing = team({ name: 'billing', members: ['cleo'] })
  const always = teammate({ id: 'cleo' })

  it('waits while that keeps the target, and says until when', () => {
    const desk = rules({ teammates: [ana, ben, always], teams: [support, billing] })
    expect(decide(facts({ rules: desk, conversation: since('2026-11-28T11:00Z') }), saturday)).toMatchObject({
      backup: null,
      dueAt: new Date('2026-11-30T12:00Z'),
      outcome: {
        kind: 'wait',
        sentence: 'Everyone of Support is off until Mon 09:00.',
        decideAgainAt: new Date('2026-11-30T08:00Z'),
        next: [
          { at: new Date('2026-11-30T08:00Z'), sentence: 'Ana and Ben start' },
          { at: new Date('2026-11-30T12:00Z'), sentence: 'the first response is due' },
        ],
      },
    })
  })

  it('waits for who is back first, and names the place when others are elsewhere', () => {
    const lagos = teammate({ id: 'ben', schedule: hours({ 'mon-fri': '08:00-16:00' }, 'Africa/Lagos') })
    const { outcome } = decide(facts({ teammates: [ana, lagos] }), saturday)
    expect(outcome).toMatchObject({
      sentence: 'Everyone of Support is off until Mon 08:00 in Lagos.',
      next: [{ sentence: 'Ben starts' }],
    })
  })

  it('says that somebody is back who was away', () => {
    const away = {
      ...ana,
      away: [{ from: new Date('2026-11-23T07:00Z'), to: new Date('2026-11-23T13:00Z'), reason: null }],
    }
    expect(decide(facts({ teammates: [away] }), monday).outcome).toMatchObject({
      kind: 'wait',
      decideAgainAt: new Date('2026-11-23T13:00Z'),
      next: [{ sentence: 'Ana is back' }],
    })
  })

  it('says that nobody takes new work when those who are there stop soon', () => {
    const desk = rules({ teammates: [ana, ben, always], teams: [support, billing] })
    const evening = new Date('2026-11-23T15:50Z')
    const decision = decide(facts({ rules: desk, conversation: since('2026-11-23T15:50Z') }), evening)
    expect(decision.outcome).toMatchObject({
      kind: 'wait',
      sentence: 'Nobody of Support takes new work before Tue 09:00.',
      decideAgainAt: new Date('2026-11-24T08:00Z'),
    })
    expect(decision.gates).toContainEqual({
      gate: 'who is there',
      sentence: 'Nobody of Support is there for long enough.',
    })
  })

  it('asks the backup when waiting would break the target', () => {
    const desk = plainHours({ teammates: [ana, ben, always], teams: [support, billing] })
    const decision = decide(facts({ rules: desk, conversation: since('2026-11-28T11:45Z') }), saturday)
    expect(decision).toMatchObject({ team: { name: 'support' }, backup: { name: 'billing', label: 'Billing' } })
    expect(decision.verdicts.map(({ teammateId }) => teammateId)).toEqual(['ana', 'ben', 'cleo'])
    expect(decision.outcome).toEqual({
      kind: 'assign',
      to: 'cleo',
      chosenBy: 'the method',
      method: 'least_busy',
      sentence:
        'Everyone of Support is off until Mon 09:00, and the first response is due 13:45; Billing is its backup; Cleo is the only one free now (0 of 15).',
    })
    expect(decision.gates.map(({ gate }) => gate)).toEqual([
      'needs an owner',
      'team and urgency',
      'who is there',
      'who is there',
      'fair load',
      'nobody free',
    ])
  })

  it.each([
    ['a minute before the target', '2026-11-30T07:01Z', 'wait'],
    ['at the target', '2026-11-30T07:00Z', 'assign'],
  ])('waits for who comes %s: %s', (_, waitingSince, kind) => {
    const desk = plainHours({ teammates: [ana, ben, always], teams: [support, billing] })
    const decision = decide(facts({ rules: desk, conversation: since(waitingSince) }), new Date('2026-11-30T07:05Z'))
    expect(decision.outcome.kind).toBe(kind)
  })

  it('waits for room while all are at capacity, until the target, the next who starts, or the end of a shift', () => {
    const late = teammate({ id: 'late', schedule: hours({ mon: '12:30-20:00' }) })
    const desk = plainHours({
      teammates: [ana, late, always],
      teams: [team({ members: ['ana', 'late'], backup: 'billing' }), billing],
    })
    const waiting = (waitingSince: string, now = monday) =>
      decide(facts({ rules: desk, conversation: since(waitingSince), loads: { ana: 15, late: 15 } }), now).outcome
    expect(waiting('2026-11-23T09:45Z')).toEqual({
      kind: 'wait',
      cause: 'everyone full',
      sentence: 'Everyone of Support who is there is at capacity.',
      decideAgainAt: new Date('2026-11-23T10:45Z'),
      next: [
        { at: new Date('2026-11-23T10:45Z'), sentence: 'goes to Billing, the backup' },
        { at: new Date('2026-11-23T11:30Z'), sentence: 'Late starts' },
      ],
    })
    const lunch = new Date('2026-11-23T11:00Z')
    expect(waiting('2026-11-23T11:00Z', lunch)).toMatchObject({ decideAgainAt: new Date('2026-11-23T11:30Z') })
    const evening = new Date('2026-11-23T15:30Z')
    expect(waiting('2026-11-23T15:20Z', evening)).toMatchObject({ decideAgainAt: new Date('2026-11-23T16:00Z') })
    expect(waiting('2026-11-23T08:00Z')).toMatchObject({ kind: 'assign', to: 'cleo' })
  })

  it('waits for room without a moment when nobody waits for an answer', () => {
    const { outcome } = decide(facts({ teammates: [teammate({ id: 'eva', capacity: 2 })], loads: { eva: 2 } }), monday)
    expect(outcome).toMatchObject({ kind: 'wait', decideAgainAt: null, next: [] })
  })

  it('gives urgent mail also to who is at capacity, never to who is off', () => {
    const base = rules({ teammates: [teammate({ id: 'eva', capacity: 2 }), ana] })
    const urgent = { ...base, urgency: { ...base.urgency, default: 'urgent' as const } }
    expect(decide(facts({ rules: urgent, loads: { eva: 9 } }), saturday).outcome).toMatchObject({
      kind: 'assign',
      to: 'eva',
    })
  })

  it('needs attention when the backup has nobody either, until somebody of the two comes', () => {
    const sunday = teammate({ id: 'cleo', schedule: hours({ sun: '09:00-12:00' }) })
    const desk = plainHours({ teammates: [ana, ben, sunday], teams: [support, billing] })
    expect(decide(facts({ rules: desk, conversation: since('2026-11-28T11:45Z') }), saturday).outcome).toEqual({
      kind: 'needs attention',
      cause: 'nobody there',
      sentence:
        'Everyone of Support is off until Mon 09:00, and the first response is due 13:45; its backup cannot help: everyone of Billing is off until Sun 09:00.',
      decideAgainAt: new Date('2026-11-29T08:00Z'),
      next: [
        { at: new Date('2026-11-28T12:45Z'), sentence: 'the first response is due' },
        { at: new Date('2026-11-29T08:00Z'), sentence: 'Cleo starts' },
      ],
    })
  })

  it('needs attention when there is no backup', () => {
    const desk = plainHours({ teammates: [ana] })
    expect(decide(facts({ rules: desk, conversation: since('2026-11-28T09:00Z') }), saturday).outcome).toMatchObject({
      kind: 'needs attention',
      sentence: 'Everyone of Support is off until Mon 09:00, and the first response is late; there is no backup.',
    })
  })

  it('needs attention when the team has nobody who ever comes', () => {
    const idle = teammate({ id: 'ana', schedule: hours({}) })
    expect(decide(facts({ teammates: [idle] }), monday).outcome).toMatchObject({
      kind: 'needs attention',
      decideAgainAt: null,
      next: [],
    })
    expect(decide(facts({ teammates: [] }), monday).outcome).toMatchObject({
      kind: 'needs attention',
      sentence: 'Support has no members; there is no backup.',
    })
  })

  it('goes one hop only, and asks nobody twice', () => {
    const both = [
      team({ members: ['ana'], backup: 'billing' }),
      team({ name: 'billing', members: ['ana', 'ben'], backup: 'sales' }),
      team({ name: 'sales', members: ['cleo'] }),
    ]
    const desk = plainHours({ teammates: [ana, ben, always], teams: both })
    const decision = decide(facts({ rules: desk, conversation: since('2026-11-28T09:00Z') }), saturday)
    expect(decision.outcome.kind).toBe('needs attention')
    expect(decision.verdicts.map(({ teammateId }) => teammateId)).toEqual(['ana', 'ben'])
  })
})
