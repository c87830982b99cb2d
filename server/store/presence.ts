import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/** Any number that no other program on this database server is likely to lock. */
const PRESENCE_LOCK = 7_206_114_303
const AGAIN_MS = 1000

/**
 * Tells servers on one PostgreSQL database of each other: each holds a shared lock on a connection of its own while it
 * lives, and who gets the lock alone is alone. PostgreSQL frees it when a server dies, however it dies.
 */
export const createPresence = (pool: pg.Pool) => {
  let client: pg.PoolClient | null = null
  let isClosed = false

  const connect = async (): Promise<pg.PoolClient> => {
    const connected = await pool.connect()
    connected.on('error', () => void takeAgain(connected))
    client = connected
    return connected
  }

  const stay = (connected: pg.PoolClient) => connected.query('select pg_advisory_lock_shared($1)', [PRESENCE_LOCK])

  const takeAgain = async (lost: pg.PoolClient): Promise<void> => {
    lost.release(true)
    client = null
    while (!isClosed && !client) {
      await sleep(AGAIN_MS)
      if (!isClosed)
        await connect()
          .then(stay)
          .catch(() => {})
    }
  }

  return {
    /** From now on others see this server. Runs the body first when nobody else is there; who comes meanwhile waits. */
    async enter(whenAlone: () => Promise<void>): Promise<void> {
      const connected = await connect()
      const { rows } = await connected.query('select pg_try_advisory_lock($1) as is_alone', [PRESENCE_LOCK])
      if (rows[0].is_alone) await whenAlone()
      await stay(connected)
      if (rows[0].is_alone) await connected.query('select pg_advisory_unlock($1)', [PRESENCE_LOCK])
    },
    leave(): void {
      isClosed = true
      client?.release(true)
    },
  }
}
