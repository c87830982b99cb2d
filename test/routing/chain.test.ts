import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import type { ChainStep, Rules } from '../../server/routing/facts'
import { at, facts, id, officeHours, rules, team, teammate, topic } from '../support/builders'

const off = (name: string) => teammate({ id: name, schedule: officeHours })
const lead = teammate({ id: 'lead', name: 'Lea Lead', authority: 'lead' })
const head = teammate({ id: 'head', name: 'Hal Head', authority: 'head' })
const chief = teammate({ id: 'chief', name: 'Cho Chief', authority: 'leadership' })
const people = [off('ana'), off('ben'), lead, head, chief]

const levels: ChainStep[] = (['lead', 'head', 'leadership'] as const).map((level) => ({ kind: 'authority', level }))
const step = {
  sales: { kind: 'team', name: 'sales' },
  chief: { kind: 'teammate', id: id('chief') },
} satisfies Record<string, ChainStep>

/** On a Sunday only those of Sales and Watch are at work. */
const desk = (chain: readonly ChainStep[], rest: Parameters<typeof rules>[0] = {}): Rules =>
  rules({
    teammates: people,
    teams: [
      team({ members: ['ana'], backup: 'billing' }),
      team({ name: 'billing', members: ['ben'] }),
      team({ name: 'sales', members: ['lead', 'head'] }),
      team({ name: 'watch', members: ['chief'], mode: 'shadow' }),
    ],
    topics: [topic('contract', { match: { words: ['contract'] }, authority: 'head' })],
    escalation: { chain },
    ...rest,
  })
const sunday = at('sun 11:00')
const decided = (rest: Partial<Parameters<typeof facts>[0]> = {}, now = sunday) =>
  decide(
    facts({
      rules: desk(levels),
      ...rest,
      conversation: { waitingSince: at('sun 10:30'), urgencySetByPerson: 'high', ...rest.conversation },
    }),
    now,
  )

