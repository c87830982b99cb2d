import type { TrailKind } from '../../shared/api'
import type { ConversationId } from '../../shared/ids'
import { confirm } from '../actions/confirm'
import type { Desk } from '../actions/desk'
import { loseSight } from '../actions/lose-sight'
import { merge } from '../actions/merge'
import { takeAsked } from '../actions/take-list'
import { later, SECOND } from '../clock'
import type { Logger } from '../log'
import type { Metrics } from '../metrics'
import { OUT_OF_SIGHT } from '../missive/client'
import { isGuestRow, readMessages, readSnapshot, type Snapshot, type Written } from '../missive/snapshot'
import type { Share } from '../store/tables'
import type { Promptly } from './promptly'

/** What came while Missive was asked is folded first; then it is asked again. */
const OVERTAKEN_AGAIN_MS = 5 * SECOND

export interface Looking {
  share: Share
  part?: number
  /** No list shows it any more: what is otherwise was missed. */
  isRepair?: boolean
  /** It was not decided before Missive was asked. */
  isDoubtful?: boolean
}

/** Asks Missive about one conversation and takes over what it shows. `again`: when to ask again; null: it was taken over. */
export type Look = (id: ConversationId, looking: Looking) => Promise<{ again: Date | null }>

export interface LookDeps {
  desk: Desk
  promptly: Promptly
  metrics: Metrics
  log: Logger
}

export const createLook = ({ desk, promptly, metrics, log }: LookDeps): Look => {
  const { store, clock } = desk
  const DONE = { again: null }

  const count = <T>({ value, happened }: { value: T; happened: TrailKind[] }): T => {
    for (const kind of happened) metrics.handoff(kind)
    return value
  }

  const lose = async (id: ConversationId) => {
    if (count(await loseSight(desk, id)))
      log.warn({ conversation: id }, 'Missive does not show a conversation to Baton any more; it was taken off')
    return DONE
  }

  /** What was written and no webhook told; null: there is nothing, or whose it is does not show. A moment: ask again then. */
  const unheard = async (
    id: ConversationId,
    { messages, customerAddress }: Snapshot,
    share: Share,
  ): Promise<readonly Written[] | Date | null> => {
    const known = await store.transaction((tx) => store.conversations.find(tx, id))
    if (!known || (!known.isWriterUnknown && (messages ?? 0) <= known.messages)) return null
    const answer = await promptly(share, (client) => client.messages(id))
    if (answer.kind === 'no room') return answer.opensAt
    if (answer.kind === 'failed') throw new Error(answer.reason)
    const addresses = [customerAddress, known.customerAddress, known.incoming?.from?.address.toLowerCase()]
    const ofCustomer = addresses.filter((address) => address != null)
    return answer.kind === 'ok' ? readMessages(answer.value.messages, ofCustomer) : null
  }

  const repair = async (id: ConversationId, snapshot: Parameters<typeof takeAsked>[1]) => {
    for (const { found } of count(await takeAsked(desk, snapshot))) {
      metrics.repair()
      log.info({ conversation: id, found }, 'No list shows a conversation that was open; Baton took over how it stands')
    }
    return DONE
  }

  return async (id, { share, part, isRepair = false, isDoubtful = false }) => {
    const latestDelivery = await store.transaction((tx) => store.deliveries.latest(tx))
    const answer = await promptly(share, (client) => client.conversation(id), part)
    if (answer.kind === 'no room') return { again: answer.opensAt }
    if (answer.kind === 'failed') throw new Error(answer.reason)
    await store.conversations.asked(store.db, [id], clock())
    if (answer.kind === 'refused') {
      if (OUT_OF_SIGHT.includes(answer.status)) return lose(id)
      log.warn({ conversation: id, reason: answer.reason }, 'Missive refused to show a conversation')
      await store.conversations.shown(store.db, [id], clock())
      return DONE
    }
    const [payload] = answer.value.conversations
    if (!payload || isGuestRow(payload)) return lose(id)
    const snapshot = readSnapshot(payload, desk.people().readers)
    if (payload.id !== id) {
      if (count(await merge(desk, id, snapshot))) log.info({ conversation: id, into: payload.id }, 'Merged in Missive')
      return DONE
    }
    const written = isRepair ? null : await unheard(id, snapshot, share)
    if (written instanceof Date) return { again: written }
    const told = await store.transaction((tx) => store.deliveries.toldSince(tx, [id], latestDelivery))
    if (told.size > 0) return { again: later(clock(), OVERTAKEN_AGAIN_MS) }
    if (isRepair) return repair(id, snapshot)
    count(await confirm(desk, id, snapshot, { isDoubtful, written }))
    return DONE
  }
}
