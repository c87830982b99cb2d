import type { RulesInForce } from '../actions/desk'
import type { BrokenRules, RulesKeeper } from '../actions/rules-admin'
import { type Clock, later, SECOND } from '../clock'
import { StartError } from '../errors'
import type { Logger } from '../log'
import { acceptRules } from '../rules/accept'
import type { Directory } from '../rules/directory'
import { type Problem, parseRules } from '../rules/parse'
import { resolveRules } from '../rules/resolve'
import type { RulesDocument } from '../rules/schema'
import { directoryOf } from '../store/directory'
import type { Store } from '../store/store'
import { createInTurn } from './in-turn'
import type { RulesFile } from './rules-file'
import { putInForce, type Wanted } from './rules-in-force'

/** A rules document and how errors and people name it. */
export interface RulesText {
  text: string
  name: string
}

/** Where rules come from: a file that is followed, or the database, which begins with `first` when it has none. */
export type RulesSource =
  | { kind: 'file'; file: RulesFile; text: string }
  | { kind: 'database'; first: RulesText | null }

/** An editor may take a file away for a moment. */
const MISSED_AFTER_MS = 10 * SECOND

const DATABASE = 'the database'

/**
 * Throws `StartError` with every problem, one a line, each as `FILE:LINE:COLUMN PATH: what is wrong`. Its examples are run
 * later: who is in a team may be known to Missive alone.
 */
export const checkSource = (source: RulesSource): void => {
  const given = source.kind === 'file' ? { text: source.text, name: source.file.name } : source.first
  if (!given) return
  const parsed = parseRules(given.text, given.name)
  if ('problems' in parsed) throw new StartError(parsed.problems.map(({ text }) => text).join('\n'))
}

const atStart = (path: string, message: string): Problem => ({ line: 1, column: 1, path, message, text: message })

export interface KeeperDeps {
  store: Store
  clock: Clock
  log: Logger
  source: RulesSource
  /** Admins whatever the rules say. */
  adminEmails: readonly string[]
}

