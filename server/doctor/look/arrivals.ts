import { and, count, eq, gt, max } from 'drizzle-orm'
import type { ConversationId } from '../../../shared/ids'
import type { Store } from '../../store/store'
import type { Tables } from '../../store/tables'

export interface Opened {
  store: Store
  tables: Tables
}

/** Every type of webhook that ever arrived with a good signature: no other is stored. */
export const typesArrived = async ({ store, tables: { deliveries } }: Opened): Promise<string[]> => {
  const folded = await store.deliveries.kinds(store.db)
  const kept = await store.db.select({ type: deliveries.type }).from(deliveries).groupBy(deliveries.type)
  return [...new Set([...folded, ...kept].flatMap(({ type }) => type ?? []))]
}

export const latestArrival = async ({ store, tables: { deliveries } }: Opened): Promise<number> => {
  const [row] = await store.db.select({ latest: max(deliveries.id) }).from(deliveries)
  return row?.latest ?? 0
}

/** How many of each type arrived about this conversation since. */
export const arrivedAbout = async (
  { store, tables: { deliveries } }: Opened,
  conversationId: ConversationId,
  since: number,
): Promise<Map<string, number>> => {
  const rows = await store.db
    .select({ type: deliveries.type, times: count() })
    .from(deliveries)
    .where(and(eq(deliveries.conversationId, conversationId), gt(deliveries.id, since)))
    .groupBy(deliveries.type)
  return new Map(rows.map(({ type, times }) => [type ?? 'unknown', times]))
}
