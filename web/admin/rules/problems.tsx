import type { RulesProblem } from '../../../shared/tab-api'
import { jumpTo } from './code'

/** Each problem is a button that leads to its line in the text with this id. */
export const Problems = ({ problems, textId }: { problems: readonly RulesProblem[]; textId: string }) => (
  <ul class="problems">
    {problems.map(({ line, column, path, message }) => (
      <li key={`${line}:${column} ${path} ${message}`}>
        <button type="button" onClick={() => jumpTo(textId, line, column)}>
          <span class="num">Line {line}</span>
          <span dir="auto">
            {path && <b>{path}: </b>}
            {message}
          </span>
        </button>
      </li>
    ))}
  </ul>
)

export const sayCount = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

export const Warnings = ({ warnings }: { warnings: readonly string[] }) =>
  warnings.length === 0 ? null : (
    <ul class="warnings" aria-label="Warnings">
      {warnings.map((warning) => (
        <li key={warning} dir="auto">
          {warning}
        </li>
      ))}
    </ul>
  )
