import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import type { Rules } from '../../server/routing/facts'
import type { Urgency } from '../../shared/decision'
import { account, at, facts, rules, teammate, topic } from '../support/builders'

const now = at('mon 11:00')

const desk = (byDefault: Urgency = 'normal'): Rules =>
  rules({
    teammates: [teammate({ id: 'ana' })],
    topics: [
      topic('legal', { match: { words: ['lawyer'] }, urgency: 'high' }),
      topic('small_talk', { match: { words: ['hello'] }, urgency: 'low' }),
      topic('big_orders', { match: { words: ['order'] }, urgency: 'urgent' }),
    ],
    urgency: {
      default: byDefault,
      raise: [
        { to: 'high', when: { any: [{ reopened: true }, { messages: 6 }] } },
        { to: 'urgent', when: { words: ['asap', 'outage'] } },
        { to: 'low', when: { words: ['whenever'] } },
      ],
    },
    relationships: { accounts: [account('acme.example', { urgency: 'high' })] },
    escalation: { words: ['unacceptable', 'going public'] },
  })

const acme = { from: { name: null, address: 'dev@acme.example' } }
const urgencyOf = (mail: object, byDefault?: Urgency) => {
  const { urgency, gates } = decide(facts({ rules: desk(byDefault), conversation: { subject: '', ...mail } }), now)
  const sentence = gates.find(({ gate }) => gate === 'team and urgency')?.sentence ?? ''
  return [urgency, sentence.slice(sentence.lastIndexOf(';') + 2)]
}

describe('urgency', () => {
  it.each<[string, object, Urgency, string]>([
    ['the default', {}, 'normal', 'normal urgency.'],
    ['what the topic asks for', { subject: 'Lawyer' }, 'high', 'high urgency (the topic legal asks for it).'],
    ['never lower for a topic', { subject: 'Hello' }, 'normal', 'normal urgency.'],
    ['what the topic asks for', { subject: 'Order' }, 'urgent', 'urgent (the topic big orders asks for it).'],
    ['what the account asks for', acme, 'high', 'high urgency (the account acme.example asks for it).'],
    [
      'the first reason of equals',
      { ...acme, subject: 'Lawyer' },
      'high',
      'high urgency (the topic legal asks for it).',
    ],
    ['raised by words', { subject: 'Outage!' }, 'urgent', 'urgent (“outage” in the subject).'],
    ['raised by a reopening', { wasReopened: true }, 'high', 'high urgency (reopened).'],
    ['raised by many messages', { messages: 6 }, 'high', 'high urgency (6 messages).'],
    ['not raised by fewer messages', { messages: 5 }, 'normal', 'normal urgency.'],
    ['the highest that anything asks for', { ...acme, preview: 'asap' }, 'urgent', 'urgent (“asap” in the message).'],
    ['never lowered', { ...acme, subject: 'Whenever' }, 'high', 'high urgency (the account acme.example asks for it).'],
    [
      'a step higher by words of escalation',
      { preview: 'This is unacceptable' },
      'high',
      'high urgency (“unacceptable” in the message).',
    ],
    [
      'one step only, however many words there are',
      { subject: 'Unacceptable', preview: 'I am going public' },
      'high',
      'high urgency (“unacceptable” in the subject and “going public” in the message).',
    ],
    [
      'a step above what else asked for it',
      { ...acme, subject: 'Unacceptable' },
      'urgent',
      'urgent (“unacceptable” in the subject).',
    ],
    ['at most urgent', { subject: 'Outage, unacceptable' }, 'urgent', 'urgent (“outage” in the subject).'],
    [
      'what an earlier message made it',
      { urgencyBefore: 'high' },
      'high',
      'high urgency (an earlier message made it so).',
    ],
    [
      'not lowered by an earlier message',
      { ...acme, urgencyBefore: 'low' },
      'high',
      'high urgency (the account acme.example asks for it).',
    ],
    [
      'not raised twice by the same word',
      { subject: 'Unacceptable', urgencyBefore: 'high' },
      'high',
      'high urgency (“unacceptable” in the subject).',
    ],
    [
      'what a person set, also when it is lower',
      { ...acme, subject: 'Outage', urgencySetByPerson: 'low', urgencyBefore: 'urgent' },
      'low',
      'low urgency (a person set it).',
    ],
  ])('is %s: %o', (_, mail, urgency, sentence) => {
    expect(urgencyOf(mail)).toEqual([urgency, sentence])
  })

  it('begins at the default of the document', () => {
    expect(urgencyOf({}, 'low')).toEqual(['low', 'low urgency.'])
    expect(urgencyOf({ subject: 'Unacceptable' }, 'low')).toEqual([
      'normal',
      'normal urgency (“unacceptable” in the subject).',
    ])
    expect(urgencyOf({ subject: 'Hello' }, 'high')).toEqual(['high', 'high urgency.'])
  })

  it.each<[Urgency, string, string]>([
    ['urgent', 'mon 11:10', 'mon 11:06'],
    ['high', 'mon 11:55', 'mon 11:40'],
  ])('sets the promise: %s', (urgency, due, nears) => {
    const since = { waitingSince: at('mon 10:55'), urgencySetByPerson: urgency }
    const decision = decide(facts({ rules: desk(), conversation: since }), now)
    expect(decision.dueAt).toEqual(at(due))
    expect(Math.floor(+(decision.nearsAt ?? 0) / 60_000)).toBe(+at(nears) / 60_000)
  })

  it('promises nothing while nobody waits', () => {
    expect(decide(facts({ rules: desk() }), now)).toMatchObject({ dueAt: null, nearsAt: null })
  })
})
