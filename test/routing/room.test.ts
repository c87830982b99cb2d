import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import type { Urgency } from '../../shared/decision'
import { at, facts, officeHours, rules, team, teammate, topic } from '../support/builders'

const now = at('mon 11:00')

interface Case {
  capacity: number
  load: number
  weight?: number
  urgency?: Urgency
  conversations?: number
}

const decided = ({ capacity, load, weight = 1, urgency, conversations }: Case) =>
  decide(
    facts({
      rules: rules({
        teammates: [teammate({ id: 'ana', capacity })],
        topics: [topic('move', { match: { words: ['piano'] }, weight })],
      }),
      loads: { ana: { openLoad: load, conversations: conversations ?? load } },
      conversation: { subject: 'A piano', urgencySetByPerson: urgency ?? null },
    }),
    now,
  )

describe('room', () => {
  it.each<[string, Case, string]>([
    ['for one more', { capacity: 12, load: 11 }, 'eligible 11 of 12'],
    ['for no more', { capacity: 12, load: 12 }, 'at capacity: 12 of 12'],
    ['beyond', { capacity: 12, load: 14 }, 'at capacity: 14 of 12'],
    ['for the whole weight', { capacity: 12, load: 10, weight: 2 }, 'eligible 10 of 12'],
    ['for half of the weight', { capacity: 12, load: 11, weight: 2 }, 'at capacity: 11 of 12, and this counts 2'],
    [
      'for a light one',
      { capacity: 12, load: 11.5, weight: 0.5, conversations: 12 },
      'eligible load 11.5 of 12 in 12 conversations',
    ],
    [
      'for a part of it',
      { capacity: 12, load: 11.5, conversations: 12 },
      'at capacity: load 11.5 of 12 in 12 conversations, and this counts 1',
    ],
    ['for who owns nothing, however heavy', { capacity: 3, load: 0, weight: 5 }, 'eligible 0 of 3'],
    [
      'for who owns little, when it is heavy',
      { capacity: 3, load: 1, weight: 5 },
      'at capacity: 1 of 3, and this counts 5',
    ],
    ['for nothing with a capacity of 0', { capacity: 0, load: 0 }, 'at capacity: 0 of 0'],
    ['for urgent work beyond capacity', { capacity: 2, load: 9, urgency: 'urgent' }, 'eligible 9 of 2'],
    ['for urgent work with a capacity of 0', { capacity: 0, load: 0, urgency: 'urgent' }, 'eligible 0 of 0'],
    ['for no other work beyond capacity', { capacity: 2, load: 2, urgency: 'high' }, 'at capacity: 2 of 2'],
  ])('%s', (_, given, stands) => {
    const [verdict] = decided(given).verdicts
    const prefix = verdict?.code === 'eligible' ? 'eligible ' : ''
    expect(prefix + verdict?.sentence).toBe(stands)
  })

  it('is counted by load; both are kept', () => {
    expect(decided({ capacity: 12, load: 12, conversations: 6 }).verdicts[0]).toMatchObject({
      sentence: 'at capacity: load 12 of 12 in 6 conversations',
      openLoad: 12,
      conversations: 6,
      capacity: 12,
    })
  })
})

describe('of what had to wait', () => {
  const drained = (...minutes: string[]) => ({ drainedAt: minutes.map((minute) => at(`mon ${minute}`)) })
  const five = drained('10:55', '10:51', '10:52', '10:59', '10:57')
  const desk = rules({
    teammates: [teammate({ id: 'ana' }), teammate({ id: 'ben' })],
    teams: [team({ members: ['ana', 'ben'], backup: 'billing' }), team({ name: 'billing' })],
    floodLimit: 5,
  })
  const backlog = (loads: Parameters<typeof facts>[0]['loads'], mail: object = {}) =>
    decide(facts({ rules: desk, loads, conversation: { hadToWait: true, ...mail } }), now)

  it('no more than the limit go to one teammate in ten minutes', () => {
    const decision = backlog({ ana: five, ben: 9 })
    expect(decision.outcome).toMatchObject({ to: 'ben' })
    expect(decision.verdicts).toContainEqual(
      expect.objectContaining({
        teammateId: 'ana',
        code: 'flood limit',
        sentence: 'had 5 of the backlog in ten minutes, next at 11:01',
        until: at('mon 11:01'),
      }),
    )
  })

  it.each([
    ['one fewer', drained('10:55', '10:52', '10:59', '10:57')],
    ['one that is ten minutes past', drained('10:50', '10:55', '10:52', '10:59', '10:57')],
  ])('with %s there is room', (_, load) => {
    expect(backlog({ ana: load, ben: 9 }).outcome).toMatchObject({ to: 'ana' })
  })

  it('the next waits until there is room by the clock', () => {
    expect(backlog({ ana: five, ben: drained('10:53', '10:54', '10:54', '10:54', '10:54') })).toMatchObject({
      outcome: {
        kind: 'wait',
        cause: 'everyone full',
        sentence: 'Everyone of Support who is there has had their share of the backlog for now.',
        decideAgainAt: at('mon 11:01'),
        next: [{ at: at('mon 11:01'), sentence: 'Baton goes on with the backlog' }],
      },
      gates: expect.arrayContaining([{ gate: 'fair load', sentence: 'Nobody of Support has room.' }]),
    })
  })

  it('capacity still counts, and is said first', () => {
    expect(backlog({ ana: { ...five, openLoad: 15 }, ben: 15 }).outcome.sentence).toBe(
      'Everyone of Support who is there is at capacity.',
    )
  })

  it('urgent ones are not limited', () => {
    expect(backlog({ ana: five, ben: 9 }, { urgencySetByPerson: 'urgent' }).outcome).toMatchObject({ to: 'ana' })
  })

  it('mail that is decided on arrival is not limited', () => {
    expect(backlog({ ana: five, ben: 9 }, { hadToWait: false }).outcome).toMatchObject({ to: 'ana' })
  })

  it('the backup is limited too', () => {
    const off = teammate({ id: 'ana', schedule: officeHours })
    const night = rules({
      teammates: [off, teammate({ id: 'ben' })],
      teams: [team({ members: ['ana'], backup: 'billing' }), team({ name: 'billing', members: ['ben'] })],
    })
    const load = { drainedAt: [1, 2, 3, 4, 5].map((minute) => at(`sun 10:5${minute}`)) }
    const late = { hadToWait: true, waitingSince: at('sun 10:00'), urgencySetByPerson: 'high' as const }
    expect(
      decide(facts({ rules: night, loads: { ben: load }, conversation: late }), at('sun 11:00')).outcome,
    ).toMatchObject({
      kind: 'needs attention',
      sentence:
        'Everyone of Support is off until Mon 09:00, and the first response is late; its backup cannot help: everyone of Billing who is there has had their share of the backlog for now.',
      decideAgainAt: at('sun 11:01'),
      next: [
        { at: at('sun 11:01'), sentence: 'Baton goes on with the backlog' },
        { at: at('2026-11-30 09:00'), sentence: 'Ana starts' },
      ],
    })
  })
})
