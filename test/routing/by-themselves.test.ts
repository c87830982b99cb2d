import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import type { Rules } from '../../server/routing/facts'
import type { Method } from '../../shared/decision'
import { at, facts, id, officeHours, rules, team, teammate } from '../support/builders'

const [ana, ben, cleo] = ['ana', 'ben', 'cleo'].map((name) => teammate({ id: name, schedule: officeHours })) as [
  ReturnType<typeof teammate>,
  ReturnType<typeof teammate>,
  ReturnType<typeof teammate>,
]
const dan = teammate({ id: 'dan' })

const desk = (method: Method, backup: string | null = null): Rules =>
  rules({
    teammates: [ana, ben, cleo, dan],
    teams: [
      team({ members: ['ana', 'ben', 'cleo'], method, backup, channel: null }),
      team({ name: 'billing', members: ['dan'] }),
    ],
    escalation: { chain: [{ kind: 'authority', level: 'agent' }] },
  })

interface Given {
  method: Method
  backup?: string
  mail?: object
  loads?: Record<string, number>
  now?: string
}
const decided = ({ method, backup, mail, loads, now = 'mon 11:00' }: Given) =>
  decide(facts({ rules: desk(method, backup), conversation: mail, loads }), at(now))

const waitingSince = (moment: string) => ({ waitingSince: at(moment), urgencySetByPerson: 'high' as const })

describe('claim', () => {
  it('gives it to nobody: people take it', () => {
    const decision = decided({ method: 'claim', mail: waitingSince('mon 10:30') })
    expect(decision).toMatchObject({
      notice: null,
      outcome: {
        kind: 'wait',
        cause: 'people claim',
        sentence: 'Support takes what no other team gets; people of Support take it themselves.',
        decideAgainAt: at('mon 11:30'),
        next: [{ at: at('mon 11:30'), sentence: 'the first response is due' }],
      },
    })
    expect(decision.gates.slice(2)).toEqual([
      { gate: 'who is there', sentence: 'Support: 3 of 3 there.' },
      { gate: 'skills and authority', sentence: 'Everyone who is there may take it.' },
      { gate: 'fair load', sentence: '3 of Support are free.' },
      {
        gate: 'nobody free',
        sentence: 'Support takes what no other team gets; people of Support take it themselves.',
      },
    ])
  })

  it('waits without a moment while nobody waits for an answer', () => {
    expect(decided({ method: 'claim' }).outcome).toMatchObject({ kind: 'wait', decideAgainAt: null, next: [] })
  })

  it('says who comes when nobody is there', () => {
    expect(decided({ method: 'claim', mail: waitingSince('mon 07:45'), now: 'mon 08:30' }).outcome).toMatchObject({
      kind: 'wait',
      sentence:
        'Support takes what no other team gets; everyone of Support is off until 09:00; people of Support take it themselves.',
      next: [{ sentence: 'the first response is due' }, { sentence: 'Ana, Ben and Cleo start' }],
    })
  })

  it('says so when everyone is full', () => {
    expect(decided({ method: 'claim', loads: { ana: 15, ben: 15, cleo: 15 } }).outcome.sentence).toBe(
      'Support takes what no other team gets; everyone of Support who is there is at capacity; people of Support take it themselves.',
    )
  })

  it('ends when the first response is late: the backup gets it', () => {
    expect(decided({ method: 'claim', backup: 'billing', mail: waitingSince('mon 10:00') })).toMatchObject({
      backup: { name: 'billing' },
      notice: 'Billing takes over for Support; nobody of Support has taken it, and the first response is late.',
      outcome: {
        kind: 'assign',
        to: 'dan',
        sentence:
          'Nobody of Support has taken it, and the first response is late; Billing is the backup of Support; Dan is the only one who can take it now (0 of 15).',
      },
    })
  })

  it('else somebody must look; nobody is given it by the chain', () => {
    const decision = decided({ method: 'claim', mail: waitingSince('mon 10:00') })
    expect(decision.outcome).toEqual({
      kind: 'needs attention',
      cause: 'people claim',
      sentence: 'Nobody of Support has taken it, and the first response is late; there is no backup.',
      decideAgainAt: null,
      next: [],
    })
    expect(decision.notice).toBe(decision.outcome.sentence)
  })

  describe('of urgent mail', () => {
    const urgent = (moment: string) => ({ waitingSince: at(moment), urgencySetByPerson: 'urgent' })

    it('lasts until its target nears, and says so', () => {
      expect(decided({ method: 'claim', mail: urgent('mon 10:56') }).outcome).toMatchObject({
        kind: 'wait',
        cause: 'people claim',
        decideAgainAt: new Date(+at('mon 11:07') + 15_000),
        next: [
          { sentence: 'it goes to whoever has the smallest load' },
          { at: at('mon 11:11'), sentence: 'the first response is due' },
        ],
      })
    })

    it('then gives it to the least busy, beyond capacity', () => {
      const given: Given = { method: 'claim', mail: urgent('mon 10:48'), loads: { ana: 30, ben: 20, cleo: 40 } }
      expect(decided(given).outcome).toMatchObject({ kind: 'assign', to: 'ben', method: 'least_busy' })
      expect(decided({ ...given, mail: urgent('mon 10:49') }).outcome.kind).toBe('wait')
    })
  })
})

