import type * as z from 'zod/mini'
import type { LeftOut } from '../../shared/api'
import type { LeaveReason } from '../../shared/decision'
import type { ConversationId } from '../../shared/ids'
import type { Conversation } from '../store/tables'
import type { Desk } from './desk'
import { viewRouting } from './pauses'
import { listTwoOwners } from './two-owners'
import { proposalsOf } from './unclaimed'

const LISTED = 50

export interface PageAsked {
  /** Null: all reasons. */
  reason: LeaveReason | null
  /** Where the page before ended; null: the first. */
  after: Pick<Conversation, 'id' | 'lastActivityAt'> | null
}

/** What managers see of conversations without an owner and of mail without a topic. Private ones stay private. */
export const viewLeftOut = async (desk: Desk, { reason, after }: PageAsked): Promise<z.output<typeof LeftOut>> => {
  const { store } = desk
  const rows = await store.conversations.leftAlone(store.db, reason, after, LISTED + 1)
  const page = rows.slice(0, LISTED)
  const last = rows.length > LISTED ? page.at(-1) : undefined
  return {
    twoOwners: (await listTwoOwners(desk)).filter(({ needsAttention }) => !needsAttention),
    routing: await viewRouting(desk),
    counts: (await store.conversations.countLeftAlone(store.db)).flatMap(({ reason, count }) =>
      reason ? [{ reason, count }] : [],
    ),
    leftAlone: page.flatMap((row) => sayLeftAlone(desk, row)),
    next: last ? `${+last.lastActivityAt}.${last.id}` : null,
    proposals: { domains: await proposalsOf(desk, 'domain'), words: await proposalsOf(desk, 'word') },
  }
}

const sayLeftAlone = (desk: Desk, conversation: Conversation) => {
  const { id, subject, missiveTeamId, leaveReason, waitSentence } = conversation
  if (!leaveReason) return []
  return [
    {
      conversationId: id as ConversationId,
      subject,
      team: desk.people().teams.find((team) => team.id === missiveTeamId)?.name ?? null,
      since: conversation.unownedSince ?? conversation.createdAt,
      reason: leaveReason,
      sentence: waitSentence ?? '',
    },
  ]
}
