import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lookedAt } from '../../server/actions/looked-at'
import { waitsForRoomOf } from '../../server/actions/without-owner'
import { decide } from '../../server/routing/decide'
import type { Facts } from '../../server/routing/facts'
import { desks } from '../support/any-desk'
import { holds } from '../support/drawn'

/** These own nothing any more. */
const unburdened = (facts: Facts, ids: readonly string[]): Facts => ({
  ...facts,
  loads: Object.fromEntries(
    Object.entries(facts.loads).map(([id, load]) => [
      id,
      ids.includes(id) ? { ...load, openLoad: 0, conversations: 0 } : load,
    ]),
  ),
})

// Once somebody was drawn who is away for their own team, while another one lets them pass.
const KEPT = [-2005100819]

it('waits for the room of all who could have it if they owned less, and of nobody whose load changes nothing', () => {
  let given = 0
  holds(
    fc.property(desks, ({ facts, now }) => {
      const looked = lookedAt(facts)
      const decision = decide(looked.facts, now)
      fc.pre(decision.outcome.kind === 'wait' || decision.outcome.kind === 'needs attention')
      const awaited: readonly string[] = waitsForRoomOf({ decision, facts: looked.soFar() }, facts.rules)
      for (const { id } of facts.rules.teammates.filter((teammate) => !awaited.includes(teammate.id)))
        expect(decide(unburdened(facts, [id]), now).outcome).toEqual(decision.outcome)
      if (decide(unburdened(facts, awaited), now).outcome.kind === 'assign') given++
    }),
    { runs: 1000, kept: KEPT },
  )
  expect(given).toBeGreaterThan(0)
})
