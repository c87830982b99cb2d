import { createHash } from 'node:crypto'
import { atDesk, type Books } from '../actions/books'
import type { RulesInForce } from '../actions/desk'
import { pressureOf } from '../actions/pressure'
import { reweigh } from '../actions/reweigh'
import type { Clock } from '../clock'
import { checkRules } from '../rules/checks/check-rules'
import type { Directory } from '../rules/directory'
import { resolveRules } from '../rules/resolve'
import { runExamples, sayMisses } from '../rules/run-examples'
import type { RulesDocument } from '../rules/schema'
import { type Db, run, type Steps } from '../store/database'
import type { Store } from '../store/store'
import { withKnownAbsences } from './known-absences'

/** A document that is to be in force. */
export interface Wanted {
  document: RulesDocument
  text: string
  /** Null: it has none yet, unless it is the newest. */
  version: number | null
  author: string
  note: string
  /** Where it comes from, for people. */
  source: string
}

const hashOf = (...parts: string[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex')
}

/** Examples were right when the document was accepted; people have come and gone since. */
const warningsOf = (document: RulesDocument, directory: Directory, now: Date): string[] => [
  ...checkRules(document, directory, now),
  ...runExamples(document, directory)
    .filter(({ misses }) => misses.length > 0)
    .map((result) => `examples[${result.index}]: ${sayMisses(result)}`),
]

function* versionOf(store: Store, tx: Db, { version, text, author, note }: Wanted, now: Date): Steps<number> {
  if (version !== null) return version
  const newest = yield* store.rules.latest(tx)
  return newest?.text === text ? newest.version : (yield* store.rules.add(tx, { text, author, note, at: now })).version
}

/**
 * Keeps the document as a version and ties it to the people whom Missive has. Where that makes a difference to what
 * decided before, on this server (`previous`) or on any other, what is owned is weighed anew, and what waits is decided again.
 */
export const putInForce = async (
  store: Store,
  clock: Clock,
  wanted: Wanted,
  directory: Directory,
  previous: RulesInForce | null,
): Promise<RulesInForce> => {
  let next: RulesInForce | null = null
  const { value } = await atDesk({ store, clock, rules: () => next }, function* (tx, books): Steps<RulesInForce> {
    const now = clock()
    const { document, text, source } = wanted
    const version = yield* versionOf(store, tx, wanted, now)
    const snapshotId = hashOf(String(version), JSON.stringify(directory))
    yield* run(store.rules.keepSnapshot(tx, snapshotId, version, directory, now))
    const { rules: resolved, mode } = resolveRules(document, directory, version)
    const rules = yield* withKnownAbsences(store, tx, resolved, now)
    const decidedLast = yield* store.states.get(tx, 'rules in force')
    if (decidedLast?.snapshotId !== snapshotId) yield* run(store.states.set(tx, 'rules in force', { snapshotId }, now))
    next = { rules, mode, snapshotId, text, source, warnings: warningsOf(document, directory, now) }
    if (decidedLast?.snapshotId !== snapshotId || (previous && previous.snapshotId !== snapshotId)) {
      yield* reweigh(store, tx, books)
      yield* decideWhatWaits(store, tx, books, now)
    }
    return next
  })
  return value
}

/** But for those that a person has for now. */
function* decideWhatWaits(store: Store, tx: Db, books: Books, now: Date): Steps<void> {
  for (const unowned of yield* run(store.conversations.unowned(tx)))
    if (unowned.waitStatus !== 'held')
      books.plan({ kind: 'decide', subjectId: unowned.id, dueAt: now, rank: pressureOf(unowned) })
}
