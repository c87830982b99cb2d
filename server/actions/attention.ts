import type * as z from 'zod/mini'
import type { Attention, AttentionKind, Concern } from '../../shared/api'
import type { ConversationId } from '../../shared/ids'
import { later } from '../clock'
import { sayList } from '../routing/spoken'
import { type ConcernKey, type ConcernRow, concernIdOf } from '../store/attention'
import type { Db, Steps } from '../store/database'
import type { AttentionRow, Conversation, DeliveryRow, OutboxRow } from '../store/tables'
import type { Desk } from './desk'
import { personOf } from './person'
import { sayUnanswered } from './running'
import { OVERDUE_MS, sayTwoOwners } from './two-owners'

const LISTED = 50

/** Two owners since then are for people to settle. */
export const unsettledSince = (desk: Desk): Date => later(desk.clock(), -OVERDUE_MS)

/** What a concern is about. */
export interface About {
  call: OutboxRow | null
  delivery: DeliveryRow | null
  /** Null: of none that Baton knows. */
  conversation: Conversation | null
}

type Sayings = Record<AttentionKind, (desk: Desk, about: About) => string>

const sayRefused = (desk: Desk, { call }: About): string => {
  const reason = call?.reason ?? 'Missive gave no reason.'
  const to = call?.call.assign?.map((id) => personOf(desk, id).name)
  if (!to) return reason
  return to.length > 0 ? `Not handed to ${sayList(to, 5)}. ${reason}` : `Not put back in the queue. ${reason}`
}

const SAYINGS: Sayings = {
  refused: sayRefused,
  'no owner': (_, { conversation }) => conversation?.waitSentence ?? 'Nobody could be found for it.',
  'two owners': (desk, { conversation }) =>
    conversation ? sayTwoOwners(desk, conversation, desk.clock()).sentence : '',
  unheard: (_, { conversation }) => conversation?.unheard ?? '',
  unanswered: (desk, { conversation }) => (conversation && sayUnanswered(desk, conversation)) ?? '',
  'not understood': (_, { delivery }) => `${delivery?.type ?? 'Unknown kind'}: ${delivery?.reason ?? 'no reason kept'}`,
}

export const sayConcern = (desk: Desk, { kind }: ConcernKey, about: About): string => SAYINGS[kind](desk, about)

/** What these are about, read at once. */
export function* readAbout(desk: Desk, tx: Db, concerns: readonly ConcernKey[]): Steps<About[]> {
  const { store } = desk
  const numbersOf = (kind: AttentionKind) =>
    concerns.flatMap((concern) => (concern.kind === kind ? Number(concern.subjectId) : []))
  const calls = yield* store.outbox.byNumbers(tx, numbersOf('refused'))
  const deliveries = yield* store.deliveries.byNumbers(tx, numbersOf('not understood'))
  const found = concerns.map(({ kind, subjectId }) => ({
    call: (kind === 'refused' && calls.find(({ id }) => id === Number(subjectId))) || null,
    delivery: (kind === 'not understood' && deliveries.find(({ id }) => id === Number(subjectId))) || null,
    subjectId,
  }))
  const idOf = ({ call, delivery, subjectId }: (typeof found)[number]) =>
    call ? call.lane : delivery ? delivery.conversationId : (subjectId as ConversationId)
  const conversations = yield* store.conversations.lookUp(
    tx,
    found.flatMap((each) => idOf(each) ?? []),
  )
  return found.map((each) => {
    const id = idOf(each)
    return { call: each.call, delivery: each.delivery, conversation: (id && conversations.get(id)) || null }
  })
}

/** All that people have to look at, a page at a time. */
export const viewAttention = (desk: Desk, after: ConcernRow | null): Promise<z.output<typeof Attention>> =>
  desk.store.transaction(function* (tx): Steps<z.output<typeof Attention>> {
    const { attention } = desk.store
    const since = unsettledSince(desk)
    const rows = yield* attention.page(tx, since, after, LISTED + 1)
    const page = rows.slice(0, LISTED)
    const abouts = yield* readAbout(desk, tx, page)
    const acts = yield* attention.doneAbout(tx, page)
    const last = rows.length > LISTED ? page.at(-1) : undefined
    return {
      count: yield* attention.count(tx, since),
      concerns: page.flatMap((row, index) => {
        const about = abouts[index]
        return about ? [say(desk, row, about, acts)] : []
      }),
      next: last ? `${+last.since}.${last.kind}.${last.subjectId}` : null,
    }
  })

export const countAttention = (desk: Desk): Promise<number> =>
  desk.store.transaction((tx) => desk.store.attention.count(tx, unsettledSince(desk)))

const say = (desk: Desk, row: ConcernRow, about: About, acts: readonly AttentionRow[]): z.output<typeof Concern> => {
  const id = concernIdOf(row)
  const act = acts.find(({ concern, did }) => concern === id && did === 'tried again')
  const shown = about.conversation?.isPrivate ? null : about.conversation
  return {
    kind: row.kind,
    subjectId: row.subjectId,
    since: row.since,
    conversationId: shown?.id ?? null,
    subject: shown?.subject ?? null,
    sentence: sayConcern(desk, row, about),
    tried: act ? { by: personOf(desk, act.byId), at: act.at } : null,
  }
}
