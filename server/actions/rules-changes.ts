import { structuredPatch } from 'diff'
import type { Hunk } from '../../shared/api'

/** Unchanged lines that are shown around a change. */
const AROUND = 3
/** Two long texts with nothing in common would take minutes. */
const GIVES_UP_AFTER_MS = 500

const KINDS: Readonly<Record<string, Hunk['lines'][number]['kind']>> = { ' ': 'same', '+': 'added', '-': 'removed' }

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))

const allOfIt = (before: string, after: string): Hunk => ({
  fromLine: 1,
  toLine: 1,
  lines: [
    ...linesOf(before).map((text) => ({ kind: 'removed' as const, text })),
    ...linesOf(after).map((text) => ({ kind: 'added' as const, text })),
  ],
})

/** What a text changed of another, line by line, each change with the lines around it; empty: nothing. */
export const changesBetween = (before: string, after: string): Hunk[] => {
  if (before === after) return []
  const patch = structuredPatch('', '', before, after, '', '', { context: AROUND, timeout: GIVES_UP_AFTER_MS })
  if (!patch) return [allOfIt(before, after)]
  return patch.hunks.map(({ oldStart, newStart, lines }) => ({
    fromLine: oldStart,
    toLine: newStart,
    lines: lines.flatMap((line) => {
      const kind = KINDS[line.charAt(0)]
      return kind ? [{ kind, text: line.slice(1) }] : []
    }),
  }))
}
