import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import type { Relations, Teammate } from '../../server/routing/facts'
import { at, facts, id, officeHours, rules, team, teammate, topic } from '../support/builders'

const now = at('fri 11:00')
const ana = teammate({ id: 'ana' })
const ben = teammate({ id: 'ben' })
const cleo = teammate({ id: 'cleo' })
const gave = (...given: [string, string][]): Partial<Relations> => ({
  gaveAway: given.map(([name, moment]) => ({ teammateId: id(name), at: at(moment) })),
})
const decided = (people: Teammate[], relations: Partial<Relations>, loads = {}, mail = {}) =>
  decide(
    facts({
      rules: rules({
        teammates: people,
        topics: [topic('technical', { match: { words: ['webhook'] }, skill: 'api' })],
      }),
      relations,
      loads,
      conversation: mail,
    }),
    now,
  )

describe('who gave a conversation away', () => {
  it.each([
    ['fri 09:30', 'gave it away at 09:30', at('2026-12-04 09:30')],
    ['tue 16:05', 'gave it away on 24 Nov 16:05', at('2026-12-01 16:05')],
    ['2026-11-20 11:01', 'gave it away on 20 Nov 11:01', at('fri 11:01')],
  ])('at %s is skipped', (moment, sentence, until) => {
    const decision = decided([ana, ben], gave(['ana', moment]), { ben: 9 })
    expect(decision.outcome).toMatchObject({ to: 'ben' })
    expect(decision.verdicts).toContainEqual(
      expect.objectContaining({ teammateId: 'ana', code: 'gave it away', sentence, until }),
    )
    expect(decision.gates).toContainEqual({ gate: 'skills and authority', sentence: 'Ana gave it away.' })
  })

  it('may have it again once the window is over', () => {
    expect(decided([ana, ben], gave(['ana', '2026-11-20 11:00']), { ben: 9 }).outcome).toMatchObject({ to: 'ana' })
  })

  it('is known by the latest time', () => {
    const twice = gave(['ana', 'fri 09:00'], ['ana', '2026-11-02 09:00'])
    expect(decided([ana, ben], twice, { ben: 9 }).outcome).toMatchObject({ to: 'ben' })
  })

  it('is skipped also when it is urgent', () => {
    const urgent = { urgencySetByPerson: 'urgent' }
    expect(decided([ana, ben], gave(['ana', 'fri 09:00']), { ben: 40 }, urgent).outcome).toMatchObject({ to: 'ben' })
  })

  it('is skipped before the skill is asked for, and nobody is said to be missing who is there', () => {
    const expert = { ...ana, skills: ['api'] }
    const decision = decided([expert, ben], gave(['ana', 'fri 09:00']), {}, { subject: 'Webhook' })
    expect(decision.outcome).toMatchObject({
      to: 'ben',
      sentence:
        'Support takes what no other team gets; nobody who may take it knows api; Ben is the only one who can take it now (0 of 15).',
    })
  })

  it('gets it back only when nobody else can take it now, and the note says so', () => {
    const alone = decided([ana], gave(['ana', 'fri 09:00']))
    expect(alone.outcome).toMatchObject({
      to: 'ana',
      sentence:
        'Support takes what no other team gets; Ana gave it away, but nobody else can take it; Ana is the only one who can take it now (0 of 15).',
    })
    expect(decided([ana, ben], gave(['ana', 'fri 09:00']), { ben: 15 }).outcome).toMatchObject({ to: 'ana' })
    const all = decided([ana, ben, cleo], gave(['ana', 'fri 09:00'], ['ben', 'thu 09:00']), {
      cleo: 15,
      ana: 3,
      ben: 4,
    })
    expect(all.outcome).toMatchObject({ to: 'ana' })
    expect(all.gates).toContainEqual({
      gate: 'skills and authority',
      sentence: 'Ana and Ben gave it away, but nobody else can take it.',
    })
  })

  it('does not get it back beyond their capacity: it waits for room, or for somebody else', () => {
    const asleep = teammate({ id: 'ben', schedule: officeHours })
    const night = facts({
      rules: rules({ teammates: [ana, asleep], teams: [team({ members: ['ana', 'ben'] })] }),
      relations: gave(['ana', 'sun 09:00']),
      loads: { ana: 15 },
    })
    expect(decide(night, at('sun 11:00')).outcome).toMatchObject({
      kind: 'wait',
      cause: 'everyone full',
      sentence: 'Everyone of Support who is there is at capacity.',
      next: [{ at: at('2026-11-30 09:00'), sentence: 'Ben starts' }],
    })
  })
})
