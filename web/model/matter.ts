import { signal } from '@preact/signals-core'
import { type Matter, matterApi } from '../../shared/matter-api'
import type { Problem } from '../api'
import type { ConversationModel } from './conversation'

export type MatterPart = keyof Matter['said']

/** Saying what a conversation is about, how soon and in which language; null gives it back to the rules. */
export const createMatter = (model: ConversationModel) => {
  const { call, id } = model
  const matter = signal<Matter | null>(null)
  const problem = signal<Problem | null>(null)

  const load = async () => {
    const answer = await call(matterApi.matter, { id }, {})
    problem.value = answer.ok ? null : answer.problem
    if (answer.ok) matter.value = answer.value
  }

  return {
    matter,
    problem,
    load,
    say: async (part: MatterPart, value: string | null) => {
      const before = matter.peek()
      if (!before) return
      matter.value = { ...before, said: { ...before.said, [part]: value } }
      const answer = await call(matterApi.setMatter, { id }, { [part]: value })
      problem.value = answer.ok ? null : answer.problem
      if (!answer.ok) matter.value = before
      model.soon()
    },
  }
}
export type MatterModel = ReturnType<typeof createMatter>
