import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import type { Teammate } from '../../server/routing/facts'
import type { Urgency } from '../../shared/decision'
import { at, away, facts, hours, officeHours, rules, team, teammate } from '../support/builders'

const ana = teammate({ id: 'ana', schedule: officeHours })
const ben = teammate({ id: 'ben', schedule: officeHours })
const cleo = teammate({ id: 'cleo' })
const nextMonday = (time: string) => at(`2026-11-30 ${time}`)

interface Given {
  people?: Teammate[]
  members?: string[]
  backup?: string | null
  loads?: Parameters<typeof facts>[0]['loads']
  waitingSince?: string | null
  urgency?: Urgency
  now: string
}

/** Ana and Ben are Support, Cleo is Billing, its backup; high urgency: an hour, by any clock. */
const decided = ({ people = [ana, ben, cleo], backup = 'billing', waitingSince = null, ...given }: Given) =>
  decide(
    facts({
      rules: rules({
        teammates: people,
        teams: [
          team({ members: given.members ?? ['ana', 'ben'], backup }),
          team({ name: 'billing', members: ['cleo'], backup: 'support' }),
        ],
      }),
      conversation: {
        waitingSince: waitingSince ? at(waitingSince) : null,
        urgencySetByPerson: given.urgency ?? 'high',
      },
      loads: given.loads,
    }),
    at(given.now),
  )

describe('while that keeps the target it waits for the team', () => {
  it('with the time and the reason', () => {
    const decision = decided({ urgency: 'normal', waitingSince: 'sat 12:00', now: 'sat 13:00' })
    expect(decision).toMatchObject({
      backup: null,
      notice: null,
      dueAt: nextMonday('13:00'),
      outcome: {
        kind: 'wait',
        cause: 'nobody there',
        sentence: 'Everyone of Support is off until Mon 09:00.',
        decideAgainAt: nextMonday('09:00'),
        next: [
          { at: nextMonday('09:00'), sentence: 'Ana and Ben start' },
          { at: nextMonday('13:00'), sentence: 'the first response is due' },
        ],
      },
    })
    expect(decision.gates.slice(2)).toEqual([
      { gate: 'who is there', sentence: 'Nobody of Support is there.' },
      { gate: 'known teammate', sentence: 'Nobody here knows this conversation or its customer.' },
      { gate: 'nobody free', sentence: 'Everyone of Support is off until Mon 09:00.' },
    ])
  })

  it('however long that is when nobody waits for an answer', () => {
    expect(decided({ now: 'sat 13:00' }).outcome).toMatchObject({ kind: 'wait', decideAgainAt: nextMonday('09:00') })
  })

  it.each([
    ['a minute before the target', 'mon 08:01', 'wait'],
    ['at the target', 'mon 08:00', 'assign'],
  ])('when the first of them comes %s', (_, waitingSince, kind) => {
    expect(decided({ waitingSince, now: 'mon 08:05' }).outcome.kind).toBe(kind)
  })

  it('for who is back first, with the place when others are elsewhere', () => {
    const lagos = teammate({ id: 'ben', schedule: hours({ 'mon-fri': '08:00-16:00' }, 'Africa/Lagos') })
    const outcome = decided({ people: [ana, lagos, cleo], now: 'sat 13:00' }).outcome
    expect(outcome).toMatchObject({
      sentence: 'Everyone of Support is off until Mon 08:00 in Lagos.',
      next: [{ sentence: 'Ben starts' }],
    })
  })

  it('for who was away', () => {
    const trip = { ...ana, away: [away('mon 08:00', 'mon 14:00')] }
    expect(decided({ people: [trip, cleo], members: ['ana'], now: 'mon 11:00' }).outcome).toMatchObject({
      kind: 'wait',
      sentence: 'Everyone of Support is off until 14:00.',
      decideAgainAt: at('mon 14:00'),
      next: [{ at: at('mon 14:00'), sentence: 'Ana is back' }],
    })
  })

  it('when those who are there stop soon', () => {
    const decision = decided({ urgency: 'normal', waitingSince: 'mon 16:50', now: 'mon 16:50' })
    expect(decision.outcome).toMatchObject({
      kind: 'wait',
      sentence: 'Nobody of Support takes new work before Tue 09:00.',
      decideAgainAt: at('tue 09:00'),
    })
    expect(decision.gates).toContainEqual({
      gate: 'who is there',
      sentence: 'Nobody of Support is there for long enough.',
    })
  })

  it('by whole names, where two who come have the same', () => {
    const people = [{ ...ana, name: 'Ana Souza' }, { ...ben, name: 'Ana Lima' }, cleo]
    expect(decided({ people, now: 'sat 13:00' }).outcome).toMatchObject({
      next: [{ sentence: 'Ana Lima and Ana Souza start' }],
    })
  })
})

