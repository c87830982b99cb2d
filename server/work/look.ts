import type { ConversationId } from '../../shared/ids'
import { type Asked, aboutToAsk, actOnAnswer } from '../actions/asked'
import type { Books } from '../actions/books'
import { confirm } from '../actions/confirm'
import type { Desk } from '../actions/desk'
import { loseSight } from '../actions/lose-sight'
import { merge } from '../actions/merge'
import { type Repaired, takeAsked } from '../actions/take-list'
import { later, SECOND } from '../clock'
import type { Logger } from '../log'
import type { Metrics } from '../metrics'
import { OUT_OF_SIGHT } from '../missive/client'
import { isGuestRow, readMessages, readSnapshot, type Snapshot, type Written } from '../missive/snapshot'
import type { Db, Steps } from '../store/database'
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

  /** `say` tells of what was done; where something newer came, Missive is asked again. */
  const act = async <T>(
    ids: ConversationId[],
    asked: Asked,
    work: (tx: Db, books: Books) => Steps<T>,
    say: (did: T) => void = () => {},
  ) => {
    const done = await actOnAnswer(desk, ids, asked, work)
    if (!done) return { again: later(clock(), OVERTAKEN_AGAIN_MS) }
    for (const kind of done.happened) metrics.handoff(kind)
    say(done.did)
    return DONE
  }

  const sayLost = (id: ConversationId) => (isNews: boolean) => {
    if (isNews)
      log.warn({ conversation: id }, 'Missive does not show a conversation to Baton any more; it was taken off')
  }

  const sayMerged = (id: ConversationId, into: ConversationId) => (isNews: boolean) => {
    if (isNews) log.info({ conversation: id, into }, 'Merged in Missive')
  }

  const sayRepaired = (id: ConversationId) => (repaired: Repaired[]) => {
    for (const { found } of repaired) {
      metrics.repair()
      log.info({ conversation: id, found }, 'No list shows a conversation that was open; Baton took over how it stands')
    }
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

  return async (id, { share, part, isRepair = false, isDoubtful = false }) => {
    const asked = await aboutToAsk(desk)
    const lost = () => act([id], asked, (tx, books) => loseSight(desk, tx, books, id), sayLost(id))
    const answer = await promptly(share, (client) => client.conversation(id), part)
    if (answer.kind === 'no room') return { again: answer.opensAt }
    if (answer.kind === 'failed') throw new Error(answer.reason)
    await store.conversations.asked(store.db, [id], clock())
    if (answer.kind === 'refused') {
      if (OUT_OF_SIGHT.includes(answer.status)) return lost()
      log.warn({ conversation: id, reason: answer.reason }, 'Missive refused to show a conversation')
      await store.conversations.shown(store.db, [id], clock())
      return DONE
    }
    const [payload] = answer.value.conversations
    if (!payload || isGuestRow(payload)) return lost()
    const snapshot = readSnapshot(payload, desk.people().readers)
    if (payload.id !== id)
      return act(
        [id, payload.id],
        asked,
        (tx, books) => merge(desk, tx, books, id, snapshot),
        sayMerged(id, payload.id),
      )
    if (isRepair) return act([id], asked, (tx, books) => takeAsked(desk, tx, books, snapshot), sayRepaired(id))
    const written = await unheard(id, snapshot, share)
    if (written instanceof Date) return { again: written }
    return act([id], asked, (tx, books) => confirm(desk, tx, books, id, snapshot, { isDoubtful, written }))
  }
}
