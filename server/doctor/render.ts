import { styleText } from 'node:util'
import type { Finding, Verdict } from './finding'

/** Shows what the doctor finds, as it finds it or at the end. */
export interface Renderer {
  tell: (line: string) => void
  find: (finding: Finding) => void
  end: (findings: readonly Finding[]) => void
}

type Print = (text: string) => void

const COLORS = { good: 'green', warning: 'yellow', bad: 'red', unknown: 'cyan' } as const
const VERDICT_WIDTH = 9
const NAME_WIDTH = 25

const countOf = (findings: readonly Finding[], verdict: Verdict): number =>
  findings.filter((finding) => finding.verdict === verdict).length

export const isGoodEnough = (findings: readonly Finding[]): boolean => countOf(findings, 'bad') === 0

const sayCount = (findings: readonly Finding[]): string =>
  (Object.keys(COLORS) as Verdict[])
    .map((verdict) => ({ verdict, count: countOf(findings, verdict) }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${verdict}`)
    .join(', ')

/** A line for each finding, and its mend below it. */
export const createTextRenderer = (print: Print, isColored: boolean): Renderer => {
  const color = (verdict: Verdict, text: string) => (isColored ? styleText(COLORS[verdict], text) : text)
  return {
    tell: (line) => print(`${line}\n`),
    find: ({ name, verdict, sentence, mend }) => {
      print(`${color(verdict, verdict.padEnd(VERDICT_WIDTH))}${name.padEnd(NAME_WIDTH - 1)} ${sentence}\n`)
      if (mend !== null) print(`${' '.repeat(VERDICT_WIDTH + NAME_WIDTH)}→ ${mend}\n`)
    },
    end: (findings) => {
      const verdict = isGoodEnough(findings) ? 'Nothing must be mended.' : 'Mend what is bad, and run the doctor again.'
      print(`\n${sayCount(findings)}. ${verdict}\n`)
    },
  }
}

/** One object at the end, and nothing else. */
export const createJsonRenderer = (print: Print): Renderer => ({
  tell: () => {},
  find: () => {},
  end: (findings) => print(`${JSON.stringify({ isGood: isGoodEnough(findings), findings }, null, 2)}\n`),
})
