import type { ConversationId, TeammateId, TeamName } from '../../shared/ids'
import type { LoadFacts } from '../routing/facts'
import type { PastConversation } from '../store/conversations'
import { type Db, run, type Steps } from '../store/database'
import type { Store } from '../store/store'
import type { Conversation } from '../store/tables'
import type { NewTrailRow } from '../store/trail'

/** Of a conversation's trail, and of a customer's other conversations, so many of the latest are looked at. */
const LATEST = 50

/** What the desk remembers and a decision may look at. */
export interface Memory {
  loads: Readonly<Record<TeammateId, LoadFacts>>
  /** Round robin: how each team's members follow; the last one had the latest turn. */
  turns: Readonly<Record<TeamName, readonly TeammateId[]>>
  /** The same customer's other conversations, the latest active first; no private ones. */
  historyOf(conversation: Conversation): Steps<readonly PastConversation[]>
  /** Who held it, newest first. */
  trailOf(conversation: Conversation): Steps<readonly NewTrailRow[]>
}

/** As the database has it: for who changes nothing. */
export function* recall(store: Store, tx: Db): Steps<Memory> {
  return {
    loads: yield* store.loads.all(tx),
    turns: yield* store.teamTurns.all(tx),
    ...createRecollection(store, tx, { rows: new Map(), trail: [] }),
  }
}

/** What a transaction holds in hand. */
interface InHand {
  /** `read` null: the database has none. */
  rows: ReadonlyMap<ConversationId, { read: Conversation | null; now: Conversation | null }>
  /** Entries that the database does not have yet, oldest first. */
  trail: readonly NewTrailRow[]
}

/** History and trail as they stand once the transaction is over; each is read once. */
export const createRecollection = (store: Store, tx: Db, { rows, trail }: InHand) => {
  const historyByAddress = new Map<string, PastConversation[]>()
  const trailById = new Map<ConversationId, NewTrailRow[]>()

  const inHandOf = (address: string): PastConversation[] =>
    [...rows.values()].flatMap(({ now }) => (now && now.customerAddress === address && !now.isPrivate ? [now] : []))

  return {
    *historyOf({ id, customerAddress }: Conversation): Steps<PastConversation[]> {
      if (!customerAddress) return []
      const known = historyByAddress.get(customerAddress)
      const read = known ?? (yield* run(store.conversations.ofCustomer(tx, customerAddress, LATEST + 1)))
      historyByAddress.set(customerAddress, read)
      return [...inHandOf(customerAddress), ...read.filter((row) => !rows.has(row.id))]
        .filter((row) => row.id !== id)
        .sort((a, b) => +b.lastActivityAt - +a.lastActivityAt || (a.id < b.id ? -1 : 1))
        .slice(0, LATEST)
    },

    *trailOf({ id }: Conversation): Steps<NewTrailRow[]> {
      const fresh = trail.filter(({ conversationId }) => conversationId === id).reverse()
      const isNew = rows.get(id)?.read === null
      const read = isNew ? [] : (trailById.get(id) ?? (yield* run(store.trail.of(tx, id, LATEST))))
      trailById.set(id, read)
      return [...fresh, ...read].slice(0, LATEST)
    },

    /** Reads the trails of these at once, for who asks for each of them next. */
    *lookUpTrails(ids: ConversationId[]): Steps<void> {
      if (ids.length === 0) return
      for (const id of ids) trailById.set(id, [])
      for (const entry of yield* run(store.trail.ofMany(tx, ids))) trailById.get(entry.conversationId)?.push(entry)
    },
  }
}
