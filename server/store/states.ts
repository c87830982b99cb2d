import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { Capabilities } from './capabilities'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

/** Small facts with one value each. Moments are ISO text. */
const shapes = {
  /** What the doctor found out about Missive. */
  capabilities: Capabilities,
  /** No call goes out before `until`: Missive asked for it, or nothing can be reached. */
  'missive pause': z.object({ until: z.iso.datetime(), reason: z.string() }),
  /** Which organization this database belongs to. */
  organization: z.object({ id: z.string(), name: z.string() }),
  /** What decided last: another snapshot means that what waits is decided again. */
  'rules in force': z.object({ snapshotId: z.string() }),
  /** Baton's conversation with a teammate was found not to be private; from `lookAgainAt` on the next code asked for is tried. */
  'sign-in refused': z.object({ reason: z.string(), lookAgainAt: z.iso.datetime() }),
}
type Shapes = typeof shapes
export type StateKey = keyof Shapes

export const createStates = ({ states }: Tables) => ({
  *get<K extends StateKey>(tx: Db, key: K): Steps<z.infer<Shapes[K]> | null> {
    const [row] = yield* run(tx.select().from(states).where(eq(states.key, key)))
    return row ? (shapes[key].parse(row.value) as z.infer<Shapes[K]>) : null
  },

  set: <K extends StateKey>(tx: Db, key: K, value: z.infer<Shapes[K]>, at: Date) =>
    tx.insert(states).values({ key, value, at }).onConflictDoUpdate({ target: states.key, set: { value, at } }),

  clear: (tx: Db, key: StateKey) => tx.delete(states).where(eq(states.key, key)),
})