describe('all at once', () => {
  it('gives it to everyone who is free, until the first response is due', () => {
    const decision = decided({ method: 'all_at_once', mail: waitingSince('mon 10:30'), loads: { ben: 15, cleo: 2 } })
    expect(decision.outcome).toEqual({
      kind: 'assign all',
      to: ['ana', 'cleo'],
      cause: 'everyone asked',
      sentence:
        'Support takes what no other team gets; everyone of Support who is free gets it; the first who replies or takes it owns it.',
      decideAgainAt: at('mon 11:30'),
      next: [{ at: at('mon 11:30'), sentence: 'the first response is due' }],
    })
    expect(decision.gates.slice(2)).toEqual([
      { gate: 'who is there', sentence: 'Support: 3 of 3 there.' },
      { gate: 'skills and authority', sentence: 'Everyone who is there may take it.' },
      { gate: 'fair load', sentence: '2 of Support are free.' },
    ])
  })

  it('promises no moment that is past', () => {
    expect(decided({ method: 'all_at_once', mail: waitingSince('mon 09:30') }).outcome).toMatchObject({
      kind: 'assign all',
      decideAgainAt: null,
      next: [],
    })
  })

  it('does not give it twice', () => {
    const given = { ...waitingSince('mon 10:30'), isWithEveryone: true }
    expect(decided({ method: 'all_at_once', mail: given }).outcome).toEqual({
      kind: 'wait',
      cause: 'everyone asked',
      sentence: 'Everyone of Support who was free has it; the first who replies or takes it owns it.',
      decideAgainAt: at('mon 11:30'),
      next: [{ at: at('mon 11:30'), sentence: 'the first response is due' }],
    })
  })

  it('waits as ever when nobody is there', () => {
    expect(decided({ method: 'all_at_once', now: 'sun 11:00' }).outcome).toMatchObject({
      kind: 'wait',
      cause: 'nobody there',
      sentence: 'Everyone of Support is off until Mon 09:00.',
    })
  })

  it('that nobody takes goes to the backup when the first response is late', () => {
    const late = { ...waitingSince('mon 10:00'), isWithEveryone: true }
    expect(decided({ method: 'all_at_once', backup: 'billing', mail: late }).outcome).toMatchObject({ to: 'dan' })
    expect(decided({ method: 'all_at_once', mail: late }).outcome).toMatchObject({
      kind: 'needs attention',
      cause: 'everyone asked',
      sentence: 'Nobody of Support has taken it, and the first response is late; there is no backup.',
    })
  })

  it('is over when the team shares otherwise now', () => {
    expect(decided({ method: 'least_busy', mail: { isWithEveryone: true } }).outcome).toMatchObject({ to: 'ana' })
  })
})

describe('a backup', () => {
  const asked = (method: Method, mail: object, now = at('sun 11:00')) =>
    decide(
      facts({
        rules: rules({
          teammates: [ana, dan, teammate({ id: 'eva' })],
          teams: [
            team({ members: ['ana'], backup: 'billing' }),
            team({ name: 'billing', members: ['dan', 'eva'], method }),
          ],
        }),
        conversation: { ...waitingSince('sun 10:30'), ...mail },
        loads: { dan: 1 },
      }),
      now,
    )

  it('that claims is given it', () => {
    expect(asked('claim', {}).outcome).toMatchObject({ kind: 'assign', to: 'eva', method: 'least_busy' })
  })

  it('that gets all at once gets it once, with one notice', () => {
    expect(asked('all_at_once', {})).toMatchObject({
      outcome: { kind: 'assign all', to: ['eva', 'dan'] },
      notice:
        'Billing takes over for Support; everyone of Support is off until Mon 09:00, and the first response is due 11:30.',
    })
    expect(asked('all_at_once', { isWithEveryone: true })).toMatchObject({
      outcome: { kind: 'wait', cause: 'everyone asked', decideAgainAt: at('sun 11:30') },
      backup: { name: 'billing' },
      notice: null,
    })
  })

  it('that got all at once and did nothing gives it to one', () => {
    const late = asked('all_at_once', { isWithEveryone: true }, at('sun 11:30'))
    expect(late.outcome).toMatchObject({ kind: 'assign', to: 'eva', method: 'least_busy' })
  })

  it('that shares people with the team gives it to who has not put it back, though nobody took it', () => {
    const shared = facts({
      rules: rules({
        teammates: [ana, dan],
        teams: [
          team({ members: ['ana'], method: 'claim', backup: 'billing' }),
          team({ name: 'billing', members: ['ana', 'dan'] }),
        ],
      }),
      conversation: waitingSince('mon 09:30'),
      relations: { gaveAway: [{ teammateId: id('dan'), at: at('mon 10:00') }] },
    })
    expect(decide(shared, at('mon 11:00'))).toMatchObject({ backup: { name: 'billing' }, outcome: { to: 'ana' } })
  })
})
