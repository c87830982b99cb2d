import type * as z from 'zod/mini'
import type { RulesCheck, RulesComparison, RulesProblem, RulesVersion, RulesView } from '../../shared/api'
import { AppError } from '../errors'
import type { RulesVersionRow } from '../store/rules'
import type { Desk, RulesInForce } from './desk'
import type { Reader } from './rights'
import { changesBetween } from './rules-changes'

/** A text that cannot come into force; what was in force before it still is. */
export interface BrokenRules {
  /** Null: it never became one. */
  version: number | null
  text: string
  since: Date
  problems: readonly RulesProblem[]
}

/** Who keeps the rules in force. */
export interface RulesKeeper {
  current: () => RulesInForce | null
  /** Null: nothing is broken. */
  broken: () => BrokenRules | null
  /** The only place where these rules are written; null: the database, so that people may write them here. */
  file: string | null
  /** What would become of a text. */
  check: (text: string) => Promise<Omit<RulesCheck, 'changes'>>
  /** Puts into force what the database has newest. */
  apply: () => Promise<void>
}

const VERSIONS_LISTED = 20

const versionOf = ({ version, author, note, at }: Omit<RulesVersionRow, 'text' | 'hash'>) => ({
  version,
  author,
  note,
  at,
})

const findVersion = async ({ store }: Desk, version: number): Promise<RulesVersionRow> => {
  const found = await store.transaction((tx) => store.rules.find(tx, version))
  if (found) return found
  throw new AppError('not_found', `There is no version ${version} of the rules.`)
}

/** What is in force, and what is not because it is broken. */
export const viewRules = async (desk: Desk, keeper: RulesKeeper): Promise<z.output<typeof RulesView>> => {
  const inForce = keeper.current()
  const broken = keeper.broken()
  const { text = '', mode = 'shadow', warnings = [] } = inForce ?? {}
  return {
    inForce: inForce && { ...versionOf(await findVersion(desk, inForce.rules.version)), text, mode, warnings },
    file: keeper.file,
    broken: broken && { ...broken, problems: [...broken.problems] },
  }
}

/** A page of versions, the newest first; `before` null: the first page. */
export const listVersions = async ({ store }: Desk, before: number | null) => {
  const found = await store.rules.list(store.db, before, VERSIONS_LISTED + 1)
  return { versions: found.slice(0, VERSIONS_LISTED), hasMore: found.length > VERSIONS_LISTED }
}

/** One version with its text. Throws `AppError` `not_found`. */
export const viewVersion = async (desk: Desk, version: number) => {
  const found = await findVersion(desk, version)
  return { ...versionOf(found), text: found.text }
}

/** What the second changed of the first. Throws `AppError` `not_found`. */
export const compareVersions = async (
  desk: Desk,
  { from, to }: { from: number; to: number },
): Promise<z.output<typeof RulesComparison>> => {
  const before = await findVersion(desk, from)
  const after = await findVersion(desk, to)
  return { from: versionOf(before), to: versionOf(after), changes: changesBetween(before.text, after.text) }
}

/** What would become of a text, and how it differs from what is in force. */
export const checkText = async (keeper: RulesKeeper, text: string): Promise<RulesCheck> => ({
  ...(await keeper.check(text)),
  changes: changesBetween(keeper.current()?.text ?? '', text),
})

const sayProblems = (problems: readonly RulesProblem[]): string => {
  const [first] = problems
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
  const where = first ? `line ${first.line}: ${[first.path, first.message].filter(Boolean).join(': ')}` : ''
  return `These rules have ${count}, so they were not saved: ${where}`
}

/** Throws `AppError` `bad_request` with the first problem. */
const requireAcceptable = async (keeper: RulesKeeper, text: string): Promise<void> => {
  const { problems } = await keeper.check(text)
  if (problems.length > 0) throw new AppError('bad_request', sayProblems(problems))
}

/** Throws `AppError` `not_allowed` when a file alone says what the rules are. */
const requireWritable = ({ file }: RulesKeeper): void => {
  if (file === null) return
  throw new AppError(
    'not_allowed',
    `The rules are read from the file ${file}, so they cannot be saved here. Edit that file: Baton follows it.`,
  )
}

const overtaken = ({ version, author, note }: RulesVersionRow): AppError =>
  new AppError(
    'changed_meanwhile',
    `${author} saved version ${version} meanwhile${note ? ` (${note})` : ''}. See what it changed, then save yours on top of it.`,
  )

/**
 * Keeps a text as the newest version and puts it into force. A text that is the newest already stays that version.
 * `base`: the version it was written from, null: none; undefined: whatever is newest.
 */
const accept = async (
  desk: Desk,
  keeper: RulesKeeper,
  reader: Reader,
  { text, note, base }: { text: string; note: string; base?: number | null },
): Promise<z.output<typeof RulesVersion>> => {
  const { store, clock, people } = desk
  const author = people().teammateById.get(reader.teammateId)?.name ?? reader.teammateId
  const kept = await store.transaction(function* (tx) {
    yield* store.turns.take(tx, 'desk')
    const newest = yield* store.rules.latest(tx)
    if (newest?.text === text) return newest
    if (newest && base !== undefined && newest.version !== base) throw overtaken(newest)
    return yield* store.rules.add(tx, { text, author, note, at: clock() })
  })
  await keeper.apply()
  return versionOf(kept)
}

/** Throws `AppError`: `not_allowed` where a file says the rules, `bad_request`, `changed_meanwhile`. */
export const saveRules = async (
  desk: Desk,
  keeper: RulesKeeper,
  reader: Reader,
  edit: { text: string; note: string; base: number | null },
) => {
  requireWritable(keeper)
  await requireAcceptable(keeper, edit.text)
  return accept(desk, keeper, reader, edit)
}

/** Brings an earlier text back, as a new version. Throws as `saveRules` does, and `not_found`. */
export const restoreRules = async (
  desk: Desk,
  keeper: RulesKeeper,
  reader: Reader,
  { version, note }: { version: number; note: string },
) => {
  requireWritable(keeper)
  const { text } = await findVersion(desk, version)
  await requireAcceptable(keeper, text)
  return accept(desk, keeper, reader, { text, note: note || `Brings back version ${version}` })
}
