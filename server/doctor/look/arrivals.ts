import type { ConversationId } from '../../../shared/ids'
import type { Store } from '../../store/store'

export interface Opened {
  store: Store
}

/** Every type of webhook that ever arrived with a good signature: no other is stored. */
export const typesArrived = async ({ store: { db, deliveries } }: Opened): Promise<string[]> => {
  const types = [...(await deliveries.kinds(db)), ...(await deliveries.types(db))]
  return [...new Set(types.flatMap(({ type }) => type ?? []))]
}

export const latestArrival = ({ store }: Opened): Promise<number> =>
  store.transaction((tx) => store.deliveries.latest(tx))

/** How many of each type arrived about this conversation since. */
export const arrivedAbout = async (
  { store: { db, deliveries } }: Opened,
  conversationId: ConversationId,
  since: number,
): Promise<Map<string, number>> => {
  const rows = await deliveries.typesSince(db, conversationId, since)
  return new Map(rows.map(({ type, times }) => [type ?? 'unknown', times]))
}
