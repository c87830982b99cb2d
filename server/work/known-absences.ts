import { isDeepStrictEqual } from 'node:util'
import type { TeammateId } from '../../shared/ids'
import type { Away, Rules } from '../routing/facts'
import { type Db, run, type Steps } from '../store/database'
import type { Store } from '../store/store'

const keyOf = (id: TeammateId, { from, to }: Away): string => `${id} ${from.toISOString()} ${to?.toISOString() ?? ''}`

/** The rules with when each absence of theirs first came to be known: what counts from then counts across versions and servers. */
export function* withKnownAbsences(store: Store, tx: Db, rules: Rules, now: Date): Steps<Rules> {
  const before = (yield* store.states.get(tx, 'absences known')) ?? {}
  const known: Record<string, string> = {}
  const teammates = rules.teammates.map((teammate) => {
    if (teammate.away.length === 0) return teammate
    const away = teammate.away.map((each) => {
      const key = keyOf(teammate.id, each)
      const at = before[key] ?? now.toISOString()
      known[key] = at
      return { ...each, knownAt: new Date(at) }
    })
    return { ...teammate, away }
  })
  if (!isDeepStrictEqual(known, before)) yield* run(store.states.set(tx, 'absences known', known, now))
  return { ...rules, teammates }
}
