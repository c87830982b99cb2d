import { describe, expect, it } from 'vitest'
import { decide, suggest } from '../../server/routing/decide'
import type { Facts, Rules, Team } from '../../server/routing/facts'
import { account, at, away, facts, id, officeHours, rules, team, teammate, topic } from '../support/builders'

const sofia = teammate({ id: 'sofia', schedule: officeHours, capacity: 12 })
const ana = teammate({ id: 'ana' })
const ben = teammate({ id: 'ben' })

/** Press mail is Sofia's, who is of no team; Ana is Support, Ben its backup. */
const desk = (rest: Parameters<typeof rules>[0] = {}, own: Parameters<typeof team>[0] = {}): Rules =>
  rules({
    teammates: [sofia, ana, ben],
    teams: [
      team({ members: ['ana'], backup: 'billing', ...own }),
      team({ name: 'billing', members: ['ben'] }),
    ] satisfies Team[],
    topics: [topic('press', { match: { words: ['journalist'] }, owner: id('sofia') })],
    urgency: { targets: { ...rules({}).urgency.targets, normal: { kind: 'plain', ms: 4 * 3_600_000 } } },
    ...rest,
  })
const press = (rest: Partial<Parameters<typeof facts>[0]> = {}): Facts =>
  facts({ rules: desk(), ...rest, conversation: { subject: 'A journalist asks', ...rest.conversation } })

describe('mail for one person', () => {
  it('goes to them, whatever the load of others, and says so once', () => {
    const decision = decide(press({ loads: { sofia: 11 } }), at('mon 11:00'))
    expect(decision.outcome).toEqual({
      kind: 'assign',
      to: 'sofia',
      chosenBy: 'the topic',
      method: 'least_busy',
      sentence: 'Sofia gets press mail and is there (11 of 12).',
    })
    expect(decision.gates.slice(2)).toEqual([
      { gate: 'who is there', sentence: 'Support: 1 of 1 there.' },
      { gate: 'skills and authority', sentence: 'Everyone who is there may take it.' },
      { gate: 'known teammate', sentence: 'Sofia gets press mail – 11 of 12.' },
    ])
    expect(decision.verdicts.map(({ teammateId, code }) => [teammateId, code])).toEqual([
      ['ana', 'eligible'],
      ['sofia', 'eligible'],
    ])
  })

  it('of a customer who requires them works the same way, before the topic', () => {
    const accounts = [account('customer.example', { owner: id('ben'), mode: 'require' })]
    const required = press({ rules: desk({ relationships: { accounts } }) })
    expect(decide(required, at('mon 11:00')).outcome).toMatchObject({
      to: 'ben',
      chosenBy: 'known teammate',
      sentence: 'Ben looks after customer.example and is there (0 of 15).',
    })
  })

  it('waits for them until its target nears', () => {
    const waiting = press({ conversation: { waitingSince: at('mon 07:00') } })
    const decision = decide(waiting, at('mon 08:00'))
    expect(decision.outcome).toEqual({
      kind: 'wait',
      cause: 'only one person',
      sentence: 'It waits for Sofia, who gets press mail – off hours, back 09:00.',
      decideAgainAt: at('mon 09:00'),
      next: [
        { at: at('mon 09:00'), sentence: 'Sofia starts' },
        { at: at('mon 10:00'), sentence: 'the target nears, and somebody else gets it' },
      ],
    })
    expect(decision.gates.map(({ gate }) => gate)).toEqual([
      'needs an owner',
      'team and urgency',
      'who is there',
      'skills and authority',
      'known teammate',
      'nobody free',
    ])
  })

  it('does not wait for who comes only after that', () => {
    const waiting = press({ conversation: { waitingSince: at('mon 05:30') } })
    expect(decide(waiting, at('mon 08:00')).outcome).toMatchObject({
      kind: 'wait',
      decideAgainAt: at('mon 08:30'),
      next: [{ at: at('mon 08:30'), sentence: 'the target nears, and somebody else gets it' }],
    })
  })

  it('goes to the backup then, and the note says so', () => {
    const late = press({ conversation: { waitingSince: at('mon 05:30') } })
    const decision = decide(late, at('mon 08:30'))
    expect(decision).toMatchObject({
      backup: { name: 'billing' },
      outcome: {
        to: 'ben',
        chosenBy: 'the method',
        sentence:
          'Sofia gets press mail – off hours, back 09:00; the first response is due 09:30; Billing is the backup of Support; Ben is the only one who can take it now (0 of 15).',
      },
      notice:
        'Billing takes over for Support; Sofia gets press mail – off hours, back 09:00; the first response is due 09:30.',
    })
  })

  it('waits for room too', () => {
    const full = press({ conversation: { waitingSince: at('mon 10:00') }, loads: { sofia: 12 } })
    expect(decide(full, at('mon 11:00')).outcome).toMatchObject({
      kind: 'wait',
      sentence: 'It waits for Sofia, who gets press mail – at capacity: 12 of 12.',
      decideAgainAt: at('mon 13:00'),
    })
  })

  it.each([
    ['at capacity', { loads: { sofia: 12 } }, 'mon 11:00', null, []],
    ['off hours', {}, 'sun 11:00', '2026-11-30 09:00', ['Sofia starts']],
  ])('waits for them as long as it takes while nobody waits for an answer: %s', (_, rest, now, again, next) => {
    const { outcome } = decide(press(rest), at(now))
    expect(outcome).toMatchObject({ kind: 'wait', decideAgainAt: again && at(again) })
    expect(outcome.kind === 'wait' && outcome.next.map(({ sentence }) => sentence)).toEqual(next)
  })
})

