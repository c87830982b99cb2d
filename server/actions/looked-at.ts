import type { Facts } from '../routing/facts'
import type { NewDecision } from '../store/decisions'

/** A record that notes which of its entries are looked at. */
const noting = <Key extends string, Value>(record: Readonly<Record<Key, Value>>) => {
  const noted = {} as Record<Key, Value>
  const get = (_: unknown, name: string | symbol): Value | undefined => {
    const key = name as Key
    const value: Value | undefined = record[key]
    if (value !== undefined) noted[key] = value
    return value
  }
  return { record: new Proxy<Readonly<Record<Key, Value>>>(record, { get }), noted }
}

/**
 * The same facts, and what of them was looked at by then: a replay needs no other loads and turns, and a large desk has
 * many.
 */
export const lookedAt = (facts: Facts): { facts: Facts; soFar: () => NewDecision['facts'] } => {
  const loads = noting(facts.loads)
  const turns = noting(facts.turns)
  const { conversation, relations } = facts
  return {
    facts: { ...facts, loads: loads.record, turns: turns.record },
    soFar: () => ({ conversation, relations, loads: loads.noted, turns: turns.noted }),
  }
}