describe('while all are at capacity it waits for room', () => {
  const late = teammate({ id: 'late', schedule: hours({ mon: '13:30-20:00' }) })
  const full = (waitingSince: string | null, now: string, backup: string | null = 'billing') =>
    decided({
      people: [ana, late, cleo],
      members: ['ana', 'late'],
      backup,
      loads: { ana: 15, late: 15 },
      waitingSince,
      now,
    }).outcome

  it('until the target', () => {
    expect(full('mon 10:45', 'mon 11:00')).toEqual({
      kind: 'wait',
      cause: 'everyone full',
      sentence: 'Everyone of Support who is there is at capacity.',
      decideAgainAt: at('mon 11:45'),
      next: [
        { at: at('mon 11:45'), sentence: 'goes to Billing, the backup' },
        { at: at('mon 13:30'), sentence: 'Late starts' },
      ],
    })
  })

  it('or until the next who starts', () => {
    expect(full('mon 12:50', 'mon 13:00')).toMatchObject({ decideAgainAt: at('mon 13:30') })
  })

  it('or until somebody takes no new work any more, or goes, since others may be asked then', () => {
    expect(full('mon 16:20', 'mon 16:30')).toMatchObject({ decideAgainAt: at('mon 16:45') })
    expect(full('mon 16:20', 'mon 16:45')).toMatchObject({ decideAgainAt: at('mon 17:00') })
  })

  it('and no longer', () => {
    expect(full('mon 10:00', 'mon 11:00')).toMatchObject({ kind: 'assign', to: 'cleo' })
  })

  it('without a backup too, and says what happens then', () => {
    expect(full('mon 10:45', 'mon 11:00', null)).toMatchObject({
      kind: 'wait',
      next: [{ sentence: 'the first response is due' }, { sentence: 'Late starts' }],
    })
  })

  it('without a moment when nobody waits for an answer', () => {
    const eva = teammate({ id: 'eva', capacity: 2 })
    const outcome = decided({ people: [eva, cleo], members: ['eva'], loads: { eva: 2 }, now: 'mon 11:00' }).outcome
    expect(outcome).toMatchObject({ kind: 'wait', decideAgainAt: null, next: [] })
  })
})