describe('when the one person cannot have it', () => {
  const nears = { waitingSince: at('mon 05:30') }
  const now = at('mon 08:30')
  const said = 'Sofia gets press mail – off hours, back 09:00; the first response is due 09:30'

  it('the rest of the team gets it, where the backup has nobody', () => {
    const none = press({ rules: desk({}, { backup: null }), conversation: nears })
    expect(decide(none, now)).toMatchObject({
      backup: null,
      notice: null,
      outcome: { to: 'ana', sentence: `${said}; Ana is the only one who can take it now (0 of 15).` },
    })
    expect(decide(press({ conversation: nears, loads: { ben: 15 } }), now).outcome).toMatchObject({ to: 'ana' })
  })

  it('a team that claims is left to claim it', () => {
    const claiming = press({ rules: desk({}, { backup: null, method: 'claim' }), conversation: nears })
    expect(decide(claiming, now).outcome).toMatchObject({
      kind: 'wait',
      cause: 'people claim',
      sentence: `${said}; people of Support take it themselves.`,
    })
  })

  it('a team that gets all at once gets it once', () => {
    const shared = desk({}, { backup: null, method: 'all_at_once' })
    expect(decide(press({ rules: shared, conversation: nears }), now).outcome).toMatchObject({
      kind: 'assign all',
      to: ['ana'],
    })
    const given = press({ rules: shared, conversation: { ...nears, isWithEveryone: true } })
    expect(decide(given, now).outcome).toMatchObject({ kind: 'wait', cause: 'everyone asked' })
  })

  it('it waits for the rest of the team while that keeps the target, and for the one person', () => {
    const soon = teammate({
      id: 'ana',
      schedule: { ...officeHours, spans: officeHours.spans.map((span) => ({ ...span, startMinute: 9 * 60 + 15 })) },
    })
    const none = press({ rules: desk({ teammates: [sofia, soon, ben] }, { backup: null }), conversation: nears })
    expect(decide(none, now).outcome).toMatchObject({
      kind: 'wait',
      sentence: 'Everyone of Support is off until 09:15.',
      decideAgainAt: at('mon 09:00'),
      next: [{ sentence: 'Sofia starts' }, { sentence: 'the first response is due' }],
    })
  })

  it('somebody must look, where nobody at all can have it', () => {
    const full = press({ conversation: nears, loads: { ana: 15, ben: 15 }, rules: desk() })
    const { outcome } = decide(full, at('mon 08:45'))
    expect(outcome).toMatchObject({ kind: 'wait', sentence: 'Everyone of Support who is there is at capacity.' })
    expect(decide(full, at('mon 09:30')).outcome).toMatchObject({ to: 'sofia' })
    const off = { ...sofia, away: [away('mon 00:00', 'fri 00:00')] }
    const nobody = press({
      conversation: nears,
      loads: { ana: 15, ben: 15 },
      rules: desk({ teammates: [off, ana, ben] }),
    })
    expect(decide(nobody, at('mon 09:30')).outcome).toMatchObject({
      kind: 'needs attention',
      sentence:
        'Sofia gets press mail – away until 26 Nov; the first response is late; its backup cannot help: everyone of Billing who is there is at capacity.',
      decideAgainAt: at('fri 09:00'),
    })
  })

  it.each([
    ['have left Missive', { teammates: [ana, ben] }],
    [
      'may not decide it',
      {
        topics: [topic('press', { match: { words: ['journalist'] }, owner: id('sofia'), authority: 'head' })],
        teammates: [sofia, { ...ana, authority: 'head' as const }, ben],
      },
    ],
  ])('it is as if nobody were named when they %s', (_, rest) => {
    expect(decide(press({ rules: desk(rest) }), at('mon 11:00')).outcome).toMatchObject({
      to: 'ana',
      chosenBy: 'the method',
    })
  })

  it('who put it back is not waited for', () => {
    const relations = { gaveAway: [{ teammateId: id('sofia'), at: at('mon 10:00') }] }
    expect(
      decide(press({ relations, conversation: { waitingSince: at('mon 10:00') } }), at('mon 11:00')).outcome,
    ).toMatchObject({
      to: 'ben',
      sentence:
        'Sofia gets press mail – gave it away at 10:00; the first response is due 14:00; Billing is the backup of Support; Ben is the only one who can take it now (0 of 15).',
    })
    expect(decide(press({ relations }), at('sun 11:00')).outcome).toMatchObject({ to: 'ben' })
  })

  it('who put it back does not get it as one of the backup while the team has somebody', () => {
    const relations = { gaveAway: [{ teammateId: id('ben'), at: at('mon 08:00') }] }
    expect(decide(press({ relations, conversation: nears }), now)).toMatchObject({
      backup: null,
      outcome: { to: 'ana' },
    })
    const alone = press({ relations, conversation: nears, loads: { ana: 15 } })
    expect(decide(alone, now).outcome).toMatchObject({ to: 'ben' })
  })

  it('absences do not count, where their team lets who is away have work', () => {
    const off = { ...sofia, away: [away('mon 00:00', 'fri 00:00')] }
    const own = { members: ['ana', 'sofia'], skipAway: false }
    expect(decide(press({ rules: desk({ teammates: [off, ana, ben] }, own) }), at('mon 11:00')).outcome).toMatchObject({
      to: 'sofia',
    })
  })
})

describe('suggestions for mail of one person', () => {
  it('name them first', () => {
    const { suggested, leftOut } = suggest(press(), at('mon 11:00'))
    expect(suggested.map(({ name, why }) => [name, why])).toEqual([
      ['Sofia', 'Sofia gets press mail.'],
      ['Ana', 'Support takes what no other team gets; Ana is the only one who can take it now (0 of 15).'],
    ])
    expect(leftOut).toEqual([])
  })

  it('say why not, when they cannot', () => {
    const { suggested, leftOut } = suggest(press(), at('sun 11:00'))
    expect(suggested.map(({ name }) => name)).toEqual(['Ana'])
    expect(leftOut.map(({ name, sentence }) => [name, sentence])).toEqual([['Sofia', 'off hours, back Mon 09:00']])
  })

  it('leave them out when they own it', () => {
    const { suggested, leftOut } = suggest(press({ conversation: { ownerId: 'sofia' } }), at('mon 11:00'))
    expect([...suggested, ...leftOut].map(({ name }) => name)).toEqual(['Ana'])
  })
})
