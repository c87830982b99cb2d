import type * as z from 'zod/mini'
import type { SeveralRow } from '../../shared/api'
import type { Suggestions } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import { suggest } from '../routing/decide'
import type { LoadFacts } from '../routing/facts'
import type { Db, Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Desk, RulesInForce } from './desk'
import { draftContext } from './draft-context'
import { isOpen } from './fold'
import { gatherFacts } from './gather-facts'
import type { Memory } from './memory'
import { personOf } from './person'
import type { Reader } from './rights'
import { warnedFor } from './warned'

export type Row = z.output<typeof SeveralRow>
export type Loads = Record<TeammateId, LoadFacts>

const NOBODY_FREE = 'Nobody is there to suggest. Choose somebody, or leave it in the queue.'

/** Whom one conversation goes to, and why. */
export interface Chosen {
  id: TeammateId
  sentence: string
  why: string
}

/** Its own best; null: there is nobody to suggest. */
export const chooseBest = ({ suggested }: Suggestions): Chosen | null => {
  const [best] = suggested
  return best ? { id: best.teammateId, sentence: best.sentence, why: best.why } : null
}

/** What all rows of a list are drafted with. */
export interface Drafting {
  memory: Memory
  inForce: RulesInForce
  reader: Reader
  /** As they would be by then. */
  loads: Loads
  choose: (suggestions: Suggestions) => Chosen | null
}

/** How one of several would be handed over, for who looks at it before; and how much it weighs. */
export function* draftRow(
  desk: Desk,
  tx: Db,
  conversation: Conversation,
  { memory, inForce, reader, loads, choose }: Drafting,
): Steps<{ row: Row; weight: number }> {
  const now = desk.clock()
  const { id: conversationId, subject, ownerId } = conversation
  const suggestions = suggest({ ...(yield* gatherFacts(memory, conversation, inForce)), loads }, now)
  const { weight, topic, dueAt } = suggestions
  const chosen = choose(suggestions)
  const owner = ownerId && { id: ownerId, name: personOf(desk, ownerId).name }
  const about = { conversationId, subject, owner, isClosed: !isOpen(conversation) }
  if (!chosen) return { row: { ...about, to: null, note: null, guards: [], problem: NOBODY_FREE }, weight }
  const warned = yield* warnedFor(desk, tx, memory, conversation, reader)
  const { refused, guards } = warned?.(chosen.id) ?? { refused: null, guards: [] }
  const { name } = personOf(desk, chosen.id)
  const context = yield* draftContext(desk, memory, conversation, suggestions, chosen.id, now)
  return {
    weight,
    row: {
      ...about,
      to: { id: chosen.id, name, sentence: chosen.sentence },
      note: { why: chosen.why, whatsNeeded: topic?.needs ?? '', byWhen: dueAt, context },
      guards,
      problem: ownerId === chosen.id ? `${name} owns it already.` : refused,
    },
  }
}
