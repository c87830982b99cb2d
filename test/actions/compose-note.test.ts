import { describe, expect, it } from 'vitest'
import { sayByWhen } from '../../server/actions/compose-note'
import { hours, id, rules, team, teammate } from '../support/builders'

const now = new Date('2026-11-23T10:00:00Z')
const office = (zone: string) => hours({ 'mon-fri': '09:00-17:00' }, zone)
const ana = teammate({ id: 'ana', schedule: office('Europe/Paris') })
const ben = teammate({ id: 'ben', schedule: office('Europe/Paris') })
const chidi = teammate({ id: 'chidi', schedule: office('Africa/Lagos') })
const parisians = team({ name: 'support', members: ['ana', 'ben'] })
const spread = team({ name: 'support', members: ['ana', 'chidi'] })
const desk = rules({ teammates: [ana, ben, chidi], timeZone: 'UTC' })

const say = (moment: string, reader: string | null, among = parisians, urgency: 'high' | null = 'high') =>
  sayByWhen(new Date(moment), urgency, reader === null ? null : id(reader), desk, among, now)

describe('by when', () => {
  it('is said in the clock of who gets it', () => {
    expect(say('2026-11-23T16:00:00Z', 'ana')).toBe('today 17:00 (high)')
  })

  it('names the place when others of the team live by another clock', () => {
    expect(say('2026-11-23T16:00:00Z', 'chidi', spread)).toBe('today 17:00 Lagos (high)')
    expect(say('2026-11-23T16:00:00Z', 'ana', spread)).toBe('today 17:00 Paris (high)')
  })

  it('names the day when it is not today', () => {
    expect(say('2026-11-24T09:30:00Z', 'ana', parisians, null)).toBe('Tue 10:30')
    expect(say('2026-12-24T09:30:00Z', 'ana', parisians, null)).toBe('24 Dec 10:30')
  })

  it('names the place when nobody gets it', () => {
    expect(say('2026-11-23T16:00:00Z', null)).toBe('today 16:00 UTC (high)')
  })

  it('is nothing when nothing is due', () => {
    expect(sayByWhen(null, 'high', id('ana'), desk, parisians, now)).toBe('')
  })
})
