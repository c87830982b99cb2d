import type * as z from 'zod/mini'
import type { PreviewSeveral, Several, SeveralDone, SeveralPreview, SeveralRow } from '../../shared/api'
import type { Suggestions } from '../../shared/decision'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { AppError } from '../errors'
import { suggest } from '../routing/decide'
import type { Facts, LoadFacts } from '../routing/facts'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { NOTHING_OWNED } from './books'
import type { Desk, RulesInForce } from './desk'
import { draftContext } from './draft-context'
import { isOpen } from './fold'
import { gatherFacts } from './gather-facts'
import { gatherGuards, withoutAnswered } from './guarding'
import { type HandOff, handOff } from './hand-off'
import { type Memory, recall } from './memory'
import type { Done } from './move'
import { personOf } from './person'
import { byPressure } from './pressure'
import { type Reader, requireSight } from './rights'

type Row = z.output<typeof SeveralRow>
type Plan = PreviewSeveral['plan']
type Loads = Record<TeammateId, LoadFacts>

const NOBODY_FREE = 'Nobody is there to suggest. Choose somebody, or leave it in the queue.'

/** Whom one conversation goes to, and why. */
interface Chosen {
  id: TeammateId
  sentence: string
  why: string
}

const chosenBy = (plan: Plan, { suggested, leftOut }: Suggestions, loads: Loads, count: number): Chosen | null => {
  const openLoad = (id: TeammateId) => (loads[id] ?? NOTHING_OWNED).openLoad
  const inOrder =
    plan.kind === 'spread'
      ? suggested.toSorted((a, b) => openLoad(a.teammateId) - openLoad(b.teammateId))
      : suggested.filter(({ teammateId }) => plan.kind === 'best' || teammateId === plan.to)
  const [best] = inOrder
  if (best) return { id: best.teammateId, sentence: best.sentence, why: best.why }
  if (plan.kind !== 'all') return null
  const verdict = leftOut.find(({ teammateId }) => teammateId === plan.to)
  const others = count > 1 ? ` with ${count - 1} other${count > 2 ? 's' : ''}` : ''
  return { id: plan.to, sentence: verdict?.sentence ?? 'not of this team', why: `Handed over${others}.` }
}

/** How one of several would be handed over, for who looks at it before. */
export function* draftRow(
  desk: Desk,
  tx: Db,
  memory: Memory,
  inForce: RulesInForce,
  reader: Reader,
  conversation: Conversation,
  choose: (suggestions: Suggestions) => Chosen | null,
  loads: Loads,
): Steps<{ row: Row; weight: number }> {
  const now = desk.clock()
  const { id: conversationId, subject, ownerId } = conversation
  const facts: Facts = { ...(yield* gatherFacts(memory, conversation, inForce)), loads }
  const suggestions = suggest(facts, now)
  const chosen = choose(suggestions)
  const owner = ownerId && { id: ownerId, name: personOf(desk, ownerId).name }
  const about = { conversationId, subject, owner, isClosed: !isOpen(conversation) }
  const { weight, topic, dueAt } = suggestions
  if (!chosen) return { row: { ...about, to: null, note: null, guards: [], problem: NOBODY_FREE }, weight }
  const by = reader.teammateId
  const isTaken = chosen.id === by
  const guards = yield* gatherGuards(desk, tx, memory, conversation, by, now)
  const answers = yield* run(desk.store.guardAnswers.of(tx, conversationId, by))
  const warned = guards && (isTaken ? guards.taking() : guards.giving(chosen.id))
  const open = warned && withoutAnswered({ conversationId, by, to: isTaken ? null : chosen.id }, warned, answers)
  const { name } = personOf(desk, chosen.id)
  const isTheirs = ownerId === chosen.id
  const context = yield* draftContext(desk, memory, conversation, suggestions, now)
  return {
    weight,
    row: {
      ...about,
      to: { id: chosen.id, name, sentence: chosen.sentence },
      note: { why: chosen.why, whatsNeeded: topic?.needs ?? '', byWhen: dueAt, context },
      guards: open?.warnings.map(({ guard }) => guard) ?? [],
      problem: isTheirs ? `${name} owns it already.` : (warned?.refused ?? null),
    },
  }
}

/** Choosing for each its own best. */
export const chooseBest = (suggestions: Suggestions): Chosen | null => chosenBy({ kind: 'best' }, suggestions, {}, 1)

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
      const { row, weight } = yield* draftRow(desk, tx, memory, inForce, reader, conversation, choose, loads)
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
  asked: readonly Asked[],
  doIt: (each: Asked) => Promise<Done>,
): Promise<ManyDone> => {
  const many: ManyDone = { rows: [], done: [] }
  for (const each of asked) {
    const { conversationId } = each
    try {
      const done = await doIt(each)
      many.done.push(done)
      many.rows.push({ conversationId, handoffId: done.handoffId, problem: null })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { code, message } = error
      many.rows.push({ conversationId, handoffId: null, problem: { code, message } })
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
  eachOf(rows, async (row) => {
    const { store } = desk
    requireSight(desk, reader, await store.transaction((tx) => store.conversations.find(tx, row.conversationId)))
    return handOff(desk, { ...row, ...about, by: reader.teammateId, acknowledged })
  })
