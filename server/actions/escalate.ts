import type * as z from 'zod/mini'
import type { Acknowledgement, EscalationPreview, Person } from '../../shared/api'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { AppError } from '../errors'
import { type Escalation, escalationOf } from '../routing/escalate'
import type { Db, Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { atDesk, type Books } from './books'
import type { Desk } from './desk'
import { gatherFacts } from './gather-facts'
import { gatherGuards, passGuards } from './guarding'
import { type Memory, recall } from './memory'
import { type Done, move, requireOpen, speak } from './move'
import { tellChannel } from './notices'
import { teamOf } from './pauses'
import { personOf } from './person'
import { type Reader, requireSight } from './rights'
import { warnedFor } from './warned'
import { type Escalated, type Said, sentenceFrom } from './words'

export interface Escalate extends Escalated {
  /** `decision`: the owner stays and the person is asked; `handover`: the person becomes the owner. */
  kind: 'decision' | 'handover'
  acknowledged: Acknowledgement[]
}

const NO_RULES: Escalation = { to: null, sentence: 'There are no rules yet, so nobody to escalate to is known.' }

/** Who is there of those who may decide, but for who asks. */
export function* nextInChain(
  desk: Desk,
  memory: Memory,
  conversation: Conversation,
  by: TeammateId | null,
): Steps<Escalation> {
  const inForce = desk.rules()
  return inForce ? escalationOf(yield* gatherFacts(memory, conversation, inForce), by, desk.clock()) : NO_RULES
}

/** Whom it would go to now. Throws `AppError` `not_found`. */
export const previewEscalation = (
  desk: Desk,
  reader: Reader,
  id: ConversationId,
): Promise<z.output<typeof EscalationPreview>> =>
  desk.store.transaction(function* (tx) {
    const { store } = desk
    const conversation = requireSight(desk, reader, yield* store.conversations.find(tx, id))
    const memory = yield* recall(store, tx)
    const { to, sentence } = yield* nextInChain(desk, memory, conversation, reader.teammateId)
    const warned = yield* warnedFor(desk, tx, memory, conversation, reader)
    const guards = (to && warned?.(to).guards) || []
    return { to: to && personOf(desk, to), sentence, guards }
  })

/**
 * Asks whoever may decide, or hands it over to them; where nobody is there, somebody must look. Throws `AppError`:
 * `not_found`, `not_ready`, `closed`, `changed_meanwhile`, `guarded`.
 */
export const escalate = async (
  desk: Desk,
  reader: Reader,
  id: ConversationId,
  { kind, acknowledged, ...escalated }: Escalate,
): Promise<Done & { to: z.output<typeof Person> | null }> => {
  const { value } = await atDesk(desk, function* (tx, books): Steps<Done & { to: TeammateId | null }> {
    const before = requireSight(desk, reader, yield* books.find(id))
    requireOpen(before, false)
    const by = reader.teammateId
    const { to } = yield* nextInChain(desk, books, before, by)
    requireSame(desk, to, escalated.to)
    const said: Said = { ...escalated, kind: 'escalated' }
    if (!to) return { ...(yield* raise(desk, tx, books, before, said, by)), to }
    if (kind === 'decision') return { ...speak(desk, books, before, { said, by, asked: to }), to }
    const guards = yield* gatherGuards(desk, tx, books, before, by, desk.clock())
    const about = { conversationId: before.id, by, to }
    const passed = guards ? yield* passGuards(desk, tx, about, guards.giving(to), acknowledged, desk.clock()) : []
    return { ...(yield* move(desk, tx, books, before, { said, by, to, acknowledged: passed }, {})), to }
  })
  return { ...value, to: value.to && personOf(desk, value.to) }
}

/** Nobody gets it whom the sender has not seen. Throws `AppError` `changed_meanwhile`. */
const requireSame = (desk: Desk, to: TeammateId | null, seen: TeammateId | null): void => {
  if (to === seen) return
  const now = to ? `it would go to ${personOf(desk, to).name}` : 'nobody who may decide is there'
  throw new AppError('changed_meanwhile', `Somebody came or went meanwhile: now ${now}. Look at it and send it again.`)
}

/** Nobody is there for it: it stays whose it is, and is shown until somebody looks. */
function* raise(
  desk: Desk,
  tx: Db,
  books: Books,
  before: Conversation,
  said: Extract<Said, { kind: 'escalated' }>,
  by: TeammateId,
): Steps<Done> {
  const sentence = `${personOf(desk, by).name} escalated it, and nobody who may decide was there. ${sentenceFrom(said.reason)}`
  books.keep({ ...before, unheard: sentence, updatedAt: desk.clock() })
  const name = teamOf(desk, before)
  const team = desk.rules()?.rules.teams.find((each) => each.name === name)
  yield* tellChannel(desk, tx, books, before, team, { about: 'unheard', sentence })
  return speak(desk, books, before, { said, by, asked: null })
}
