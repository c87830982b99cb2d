import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core'
import type { PreviewSeveral } from '../../shared/desk-bodies'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { MOST_AT_ONCE, severalApi } from '../../shared/several-api'
import { workApi } from '../../shared/work-api'
import type { Call, Problem } from '../api'
import { createRows } from './rows'

export type Plan = PreviewSeveral['plan']

export interface SeveralDeps {
  call: Call
  selection: ReadonlySignal<readonly ConversationId[]>
  isSignedIn: ReadonlySignal<boolean>
}

/** Several selected conversations: whom each would go to, and handing them over. */
export const createSeveral = ({ call, selection, isSignedIn }: SeveralDeps) => {
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

  const load = async (): Promise<void> => {
    const turn = ++asked
    isLoading.value = true
    const conversationIds = selection.peek().slice(0, MOST_AT_ONCE)
    const answer = await call(
      severalApi.previewSeveral,
      {},
      { conversationIds: [...conversationIds], plan: plan.peek() },
    )
    if (turn !== asked) return
    isLoading.value = false
    problem.value = answer.ok ? null : answer.problem
    rows.peek().show(answer.ok ? answer.value.rows : [])
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
    void load()
  })

  return {
    rows,
    plan,
    people,
    isLoading,
    problem,
    tooMany: () => Math.max(0, selection.value.length - MOST_AT_ONCE),
    choose: (chosen: Plan) => {
      plan.value = chosen
      void load()
    },
  }
}
export type SeveralModel = ReturnType<typeof createSeveral>
