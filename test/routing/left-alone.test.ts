import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import { at, facts, rules, team, teammate } from '../support/builders'

const now = at('mon 11:00')
const ana = teammate({ id: 'ana' })
const desk = rules({
  teammates: [ana],
  noOwnerNeeded: [{ subject: ['out of office'] }, { from: ['bounce@'] }, { label: ['Newsletter'] }],
})
const replyTo = (address: string) => ({ replyTo: [{ name: null, address }] })
const from = (address: string) => ({ from: { name: null, address } })

describe('what needs no owner is left alone, with the reason', () => {
  it.each([
    ['has an owner', { ownerId: 'ana' }, 'Ana owns it.'],
    ['has an owner', { ownerId: 'gone' }, 'Somebody who has left Missive owns it.'],
    ['closed', { isClosed: true }, 'It is closed.'],
    ['trashed', { isTrashed: true }, 'It is in the trash.'],
    ['junk', { isJunk: true }, 'It is junk.'],
    ['private', { isPrivate: true }, 'It is private.'],
    ['team not routed', { missiveTeamId: 'missive-legal' }, 'No team that Baton routes for has it.'],
    ['no owner needed', { subject: 'Out of office: back soon' }, 'It needs no owner: “out of office” in the subject.'],
    ['no owner needed', from('bounce@list.example'), 'It needs no owner: from “bounce@”.'],
    ['no owner needed', replyTo('bounce@list.example'), 'It needs no owner: answers go to “bounce@”.'],
    ['no owner needed', { labels: [{ id: 'n1', path: 'Newsletter' }] }, 'It needs no owner: labelled Newsletter.'],
  ])('%s: %o', (reason, mail, sentence) => {
    const decision = decide(facts({ rules: desk, conversation: { ...mail, waitingSince: now } }), now)
    expect(decision).toMatchObject({
      outcome: { kind: 'leave', reason, sentence },
      gates: [{ gate: 'needs an owner', sentence }],
      team: null,
      backup: null,
      topic: null,
      verdicts: [],
      dueAt: null,
      nearsAt: null,
      notice: null,
    })
  })

  it('by the address that an answer would reach, when the mail names one', () => {
    const forwarded = { ...from('bounce@forms.example'), ...replyTo('dana@customer.example') }
    expect(decide(facts({ rules: desk, conversation: forwarded }), now).outcome.kind).toBe('assign')
  })

  it('unless a person said that it needs an owner', () => {
    const wanted = { subject: 'Out of office', isWanted: true }
    expect(decide(facts({ rules: desk, conversation: wanted }), now).outcome.kind).toBe('assign')
  })

  it.each([{ ownerId: 'ana' }, { isClosed: true }, { isTrashed: true }, { isJunk: true }, { isPrivate: true }])(
    'whatever a person wants, when %o',
    (state) => {
      const { outcome } = decide(facts({ rules: desk, conversation: { isWanted: true, ...state } }), now)
      expect(outcome.kind).toBe('leave')
    },
  )

  it('when the general team rests and nobody else takes it', () => {
    const resting = { ...desk, generalTeam: null }
    expect(decide(facts({ rules: resting }), now).outcome).toMatchObject({ kind: 'leave', reason: 'team not routed' })
  })
})

it('mail of no team at all goes to the general team', () => {
  const both = rules({ teammates: [ana], teams: [team({ name: 'sales' }), team({ members: ['ana'] })] })
  expect(decide(facts({ rules: both, conversation: { missiveTeamId: null } }), now)).toMatchObject({
    team: { name: 'support', label: 'Support' },
    outcome: { kind: 'assign', to: 'ana' },
  })
})
