import { createHash } from 'node:crypto'
import type { RulesInForce } from '../actions/desk'
import type { Clock } from '../clock'
import { StartError } from '../errors'
import { parseRules } from '../rules/parse'
import { resolveRules } from '../rules/resolve'
import type { RulesDocument } from '../rules/schema'
import { run } from '../store/database'
import { directoryOf } from '../store/directory'
import type { Store } from '../store/store'

/** Where the rules come from: a file, or the database. */
export interface RulesSource {
  text: string
  /** As errors and people name it. */
  name: string
}

const hashOf = (...parts: string[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex')
}

const parse = (text: string, source: string): RulesDocument => {
  const parsed = parseRules(text, source)
  if ('problems' in parsed) throw new StartError(parsed.problems.map((problem) => problem.text).join('\n'))
  return parsed.document
}

/** Throws `StartError` with every problem, one a line, each as `FILE:LINE:COLUMN PATH: what is wrong`. */
export const checkRules = ({ text, name }: RulesSource): void => {
  parse(text, name)
}

/**
 * Checks the document, keeps it as a new version when it changed, and ties it to the people whom Missive has. `file` null:
 * the latest version in the database. Returns null when there is none. Throws as `checkRules` does.
 */
export const putInForce = async (
  store: Store,
  clock: Clock,
  file: RulesSource | null,
): Promise<RulesInForce | null> => {
  const users = await store.directory.teammates(store.db)
  const teams = await store.directory.teams(store.db)
  const directory = directoryOf(users, teams)
  const latest = await store.transaction((tx) => store.rules.latest(tx))
  const text = file?.text ?? latest?.text
  if (text === undefined) return null
  const source = file?.name ?? 'the database'
  const document = parse(text, source)
  return store.transaction(function* (tx) {
    yield* store.turns.take(tx, 'desk')
    const now = clock()
    const hash = hashOf(text)
    const newest = yield* store.rules.latest(tx)
    const kept =
      newest?.hash === hash
        ? newest
        : yield* store.rules.add(tx, { text, hash, author: source, note: 'Read at the start', at: now })
    const snapshotId = hashOf(String(kept.version), JSON.stringify(directory))
    yield* run(store.rules.keepSnapshot(tx, snapshotId, kept.version, directory, now))
    const { rules, mode, warnings } = resolveRules(document, directory, kept.version)
    const previous = yield* store.states.get(tx, 'rules in force')
    if (previous?.snapshotId !== snapshotId) {
      yield* run(store.states.set(tx, 'rules in force', { snapshotId }, now))
      const unowned = yield* run(store.conversations.unowned(tx))
      if (unowned.length > 0)
        yield* run(
          store.dueWork.plan(
            tx,
            'decide',
            unowned.map(({ id }) => id),
            now,
          ),
        )
    }
    return { rules, mode, snapshotId, text, source, warnings }
  })
}