describe('the escalation chain', () => {
  const why = 'Everyone of Support is off until Mon 09:00, and the first response is due 11:30'

  it('is turned to when neither the team nor its backup is there, and says so', () => {
    const decision = decided()
    expect(decision).toMatchObject({
      backup: null,
      outcome: {
        kind: 'assign',
        to: 'head',
        chosenBy: 'escalation chain',
        method: 'least_busy',
        sentence: `${why}; Hal is the first of the escalation chain (lead) who is free (0 of 15).`,
      },
    })
    expect(decision.notice).toBe(decision.outcome.sentence)
    expect(decision.gates.at(-1)).toEqual({ gate: 'nobody free', sentence: decision.outcome.sentence })
    expect(decision.verdicts.map(({ teammateId, code }) => [teammateId, code])).toEqual([
      ['ana', 'off hours'],
      ['ben', 'off hours'],
      ['head', 'eligible'],
    ])
  })

  it.each<[string, ChainStep[], object, string]>([
    ['by level, the least busy of who has it or more', levels, { loads: { head: 1 } }, 'lead'],
    ['by level, the next when the first has nobody', levels.slice(1), {}, 'head'],
    ['by team', [step.sales], { loads: { head: 1 } }, 'lead'],
    ['by name, also of a team that is only watched', [step.chief, ...levels], {}, 'chief'],
    ['in its order', [step.sales, step.chief], {}, 'head'],
    ['past who is full', levels, { loads: { head: 15 } }, 'lead'],
    [
      'past who gave it away',
      levels,
      { relations: { gaveAway: [{ teammateId: id('head'), at: at('sun 10:00') }] } },
      'lead',
    ],
    ['past who may not decide it', levels, { conversation: { subject: 'Contract' }, loads: { head: 9 } }, 'head'],
  ])('is asked %s', (_, chain, rest, to) => {
    expect(decided({ rules: desk(chain), ...rest }).outcome).toMatchObject({ to, chosenBy: 'escalation chain' })
  })

  it('asks the team first, then its backup, then others', () => {
    const mixed = desk([{ kind: 'authority', level: 'agent' }], {
      teams: [
        team({ members: ['ana', 'chief'], backup: 'billing' }),
        team({ name: 'billing', members: ['ben', 'head'] }),
        team({ name: 'sales', members: ['lead'] }),
      ],
    })
    const full = { loads: { chief: 15, head: 15 } }
    expect(decided({ rules: mixed, ...full, conversation: { waitingSince: at('sun 09:00') } }).outcome).toMatchObject({
      to: 'lead',
      sentence: expect.stringMatching(/; Lea is the first of the escalation chain \(agent\) who is free/),
    })
  })

  it('goes beyond capacity only with urgent work, and never beyond hours', () => {
    const full = { lead: 15, head: 15, chief: 15 }
    expect(decided({ loads: full }).outcome.kind).toBe('needs attention')
    const urgent = { urgencySetByPerson: 'urgent' as const }
    expect(decided({ loads: full, conversation: urgent }).outcome).toMatchObject({ to: 'head' })
    const asleep = desk(levels, { teammates: people.map((one) => ({ ...one, schedule: officeHours })) })
    expect(decided({ rules: asleep, conversation: urgent }).outcome.kind).toBe('needs attention')
  })

  it('calls people by the names that colleagues use, and teams by theirs', () => {
    const twins = people.map((one) => (one.id === id('ana') ? { ...one, name: 'Hal Other' } : one))
    expect(decided({ rules: desk([step.sales], { teammates: twins }) }).outcome.sentence).toBe(
      `${why}; Hal Head is the first of the escalation chain (Sales) who is free (0 of 15).`,
    )
    expect(decided({ rules: desk([step.chief]) }).outcome.sentence).toBe(
      `${why}; Cho is the first of the escalation chain who is free (0 of 15).`,
    )
  })

  it('that has nobody is said, and what has nobody is looked at again when somebody of it comes', () => {
    const early = teammate({ id: 'lead', name: 'Lea Lead', authority: 'lead', schedule: officeHours })
    const all = desk(levels, {
      teammates: [
        { ...off('ana'), schedule: { ...officeHours, spans: [] } },
        { ...off('ben'), schedule: { ...officeHours, spans: [] } },
        early,
      ],
      teams: [
        team({ members: ['ana'], backup: 'billing' }),
        team({ name: 'billing', members: ['ben'] }),
        team({ name: 'sales', members: ['lead'] }),
      ],
    })
    expect(decided({ rules: all }).outcome).toEqual({
      kind: 'needs attention',
      cause: 'nobody there',
      sentence:
        'Everyone of Support is off, and the first response is due 11:30; its backup cannot help: everyone of Billing is off; nobody of the escalation chain is free.',
      decideAgainAt: at('2026-11-30 09:00'),
      next: [
        { at: at('sun 11:30'), sentence: 'the first response is due' },
        { at: at('2026-11-30 09:00'), sentence: 'Lea starts' },
      ],
    })
    expect(decided({ rules: all }, at('2026-11-30 09:00')).outcome).toMatchObject({ to: 'lead' })
  })

  it('names who comes in one order, however the people are listed', () => {
    const next = (members: string[]) =>
      decided({
        rules: rules({
          teammates: ['ana', 'ben'].map((name) => teammate({ id: name, schedule: officeHours })),
          teams: [team({ members: [] }), team({ name: 'sales', members })],
          escalation: { chain: [{ kind: 'authority', level: 'agent' }] },
        }),
      }).outcome
    expect(next(['ben', 'ana'])).toEqual(next(['ana', 'ben']))
  })

  it('is not asked while waiting keeps the target', () => {
    expect(decided({ conversation: { urgencySetByPerson: 'normal' } }).outcome.kind).toBe('wait')
  })

  it('steps that rest are passed over', () => {
    const chain: ChainStep[] = [{ kind: 'team', name: 'gone' }, { kind: 'teammate', id: id('gone') }, step.chief]
    expect(decided({ rules: desk(chain) }).outcome).toMatchObject({ to: 'chief' })
  })
})
