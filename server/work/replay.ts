import { isDeepStrictEqual } from 'node:util'
import type { Decision } from '../../shared/decision'
import { decide } from '../routing/decide'
import type { Rules } from '../routing/facts'
import { parseRules } from '../rules/parse'
import { resolveRules } from '../rules/resolve'
import type { Db, Steps } from '../store/database'
import { KeptFacts } from '../store/kept-facts'
import type { Store } from '../store/store'

export interface Replayed {
  decided: Decision
  /** The same, when nothing but what was kept went into it. */
  again: Decision
  isSame: boolean
}

/**
 * Decides again what was decided, from what was kept of it: facts, moment, rules and people of that time. Null: there is no
 * such decision. Throws when its rules can no longer be read. Rules are read once for each snapshot.
 */
export const createReplay = (store: Store): ((decisionId: string) => Promise<Replayed | null>) => {
  const rulesBySnapshot = new Map<string, Rules>()

  function* rulesOf(tx: Db, snapshotId: string): Steps<Rules> {
    const known = rulesBySnapshot.get(snapshotId)
    if (known) return known
    const snapshot = yield* store.rules.snapshot(tx, snapshotId)
    const version = snapshot && (yield* store.rules.find(tx, snapshot.version))
    if (!version) throw new Error('The rules of a decision were not kept')
    const parsed = parseRules(version.text, `version ${version.version}`)
    if ('problems' in parsed) throw new Error(`Version ${version.version} of the rules can no longer be read`)
    const { rules } = resolveRules(parsed.document, snapshot.directory, version.version)
    rulesBySnapshot.set(snapshotId, rules)
    return rules
  }

  return (decisionId) =>
    store.transaction(function* (tx): Steps<Replayed | null> {
      const kept = yield* store.decisions.find(tx, decisionId)
      if (!kept) return null
      const rules = yield* rulesOf(tx, kept.rulesSnapshotId)
      const again = decide({ ...KeptFacts.parse(kept.facts), rules }, kept.at)
      return { decided: kept.decision, again, isSame: isDeepStrictEqual(again, kept.decision) }
    })
}