describe('when waiting would break the target the backup is asked', () => {
  it('and the note and a notice say why', () => {
    const decision = decided({ waitingSince: 'sat 12:45', now: 'sat 13:00' })
    expect(decision).toMatchObject({
      team: { name: 'support' },
      backup: { name: 'billing', label: 'Billing' },
      notice:
        'Billing takes over for Support; everyone of Support is off until Mon 09:00, and the first response is due 13:45.',
      outcome: {
        kind: 'assign',
        to: 'cleo',
        chosenBy: 'the method',
        method: 'least_busy',
        sentence:
          'Everyone of Support is off until Mon 09:00, and the first response is due 13:45; Billing is the backup of Support; Cleo is the only one who can take it now (0 of 15).',
      },
    })
    expect(decision.verdicts.map(({ teammateId }) => teammateId)).toEqual(['ana', 'ben', 'cleo'])
    expect(decision.gates.map(({ gate }) => gate)).toEqual([
      'needs an owner',
      'team and urgency',
      'who is there',
      'known teammate',
      'who is there',
      'skills and authority',
      'fair load',
      'nobody free',
    ])
  })

  it('one hop only, and nobody twice', () => {
    const teams = [
      team({ members: ['ana'], backup: 'billing' }),
      team({ name: 'billing', members: ['ana', 'ben'], backup: 'sales' }),
      team({ name: 'sales', members: ['cleo'] }),
    ]
    const chained = facts({
      rules: rules({ teammates: [ana, ben, cleo], teams }),
      conversation: { waitingSince: at('sat 10:00'), urgencySetByPerson: 'high' },
    })
    const decision = decide(chained, at('sat 13:00'))
    expect(decision).toMatchObject({ backup: null, outcome: { kind: 'needs attention' } })
    expect(decision.verdicts.map(({ teammateId }) => teammateId)).toEqual(['ana', 'ben'])
  })

  it('at once when the team has nobody who ever comes', () => {
    const idle = teammate({ id: 'ana', schedule: hours({}) })
    expect(decided({ people: [idle, cleo], members: ['ana'], now: 'mon 11:00' }).outcome).toMatchObject({
      to: 'cleo',
      sentence:
        'Everyone of Support is off; Billing is the backup of Support; Cleo is the only one who can take it now (0 of 15).',
    })
    expect(decided({ members: [], now: 'mon 11:00' }).outcome.sentence).toMatch(/^Support has no members; Billing is/)
  })

  it('targets that count working time call nobody at night', () => {
    expect(decided({ urgency: 'normal', waitingSince: 'fri 16:00', now: 'sat 03:00' }).outcome.kind).toBe('wait')
    expect(decided({ urgency: 'low', waitingSince: 'fri 16:00', now: 'sat 03:00' }).outcome.kind).toBe('wait')
  })

  it('urgent mail goes beyond capacity, never beyond hours', () => {
    const urgent = { urgency: 'urgent', now: 'sat 13:00', waitingSince: 'sat 13:00' } as const
    expect(decided({ ...urgent, loads: { cleo: 40 } }).outcome).toMatchObject({ to: 'cleo' })
    expect(decided({ ...urgent, backup: null }).outcome.kind).toBe('needs attention')
  })
})

describe('when nobody of the two can, somebody must look', () => {
  it('until somebody of the two comes', () => {
    const sunday = teammate({ id: 'cleo', schedule: hours({ sun: '09:00-12:00' }) })
    const decision = decided({ people: [ana, ben, sunday], waitingSince: 'sat 12:45', now: 'sat 13:00' })
    expect(decision.outcome).toEqual({
      kind: 'needs attention',
      cause: 'nobody there',
      sentence:
        'Everyone of Support is off until Mon 09:00, and the first response is due 13:45; its backup cannot help: everyone of Billing is off until Sun 09:00.',
      decideAgainAt: at('sun 09:00'),
      next: [
        { at: at('sat 13:45'), sentence: 'the first response is due' },
        { at: at('sun 09:00'), sentence: 'Cleo starts' },
      ],
    })
    expect(decision.notice).toBe(decision.outcome.sentence)
  })

  it('or when there is no backup', () => {
    expect(decided({ backup: null, waitingSince: 'sat 10:00', now: 'sat 13:00' }).outcome).toMatchObject({
      kind: 'needs attention',
      sentence: 'Everyone of Support is off until Mon 09:00, and the first response is late; there is no backup.',
      decideAgainAt: nextMonday('09:00'),
    })
  })

  it('or when the team has nobody', () => {
    expect(decided({ members: [], backup: null, now: 'mon 11:00' }).outcome).toEqual({
      kind: 'needs attention',
      cause: 'nobody there',
      sentence: 'Support has no members; there is no backup.',
      decideAgainAt: null,
      next: [],
    })
  })

  it('or when the backup has nobody else', () => {
    const same = decide(
      facts({
        rules: rules({
          teammates: [ana],
          teams: [team({ members: ['ana'], backup: 'billing' }), team({ name: 'billing', members: ['ana'] })],
        }),
        conversation: { waitingSince: at('sat 10:00'), urgencySetByPerson: 'high' },
      }),
      at('sat 13:00'),
    )
    expect(same.outcome.sentence).toMatch(/; its backup cannot help: Billing has nobody else\.$/)
  })

  it('also while everyone is full past the target, and it is decided again when somebody goes', () => {
    const night = hours({ 'mon-sun': '12:00-20:00' })
    const people = [
      { ...ana, capacity: 0 },
      { ...cleo, capacity: 0, schedule: night },
    ]
    expect(decided({ people, members: ['ana'], waitingSince: 'mon 08:00', now: 'mon 11:00' }).outcome).toMatchObject({
      kind: 'needs attention',
      cause: 'everyone full',
      decideAgainAt: at('mon 12:00'),
    })
  })
})
