import { signal } from '@preact/signals-core'
import { tabApi } from '../../shared/tab-api'
import type { Answer, Call, Problem } from '../api'

export interface PausingDeps {
  call: Call
  onDone: () => void
}

/** Pausing routing, for a team or for all, and letting it go on. */
export const createPausing = ({ call, onDone }: PausingDeps) => {
  /** Empty: all teams. */
  const team = signal('')
  const note = signal('')
  const isBusy = signal(false)
  const problem = signal<Problem | null>(null)

  const carryOut = async (send: () => Promise<Answer<unknown>>): Promise<boolean> => {
    if (isBusy.peek()) return false
    isBusy.value = true
    const answer = await send()
    isBusy.value = false
    problem.value = answer.ok ? null : answer.problem
    if (answer.ok) onDone()
    return answer.ok
  }

  return {
    team,
    note,
    isBusy,
    problem,
    pause: async () => {
      const body = { team: team.peek() || null, note: note.peek() }
      if (await carryOut(() => call(tabApi.pause, {}, body))) note.value = ''
    },
    /** `team`: null: the pause of all. */
    resume: (team: string | null) => carryOut(() => call(tabApi.resume, {}, { team })),
  }
}
export type Pausing = ReturnType<typeof createPausing>
