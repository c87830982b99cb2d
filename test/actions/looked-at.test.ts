import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lookedAt } from '../../server/actions/looked-at'
import { decide } from '../../server/routing/decide'
import { KeptFacts } from '../../server/store/kept-facts'
import { desks } from '../support/any-desk'
import { holds } from '../support/drawn'

const throughDatabase = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

it('keeps all that a decision looked at: it comes out the same from that alone', () => {
  holds(
    fc.property(desks, ({ facts, now }) => {
      const looked = lookedAt(facts)
      const decision = decide(looked.facts, now)
      const kept = KeptFacts.parse(throughDatabase(looked.soFar()))
      expect(decide({ ...kept, rules: facts.rules }, now)).toEqual(decision)
    }),
    { runs: 1000 },
  )
})

it('keeps nothing of people whom nobody thought of', () => {
  const [{ facts, now }] = fc.sample(desks, { numRuns: 1, seed: 1 }) as [{ facts: never; now: Date }]
  const looked = lookedAt(facts)
  decide({ ...looked.facts, conversation: { ...looked.facts.conversation, isClosed: true } }, now)
  expect(looked.soFar()).toMatchObject({ loads: {}, turns: {} })
})
