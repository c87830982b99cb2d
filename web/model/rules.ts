import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import { type RulesCheck, type RulesView, tabApi } from '../../shared/tab-api'
import type { Call, Problem } from '../api'

/** A text that somebody is writing. */
interface Draft {
  text: string
  /** The version it was written from; null: there was none. */
  base: number | null
}

export interface RulesDeps {
  call: Call
  /** As the server has them. */
  view: ReadonlySignal<RulesView | null>
  /** The reader's own. */
  timeZone: string
  /** Other rules came into force by what was done here. */
  onSaved: () => void
}

/** Writing rules: from what is in force, over checking, to a new version. What was written is lost by nothing but discarding it. */
export const createRules = ({ call, view, timeZone, onSaved }: RulesDeps) => {
  const draft = signal<Draft | null>(null)
  const note = signal('')
  const checked = signal<{ text: string; result: RulesCheck } | null>(null)
  const doing = signal<'opening' | 'checking' | 'saving' | null>(null)
  const problem = signal<Problem | null>(null)
  /** Who was first, when somebody saved meanwhile. */
  const overtakenBy = signal<number | null>(null)
  const savedVersion = signal<number | null>(null)

  const busily = async (what: NonNullable<typeof doing.value>, work: () => Promise<void>): Promise<void> => {
    if (doing.peek()) return
    doing.value = what
    problem.value = null
    overtakenBy.value = null
    savedVersion.value = null
    await work()
    doing.value = null
  }

  const begin = (text: string, base: number | null) => {
    draft.value = { text: text.replace(/\r\n?/g, '\n'), base }
    note.value = ''
    checked.value = null
  }

  const beginFirst = async () => {
    const answer = await call(tabApi.firstRules, { timeZone }, {})
    if (answer.ok) begin(answer.value.text, null)
    else problem.value = answer.problem
  }

  const open = () =>
    busily('opening', async () => {
      const rules = view.peek()
      if (!rules || draft.peek()) return
      const start = rules.broken ?? rules.inForce
      if (start?.text) begin(start.text, start.version)
      else await beginFirst()
    })

  const judge = async ({ text }: Draft): Promise<RulesCheck | null> => {
    const answer = await call(tabApi.checkRules, {}, { text })
    if (answer.ok) checked.value = { text, result: answer.value }
    else problem.value = answer.problem
    return answer.ok ? answer.value : null
  }

  const learnWhoWasFirst = async () => {
    const answer = await call(tabApi.rulesVersions, { before: '' }, {})
    if (answer.ok) overtakenBy.value = answer.value.versions[0]?.version ?? null
  }

  const keep = async (written: Draft): Promise<void> => {
    const result = await judge(written)
    if (!result || result.problems.length > 0) return
    const answer = await call(tabApi.saveRules, {}, { ...written, note: note.peek() })
    if (answer.ok) {
      draft.value = null
      savedVersion.value = answer.value.version
      onSaved()
      return
    }
    problem.value = answer.problem
    if (answer.problem.code === 'changed_meanwhile') await learnWhoWasFirst()
  }

  return {
    draft,
    note,
    doing,
    problem,
    overtakenBy,
    savedVersion,
    /** What was found in the draft as it stands; null: it was not checked, or was changed since. */
    found: computed(() => (checked.value?.text === draft.value?.text ? (checked.value?.result ?? null) : null)),
    /** Something would be lost. */
    isUnsaved: computed(() => draft.value !== null && draft.value.text !== view.value?.inForce?.text),
    open,
    write: (text: string) => {
      const written = draft.peek()
      if (written) draft.value = { ...written, text }
    },
    check: () =>
      busily('checking', async () => {
        const written = draft.peek()
        if (written) await judge(written)
      }),
    save: () =>
      busily('saving', async () => {
        const written = draft.peek()
        if (written) await keep(written)
      }),
    /** The writer has seen what the other version changed. */
    saveOnTop: () => {
      const written = draft.peek()
      if (written) draft.value = { ...written, base: overtakenBy.peek() }
      return busily('saving', async () => {
        const latest = draft.peek()
        if (latest) await keep(latest)
      })
    },
    discard: () => {
      draft.value = null
      problem.value = null
      overtakenBy.value = null
    },
  }
}
export type RulesModel = ReturnType<typeof createRules>
