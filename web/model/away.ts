import { computed, signal } from '@preact/signals-core'
import { type AwayPreview, awayApi } from '../../shared/away-api'
import type { ConversationId, TeammateId } from '../../shared/ids'
import type { Call, Problem } from '../api'
import { createRows } from './rows'

export interface AwayDeps {
  call: Call
  /** Whose absence it is; null: the reader's own. */
  teammateId: TeammateId | null
  onChange: () => void
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
  const isBusy = signal(false)
  const problem = signal<Problem | null>(null)
  let asked = 0

  const stretch = () => ({ teammateId, from: from.peek(), to: to.peek() })

  const look = async (): Promise<void> => {
    const turn = ++asked
    const answer = await call(awayApi.previewAway, {}, stretch())
    if (turn !== asked) return
    problem.value = answer.ok ? null : answer.problem
    preview.value = answer.ok ? answer.value : null
    rows.show(answer.ok ? answer.value.atRisk : [])
  }

  const busily = async <T>(work: () => Promise<T>): Promise<T> => {
    isBusy.value = true
    const result = await work()
    isBusy.value = false
    return result
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
    isBusy,
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
    /** One confirmation: what is at risk goes over with it. */
    confirm: async (): Promise<void> => {
      if (isBusy.peek() || !rows.isAnswered()) return
      const isNow = from.peek() === null
      const body = {
        ...stretch(),
        reason: reason.peek(),
        rows: isNow ? rows.sent() : [],
        acknowledged: rows.acknowledged(),
        handsOver: !isNow,
      }
      const answer = await busily(() => call(awayApi.goAway, {}, body))
      problem.value = answer.ok ? null : answer.problem
      if (!answer.ok) return
      rows.learn(answer.value)
      if (answer.value.rows.every(({ handoffId }) => handoffId)) close()
      onChange()
    },
    comeBack: async (absenceId: string): Promise<void> => {
      const answer = await busily(() => call(awayApi.comeBack, { absenceId }, {}))
      problem.value = answer.ok ? null : answer.problem
      onChange()
    },
    takeBack: async (conversationIds: ConversationId[]): Promise<void> => {
      const answer = await busily(() => call(awayApi.takeBack, {}, { conversationIds }))
      problem.value = answer.ok ? null : answer.problem
      const first = answer.ok && answer.value.rows.find((row) => row.problem)?.problem
      if (first) problem.value = { ...first, missing: [], guards: [] }
      onChange()
    },
  }
}
export type AwayModel = ReturnType<typeof createAway>
