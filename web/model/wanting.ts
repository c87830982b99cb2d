import { signal } from '@preact/signals-core'
import type { ConversationId } from '../../shared/ids'
import { matterApi } from '../../shared/matter-api'
import type { Call, Problem } from '../api'

export interface WantingDeps {
  call: Call
  /** The conversation that the page is about; null: it is not known yet. */
  about: () => ConversationId | null
  onDone: () => void
}

/** Giving an owner to a conversation that Baton leaves alone. */
export const createWanting = ({ call, about, onDone }: WantingDeps) => {
  const isBusy = signal(false)
  const problem = signal<Problem | null>(null)
  return {
    isBusy,
    problem,
    want: async () => {
      const id = about()
      if (id === null || isBusy.peek()) return
      isBusy.value = true
      const answer = await call(matterApi.wantOwner, { id }, {})
      isBusy.value = false
      problem.value = answer.ok ? null : answer.problem
      if (answer.ok) onDone()
    },
  }
}
export type Wanting = ReturnType<typeof createWanting>
