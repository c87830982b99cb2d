import { readFileSync } from 'node:fs'
import { acceptRules } from '../../rules/accept'
import type { Directory } from '../../rules/directory'
import type { Problem } from '../../rules/parse'
import type { RulesDocument } from '../../rules/schema'
import type { DatabaseLook } from './database'

/** The rules that Baton would follow. `source` is how people know them. */
export type RulesLook =
  | { kind: 'read'; source: string; document: RulesDocument }
  | { kind: 'broken'; source: string; problems: Problem[] }
  | { kind: 'unreadable'; source: string; code: string }
  | { kind: 'none' }
  | { kind: 'unknown' }

const readText = async (
  file: string | null,
  database: DatabaseLook,
): Promise<{ text: string; source: string } | RulesLook> => {
  if (file !== null)
    try {
      return { text: readFileSync(file, 'utf8'), source: file }
    } catch (error) {
      return { kind: 'unreadable', source: file, code: (error as NodeJS.ErrnoException).code ?? 'unknown' }
    }
  if (database.kind === 'new') return { kind: 'none' }
  if (database.kind !== 'ready') return { kind: 'unknown' }
  const { store } = database
  const latest = await store.transaction((tx) => store.rules.latest(tx))
  return latest ? { text: latest.text, source: `rules version ${latest.version}` } : { kind: 'none' }
}

/** `file` null: those in the database. `directory` null: Missive could not be asked. */
export const lookAtRules = async (
  file: string | null,
  database: DatabaseLook,
  directory: Directory | null,
  now: Date,
): Promise<RulesLook> => {
  const read = await readText(file, database)
  if ('kind' in read) return read
  const { text, source } = read
  const accepted = acceptRules(text, source, directory, now)
  if ('problems' in accepted) return { kind: 'broken', source, problems: accepted.problems }
  return { kind: 'read', source, document: accepted.document }
}
