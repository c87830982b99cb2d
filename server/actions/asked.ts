import type { TrailKind } from '../../shared/api'
import type { ConversationId } from '../../shared/ids'
import type { Db, Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { atDesk, type Books } from './books'
import type { Desk } from './desk'

/** When Missive was asked: what came since is newer than its answer. */
export interface Asked {
  at: Date
  /** Webhooks that came since have larger numbers; null: they are folded later, over the answer. */
  latestDelivery: number | null
}

/** To be read before Missive is asked. */
export const aboutToAsk = async ({ store, clock }: Pick<Desk, 'store' | 'clock'>): Promise<Asked> => ({
  at: clock(),
  latestDelivery: await store.transaction((tx) => store.deliveries.latest(tx)),
})

/** Of which of these conversations something newer than the answer came: a webhook, or another answer. */
export function* newerThan(
  { store, clock }: Desk,
  tx: Db,
  ids: ConversationId[],
  known: readonly Conversation[],
  { at, latestDelivery }: Asked,
): Steps<Set<ConversationId>> {
  const now = clock()
  const told = latestDelivery === null ? [] : yield* store.deliveries.toldSince(tx, ids, latestDelivery)
  // What a clock showed that has been set back since says nothing.
  const shown = known.filter(({ shownAt }) => shownAt > at && shownAt <= now).map(({ id }) => id)
  return new Set([...told, ...shown])
}

/**
 * Acts on what Missive answered about these conversations. In one transaction with the question whether anything newer came:
 * an old answer that is taken for news undoes what was done since. Null: something did, and nothing was done.
 */
export const actOnAnswer = async <T>(
  desk: Desk,
  ids: ConversationId[],
  asked: Asked,
  work: (tx: Db, books: Books) => Steps<T>,
): Promise<{ did: T; happened: TrailKind[] } | null> => {
  const { value, happened } = await atDesk(desk, function* (tx, books): Steps<{ did: T } | null> {
    const newer = yield* newerThan(desk, tx, ids, yield* books.lookUp(ids), asked)
    return newer.size > 0 ? null : { did: yield* work(tx, books) }
  })
  return value && { ...value, happened }
}
