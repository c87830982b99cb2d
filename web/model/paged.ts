import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Answer, Problem } from '../api'

export interface Page<Row> {
  rows: readonly Row[]
  /** What asks for the next page; null: this is the last. */
  next: string | null
}

export interface PagedDeps<Row> {
  /** Kept current by somebody else; null: not known yet. */
  first: ReadonlySignal<Page<Row> | null>
  ask: (after: string) => Promise<Answer<Page<Row>>>
  idOf: (row: Row) => string
}

/** The first page of a list and those that were asked for, each row once. */
export const createPaged = <Row>({ first, ask, idOf }: PagedDeps<Row>) => {
  const older = signal<Page<Row> | null>(null)
  const problem = signal<Problem | null>(null)
  const next = computed(() => (older.value ?? first.value)?.next ?? null)
  return {
    rows: computed(() => {
      const all = [...(first.value?.rows ?? []), ...(older.value?.rows ?? [])]
      return [...new Map(all.map((row) => [idOf(row), row])).values()]
    }),
    hasMore: computed(() => next.value !== null),
    problem,
    more: async () => {
      const after = next.peek()
      if (after === null) return
      const answer = await ask(after)
      problem.value = answer.ok ? null : answer.problem
      if (answer.ok) older.value = { ...answer.value, rows: [...(older.peek()?.rows ?? []), ...answer.value.rows] }
    },
    /** Of what was asked for; the first page is asked for anew. */
    without: (id: string) => {
      const rest = older.peek()
      if (rest) older.value = { ...rest, rows: rest.rows.filter((row) => idOf(row) !== id) }
    },
    beginAnew: () => {
      older.value = null
    },
  }
}
