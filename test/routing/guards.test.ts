import { describe, expect, it } from 'vitest'
import { createGuards, type GuardFacts } from '../../server/routing/guards'
import type { TeammateId } from '../../shared/ids'
import { at, away, facts, hours, id, officeHours, rules, team, teammate, topic } from '../support/builders'

const now = at('mon 11:00')
const MINUTE_MS = 60_000
const ago = (minutes: number) => new Date(+now - minutes * MINUTE_MS)

const nothing: GuardFacts = { ownerActiveAt: null, ownerRepliedAt: null, ownWaiting: [], gaveAwayTo: new Map() }

const ana = teammate({ id: 'ana', schedule: officeHours, capacity: 5, skills: ['api'] })
const ben = teammate({ id: 'ben', schedule: officeHours, capacity: 5, languages: ['en'] })
const cleo = teammate({ id: 'cleo', schedule: officeHours, capacity: 5 })
const dan = teammate({ id: 'dan', schedule: officeHours, capacity: 5 })
const eva = teammate({ id: 'eva', schedule: hours({ tue: '09:00-17:00' }), authority: 'lead' })
const finn = teammate({ id: 'finn', schedule: officeHours, away: [away('mon 00:00', 'thu 00:00', 'training')] })
const gil = teammate({ id: 'gil', schedule: hours({ mon: '09:00-11:10', tue: '09:00-17:00' }) })

type Desk = Parameters<typeof facts>[0]

const desk = (rest: Parameters<typeof rules>[0] = {}) =>
  rules({
    teammates: [ana, ben, cleo, dan, eva, finn, gil],
    teams: [team({ members: ['ana', 'ben', 'cleo', 'dan', 'eva', 'finn', 'gil'] })],
    topics: [
      topic('technical', { match: { words: ['api'] }, skill: 'api' }),
      topic('legal', { match: { words: ['lawyer'] }, authority: 'lead' }),
    ],
    ...rest,
  })

const guards = (reader: string, asked: Desk = {}, more: Partial<GuardFacts> = {}) =>
  createGuards(facts({ rules: desk(), ...asked }), { ...nothing, ...more }, id(reader), now)

const taking = (reader: string, asked?: Desk, more?: Partial<GuardFacts>) => {
  const { refused, warnings } = guards(reader, asked, more).taking()
  return refused ?? warnings.map(({ guard: { code, sentence, better } }) => [code, sentence, better?.name ?? null])
}
const giving = (reader: string, to: string, asked?: Desk, more?: Partial<GuardFacts>) => {
  const { refused, warnings } = guards(reader, asked, more).giving(id(to))
  return refused ?? warnings.map(({ guard: { code, sentence, better } }) => [code, sentence, better?.name ?? null])
}

const parcel = { subject: 'Where is my parcel?' }
const technical = { subject: 'Your API is down' }

