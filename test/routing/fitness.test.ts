import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import type { Team, Teammate } from '../../server/routing/facts'
import { at, facts, officeHours, rules, team, teammate, topic } from '../support/builders'

const now = at('mon 11:00')

interface Desk {
  people: Teammate[]
  mail?: object
  loads?: Record<string, number>
  teams?: Team[]
  now?: Date
}

/** Mail about webhooks needs who knows api; contracts need a head. */
const decided = ({ people, mail = {}, loads = {}, teams, now: moment = now }: Desk) => {
  const desk = rules({
    teammates: people,
    teams: teams ?? [team({ members: people.map(({ id }) => id) })],
    topics: [
      topic('technical', { match: { words: ['webhook'] }, skill: 'api' }),
      topic('contract', { match: { words: ['contract'] }, authority: 'head' }),
    ],
  })
  return decide(facts({ rules: desk, conversation: { subject: 'Webhook', ...mail }, loads }), moment)
}
const chosen = (desk: Desk) => {
  const { outcome, gates } = decided(desk)
  const said = gates.findLast(({ gate }) => gate === 'skills and authority')?.sentence
  return [outcome.kind === 'assign' ? outcome.to : outcome.kind, said]
}
const verdicts = (desk: Desk) =>
  decided(desk).verdicts.map(({ teammateId, code, sentence }) => [teammateId, code, sentence])

const expert = teammate({ id: 'expert', skills: ['api'] })
const ana = teammate({ id: 'ana' })
const offDuty = { schedule: officeHours }

describe('a skill', () => {
  it('is asked for first, whatever the load', () => {
    expect(chosen({ people: [ana, expert], loads: { expert: 9 } })).toEqual(['expert', '1 of 2 knows api.'])
    expect(verdicts({ people: [ana, expert] })).toContainEqual(['ana', 'no skill', 'does not know api'])
  })

  it('is waived when nobody who is there has it, and the note says so', () => {
    const asleep = { ...expert, ...offDuty }
    const decision = decided({ people: [ana, asleep], now: at('sun 11:00') })
    expect(decision.outcome).toMatchObject({
      to: 'ana',
      sentence:
        'Support takes what no other team gets; nobody who is there knows api; Ana is the only one who can take it now (0 of 15).',
    })
    expect(decision.gates).toContainEqual({
      gate: 'skills and authority',
      sentence: 'Nobody who is there knows api.',
    })
    expect(decision.verdicts.map(({ code }) => code)).toEqual(['eligible', 'off hours'])
  })

  it('is not waived while who has it is full: the conversation waits for them', () => {
    const decision = decided({ people: [ana, expert], loads: { expert: 15 } })
    expect(decision.outcome).toMatchObject({
      kind: 'wait',
      cause: 'everyone full',
      sentence: 'Everyone of Support who may take it is at capacity.',
    })
  })

  it('that no topic asks for keeps nobody out', () => {
    expect(chosen({ people: [ana, expert], mail: { subject: 'Hi' }, loads: { expert: 1 } })).toEqual([
      'ana',
      'Everyone who is there may take it.',
    ])
  })
})

describe('a language', () => {
  const french = teammate({ id: 'french', languages: ['fr', 'de'] })
  const english = teammate({ id: 'english', languages: ['en'] })
  const mail = { subject: 'Hi', language: 'fr' }

  it('is asked for first, whatever the load', () => {
    expect(chosen({ people: [english, french], mail, loads: { french: 9 } })).toEqual([
      'french',
      '1 of 2 knows French.',
    ])
    expect(verdicts({ people: [english, french], mail })).toContainEqual([
      'english',
      'no language',
      'does not write French',
    ])
  })

  it('is known to who names none', () => {
    expect(chosen({ people: [english, ana], mail })).toEqual(['ana', '1 of 2 knows French.'])
    expect(chosen({ people: [english, ana, french], mail, loads: { ana: 1, french: 2 } })).toEqual([
      'ana',
      '2 of 3 know French.',
    ])
  })

  it('is waived when nobody who is there knows it, and the note says so', () => {
    expect(chosen({ people: [english], mail })).toEqual(['english', 'Nobody who is there knows French.'])
  })

  it('that is unknown is no gate', () => {
    expect(chosen({ people: [english], mail: { subject: 'Hi', language: null } })).toEqual([
      'english',
      'Everyone who is there may take it.',
    ])
  })

  it('comes after the skill', () => {
    const both = { language: 'fr' }
    const coder = teammate({ id: 'coder', skills: ['api'], languages: ['en'] })
    expect(chosen({ people: [french, coder], mail: both })).toEqual([
      'coder',
      '1 of 2 knows api; nobody who may take it knows French.',
    ])
    expect(chosen({ people: [english, french], mail: both })).toEqual([
      'french',
      'Nobody who is there knows api; 1 of 2 knows French.',
    ])
  })
})

