import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Match } from '../../server/routing/facts'
import { firstMatch } from '../../server/routing/match'
import { takesAll } from '../../server/rules/checks/reach'
import { facts } from '../support/builders'
import { holds } from '../support/drawn'

const words = ['refund', 'ref', 'charged', 'charged twice', 'twice']
const domains = ['acme.example', 'eu.acme.example', 'other.example']
const some = (texts: readonly string[]) => fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 2 })

/** Conditions over few words, so that they often have to do with each other. */
const { match } = fc.letrec<{ match: Match }>((tie) => ({
  match: fc.oneof(
    { maxDepth: 2 },
    fc.record({ words: some(words) }),
    fc.record({ subject: some(words) }),
    fc.record({ domain: some(domains) }),
    fc.record({ from: some(['dana', 'dana@', 'dana@acme', 'acme', 'eu.']) }),
    fc.record({ label: some(['VIP', 'vip/gold']) }),
    fc.record({ messages: fc.constantFrom(1, 3) }),
    fc.record({ reopened: fc.boolean() }),
    fc.record({ words: some(words), reopened: fc.boolean() }),
    fc.record({ any: fc.array(tie('match'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ all: fc.array(tie('match'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('match') }),
    fc.record({ words: some(words), not: tie('match') }),
  ),
}))

const text = fc
  .array(fc.constantFrom(...words, 'reference', 'discharged', '-'), { maxLength: 3 })
  .map((all) => all.join(' '))
const mail = fc.record({
  subject: text,
  preview: text,
  from: fc.record({
    name: fc.constant(null),
    address: fc.constantFrom(...domains.map((domain) => `dana@${domain}`), 'ben@eu.example'),
  }),
  labels: fc.subarray([
    { id: '1', path: 'VIP' },
    { id: '2', path: 'VIP/Gold' },
  ]),
  messages: fc.constantFrom(1, 3, 6),
  wasReopened: fc.boolean(),
})

it('whatever is said to be taken by earlier conditions is taken by them', () => {
  let taken = 0
  holds(
    fc.property(
      fc.array(match, { minLength: 1, maxLength: 3 }),
      match,
      fc.array(mail, { minLength: 20, maxLength: 20 }),
      (earlier, later, mails) => {
        if (!takesAll(earlier, later)) return
        for (const conversation of mails) {
          const given = facts({ conversation })
          if (!firstMatch([later], given, 'from')) continue
          taken++
          expect(firstMatch(earlier, given, 'from')).not.toBeNull()
        }
      },
    ),
    { runs: 2000 },
  )
  expect(taken).toBeGreaterThan(100)
})
