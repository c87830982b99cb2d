import { isDeepStrictEqual } from 'node:util'
import { type Capabilities, learn, NOTHING_KNOWN } from '../store/capabilities'
import { type Db, run, type Steps } from '../store/database'
import type { Desk } from './desk'

/** Kinds of webhook that tell of an owner. */
const TELLS_OF_OWNERS = 'conversation_assignee_change'
/** One webhook may be lost; so many handoffs that none told of, with none in between that one did, are no accident. */
const NO_ACCIDENT = 3

/** Keeps what this Missive was seen to do, for Baton to go by. */
export function* learnThat(
  { store, clock }: Pick<Desk, 'store' | 'clock'>,
  tx: Db,
  seen: Partial<Capabilities>,
): Steps<void> {
  const known = (yield* store.states.get(tx, 'capabilities')) ?? NOTHING_KNOWN
  const found = learn(known, { ...NOTHING_KNOWN, ...seen })
  if (!isDeepStrictEqual(found, known)) yield* run(store.states.set(tx, 'capabilities', found, clock()))
}

/**
 * What is known of this Missive. Whether it tells of what Baton changes is seen anew with each handoff: by a webhook, or
 * only when it was read.
 */
export function* knownCapabilities({ store }: Pick<Desk, 'store'>, tx: Db): Steps<Capabilities> {
  const known = (yield* store.states.get(tx, 'capabilities')) ?? NOTHING_KNOWN
  const latest = yield* store.outbox.latestSeen(tx, NO_ACCIDENT)
  if (latest.includes('webhook')) return { ...known, apiWritesFireWebhooks: 'yes' }
  if (latest.length < NO_ACCIDENT) return known
  const kinds = yield* run(store.deliveries.kinds(tx))
  // Without a rule for it Missive tells of no change of owner, whoever makes it.
  const isTold = kinds.some(({ type }) => type === TELLS_OF_OWNERS)
  return { ...known, apiWritesFireWebhooks: isTold ? 'no' : 'unknown' }
}
