import { batch, computed, signal } from '@preact/signals-core'
import { type AwayPreview, awayApi } from '../../shared/away-api'
import type { ConversationId, TeammateId } from '../../shared/ids'
import type { Answer, Call, Problem } from '../api'
import { tMore } from '../text/more'
import { createRows } from './rows'

export interface AwayDeps {
  call: Call
  /** Whose absence it is; null: the reader's own. */
  teammateId: TeammateId | null
  /** Looks anew at what is shown. */
  onChange: () => Promise<void>
}

/** Going away, now or planned, and coming back. */
export const createAway = ({ call, teammateId, onChange }: AwayDeps) => {
  const rows = createRows(call)
  const isOpen = signal(false)
  /** Null: now. */
  const from = signal<Date | null>(null)
  /** Null: until they say that they are back. */
  const to = signal<Date | null>(null)
  const reason = signal('')
  const preview = signal<AwayPreview | null>(null)
  /** What is under way, and what is said of it; of an absence that ends `what` is its id. */
  const doing = signal<{ what: 'go' | 'take back' | (string & {}); text: string } | null>(null)
  const problem = signal<Problem | null>(null)
  /** What is shown is not about these moments yet. */
  const isLooking = signal(false)
  let asked = 0

  const stretch = () => ({ teammateId, from: from.peek(), to: to.peek() })

  const look = async (): Promise<void> => {
    const turn = ++asked
    isLooking.value = true
    const answer = await call(awayApi.previewAway, {}, stretch())
    if (turn !== asked) return
    isLooking.value = false
    problem.value = answer.ok ? null : answer.problem
    preview.value = answer.ok ? answer.value : null
    rows.show(answer.ok ? answer.value.atRisk : [])
  }

  /** One at a time. Null: something else is under way, or it failed. */
  const busily = async <T>(what: string, text: string, work: () => Promise<Answer<T>>): Promise<T | null> => {
    if (doing.peek()) return null
    doing.value = { what, text }
    problem.value = null
    const answer = await work()
    // What was before must not be seen again in between.
    await onChange()
    batch(() => {
      doing.value = null
      problem.value = answer.ok ? null : answer.problem
    })
    return answer.ok ? answer.value : null
  }

  const close = () => {
    isOpen.value = false
    preview.value = null
    from.value = null
    to.value = null
    reason.value = ''
  }

  return {
    rows,
    isOpen,
    from,
    to,
    reason,
    preview,
    isLooking,
    doing,
    problem,
    isPlanned: computed(() => from.value !== null),
    open: () => {
      isOpen.value = true
      void look()
    },
    close,
    setFrom: (moment: Date | null) => {
      from.value = moment
      void look()
    },
    setTo: (moment: Date | null) => {
      to.value = moment
      void look()
    },
    /** After what it means could not be told. */
    lookAgain: () => void look(),
    /** One confirmation: what is at risk goes over with it. */
    confirm: async (): Promise<void> => {
      if (isLooking.peek() || !rows.isAnswered()) return
      const isNow = from.peek() === null
      const body = {
        ...stretch(),
        reason: reason.peek(),
        rows: isNow ? rows.sent() : [],
        acknowledged: rows.acknowledged(),
        handsOver: !isNow,
      }
      const done = await busily('go', tMore().away.saving, () => call(awayApi.goAway, {}, body))
      if (!done) return
      rows.learn(done.rows)
      if (done.rows.every(({ handoffId }) => handoffId)) close()
    },
    comeBack: async (absenceId: string): Promise<void> => {
      await busily(absenceId, tMore().away.saving, () => call(awayApi.comeBack, { absenceId }, {}))
    },
    takeBack: async (conversationIds: ConversationId[]): Promise<void> => {
      const text = tMore().away.takingBack
      const done = await busily('take back', text, () => call(awayApi.takeBack, {}, { conversationIds }))
      const first = done?.rows.find((row) => row.problem)?.problem
      if (first) problem.value = { ...first, missing: [], guards: [] }
    },
  }
}
export type AwayModel = ReturnType<typeof createAway>
