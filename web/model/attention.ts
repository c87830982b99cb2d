import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import { type Attention, type Concern, tabApi } from '../../shared/tab-api'
import type { Answer, Problem } from '../api'
import type { Base } from '../base'
import { createShown } from './page'
import { createPaged, type Page } from './paged'

export interface AttentionDeps extends Base {
  everyMs: number
  isOpen: ReadonlySignal<boolean>
}

const pageOf = ({ concerns, next }: Attention): Page<Concern> => ({ rows: concerns, next })

/** Names it among all. */
export const idOf = ({ kind, subjectId }: Concern): string => `${kind}:${subjectId}`

const named = ({ kind, subjectId }: Concern) => ({ kind, subjectId })

/** What people have to look at, a page at a time, and what they do about it. */
export const createAttention = ({ call, isOpen, ...deps }: AttentionDeps) => {
  const ask = (after: string) => call(tabApi.attention, { after }, {})
  const shown = createShown<Attention>({ ...deps, isOpen, ask: () => ask('') })
  const paged = createPaged<Concern>({
    first: computed(() => shown.content.value && pageOf(shown.content.value)),
    ask: async (after) => {
      const answer = await ask(after)
      return answer.ok ? { ...answer, value: pageOf(answer.value) } : answer
    },
    idOf,
  })
  /** The id of the one that something is done about. */
  const busy = signal<string | null>(null)
  const done = signal<{ subject: string | null; sentence: string } | null>(null)
  const problem = signal<Problem | null>(null)

  const lookAfter = async (concern: Concern, send: () => Promise<Answer<{ sentence: string }>>) => {
    if (busy.peek()) return
    busy.value = idOf(concern)
    const answer = await send()
    busy.value = null
    problem.value = answer.ok ? null : answer.problem
    done.value = answer.ok ? { subject: concern.subject, sentence: answer.value.sentence } : null
    if (answer.ok) paged.without(idOf(concern))
    await shown.soon()
  }

  return {
    shown,
    rows: paged.rows,
    hasMore: paged.hasMore,
    more: paged.more,
    busy,
    done,
    problem: computed(() => problem.value ?? paged.problem.value),
    tryAgain: (concern: Concern) => lookAfter(concern, () => call(tabApi.tryAgain, {}, named(concern))),
    dismiss: (concern: Concern) => lookAfter(concern, () => call(tabApi.dismiss, {}, named(concern))),
  }
}
export type AttentionModel = ReturnType<typeof createAttention>
