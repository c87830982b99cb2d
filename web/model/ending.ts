import { signal } from '@preact/signals-core'
import type { TeammateId } from '../../shared/ids'
import { tabApi } from '../../shared/tab-api'
import type { Call, Problem } from '../api'

/** Signing others out. */
export const createEnding = ({ call, onDone }: { call: Call; onDone: () => void }) => {
  const isBusy = signal(false)
  const problem = signal<Problem | null>(null)
  /** Everybody's, once that is confirmed. */
  const isAsking = signal(false)
  return {
    isBusy,
    problem,
    isAsking,
    /** Null: everybody's. */
    end: async (teammateId: TeammateId | null) => {
      if (isBusy.peek()) return
      isBusy.value = true
      const answer = await call(tabApi.endSessions, {}, { teammateId })
      isBusy.value = false
      isAsking.value = false
      problem.value = answer.ok ? null : answer.problem
      if (answer.ok) onDone()
    },
  }
}
export type Ending = ReturnType<typeof createEnding>