/** Keeps the rules in force: from the start on, when a file or another server changes them, and when people do. */
export const createRulesKeeper = ({ store, clock, log, source, adminEmails }: KeeperDeps) => {
  const inTurn = createInTurn()
  const name = source.kind === 'file' ? source.file.name : DATABASE
  let inForce: RulesInForce | null = null
  let broken: BrokenRules | null = null
  /** Of the file: what was accepted last, or null; and what was seen last; null: it was missed. */
  let accepted: string | null = null
  let seen = source.kind === 'file' ? source.text : null
  /** What the server started with, until Missive's people are known. */
  let first = seen
  let missingSince: Date | null = null
  /** Of the database: what was tried last, in force or broken. */
  let tried: number | null = null
  /** People's own absences, as the rules in force know them. */
  let knownAbsences = ''

  const readDirectory = async (): Promise<Directory> =>
    directoryOf(
      await store.directory.teammates(store.db),
      await store.directory.teams(store.db),
      await store.absences.current(store.db, clock()),
    )

  const keepBroken = (version: number | null, text: string, problems: readonly Problem[]): void => {
    broken = { version, text, since: clock(), problems }
    const meanwhile = inForce ? `version ${inForce.rules.version} stays in force` : 'nothing is routed'
    for (const problem of problems)
      log.error({ problem: problem.text.replaceAll('\n', ' ') }, `The rules have a problem: ${meanwhile}`)
  }

  const latestKept = () => store.transaction((tx) => store.rules.latest(tx))

  /** Its examples have not been run yet; where one fails, the rules that were in force before the start stay. */
  const acceptFirst = async (text: string): Promise<void> => {
    const judged = acceptRules(text, name, await readDirectory(), clock())
    const isBroken = 'problems' in judged
    accepted = isBroken ? ((await latestKept())?.text ?? null) : text
    first = null
    if (isBroken) keepBroken(null, text, judged.problems)
  }

  const findWanted = async (): Promise<Omit<Wanted, 'document'> | null> => {
    if (source.kind === 'file') {
      if (first !== null) await acceptFirst(first)
      if (accepted === null) return null
      const version = inForce?.text === accepted ? inForce.rules.version : null
      return { text: accepted, version, author: name, note: 'Read from the file', source: name }
    }
    const latest = await latestKept()
    if (latest) return { ...latest, source: name }
    const { first: begun } = source
    return begun && { text: begun.text, version: null, author: begun.name, note: 'What it began with', source: name }
  }

  const apply = async (): Promise<void> => {
    const wanted = await findWanted()
    if (!wanted) {
      if (broken) return
      log.warn('There are no rules yet, so nothing is routed. Write the first ones on the admin page.')
      return
    }
    const parsed = parseRules(wanted.text, name)
    if ('problems' in parsed) {
      keepBroken(wanted.version, wanted.text, parsed.problems)
      tried = wanted.version
      return
    }
    const previous = inForce
    const directory = await readDirectory()
    inForce = await putInForce(store, clock, { ...wanted, document: parsed.document }, directory, previous)
    knownAbsences = JSON.stringify(directory.absences)
    tried = inForce.rules.version
    // A file that is broken is so until it changes.
    if (source.kind === 'database') broken = null
    if (tried !== previous?.rules.version) log.info({ version: tried, author: wanted.author }, 'Rules are in force')
    for (const warning of inForce.warnings.filter((each) => !previous?.warnings.includes(each)))
      log.warn({ warning }, 'The rules have a warning')
  }

  const miss = (reason: string): boolean => {
    missingSince ??= clock()
    if (seen === null || later(missingSince, MISSED_AFTER_MS) > clock()) return false
    seen = null
    keepBroken(null, '', [
      { ...atStart('', `the file cannot be read (${reason})`), text: `${name} cannot be read (${reason})` },
    ])
    return false
  }

  const lookAtFile = async (file: RulesFile): Promise<boolean> => {
    const found = await file.look(seen)
    if (found.kind === 'unreadable') return miss(found.reason)
    missingSince = null
    if (found.kind === 'same') return false
    const judged = acceptRules(found.text, name, await readDirectory(), clock())
    if ('problems' in judged) {
      seen = found.text
      keepBroken(null, found.text, judged.problems)
      return false
    }
    accepted = found.text
    await apply()
    broken = null
    seen = found.text
    return true
  }

  const lookAtDatabase = async (): Promise<boolean> => {
    const newest = await store.transaction((tx) => store.rules.latestVersion(tx))
    if (newest === tried) return false
    await apply()
    return true
  }

  /** Another server was told of an absence, or one is over. */
  const lookAtAbsences = async (): Promise<boolean> => {
    const { absences } = await readDirectory()
    if (!inForce || JSON.stringify(absences) === knownAbsences) return false
    await apply()
    return true
  }

  const look = async (): Promise<boolean> =>
    (await (source.kind === 'file' ? lookAtFile(source.file) : lookAtDatabase())) || (await lookAtAbsences())

  /** Nobody could mend rules that leave nobody to open the page. */
  const lockOut = (document: RulesDocument, directory: Directory): Problem[] => {
    if (source.kind === 'file') return []
    const { teammates } = resolveRules(document, directory, 0).rules
    const hasAdmin = teammates.some(({ access, email }) => access === 'admin' || adminEmails.includes(email))
    return hasAdmin ? [] : [atStart('teammates', 'nobody has access: admin, so nobody could open this page again')]
  }

  return {
    current: () => inForce,
    broken: () => broken,
    file: source.kind === 'file' ? name : null,

    async check(text: string) {
      const directory = await readDirectory()
      const judged = acceptRules(text, name, directory, clock())
      const problems = 'problems' in judged ? judged.problems : lockOut(judged.document, directory)
      return {
        problems: problems.map(({ line, column, path, message }) => ({ line, column, path, message })),
        warnings: 'warnings' in judged ? judged.warnings : [],
        examples: judged.examples.map(({ subject, misses, decision }) => ({
          subject,
          isRight: misses.length === 0,
          sentence: decision.outcome.sentence,
        })),
      }
    },

    /** Ties what is wanted to the people whom Missive has now. */
    apply: () => inTurn(apply),

    /** Whether the file, the database or people's absences say otherwise than before; true: other rules came into force. */
    look: () => inTurn(look),
  } satisfies RulesKeeper & { look: () => Promise<boolean> }
}
