import { desc, eq } from 'drizzle-orm'
import type { Directory } from '../rules/directory'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

export type RulesVersion = Tables['rulesVersions']['$inferSelect']

export const createRules = ({ rulesVersions, rulesSnapshots }: Tables) => ({
  *latest(tx: Db): Steps<RulesVersion | null> {
    const [row] = yield* run(tx.select().from(rulesVersions).orderBy(desc(rulesVersions.version)).limit(1))
    return row ?? null
  },

  *add(tx: Db, row: Omit<RulesVersion, 'version'>): Steps<RulesVersion> {
    const [added] = yield* run(tx.insert(rulesVersions).values(row).returning())
    if (!added) throw new Error('The database kept no rules version')
    return added
  },

  /** Kept once for each version and directory; `id` tells them apart. */
  keepSnapshot: (tx: Db, id: string, version: number, directory: Directory, at: Date) =>
    tx.insert(rulesSnapshots).values({ id, version, directory, at }).onConflictDoNothing(),

  *snapshot(tx: Db, id: string): Steps<{ version: number; directory: Directory } | null> {
    const [row] = yield* run(tx.select().from(rulesSnapshots).where(eq(rulesSnapshots.id, id)))
    return row ?? null
  },
})
