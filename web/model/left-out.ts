import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core'
import type { LeaveReason } from '../../shared/decision'
import type { ConversationId } from '../../shared/ids'
import { matterApi } from '../../shared/matter-api'
import { type LeftAlone, type LeftOut, tabApi } from '../../shared/tab-api'
import type { Problem } from '../api'
import type { Base } from '../base'
import { createShown } from './page'

/** What became of a conversation that somebody wanted an owner for. */
interface Wanted {
  subject: string | null
  sentence: string
}

export interface LeftOutDeps extends Base {
  everyMs: number
  isOpen: ReadonlySignal<boolean>
}

/** What falls through, a page at a time, and giving it an owner after all. */
export const createLeftOut = ({ call, isOpen, ...deps }: LeftOutDeps) => {
  const reason = signal<LeaveReason | null>(null)
  const older = signal<{ rows: LeftAlone[]; next: string | null } | null>(null)
  const wanting = signal<ConversationId | null>(null)
  const wanted = signal<Wanted | null>(null)
  const problem = signal<Problem | null>(null)

  const ask = (after: string) => call(tabApi.leftOut, { reason: reason.peek() ?? '', after }, {})
  const shown = createShown<LeftOut>({ ...deps, isOpen, ask: () => ask('') })
  const next = computed(() => (older.value ? older.value.next : (shown.content.value?.next ?? null)))

  effect(() => {
    reason.value
    older.value = null
    void shown.soon()
  })

  return {
    shown,
    reason,
    wanting,
    wanted,
    problem,
    /** The first page and those that were asked for, each conversation once. */
    rows: computed(() => {
      const all = [...(shown.content.value?.leftAlone ?? []), ...(older.value?.rows ?? [])]
      return [...new Map(all.map((row) => [row.conversationId, row])).values()]
    }),
    hasMore: computed(() => next.value !== null),
    more: async () => {
      const after = next.peek()
      if (after === null) return
      const answer = await ask(after)
      if (!answer.ok) problem.value = answer.problem
      else older.value = { rows: [...(older.peek()?.rows ?? []), ...answer.value.leftAlone], next: answer.value.next }
    },
    wantOwner: async ({ conversationId, subject }: LeftAlone) => {
      if (wanting.peek()) return
      wanting.value = conversationId
      problem.value = null
      const answer = await call(matterApi.wantOwner, { id: conversationId }, {})
      wanting.value = null
      if (answer.ok) wanted.value = { subject, sentence: answer.value.sentence }
      else problem.value = answer.problem
      const rest = older.peek()
      if (rest) older.value = { ...rest, rows: rest.rows.filter((row) => row.conversationId !== conversationId) }
      await shown.soon()
    },
  }
}
export type LeftOutModel = ReturnType<typeof createLeftOut>
