import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import type { Account } from '../../server/routing/facts'
import { account, at, away, facts, hours, id, officeHours, rules, team, teammate, topic } from '../support/builders'

const now = at('mon 11:00')
const people = ['ana', 'ben', 'cleo'].map((name) => teammate({ id: name, schedule: officeHours }))
const mei = teammate({ id: 'mei', schedule: hours({ 'mon-fri': '10:00-19:00' }, 'Asia/Tokyo'), authority: 'head' })
const teams = [
  team({ members: ['ana'] }),
  team({ name: 'billing', members: ['ben'] }),
  team({ name: 'sales', members: ['cleo'] }),
  team({ name: 'specialists', members: ['mei'] }),
]
const topics = [
  topic('refund', { match: { words: ['refund'] }, teams: ['billing'], needs: 'Refund it', templates: ['Refund'] }),
  topic('big_orders', { match: { words: ['order'] }, teams: ['sales'], weight: 2 }),
  topic('praise', { match: { words: ['thanks'] } }),
  topic('contract', { match: { words: ['contract'] }, authority: 'head' }),
  topic('shipping', { match: { words: ['parcel'] }, teams: ['specialists', 'sales'] }),
  topic('alarm', { match: { words: ['alarm'] }, teams: ['sales'], method: 'all_at_once' }),
]
const desk = (accounts: Account[] = []) =>
  rules({ teammates: [...people, mei], teams, topics, relationships: { accounts } })

const because = (mail: object, accounts: Account[] = [], moment = now) => {
  const { team, gates } = decide(facts({ rules: desk(accounts), conversation: { subject: 'Hi', ...mail } }), moment)
  return [team?.name, gates.find(({ gate }) => gate === 'team and urgency')?.sentence]
}

describe('the team', () => {
  it.each<[string, object, string, string]>([
    [
      'the topic',
      { subject: 'Refund' },
      'billing',
      '“refund” in the subject; Billing gets refund mail; normal urgency.',
    ],
    [
      'the first topic in the document that matches',
      { subject: 'Order 5: refund' },
      'billing',
      '“refund” in the subject; Billing gets refund mail; normal urgency.',
    ],
    [
      'the topic, whatever inbox it is in',
      { subject: 'Order 5', missiveTeamId: 'missive-billing' },
      'sales',
      '“order” in the subject; Sales gets big orders mail; normal urgency.',
    ],
    ['the inbox, without a topic', { missiveTeamId: 'missive-sales' }, 'sales', 'It came to Sales; normal urgency.'],
    [
      'the inbox, for a topic that names no team',
      { subject: 'Thanks', missiveTeamId: 'missive-sales' },
      'sales',
      '“thanks” in the subject; it came to Sales; normal urgency.',
    ],
    [
      'the inbox, for a topic that names only an authority',
      { subject: 'Contract', missiveTeamId: 'missive-specialists' },
      'specialists',
      '“contract” in the subject; it came to Specialists; normal urgency.',
    ],
    ['nothing: the general team', {}, 'support', 'Support takes what no other team gets; normal urgency.'],
    [
      'the topic that a person set, whatever the mail says',
      { subject: 'Refund', topicSetByPerson: 'big_orders' },
      'sales',
      'Big orders, set by a person; Sales gets big orders mail; normal urgency.',
    ],
    [
      'the mail again, when the rules no longer have the topic that a person set',
      { subject: 'Refund', topicSetByPerson: 'gone' },
      'billing',
      '“refund” in the subject; Billing gets refund mail; normal urgency.',
    ],
  ])('is given by %s', (_, mail, name, sentence) => {
    expect(because(mail)).toEqual([name, sentence])
  })

  it.each<[string, Account[], object, string, string]>([
    [
      'the account, where no topic names one',
      [account('customer.example', { team: 'sales' })],
      {},
      'sales',
      'Sales looks after customer.example; normal urgency.',
    ],
    [
      'the account before the inbox',
      [account('customer.example', { team: 'sales' })],
      { missiveTeamId: 'missive-billing' },
      'sales',
      'Sales looks after customer.example; normal urgency.',
    ],
    [
      'the topic before the account',
      [account('customer.example', { team: 'sales' })],
      { subject: 'Refund' },
      'billing',
      '“refund” in the subject; Billing gets refund mail; normal urgency.',
    ],
    [
      'the account before the topic, where it is required',
      [account('customer.example', { team: 'sales', mode: 'require' })],
      { subject: 'Refund' },
      'sales',
      '“refund” in the subject; Sales looks after customer.example; normal urgency.',
    ],
    [
      'the account of the address before that of the domain',
      [account('customer.example', { team: 'sales' }), account('dana.whitfield@customer.example', { team: 'billing' })],
      {},
      'billing',
      'Billing looks after dana.whitfield@customer.example; normal urgency.',
    ],
    [
      'the account of the closest domain',
      [account('customer.example', { team: 'sales' }), account('eu.customer.example', { team: 'billing' })],
      { from: { name: null, address: 'Dana@Mail.EU.customer.example' } },
      'billing',
      'Billing looks after eu.customer.example; normal urgency.',
    ],
  ])('is given by %s', (_, accounts, mail, name, sentence) => {
    expect(because(mail, accounts)).toEqual([name, sentence])
  })

  it('comes with topic, what is needed, weight, authority, urgency and due moment', () => {
    const mail = { subject: 'Hello', preview: 'My refund?', waitingSince: at('mon 10:55'), language: 'fr' }
    expect(decide(facts({ rules: desk(), conversation: mail }), now)).toMatchObject({
      rulesVersion: 7,
      topic: {
        name: 'refund',
        evidence: [{ where: 'preview', text: 'refund' }],
        needs: 'Refund it',
        templates: ['Refund'],
      },
      urgency: 'normal',
      weight: 1,
      authority: 'agent',
      language: 'fr',
      dueAt: at('mon 14:55'),
      nearsAt: at('mon 13:55'),
    })
    expect(decide(facts({ rules: desk(), conversation: { subject: 'Order 5' } }), now).weight).toBe(2)
    expect(decide(facts({ rules: desk(), conversation: { subject: 'Contract' } }), now).authority).toBe('head')
  })

  it('is asked by the method of the topic, where it has one', () => {
    const alarm = decide(facts({ rules: desk(), conversation: { subject: 'Alarm' } }), now)
    expect(alarm.outcome).toMatchObject({ kind: 'assign all', to: ['cleo'] })
  })
})

