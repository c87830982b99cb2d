import { resolve } from 'node:path'
import { expect } from 'vitest'
import { createLog } from '../../server/log'
import { openDatabase } from '../../server/store/open'
import { createStore, type Store } from '../../server/store/store'
import type { Tables } from '../../server/store/tables'

export const MIGRATIONS = resolve('server/store/migrations')

/** Looks into a database beside the server that works on it. */
export const withStore = async <T>(
  databaseUrl: string,
  look: (store: Store, tables: Tables) => Promise<T>,
): Promise<T> => {
  const database = await openDatabase(databaseUrl, MIGRATIONS, createLog('silent'))
  try {
    return await look(createStore(database), database.tables)
  } finally {
    await database.close()
  }
}

/** The counters beside the rows equal what the rows themselves say. Returns them, by teammate, without zeros. */
export const expectLoadsRight = (databaseUrl: string): Promise<Record<string, number>> =>
  withStore(databaseUrl, async (store) => {
    const kept = await store.transaction((tx) => store.loads.all(tx))
    const rows = await store.conversations.recount(store.db)
    const held = Object.entries(kept).filter(([, { conversations }]) => conversations !== 0)
    const shown = held.map(([id, { openLoad, conversations }]) => [id, { openLoad, conversations }])
    const counted = rows.map(({ teammateId, ...load }) => [teammateId, load])
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(counted))
    return Object.fromEntries(held.map(([id, { openLoad }]) => [id, openLoad]))
  })
