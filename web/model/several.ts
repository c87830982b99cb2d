import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core'
import type { PreviewSeveral } from '../../shared/desk-bodies'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { MOST_AT_ONCE, severalApi } from '../../shared/several-api'
import { workApi } from '../../shared/work-api'
import type { Call, Problem } from '../api'
import type { Timers } from '../timers'
import { createPoll } from './poll'
import { createRows } from './rows'

export type Plan = PreviewSeveral['plan']

const REFRESH_MS = 4_000

export interface SeveralDeps {
  call: Call
  timers: Timers
  isVisible: ReadonlySignal<boolean>
  selection: ReadonlySignal<readonly ConversationId[]>
  isSignedIn: ReadonlySignal<boolean>
}

/** Several selected conversations: whom each would go to, and handing them over. */
export const createSeveral = ({ call, timers, isVisible, selection, isSignedIn }: SeveralDeps) => {
  /** Those of an earlier selection that has nothing in common with this one are let go, with what was written for them. */
  const rows = signal(createRows(call))
  const plan = signal<Plan>({ kind: 'best' })
  const isLoading = signal(false)
  const problem = signal<Problem | null>(null)
  const people = signal<readonly { id: TeammateId; name: string }[]>([])
  let asked = 0
  let selected: ReadonlySet<ConversationId> = new Set()

  const follow = (ids: readonly ConversationId[]) => {
    if (ids.some((id) => selected.has(id))) rows.peek().keepOnly(ids)
    else {
      rows.value = createRows(call)
      plan.value = { kind: 'best' }
    }
    selected = new Set(ids)
  }

  /** For one selection and plan; the first answer shows whom each would go to, later ones keep to that. */
  const createLoad = (ids: readonly ConversationId[], chosen: Plan) => {
    const turn = ++asked
    const into = rows.peek()
    let isShown = false
    isLoading.value = true
    return async (): Promise<boolean> => {
      if (into.isBusy.peek()) return true
      const conversationIds = ids.slice(0, MOST_AT_ONCE)
      const answer = await call(severalApi.previewSeveral, {}, { conversationIds, plan: chosen })
      if (turn !== asked || into.isBusy.peek()) return true
      problem.value = answer.ok ? null : answer.problem
      if (answer.ok) {
        const show = isShown ? into.refresh : into.show
        show(answer.value.rows)
        isShown = true
        isLoading.value = false
      }
      return answer.ok
    }
  }

  const loadPeople = async () => {
    const answer = await call(workApi.myWork, {}, {})
    if (!answer.ok) return
    const members = answer.value.teams.flatMap(({ members }) => members.map(({ person }) => person))
    const byId = new Map(members.map((person) => [person.id, person]))
    people.value = [...byId.values()].sort((a, b) => a.name.localeCompare(b.name))
  }

  effect(() => {
    const ids = selection.value
    if (ids.length < 2 || !isSignedIn.value) return
    untracked(() => follow(ids))
    if (people.peek().length === 0) void loadPeople()
    const chosen = plan.value
    return untracked(() => createPoll({ timers, isVisible, everyMs: REFRESH_MS, ask: createLoad(ids, chosen) }).start())
  })

  return {
    rows,
    plan,
    people,
    isLoading,
    problem,
    tooMany: () => Math.max(0, selection.value.length - MOST_AT_ONCE),
    /** Not before it is seen whom each goes to. */
    send: async (): Promise<void> => {
      if (!isLoading.peek()) await rows.peek().send()
    },
    choose: (chosen: Plan) => {
      plan.value = chosen
    },
  }
}
export type SeveralModel = ReturnType<typeof createSeveral>