describe('of several teams', () => {
  const parcel = { subject: 'My parcel' }
  it.each([
    [
      'the first',
      'tue 08:00',
      'specialists',
      '“parcel” in the subject; Specialists gets shipping mail; normal urgency.',
    ],
    [
      'the next, while nobody of the first is at work',
      'mon 11:30',
      'sales',
      '“parcel” in the subject; Sales gets shipping mail while nobody of Specialists is at work; normal urgency.',
    ],
    [
      'the first, while nobody of any is at work',
      'sun 12:00',
      'specialists',
      '“parcel” in the subject; Specialists gets shipping mail; normal urgency.',
    ],
  ])('%s gets it', (_, moment, name, sentence) => {
    expect(because(parcel, [], at(moment))).toEqual([name, sentence])
  })

  it('nobody is at work who is away', () => {
    const trip = { ...mei, away: [away('tue 00:00', 'wed 00:00')] }
    const decision = decide(
      facts({ rules: rules({ teammates: [...people, trip], teams, topics }), conversation: parcel }),
      at('tue 09:30'),
    )
    expect(decision.team?.name).toBe('sales')
  })

  it('the one that starts first gets it, and it is decided again then', () => {
    const { team, outcome } = decide(facts({ rules: desk(), conversation: parcel }), at('sun 12:00'))
    expect(team?.name).toBe('specialists')
    expect(outcome).toMatchObject({
      kind: 'wait',
      sentence: 'Everyone of Specialists is off until Mon 10:00.',
      decideAgainAt: at('2026-11-30 02:00'),
    })
    const early = hours({ 'mon-fri': '00:30-08:30' })
    const cleo = teammate({ id: 'cleo', schedule: early })
    const night = rules({ teammates: [cleo, mei], teams, topics })
    expect(decide(facts({ rules: night, conversation: parcel }), at('sun 12:00')).outcome).toMatchObject({
      kind: 'wait',
      decideAgainAt: at('2026-11-30 00:30'),
      next: [{ at: at('2026-11-30 00:30'), sentence: 'Cleo starts' }],
    })
  })

  it('a person who is named instead of a team keeps it out of the choice', () => {
    const press = topic('press', { match: { words: ['press'] }, owner: id('mei') })
    const named = { ...desk(), topics: [press] }
    expect(decide(facts({ rules: named, conversation: { subject: 'Press' } }), at('tue 09:00')).outcome).toMatchObject({
      to: 'mei',
      chosenBy: 'the topic',
    })
  })
})