describe('before taking', () => {
  it('nothing warns who is there, has room and fits', () => {
    expect(taking('ana', { conversation: parcel })).toEqual([])
  })

  it('outside your expertise: with who has the skill', () => {
    expect(taking('ben', { conversation: technical })).toEqual([
      ['expertise', 'This is outside your expertise: it needs api.', 'Ana'],
      ['better suited', 'Ana is better suited: knows api, and is there (0 of 5, here until 17:00).', 'Ana'],
    ])
    expect(taking('ben', { conversation: { ...parcel, language: 'fr' } })).toMatchObject([
      ['expertise', 'This is outside your expertise: it needs French.', expect.any(String)],
    ])
  })

  it('you are full, which one tap goes past; urgent work exceeds capacity', () => {
    const asked = { conversation: parcel, loads: { ben: 5 } }
    expect(taking('ben', asked)).toEqual([['full', 'You are full: 5 of 5.', 'Ana']])
    expect(guards('ben', asked).taking().warnings[0]?.guard.allowsQuick).toBe(true)
    expect(taking('ben', { ...asked, conversation: { ...parcel, urgencySetByPerson: 'urgent' } })).toEqual([])
  })

  it('someone is better suited: only when you are not among the first three, and they are there with room', () => {
    const relations = { handledLast: { teammateId: id('dan'), at: ago(60) } }
    const loads = { ben: 4, ana: 1, cleo: 2 }
    const asked = { conversation: parcel, loads, relations }
    expect(taking('ben', asked)).toEqual([
      [
        'better suited',
        'Dan is better suited: handled this customer last, and is there (0 of 5, here until 17:00).',
        'Dan',
      ],
    ])
    expect(taking('ana', asked)).toEqual([])
    expect(taking('ben', { ...asked, loads: { ...loads, dan: 5 } })).toEqual([])
    const ofBen = { ...relations, owners: [id('ben')] }
    expect(taking('ben', { ...asked, relations: ofBen })).toEqual([])
  })

  it('your shift ends soon', () => {
    expect(taking('gil', { conversation: parcel })).toEqual([
      ['shift ends', 'Your shift ends at 11:10, and you are back Tue 09:00.', 'Ana'],
    ])
  })

  it('you leave older urgent work', () => {
    const own = (isUrgent: boolean, waitingSince: Date) => ({ id: id('c9'), subject: 'Outage', isUrgent, waitingSince })
    const asked = { conversation: { ...parcel, waitingSince: ago(30) } }
    expect(taking('ana', asked, { ownWaiting: [own(true, ago(40))] })).toEqual([
      ['older urgent', 'You have urgent work that waits longer: “Outage”.', 'Ben'],
    ])
    expect(taking('ana', asked, { ownWaiting: [own(false, ago(40)), own(true, ago(20))] })).toEqual([])
  })

  it.each([
    [59, [['active owner', 'Ben owns it and was active here at 10:01.', 'Ben']]],
    [60, []],
  ])('someone else owns it and was active %i minutes ago', (minutes, warned) => {
    expect(taking('ana', { conversation: { ...parcel, ownerId: 'ben' } }, { ownerActiveAt: ago(minutes) })).toEqual(
      warned,
    )
  })

  it('authority is no guard: it is refused', () => {
    const asked = { conversation: { subject: 'My lawyer' }, loads: { ana: 9 } }
    expect(taking('ana', asked)).toBe('You may not decide this: it needs authority lead. Escalate it instead.')
    expect(taking('eva', asked)).toEqual([])
  })
})

describe('before giving', () => {
  it.each([
    ['cleo', []],
    ['eva', [['absent', 'Eva is off hours, back Tue 09:00.', 'Ana']]],
    ['finn', [['absent', 'Finn is away until 25 Nov (training), back Thu 09:00.', 'Ana']]],
  ])('absent, and when they are back: %s', (to, warned) => {
    expect(giving('ben', to, { conversation: parcel })).toEqual(warned)
  })

  it('full', () => {
    expect(giving('ben', 'cleo', { conversation: parcel, loads: { cleo: 5 } })).toEqual([
      ['full', 'Cleo is full: 5 of 5.', 'Ana'],
    ])
  })

  it('it would bounce back: who gave it to whom, when', () => {
    const asked = {
      conversation: { ...parcel, ownerId: 'ben' },
      relations: { gaveAway: [{ teammateId: id('cleo'), at: ago(90) }] },
    }
    const gaveAwayTo = new Map<TeammateId, TeammateId>([[id('cleo'), id('ben')]])
    expect(giving('ben', 'cleo', asked, { gaveAwayTo })).toEqual([
      ['bounce', 'It would bounce: Cleo gave it to Ben (09:30).', 'Ana'],
    ])
    expect(giving('ben', 'dan', asked, { gaveAwayTo })).toEqual([])
  })

  it.each([
    ['ana', 9, [['owner replied', 'Ben owns it and replied at 10:51.', 'Ben']]],
    ['ana', 10, []],
    ['ben', 1, []],
  ])('the owner replied: %s gives it %i minutes later', (reader, minutes, warned) => {
    const asked = { conversation: { ...parcel, ownerId: 'ben' } }
    expect(giving(reader, 'cleo', asked, { ownerRepliedAt: ago(minutes) })).toEqual(warned)
  })

  it('authority is no guard: it is refused', () => {
    expect(giving('eva', 'ana', { conversation: { subject: 'My lawyer' } })).toBe(
      'Ana may not decide this: it needs authority lead. Choose somebody else, or escalate it.',
    )
  })
})

it('what a guard is about tells whether it was said before', () => {
  const factsOf = (loads: Record<string, number>) =>
    guards('ben', { conversation: parcel, loads })
      .giving(id('cleo'))
      .warnings.map((warning) => warning.facts)
  expect(factsOf({ cleo: 5 })).toEqual(factsOf({ cleo: 5, ana: 2 }))
  expect(factsOf({ cleo: 5 })).not.toEqual(factsOf({ cleo: 6 }))
})
