import { effect, type ReadonlySignal, signal } from '@preact/signals-core'
import { type RulesComparison, type RulesVersion, tabApi } from '../../shared/tab-api'
import type { Call, Problem } from '../api'
import type { Place } from './place'

/** A version that is looked at. */
interface Opened extends RulesVersion {
  text: string
  /** Null: there is none before it. */
  comparison: RulesComparison | null
}

export interface VersionsDeps {
  call: Call
  place: ReadonlySignal<Place>
  isSignedIn: ReadonlySignal<boolean>
  /** What is in force; null: nothing is known yet, or nothing is. */
  inForce: ReadonlySignal<number | null>
  onRestored: (version: number) => void
}

/** Earlier rules: listed, compared and brought back. */
export const createVersions = ({ call, place, isSignedIn, inForce, onRestored }: VersionsDeps) => {
  const listed = signal<RulesVersion[]>([])
  const hasMore = signal(false)
  const opened = signal<Opened | null>(null)
  const problem = signal<Problem | null>(null)
  const note = signal('')
  const isBusy = signal(false)

  const list = async (before: number | null) => {
    const answer = await call(tabApi.rulesVersions, { before: before === null ? '' : `${before}` }, {})
    if (!answer.ok) return
    listed.value = before === null ? answer.value.versions : [...listed.peek(), ...answer.value.versions]
    hasMore.value = answer.value.hasMore
  }

  const versionBefore = async (version: number): Promise<number | null> => {
    const answer = await call(tabApi.rulesVersions, { before: `${version}` }, {})
    return answer.ok ? (answer.value.versions[0]?.version ?? null) : null
  }

  const compare = async (from: number, to: number): Promise<RulesComparison | null> => {
    const answer = await call(tabApi.compareRules, { from: `${from}`, to: `${to}` }, {})
    if (!answer.ok) problem.value = answer.problem
    return answer.ok ? answer.value : null
  }

  /** Whoever looks at another one meanwhile sees that one. */
  const show = async (asked: Place) => {
    const { version, against } = asked
    if (version === null) return
    problem.value = null
    const answer = await call(tabApi.rulesVersion, { version: `${version}` }, {})
    const other = answer.ok ? (against ?? (await versionBefore(version))) : null
    const comparison = other === null ? null : await compare(other, version)
    if (place.peek() !== asked) return
    if (answer.ok) opened.value = { ...answer.value, comparison }
    else problem.value = answer.problem
  }

  effect(() => {
    if (inForce.value !== null) void list(null)
  })
  effect(() => {
    const asked = place.value
    opened.value = null
    note.value = ''
    if (isSignedIn.value) void show(asked)
  })

  return {
    listed,
    hasMore,
    more: () => list(listed.peek().at(-1)?.version ?? null),
    opened,
    problem,
    note,
    isBusy,
    restore: async (version: number) => {
      if (isBusy.peek()) return
      isBusy.value = true
      problem.value = null
      const answer = await call(tabApi.restoreRules, {}, { version, note: note.peek() })
      isBusy.value = false
      if (answer.ok) onRestored(answer.value.version)
      else problem.value = answer.problem
    },
  }
}
export type VersionsModel = ReturnType<typeof createVersions>
