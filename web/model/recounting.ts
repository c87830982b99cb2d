import { signal } from '@preact/signals-core'
import { tabApi } from '../../shared/tab-api'
import type { Call, Problem } from '../api'

/** Counting everybody's open load anew from the conversations themselves. */
export const createRecounting = ({ call, onDone }: { call: Call; onDone: () => void }) => {
  const isBusy = signal(false)
  const problem = signal<Problem | null>(null)
  return {
    isBusy,
    problem,
    recount: async () => {
      if (isBusy.peek()) return
      isBusy.value = true
      const answer = await call(tabApi.recount, {}, {})
      isBusy.value = false
      problem.value = answer.ok ? null : answer.problem
      if (answer.ok) onDone()
    },
  }
}
export type Recounting = ReturnType<typeof createRecounting>
