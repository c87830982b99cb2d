import { createHash } from 'node:crypto'
import { desc, eq, getTableColumns, lt } from 'drizzle-orm'
import type { Directory } from '../rules/directory'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

export type RulesVersionRow = Tables['rulesVersions']['$inferSelect']

export const createRules = ({ rulesVersions, rulesSnapshots }: Tables) => {
  const { version, author, note, at } = getTableColumns(rulesVersions)

  return {
    *latest(tx: Db): Steps<RulesVersionRow | null> {
      const [row] = yield* run(tx.select().from(rulesVersions).orderBy(desc(version)).limit(1))
      return row ?? null
    },

    /** Null: there are none yet. */
    *latestVersion(tx: Db): Steps<number | null> {
      const [row] = yield* run(tx.select({ version }).from(rulesVersions).orderBy(desc(version)).limit(1))
      return row?.version ?? null
    },

    *find(tx: Db, wanted: number): Steps<RulesVersionRow | null> {
      const [row] = yield* run(tx.select().from(rulesVersions).where(eq(version, wanted)))
      return row ?? null
    },

    /** Without their texts, the newest first. `before` null: from the newest on. */
    list: (db: Db, before: number | null, limit: number) =>
      db
        .select({ version, author, note, at })
        .from(rulesVersions)
        .where(before === null ? undefined : lt(version, before))
        .orderBy(desc(version))
        .limit(limit),

    *add(tx: Db, row: Omit<RulesVersionRow, 'version' | 'hash'>): Steps<RulesVersionRow> {
      const hash = createHash('sha256').update(row.text).digest('hex')
      const [added] = yield* run(
        tx
          .insert(rulesVersions)
          .values({ ...row, hash })
          .returning(),
      )
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
  }
}
