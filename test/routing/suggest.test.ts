import { describe, expect, it } from 'vitest'
import { suggest } from '../../server/routing/decide'
import type { Method } from '../../shared/decision'
import { account, at, facts, hours, id, officeHours, rules, team, teammate, topic } from '../support/builders'

const now = at('mon 11:00')
const people = ['ana', 'ben', 'cleo', 'dan'].map((name) => teammate({ id: name, schedule: officeHours }))
const eva = teammate({ id: 'eva', schedule: hours({ tue: '09:00-17:00' }) })
const desk = (rest: Parameters<typeof rules>[0] = {}, method: Method = 'round_robin') =>
  rules({
    teammates: [...people, eva],
    teams: [
      team({ members: ['dan'] }),
      team({ name: 'billing', members: ['ana', 'ben', 'cleo', 'eva'], method, backup: 'support' }),
    ],
    topics: [topic('refund', { match: { words: ['refund'] }, teams: ['billing'], needs: 'Refund it' })],
    ...rest,
  })
const asked = (mail: object, more: Partial<Parameters<typeof facts>[0]> = {}) =>
  suggest(
    facts({ rules: desk(), turns: { billing: ['ana'] }, ...more, conversation: { subject: 'Refund', ...mail } }),
    now,
  )
const names = (some: readonly { name: string }[]) => some.map(({ name }) => name)

describe('suggestions', () => {
  it('are the team of the topic by its method, best first, each with a why', () => {
    const { suggested, leftOut, ...about } = asked({ urgencySetByPerson: 'high' }, { loads: { ben: 4 } })
    expect(about).toMatchObject({
      team: { name: 'billing', label: 'Billing' },
      topic: { needs: 'Refund it' },
      urgency: 'high',
      weight: 1,
      authority: 'agent',
      dueAt: null,
    })
    expect(suggested.map(({ name, sentence, why }) => [name, sentence, why])).toEqual([
      ['Ben', '4 of 15, here until 17:00', 'Billing gets refund mail; Ben is next in turn (4 of 15).'],
      ['Cleo', '0 of 15, here until 17:00', 'Billing gets refund mail; Cleo is there, with 0 of 15.'],
      ['Ana', '0 of 15, here until 17:00', 'Billing gets refund mail; Ana is there, with 0 of 15.'],
    ])
    expect(leftOut.map(({ name, sentence }) => [name, sentence])).toEqual([['Eva', 'off hours, back Tue 09:00']])
  })

  it.each<[Method, string[], string]>([
    ['least_busy', ['Cleo', 'Ben', 'Ana'], 'Cleo has the smallest load of those who can take it (1 of 15).'],
    ['claim', ['Cleo', 'Ben', 'Ana'], 'Cleo has the smallest load of those who can take it (1 of 15).'],
    ['all_at_once', ['Cleo', 'Ben', 'Ana'], 'Cleo has the smallest load of those who can take it (1 of 15).'],
  ])('are offered whatever the method: %s', (method, order, why) => {
    const { suggested } = asked({}, { rules: desk({}, method), loads: { ana: 3, ben: 2, cleo: 1 } })
    expect(names(suggested)).toEqual(order)
    expect(suggested[0]?.why).toBe(`Billing gets refund mail; ${why}`)
  })

  it('begin with who knows it, also of another team', () => {
    const accounts = [account('customer.example', { owner: id('dan') })]
    const { suggested } = asked(
      {},
      { rules: desk({ relationships: { accounts } }), relations: { owners: [id('cleo'), id('eva')] } },
    )
    expect(suggested.map(({ name, why }) => [name, why])).toEqual([
      ['Dan', 'Billing gets refund mail; Dan looks after customer.example.'],
      ['Cleo', 'Billing gets refund mail; Cleo owned it before.'],
      ['Ben', 'Billing gets refund mail; Ben is next in turn (0 of 15).'],
      ['Ana', 'Billing gets refund mail; Ana is there, with 0 of 15.'],
    ])
  })

  it('leave the owner out of both lists', () => {
    expect(names(asked({ ownerId: 'ben' }).suggested)).toEqual(['Cleo', 'Ana'])
    expect(names(asked({ ownerId: 'ben' }, { relations: { owners: [id('ben')] } }).suggested)).toEqual(['Cleo', 'Ana'])
    expect(asked({ ownerId: 'ben' }, { loads: { cleo: 15 } }).suggested[0]?.why).toBe(
      'Billing gets refund mail; Ana is the only other one who can take it now (0 of 15).',
    )
    expect(asked({ ownerId: 'ben' }, { rules: desk({}, 'least_busy'), loads: { cleo: 1 } }).suggested[0]?.why).toBe(
      'Billing gets refund mail; Ana has the smallest load of the others who can take it (0 of 15).',
    )
    expect(asked({ ownerId: 'eva' }).leftOut).toEqual([])
  })

  it.each([
    { isClosed: true },
    { isTrashed: true },
    { isJunk: true },
    { isPrivate: true },
    { missiveTeamId: 'missive-legal' },
    { isWithEveryone: true },
  ])('do not ask whether an owner is needed: %o', (state) => {
    expect(asked(state).suggested).toHaveLength(3)
  })

  it('leave out who is at capacity, and everyone with the reason', () => {
    const { suggested, leftOut } = asked({}, { loads: { ben: 15 } })
    expect(names(suggested)).toEqual(['Cleo', 'Ana'])
    expect(leftOut.map(({ name, sentence }) => [name, sentence])).toEqual([
      ['Ben', 'at capacity: 15 of 15'],
      ['Eva', 'off hours, back Tue 09:00'],
    ])
  })

  it('say which skill nobody has', () => {
    const topics = [topic('refund', { match: { words: ['refund'] }, teams: ['billing'], skill: 'refunds' })]
    expect(asked({}, { rules: desk({ topics }) }).suggested[0]?.why).toBe(
      'Billing gets refund mail; nobody who is there knows refunds; Ben is next in turn (0 of 15).',
    )
  })

  it('are none where no team can have it', () => {
    const none = suggest(facts({ rules: desk({ generalTeam: null }) }), now)
    expect(none).toMatchObject({ team: null, suggested: [], leftOut: [] })
  })
})