describe('authority', () => {
  const mail = { subject: 'Contract' }
  const lead = teammate({ id: 'lead', authority: 'lead' })
  const head = teammate({ id: 'head', authority: 'head' })
  const chief = teammate({ id: 'chief', authority: 'leadership' })

  it('is never waived', () => {
    expect(decided({ people: [ana, lead], mail }).outcome).toMatchObject({
      kind: 'needs attention',
      sentence: 'Nobody of Support may decide it (authority head); there is no backup.',
    })
    expect(verdicts({ people: [ana, lead], mail })).toContainEqual([
      'lead',
      'no authority',
      'may not decide this: it needs authority head',
    ])
  })

  it.each([
    ['who has just it', [ana, head], {}, 'head', '1 of 2 there may decide it (authority head).'],
    ['who has more', [ana, chief], { chief: 9 }, 'chief', '1 of 2 there may decide it (authority head).'],
    [
      'the least busy of them',
      [ana, chief, head],
      { chief: 9 },
      'head',
      '2 of 3 there may decide it (authority head).',
    ],
  ])('is enough with %s', (_, people, loads, to, sentence) => {
    expect(chosen({ people, mail, loads })).toEqual([to, sentence])
  })

  it('is waited for', () => {
    const asleep = { ...head, ...offDuty }
    expect(decided({ people: [ana, asleep], mail, now: at('sun 11:00') })).toMatchObject({
      outcome: {
        kind: 'wait',
        sentence: 'Everyone of Support who may decide it (authority head) is off until Mon 09:00.',
        decideAgainAt: at('2026-11-30 09:00'),
        next: [{ at: at('2026-11-30 09:00'), sentence: 'Head starts' }],
      },
      gates: expect.arrayContaining([
        { gate: 'skills and authority', sentence: 'Nobody there may decide it (authority head).' },
      ]),
    })
    expect(decided({ people: [ana, head], mail, loads: { head: 15 } }).outcome.sentence).toBe(
      'Everyone of Support who may take it is at capacity.',
    )
  })

  it('keeps urgent work out too', () => {
    const urgent = { ...mail, urgencySetByPerson: 'urgent' }
    expect(decided({ people: [ana, lead], mail: urgent }).outcome.kind).toBe('needs attention')
    expect(decided({ people: [ana, head], mail: urgent, loads: { head: 40 } }).outcome).toMatchObject({ to: 'head' })
  })

  it('is looked at before the skill', () => {
    const coder = teammate({ id: 'coder', skills: ['api'] })
    const desk = rules({
      teammates: [coder, head],
      topics: [topic('audit', { match: { words: ['audit'] }, skill: 'api', authority: 'head' })],
    })
    expect(decide(facts({ rules: desk, conversation: { subject: 'Audit' } }), now).outcome).toMatchObject({
      to: 'head',
      sentence:
        'Support takes what no other team gets; nobody who may take it knows api; Head is the only one who can take it now (0 of 15).',
    })
  })
})

describe('in a backup', () => {
  const asleep = teammate({ id: 'asleep', schedule: officeHours })
  const teams = [
    team({ members: ['asleep'], backup: 'billing' }),
    team({ name: 'billing', members: ['ana', 'expert', 'chief'] }),
  ]
  const chief = teammate({ id: 'chief', authority: 'head', skills: ['legal'] })
  const night = at('sun 11:00')
  const asked = (mail: object, loads = {}) =>
    decided({
      people: [asleep, ana, expert, chief],
      mail: { urgencySetByPerson: 'high', waitingSince: at('sun 10:55'), ...mail },
      loads,
      teams,
      now: night,
    })

  it('who has the skill still comes first', () => {
    expect(asked({}, { expert: 9 }).outcome).toMatchObject({ to: 'expert' })
  })

  it('skill gives way when who has it is full', () => {
    const decision = asked({}, { expert: 15, chief: 1 })
    expect(decision).toMatchObject({ backup: { name: 'billing' }, outcome: { to: 'ana' } })
    expect(decision.outcome.sentence).toBe(
      'Everyone of Support is off until Mon 09:00, and the first response is due 11:55; Billing is the backup of Support; nobody who is free knows api; Ana has the smallest load of those who can take it (0 of 15).',
    )
    expect(decision.notice).toBe(
      'Billing takes over for Support; everyone of Support is off until Mon 09:00, and the first response is due 11:55.',
    )
  })

  it('language gives way when who knows it is full', () => {
    const english = { ...ana, languages: ['en'] }
    const french = { ...expert, skills: [], languages: ['fr'] }
    const decision = decided({
      people: [asleep, english, french],
      mail: { subject: 'Hi', language: 'fr', urgencySetByPerson: 'high', waitingSince: at('sun 10:55') },
      loads: { expert: 15 },
      teams,
      now: night,
    })
    expect(decision.outcome).toMatchObject({ to: 'ana' })
    expect(decision.outcome.sentence).toContain('; nobody who is free knows French; ')
  })

  it('authority never does', () => {
    expect(asked({ subject: 'Contract' }, { chief: 1 }).outcome).toMatchObject({ to: 'chief' })
    expect(asked({ subject: 'Contract' }, { chief: 15 }).outcome).toMatchObject({
      kind: 'needs attention',
      sentence:
        'Nobody of Support may decide it (authority head), and the first response is due 11:55; its backup cannot help: everyone of Billing who may take it is at capacity.',
    })
  })
})
