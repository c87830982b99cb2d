import type * as z from 'zod/mini'
import type { Explanation } from '../../shared/api'
import type { Decision } from '../../shared/decision'
import type { ConversationId, HandoffId } from '../../shared/ids'
import { run } from '../store/database'
import type { Conversation, TrailRow } from '../store/tables'
import { nextSteps, sayTrail, sayWhy, TRAIL_SHOWN, type TurnOf } from './conversation-view'
import type { Desk } from './desk'
import { isOpen } from './fold'
import { type Pause, pauseOf, readPauses, sayPause, teamOf } from './pauses'
import { personOf } from './person'
import { type Reader, requireSight } from './rights'
import { runningOf } from './running'
import { isOnlySaid } from './two-owners'
import { urlOf } from './url-of'

const noteOf = ({ note }: TrailRow) => note && { ...note, byWhen: note.byWhen === null ? null : new Date(note.byWhen) }

const timerOf = ({ timer }: TrailRow) => timer && { ...timer, at: new Date(timer.at) }

const standingOf = (
  desk: Desk,
  conversation: Conversation,
  latest: TrailRow | undefined,
  decision: Decision | null,
  pauses: readonly Pause[],
): z.output<typeof Explanation>['standing'] => {
  const now = desk.clock()
  const pause = isOpen(conversation) ? pauseOf(pauses, [teamOf(desk, conversation)]) : null
  return {
    owner: conversation.ownerId && personOf(desk, conversation.ownerId),
    sentence: sayWhy(conversation, latest, desk.rules() !== null, pause && sayPause(desk, pause, now)),
    next: conversation.ownerId ? runningOf(desk, conversation) : nextSteps(conversation, decision, now),
    isLeftAlone: conversation.waitStatus === 'left',
  }
}

/** One handoff, or one conversation as it stands, explained. `id` names either. Throws `AppError` `not_found`. */
export const explain = async (
  desk: Desk,
  reader: Reader,
  id: string,
  turnOf: TurnOf,
): Promise<z.output<typeof Explanation>> => {
  const { store } = desk
  const found = await store.transaction(function* (tx) {
    const entry = yield* store.trail.find(tx, id as HandoffId)
    const conversation = requireSight(
      desk,
      reader,
      yield* store.conversations.find(tx, entry?.conversationId ?? (id as ConversationId)),
    )
    const decisionId = entry ? entry.decisionId : conversation.decisionId
    const decided = decisionId ? yield* store.decisions.find(tx, decisionId) : null
    const trail = yield* run(store.trail.of(tx, conversation.id, TRAIL_SHOWN))
    const outbox =
      trail.length > 0
        ? yield* run(
            store.outbox.ofMany(
              tx,
              trail.map((row) => row.id),
            ),
          )
        : []
    const pauses = yield* readPauses(store, tx)
    return { entry, conversation, decided, trail, outbox, pauses }
  })
  const { entry, conversation, decided } = found
  const latest = found.trail.find((row) => !isOnlySaid(row))
  const trail = await sayTrail(desk, found.trail, found.outbox, turnOf)
  return {
    conversation: {
      id: conversation.id,
      subject: conversation.subject,
      url: urlOf(conversation),
    },
    standing: standingOf(desk, conversation, latest, entry ? null : (decided?.decision ?? null), found.pauses),
    entry: trail.find((each) => each.id === entry?.id) ?? null,
    note: entry && noteOf(entry),
    decision: decided?.decision ?? null,
    decidedAt: decided?.at ?? null,
    timer: entry && timerOf(entry),
    trail,
    timeZone: desk.rules()?.rules.timeZone ?? null,
    acknowledged: entry?.acknowledged?.map(({ code, reason }) => ({ code, reason })) ?? [],
  }
}
