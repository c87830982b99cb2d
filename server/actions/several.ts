import type * as z from 'zod/mini'
import type { PreviewSeveral, Several, SeveralDone, SeveralPreview } from '../../shared/api'
import type { Suggestions } from '../../shared/decision'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { later } from '../clock'
import { AppError } from '../errors'
import type { Db } from '../store/database'
import type { Conversation } from '../store/tables'
import { NOTHING_OWNED } from './books'
import type { Desk } from './desk'
import { type Chosen, chooseBest, draftRow, type Loads, type Row } from './draft-row'
import { type HandOff, handOff } from './hand-off'
import { recall } from './memory'
import type { Done } from './move'
import { byPressure } from './pressure'
import { type Reader, requireSight } from './rights'
import { UNDO_MS } from './undo'

type Plan = PreviewSeveral['plan']

const chosenBy = (plan: Plan, suggestions: Suggestions, loads: Loads, count: number): Chosen | null => {
  const { suggested, leftOut } = suggestions
  if (plan.kind === 'best') return chooseBest(suggestions)
  if (plan.kind === 'spread') {
    const openLoad = ({ teammateId }: { teammateId: TeammateId }) => (loads[teammateId] ?? NOTHING_OWNED).openLoad
    return chooseBest({ ...suggestions, suggested: suggested.toSorted((a, b) => openLoad(a) - openLoad(b)) })
  }
  const isMeant = ({ teammateId }: { teammateId: TeammateId }) => teammateId === plan.to
  const meant = chooseBest({ ...suggestions, suggested: suggested.filter(isMeant) })
  if (meant) return meant
  const others = count > 1 ? ` with ${count - 1} other${count > 2 ? 's' : ''}` : ''
  const sentence = leftOut.find(isMeant)?.sentence ?? 'not of this team'
  return { id: plan.to, sentence, why: `Handed over${others}.` }
}

const unseen = (conversationId: ConversationId, error: AppError): Row => ({
  conversationId,
  subject: null,
  owner: null,
  to: null,
  note: null,
  guards: [],
  problem: error.message,
  isClosed: false,
})

/** Those that the reader may see, the most pressing first, and why not the others. */
function* look(desk: Desk, tx: Db, reader: Reader, ids: ConversationId[]) {
  const found = yield* desk.store.conversations.lookUp(tx, ids)
  const seen: Conversation[] = []
  const rows = new Map<ConversationId, Row>()
  for (const id of new Set(ids))
    try {
      seen.push(requireSight(desk, reader, found.get(id) ?? null))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      rows.set(id, unseen(id, error))
    }
  return { seen: seen.sort(byPressure), rows }
}

/** Each guard once, with how many rows it is about. */
const collected = (rows: readonly Row[]): z.output<typeof SeveralPreview>['guards'] => {
  const byCode = new Map<string, { code: Row['guards'][number]['code']; rows: number; sentence: string }>()
  for (const { code, sentence } of rows.flatMap(({ guards }) => guards)) {
    const known = byCode.get(code)
    byCode.set(code, { code, rows: (known?.rows ?? 0) + 1, sentence: known?.sentence ?? sentence })
  }
  return [...byCode.values()]
}

/** Whom each of several would go to, with what note; nothing changes. In the order asked for. */
export const previewSeveral = (
  desk: Desk,
  reader: Reader,
  { conversationIds, plan }: PreviewSeveral,
): Promise<z.output<typeof SeveralPreview>> =>
  desk.store.transaction(function* (tx) {
    const inForce = desk.rules()
    if (!inForce) throw new AppError('bad_request', 'There are no rules yet, so there is nobody to suggest.')
    const memory = yield* recall(desk.store, tx)
    const { seen, rows } = yield* look(desk, tx, reader, conversationIds)
    const loads: Loads = { ...memory.loads }
    for (const conversation of seen) {
      const choose = (suggestions: Suggestions) => chosenBy(plan, suggestions, loads, seen.length)
      const { row, weight } = yield* draftRow(desk, tx, conversation, { memory, inForce, reader, loads, choose })
      rows.set(conversation.id, row)
      if (row.to && plan.kind === 'spread') addTo(loads, row.to.id, weight)
    }
    const inOrder = conversationIds.flatMap((id) => rows.get(id) ?? [])
    return { rows: inOrder, guards: collected(inOrder) }
  })

const addTo = (loads: Loads, id: TeammateId, weight: number): void => {
  const { openLoad, conversations, ...rest } = loads[id] ?? NOTHING_OWNED
  loads[id] = { ...rest, openLoad: openLoad + weight, conversations: conversations + 1 }
}

/** What became of several, and what happened, for the counters. */
export interface ManyDone {
  rows: z.output<typeof SeveralDone>['rows']
  done: Done[]
}

/** Does one after the other; what cannot be done leaves the others as they are. */
export const eachOf = async <Asked extends { conversationId: ConversationId }>(
  { clock }: Desk,
  asked: readonly Asked[],
  doIt: (each: Asked) => Promise<Done>,
): Promise<ManyDone> => {
  const many: ManyDone = { rows: [], done: [] }
  for (const each of asked) {
    const { conversationId } = each
    try {
      const done = await doIt(each)
      many.done.push(done)
      const undoUntil = later(clock(), UNDO_MS)
      many.rows.push({ conversationId, handoffId: done.handoffId, undoUntil, problem: null })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { code, message } = error
      many.rows.push({ conversationId, handoffId: null, undoUntil: null, problem: { code, message } })
    }
  }
  return many
}

/** Each is its own handoff. `about`: what is the same for all. */
export const handOffSeveral = (
  desk: Desk,
  reader: Reader,
  { rows, acknowledged }: Several,
  about: Pick<HandOff, 'coversId'> = {},
): Promise<ManyDone> =>
  eachOf(desk, rows, async (row) => {
    const { store } = desk
    requireSight(desk, reader, await store.transaction((tx) => store.conversations.find(tx, row.conversationId)))
    return handOff(desk, { ...row, ...about, by: reader.teammateId, acknowledged })
  })
