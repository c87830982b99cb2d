import type { Hunk } from '../../../shared/tab-api'
import { Button } from '../../view/button'

const SIGNS = { same: ' ', added: '+', removed: '−' }
const SPOKEN = { same: '', added: 'Added: ', removed: 'Removed: ' }

/** What one text changed of another, line by line. */
export const Changes = ({ changes }: { changes: readonly Hunk[] }) =>
  changes.length === 0 ? (
    <p class="empty">Nothing differs.</p>
  ) : (
    <div class="changes">
      {changes.map(({ fromLine, toLine, lines }) => (
        <div key={`${fromLine} ${toLine}`} class="hunk">
          <p class="muted num">Line {toLine}</p>
          <ol>
            {lines.map(({ kind, text }, index) => (
              <li key={`${index} ${kind}`} class={kind}>
                <span aria-hidden="true">{SIGNS[kind]}</span>
                <code>
                  <span class="for-ears">{SPOKEN[kind]}</span>
                  {text}
                </code>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </div>
  )

const copy = (text: string) => void navigator.clipboard.writeText(text)

/** A browser has no clipboard for pages that come without https. */
const canCopy = () => navigator.clipboard !== undefined

const sayPlace = ({ fromLine, lines }: Hunk): string => {
  const count = lines.filter(({ kind }) => kind !== 'added').length
  if (count === 0) return `At line ${fromLine}`
  return count === 1 ? `In place of line ${fromLine}` : `In place of lines ${fromLine} to ${fromLine + count - 1}`
}

/** What to paste into the file, since it alone says what the rules are. */
export const LinesToPaste = ({ changes }: { changes: readonly Hunk[] }) => (
  <div class="changes">
    {changes.map((hunk) => {
      const text = hunk.lines
        .filter(({ kind }) => kind !== 'removed')
        .map((line) => line.text)
        .join('\n')
      return (
        <div key={`${hunk.fromLine} ${hunk.toLine}`} class="hunk">
          <div class="line">
            <p class="grow muted num">{sayPlace(hunk)}</p>
            {canCopy() && (
              <Button look="link" onClick={() => copy(text)}>
                Copy
              </Button>
            )}
          </div>
          <pre>{text}</pre>
        </div>
      )
    })}
  </div>
)
