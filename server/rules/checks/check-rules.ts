import type { Directory } from '../directory'
import { completeDirectory } from '../examples-directory'
import { omissions, resolveRules } from '../resolve'
import type { RulesDocument } from '../schema'
import { checkAbsences } from './absences'
import { checkHours } from './hours'
import { checkPeople } from './people'
import { checkTopics } from './topics'

/**
 * What may come into force and yet looks like a mistake, each as `PATH: what is so`; with Missive also what rests.
 * `directory` null: without Missive, the document's own people stand in for it, and nothing is said of teams whose
 * members only Missive knows.
 */
export const checkRules = (document: RulesDocument, directory: Directory | null, now: Date): string[] => {
  const { rules, warnings } = resolveRules(document, directory ?? completeDirectory(document, null), 0)
  const known = rules.teams.filter(({ name }) => directory !== null || document.teams[name]?.members !== undefined)
  return [
    ...(directory ? warnings : omissions(document)),
    ...checkTopics(rules),
    ...checkPeople(document, rules, directory),
    ...checkHours(rules, known, now),
    ...checkAbsences(rules, known, now),
  ]
}
