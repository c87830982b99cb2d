import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { TeammateId } from '../../shared/ids'
import { Capabilities } from './capabilities'
import { type Db, run, type Steps } from './database'
import type { Tables } from './tables'

/** Small facts with one value each. Moments are ISO text. */
const shapes = {
  /** What the doctor found out about Missive. */
  capabilities: Capabilities,
  /**
   * No call goes out before `until`: Missive asked for it. With `lockedOutSince` it does not accept the token, and then
   * one call at a time finds out whether it does again.
   */
  'missive pause': z.object({
    until: z.iso.datetime(),
    reason: z.string(),
    lockedOutSince: z.iso.datetime().optional(),
  }),
  /** A deep sweep under way: it goes on until it has ended, also after a restart. */
  'deep sweep': z.object({ startedAt: z.iso.datetime() }),
  /** The latest recount, and how many teammates' counters it mended. */
  recount: z.object({ at: z.iso.datetime(), differences: z.number() }),
  /** Which organization this database belongs to. */
  organization: z.object({ id: z.string(), name: z.string() }),
  /** Teams whose routing people paused; `team` null: all. */
  'routing paused': z.array(
    z.object({
      team: z.string().nullable(),
      by: z.string().pipe(TeammateId),
      since: z.iso.datetime(),
      note: z.string(),
    }),
  ),
  /** What decided last: another snapshot means that what waits is decided again. */
  'rules in force': z.object({ snapshotId: z.string() }),
  /** When each absence of the rules document came to be known, by teammate and stretch. */
  'absences known': z.record(z.string(), z.iso.datetime()),
  /** Baton's conversation with a teammate was found not to be private; from `lookAgainAt` on the next code asked for is tried. */
  'sign-in refused': z.object({ reason: z.string(), lookAgainAt: z.iso.datetime() }),
}
type Shapes = typeof shapes
export type StateKey = keyof Shapes
export type StateOf<K extends StateKey> = z.infer<Shapes[K]>

export const createStates = ({ states }: Tables) => ({
  *get<K extends StateKey>(tx: Db, key: K): Steps<StateOf<K> | null> {
    const [row] = yield* run(tx.select().from(states).where(eq(states.key, key)))
    return row ? (shapes[key].parse(row.value) as StateOf<K>) : null
  },

  set: <K extends StateKey>(tx: Db, key: K, value: StateOf<K>, at: Date) =>
    tx.insert(states).values({ key, value, at }).onConflictDoUpdate({ target: states.key, set: { value, at } }),

  clear: (tx: Db, key: StateKey) => tx.delete(states).where(eq(states.key, key)),
})
