import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core'
import type { LeaveReason } from '../../shared/decision'
import type { ConversationId } from '../../shared/ids'
import { matterApi } from '../../shared/matter-api'
import { type LeftAlone, type LeftOut, tabApi } from '../../shared/tab-api'
import type { Problem } from '../api'
import type { Base } from '../base'
import { createShown } from './page'
import { createPaged, type Page } from './paged'

/** What became of a conversation that somebody wanted an owner for. */
interface Wanted {
  subject: string | null
  sentence: string
}

export interface LeftOutDeps extends Base {
  everyMs: number
  isOpen: ReadonlySignal<boolean>
}

const pageOf = ({ leftAlone, next }: LeftOut): Page<LeftAlone> => ({ rows: leftAlone, next })

/** What falls through, a page at a time, and giving it an owner after all. */
export const createLeftOut = ({ call, isOpen, ...deps }: LeftOutDeps) => {
  const reason = signal<LeaveReason | null>(null)
  const wanting = signal<ConversationId | null>(null)
  const wanted = signal<Wanted | null>(null)
  const problem = signal<Problem | null>(null)

  const ask = (after: string) => call(tabApi.leftOut, { reason: reason.peek() ?? '', after }, {})
  const shown = createShown<LeftOut>({ ...deps, isOpen, ask: () => ask('') })
  const paged = createPaged<LeftAlone>({
    first: computed(() => shown.content.value && pageOf(shown.content.value)),
    ask: async (after) => {
      const answer = await ask(after)
      return answer.ok ? { ...answer, value: pageOf(answer.value) } : answer
    },
    idOf: ({ conversationId }) => conversationId,
  })

  effect(() => {
    reason.value
    paged.beginAnew()
    void shown.soon()
  })

  return {
    shown,
    reason,
    wanting,
    wanted,
    problem: computed(() => problem.value ?? paged.problem.value),
    rows: paged.rows,
    hasMore: paged.hasMore,
    more: paged.more,
    wantOwner: async ({ conversationId, subject }: LeftAlone) => {
      if (wanting.peek()) return
      wanting.value = conversationId
      problem.value = null
      const answer = await call(matterApi.wantOwner, { id: conversationId }, {})
      wanting.value = null
      if (answer.ok) wanted.value = { subject, sentence: answer.value.sentence }
      else problem.value = answer.problem
      paged.without(conversationId)
      await shown.soon()
    },
  }
}
export type LeftOutModel = ReturnType<typeof createLeftOut>
